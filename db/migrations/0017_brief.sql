CREATE TABLE "brief" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "brief_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"region" text NOT NULL,
	"from_at" timestamptz NOT NULL,
	"to_at" timestamptz NOT NULL,
	"made_at" timestamptz NOT NULL,
	"made_by" text,
	"content" jsonb NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "brief_period" ON "brief" USING btree ("region","kind","from_at");