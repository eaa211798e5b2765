CREATE TABLE "knowledge" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "knowledge_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"version" integer DEFAULT 1 NOT NULL,
	"status" text NOT NULL,
	"title" text NOT NULL,
	"category" text,
	"department" text,
	"region" text NOT NULL,
	"from_at" timestamptz,
	"until_at" timestamptz,
	"origin" text,
	"uses" integer DEFAULT 0 NOT NULL,
	"used_at" timestamptz,
	"updated_at" timestamptz NOT NULL,
	"length" integer NOT NULL,
	"terms" text[] NOT NULL,
	CONSTRAINT "knowledge_status" CHECK ("knowledge"."status" in ('draft','published','withdrawn')),
	CONSTRAINT "knowledge_span" CHECK ("knowledge"."until_at" is null or "knowledge"."from_at" is null or "knowledge"."until_at" > "knowledge"."from_at")
);
--> statement-breakpoint
CREATE TABLE "knowledge_report" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "knowledge_report_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entry" bigint NOT NULL,
	"version" integer NOT NULL,
	"at" timestamptz NOT NULL,
	"by" integer NOT NULL,
	"by_login" text NOT NULL,
	"text" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"settled_at" timestamptz,
	"settled_by" text,
	"reason" text,
	CONSTRAINT "knowledge_report_state" CHECK ("knowledge_report"."state" in ('open','accepted','declined')),
	CONSTRAINT "knowledge_report_settled" CHECK (("knowledge_report"."state" = 'open') = ("knowledge_report"."settled_at" is null))
);
--> statement-breakpoint
CREATE TABLE "knowledge_version" (
	"entry" bigint NOT NULL,
	"version" integer NOT NULL,
	"at" timestamptz NOT NULL,
	"by" integer NOT NULL,
	"by_login" text NOT NULL,
	"status" text NOT NULL,
	"note" text NOT NULL,
	"content" jsonb NOT NULL,
	CONSTRAINT "knowledge_version_entry_version_pk" PRIMARY KEY("entry","version")
);
--> statement-breakpoint
CREATE INDEX "knowledge_terms" ON "knowledge" USING gin ("terms") WITH (fastupdate=false);--> statement-breakpoint
CREATE UNIQUE INDEX "knowledge_origin" ON "knowledge" USING btree ("origin");--> statement-breakpoint
CREATE INDEX "knowledge_updated" ON "knowledge" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "knowledge_report_entry" ON "knowledge_report" USING btree ("entry","id");--> statement-breakpoint
CREATE INDEX "knowledge_report_open" ON "knowledge_report" USING btree ("id") WHERE state = 'open';--> statement-breakpoint
-- A search reads many rows and the terms of none: they stay out of the row.
ALTER TABLE "knowledge" ALTER COLUMN "terms" SET STORAGE EXTERNAL;--> statement-breakpoint
CREATE FUNCTION knowledge_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'versions of the knowledge base are append-only' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER knowledge_version_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON "knowledge_version" FOR EACH STATEMENT EXECUTE FUNCTION knowledge_version_guard();
