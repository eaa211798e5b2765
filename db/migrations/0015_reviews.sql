ALTER TABLE "fact" DROP CONSTRAINT "fact_subject_known";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "about" jsonb;--> statement-breakpoint
CREATE INDEX "cases_rectification" ON "cases" USING btree ("at","id") WHERE kind = 'rectification';--> statement-breakpoint
-- What stands there already kept the narrower rule.
ALTER TABLE "fact" ADD CONSTRAINT "fact_subject_known" CHECK ("fact"."subject" in ('case','alarm','access','rectification')) NOT VALID;--> statement-breakpoint
-- Kinds of cases are read apart: whoever does not name another kind is shown tickets alone.
DROP POLICY "cases_in_scope" ON "cases";--> statement-breakpoint
CREATE POLICY "cases_in_scope" ON "cases" FOR SELECT USING (
  "kind" = ANY ((SELECT coalesce(nullif(current_setting('tongguan.kinds', true), ''), '{ticket}')::text[])::text[])
  AND (
    "region" IN (SELECT unnest(nullif(current_setting('tongguan.regions', true), '')::text[]))
    OR ("region" || ' ' || "department") IN (SELECT unnest(nullif(current_setting('tongguan.places', true), '')::text[]))
  )
);
