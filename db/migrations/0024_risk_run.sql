CREATE TABLE "risk_run" (
	"id" smallint PRIMARY KEY NOT NULL,
	"at" timestamptz NOT NULL,
	"held" jsonb NOT NULL
);
