DROP INDEX "cases_desk_due";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "city" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "cases_city_due" ON "cases" USING btree ("city",coalesce(due_at, 'infinity'::timestamptz),"id") WHERE open and not retracted;--> statement-breakpoint
CREATE INDEX "cases_due" ON "cases" USING btree (coalesce(due_at, 'infinity'::timestamptz),"id") WHERE open and not retracted;