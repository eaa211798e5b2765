CREATE TABLE "pending_code" (
	"feed" integer NOT NULL,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"events" bigint NOT NULL,
	"first_got" timestamptz NOT NULL,
	"last_got" timestamptz NOT NULL,
	CONSTRAINT "pending_code_feed_kind_code_pk" PRIMARY KEY("feed","kind","code"),
	CONSTRAINT "pending_code_kind" CHECK ("pending_code"."kind" in ('item','department'))
);
--> statement-breakpoint
ALTER TABLE "cases" DROP CONSTRAINT "cases_mark";--> statement-breakpoint
ALTER TABLE "feed" DROP CONSTRAINT "feed_mark";--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_mark" CHECK ("cases"."mark" in ('demo','replay','real'));--> statement-breakpoint
ALTER TABLE "feed" ADD CONSTRAINT "feed_mark" CHECK ("feed"."mark" in ('demo','replay','real'));