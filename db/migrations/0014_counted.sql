ALTER TABLE "cases" ADD COLUMN "counted" json;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "counted_by" bigint;--> statement-breakpoint
CREATE INDEX "cases_unit_open" ON "cases" USING btree ("unit") WHERE open and closed_at is null and not retracted and unit is not null;