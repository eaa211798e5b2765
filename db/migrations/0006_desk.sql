CREATE TABLE "case_draft" (
	"account" integer NOT NULL,
	"case_id" bigint NOT NULL,
	"command" text NOT NULL,
	"data" jsonb NOT NULL,
	"saved_at" timestamptz NOT NULL,
	CONSTRAINT "case_draft_account_case_id_command_pk" PRIMARY KEY("account","case_id","command")
);
--> statement-breakpoint
CREATE TABLE "case_journal" (
	"case_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamptz NOT NULL,
	"actor_type" text NOT NULL,
	"actor" text NOT NULL,
	"command" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"rules" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"effects" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"key" uuid,
	CONSTRAINT "case_journal_case_id_seq_pk" PRIMARY KEY("case_id","seq"),
	CONSTRAINT "case_journal_actor_type" CHECK ("case_journal"."actor_type" in ('person','system','feed','order'))
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "mirrored" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "state" text DEFAULT 'registered' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "priority" text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "desk" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "clock" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "clock_from" timestamptz;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "due_at" timestamptz;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "soon_at" timestamptz;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "paused" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "provisional" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "marks" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "next_look" timestamptz;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "master" bigint;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "members" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "parent" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "case_journal_key" ON "case_journal" USING btree ("key","case_id") WHERE key is not null;--> statement-breakpoint
CREATE INDEX "case_journal_actor" ON "case_journal" USING btree ("actor","at") WHERE actor_type = 'person';--> statement-breakpoint
CREATE INDEX "cases_desk_due" ON "cases" USING btree ("desk","due_at","id") WHERE open;--> statement-breakpoint
CREATE INDEX "cases_look" ON "cases" USING btree ("next_look") WHERE next_look is not null;--> statement-breakpoint
CREATE INDEX "cases_unit" ON "cases" USING btree ("unit","at") WHERE unit is not null;--> statement-breakpoint
CREATE INDEX "cases_master" ON "cases" USING btree ("master") WHERE master is not null;--> statement-breakpoint
CREATE INDEX "cases_closed" ON "cases" USING btree ("closed_at") WHERE closed_at is not null;--> statement-breakpoint
-- Until now tickets were moved by their sources alone.
UPDATE "cases" SET mirrored = true, desk = region, priority = CASE WHEN urgent THEN 'urgent' ELSE 'normal' END, state = CASE
  WHEN step IN ('accept','return') THEN 'to_dispatch' WHEN step = 'dispatch' THEN 'to_sign' WHEN step IN ('sign','check_back','redo') THEN 'handling'
  WHEN step = 'answer' THEN 'to_check' WHEN step IN ('direct_answer','close') THEN 'to_follow_up' WHEN step = 'follow_up' THEN 'reviewed'
  WHEN step IN ('refuse','transfer','withdraw','archive') THEN 'archived' ELSE 'registered' END;--> statement-breakpoint
CREATE FUNCTION case_journal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal of cases is append-only' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER case_journal_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON "case_journal" FOR EACH STATEMENT EXECUTE FUNCTION case_journal_guard();
