CREATE TABLE "model" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "model_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"at" timestamptz NOT NULL,
	"body" "bytea" NOT NULL,
	"stats" jsonb NOT NULL,
	"trained_on" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "model_kind" ON "model" USING btree ("kind","id");