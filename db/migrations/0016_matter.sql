CREATE TABLE "review_matter" (
	"source" integer NOT NULL,
	"ref" text NOT NULL,
	"id" text NOT NULL,
	"keep_until" date,
	CONSTRAINT "review_matter_source_ref_pk" PRIMARY KEY("source","ref")
);
--> statement-breakpoint
ALTER TABLE "event_void" ADD COLUMN "by_matter" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "review_matter_expiry" ON "review_matter" USING btree ("keep_until") WHERE keep_until is not null;--> statement-breakpoint
CREATE INDEX "event_void_by" ON "event_void" USING btree ("source","by_id");--> statement-breakpoint
-- Reviews that stand already have their matters; of several of one matter the newest is the one that a next review follows.
INSERT INTO "review_matter" ("source", "ref", "id", "keep_until")
SELECT DISTINCT ON (e."source", e."data"->>'serviceRef') e."source", e."data"->>'serviceRef', e."id", k."keep_until"
FROM "series" s JOIN "event" e ON e."series" = s."id" JOIN "event_key" k ON k."source" = e."source" AND k."id" = e."id"
WHERE s."indicator" = '@cn.tongguan.review.submitted.v1' AND e."data" ? 'serviceRef' AND NOT e."data" ?| '{count,retraction}'
  AND NOT EXISTS (SELECT 1 FROM "event_void" v WHERE v."source" = e."source" AND v."id" = e."id")
ORDER BY e."source", e."data"->>'serviceRef', e."at" DESC, e."got" DESC;
