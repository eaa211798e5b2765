CREATE TABLE "filling" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "filling_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"duty" bigint NOT NULL,
	"period" text NOT NULL,
	"status" text NOT NULL,
	"figures" jsonb NOT NULL,
	"as_of" timestamptz NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"basis" text DEFAULT '' NOT NULL,
	"by" integer NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamptz NOT NULL,
	"key" text NOT NULL,
	"decision" text,
	"decided_at" timestamptz,
	"decided_by" integer,
	"decided_name" text,
	"reason" text,
	"replaces" bigint,
	"told_at" timestamptz,
	"refused" text,
	"retracted_at" timestamptz,
	"retracted_name" text,
	"retract_reason" text,
	"retract_told_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "filling_duty" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "filling_duty_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"indicator" text NOT NULL,
	"region" text NOT NULL,
	"department" text NOT NULL,
	"grain" text NOT NULL,
	"asks" jsonb NOT NULL,
	"from_period" text NOT NULL,
	"until_period" text,
	"remind_days" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"mark" text,
	"version" integer DEFAULT 1 NOT NULL,
	"changed_at" timestamptz NOT NULL,
	"key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "filling_reminder" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "filling_reminder_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"duty" bigint NOT NULL,
	"period" text NOT NULL,
	"status" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamptz NOT NULL,
	"by_name" text,
	"text" text DEFAULT '' NOT NULL,
	"key" text
);
--> statement-breakpoint
CREATE UNIQUE INDEX "filling_key" ON "filling" USING btree ("key");--> statement-breakpoint
CREATE INDEX "filling_slot" ON "filling" USING btree ("duty","period","id");--> statement-breakpoint
CREATE UNIQUE INDEX "filling_waits" ON "filling" USING btree ("duty","period","status") WHERE decision is null;--> statement-breakpoint
CREATE INDEX "filling_untold" ON "filling" USING btree ("id") WHERE decision = 'accepted' and refused is null and (told_at is null or (retracted_at is not null and retract_told_at is null));--> statement-breakpoint
CREATE UNIQUE INDEX "filling_duty_of" ON "filling_duty" USING btree ("indicator","region","grain");--> statement-breakpoint
CREATE UNIQUE INDEX "filling_duty_key" ON "filling_duty" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "filling_reminder_once" ON "filling_reminder" USING btree ("duty","period","status","kind") WHERE kind <> 'urge';--> statement-breakpoint
CREATE UNIQUE INDEX "filling_reminder_key" ON "filling_reminder" USING btree ("key");