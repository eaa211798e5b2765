CREATE TABLE "risk_finding" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "risk_finding_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"found_check" text NOT NULL,
	"subject" text NOT NULL,
	"region" text NOT NULL,
	"zone" text NOT NULL,
	"head" text NOT NULL,
	"severity" smallint NOT NULL,
	"rule" text NOT NULL,
	"rule_version" integer NOT NULL,
	"case_id" bigint NOT NULL,
	"began_at" timestamptz NOT NULL,
	"seen_at" timestamptz NOT NULL,
	"latest" jsonb NOT NULL,
	"ended_at" timestamptz
);
--> statement-breakpoint
ALTER TABLE "fact" DROP CONSTRAINT "fact_subject_known";--> statement-breakpoint
CREATE UNIQUE INDEX "risk_finding_open" ON "risk_finding" USING btree ("found_check","subject") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "risk_finding_case" ON "risk_finding" USING btree ("case_id","began_at");--> statement-breakpoint
CREATE INDEX "cases_risk" ON "cases" USING btree ("at","id") WHERE kind = 'risk';--> statement-breakpoint
-- What stands there already kept the narrower rule.
ALTER TABLE "fact" ADD CONSTRAINT "fact_subject_known" CHECK ("fact"."subject" in ('case','alarm','access','rectification','task','risk')) NOT VALID;