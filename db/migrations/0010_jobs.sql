CREATE TABLE "job" (
	"name" text PRIMARY KEY NOT NULL,
	"due_at" timestamptz NOT NULL,
	"holder" text,
	"epoch" integer DEFAULT 0 NOT NULL,
	"until" timestamptz,
	"started_at" timestamptz,
	"done_at" timestamptz,
	"failed_at" timestamptz,
	"error" text
);
