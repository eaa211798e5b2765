CREATE TABLE "item_list" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "item_list_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"region" text NOT NULL,
	"as_of" text NOT NULL,
	"version" integer NOT NULL,
	"stands" boolean DEFAULT true NOT NULL,
	"items" integer NOT NULL,
	"columns" jsonb NOT NULL,
	"counts" jsonb NOT NULL,
	"digest" text NOT NULL,
	"file" text NOT NULL,
	"note" text NOT NULL,
	"mark" text,
	"by" integer NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamptz NOT NULL,
	"replaces" bigint,
	"told_at" timestamptz,
	"refused" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"withdrawn_at" timestamptz,
	"withdrawn_name" text,
	"withdraw_reason" text,
	"withdraw_told_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "listed_item" (
	"list" bigint NOT NULL,
	"line" integer NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"region" text NOT NULL,
	"department" text NOT NULL,
	"kind" text NOT NULL,
	"has" jsonb NOT NULL,
	CONSTRAINT "listed_item_list_line_pk" PRIMARY KEY("list","line")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "item_list_version" ON "item_list" USING btree ("region","as_of","version");--> statement-breakpoint
CREATE UNIQUE INDEX "item_list_stands" ON "item_list" USING btree ("region","as_of") WHERE stands;--> statement-breakpoint
CREATE INDEX "item_list_untold" ON "item_list" USING btree ("id") WHERE told_at is null or (withdrawn_at is not null and withdraw_told_at is null);