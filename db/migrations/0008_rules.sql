CREATE TABLE "calendar_year" (
	"year" integer NOT NULL,
	"version" integer NOT NULL,
	"source" text NOT NULL,
	"body" jsonb NOT NULL,
	"by" integer NOT NULL,
	"at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "calendar_year_year_version_pk" PRIMARY KEY("year","version"),
	CONSTRAINT "calendar_year_version" CHECK ("calendar_year"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "rule_row" (
	"id" text NOT NULL,
	"version" integer NOT NULL,
	"rule" text NOT NULL,
	"applies" jsonb NOT NULL,
	"from_at" timestamptz NOT NULL,
	"until_at" timestamptz,
	"source" jsonb,
	"value" jsonb NOT NULL,
	"note" text,
	"by" integer NOT NULL,
	"at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "rule_row_id_version_pk" PRIMARY KEY("id","version"),
	CONSTRAINT "rule_row_version" CHECK ("rule_row"."version" > 0)
);
