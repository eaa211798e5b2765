CREATE TABLE "cases" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text DEFAULT 'ticket' NOT NULL,
	"no" text NOT NULL,
	"source" integer NOT NULL,
	"event_id" text NOT NULL,
	"feed" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"region" text NOT NULL,
	"located" boolean NOT NULL,
	"step" text DEFAULT 'reported' NOT NULL,
	"moved_at" timestamptz NOT NULL,
	"open" boolean DEFAULT true NOT NULL,
	"request_type" text NOT NULL,
	"category" text,
	"channel" text NOT NULL,
	"entrance" text,
	"line" text,
	"urgent" boolean DEFAULT false NOT NULL,
	"confidential" boolean DEFAULT false NOT NULL,
	"anonymous" boolean DEFAULT false NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"unit" text,
	"department" text,
	"lon" double precision,
	"lat" double precision,
	"person" bigint,
	"at" timestamptz NOT NULL,
	"got" timestamptz NOT NULL,
	"closed_at" timestamptz,
	"retracted" boolean DEFAULT false NOT NULL,
	"mark" text,
	CONSTRAINT "cases_mark" CHECK ("cases"."mark" in ('demo','replay'))
);
--> statement-breakpoint
CREATE TABLE "event" (
	"source" integer NOT NULL,
	"id" text NOT NULL,
	"series" integer NOT NULL,
	"at" timestamptz NOT NULL,
	"got" timestamptz NOT NULL,
	"data" jsonb NOT NULL
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "event_key" (
	"source" integer NOT NULL,
	"id" text NOT NULL,
	"hash" bigint NOT NULL,
	"keep_until" date,
	CONSTRAINT "event_key_source_id_pk" PRIMARY KEY("source","id")
);
--> statement-breakpoint
CREATE TABLE "event_void" (
	"source" integer NOT NULL,
	"id" text NOT NULL,
	"by_id" text NOT NULL,
	"retracted" boolean NOT NULL,
	"got" timestamptz NOT NULL,
	CONSTRAINT "event_void_source_id_pk" PRIMARY KEY("source","id")
);
--> statement-breakpoint
CREATE TABLE "fact" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "fact_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"seq" bigint,
	"at" timestamptz NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"subject_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"regions" jsonb NOT NULL,
	"departments" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"quiet" boolean DEFAULT false NOT NULL,
	"body" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "fact_subject_known" CHECK ("fact"."subject" in ('case','alarm','access'))
);
--> statement-breakpoint
CREATE TABLE "fact_head" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"epoch" uuid DEFAULT gen_random_uuid() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feed" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "feed_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"token_hash" text NOT NULL,
	"region" text NOT NULL,
	"department" text,
	"purpose" text,
	"fields" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"share" text DEFAULT 'none' NOT NULL,
	"cadence_ms" bigint,
	"owner" text,
	"until" timestamptz,
	"rate" integer DEFAULT 20000 NOT NULL,
	"late_days" integer NOT NULL,
	"mirrored" boolean DEFAULT false NOT NULL,
	"broker_user" text,
	"disabled" boolean DEFAULT false NOT NULL,
	"mark" text,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "feed_kind" CHECK ("feed"."kind" in ('indicator','service','ticket','review','trade','call')),
	CONSTRAINT "feed_share" CHECK ("feed"."share" in ('open','conditional','none')),
	CONSTRAINT "feed_mark" CHECK ("feed"."mark" in ('demo','replay'))
);
--> statement-breakpoint
CREATE TABLE "feed_usage" (
	"feed" integer NOT NULL,
	"month" date NOT NULL,
	"accepted" bigint DEFAULT 0 NOT NULL,
	"duplicate" bigint DEFAULT 0 NOT NULL,
	"rejected" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "feed_usage_feed_month_pk" PRIMARY KEY("feed","month")
);
--> statement-breakpoint
CREATE TABLE "hot" (
	"series" integer NOT NULL,
	"b" timestamptz NOT NULL,
	"n" bigint DEFAULT 0 NOT NULL,
	"num" bigint DEFAULT 0 NOT NULL,
	"den" bigint DEFAULT 0 NOT NULL,
	"last_at" timestamptz,
	"last_got" timestamptz,
	"last_num" bigint,
	"last_den" bigint,
	"rev" bigint NOT NULL,
	CONSTRAINT "hot_series_b_pk" PRIMARY KEY("series","b")
) WITH (fillfactor = 70);
--> statement-breakpoint
CREATE TABLE "meta" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pack" (
	"series" integer NOT NULL,
	"grain" smallint NOT NULL,
	"period" date NOT NULL,
	"codec" smallint NOT NULL,
	"body" "bytea" NOT NULL,
	"events" bigint NOT NULL,
	"rev" integer NOT NULL,
	"revised_at" timestamptz NOT NULL,
	CONSTRAINT "pack_grain_series_period_pk" PRIMARY KEY("grain","series","period")
);
--> statement-breakpoint
CREATE TABLE "pack_seal" (
	"series" integer NOT NULL,
	"month" date NOT NULL,
	"n" bigint NOT NULL,
	"num" bigint NOT NULL,
	"den" bigint NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pack_seal_series_month_pk" PRIMARY KEY("series","month")
);
--> statement-breakpoint
CREATE TABLE "pack_was" (
	"series" integer NOT NULL,
	"grain" smallint NOT NULL,
	"period" date NOT NULL,
	"rev" integer NOT NULL,
	"codec" smallint NOT NULL,
	"body" "bytea" NOT NULL,
	"events" bigint NOT NULL,
	"since" timestamptz NOT NULL,
	"until" timestamptz NOT NULL,
	CONSTRAINT "pack_was_grain_series_period_rev_pk" PRIMARY KEY("grain","series","period","rev")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "person_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key_id" text NOT NULL,
	"wrapped_key" "bytea",
	"sealed" "bytea" NOT NULL,
	"phone_hash" "bytea",
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"erased_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "quarantine" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quarantine_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"feed" integer NOT NULL,
	"got" timestamptz DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"event" jsonb NOT NULL,
	"person" bigint,
	"waits_source" text,
	"waits_id" text,
	"state" text DEFAULT 'held' NOT NULL,
	"settled_at" timestamptz,
	CONSTRAINT "quarantine_state" CHECK ("quarantine"."state" in ('held','replayed','dropped'))
);
--> statement-breakpoint
CREATE TABLE "reader" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reader_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"region" text NOT NULL,
	"indicators" jsonb,
	"disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "series_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"indicator" text NOT NULL,
	"region" text NOT NULL,
	"dims" jsonb NOT NULL,
	"dims_key" text NOT NULL,
	"scope" text NOT NULL,
	"status" text NOT NULL,
	"grain" text NOT NULL,
	"feed" integer NOT NULL,
	"seen_at" timestamptz,
	"seen_got" timestamptz
);
--> statement-breakpoint
CREATE TABLE "source" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "source_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"feed" integer NOT NULL,
	"uri" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "cases_event" ON "cases" USING btree ("source","event_id");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_no" ON "cases" USING btree ("no");--> statement-breakpoint
CREATE INDEX "cases_region_at" ON "cases" USING btree ("region","at");--> statement-breakpoint
CREATE INDEX "cases_at" ON "cases" USING btree ("at");--> statement-breakpoint
CREATE INDEX "cases_open_step" ON "cases" USING btree ("step","region") WHERE open;--> statement-breakpoint
CREATE INDEX "event_series_at" ON "event" USING btree ("series","at");--> statement-breakpoint
CREATE INDEX "event_key_at" ON "event" USING btree ("source","id");--> statement-breakpoint
CREATE INDEX "event_key_expiry" ON "event_key" USING btree ("keep_until") WHERE keep_until is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "fact_seq" ON "fact" USING btree ("seq") WHERE seq is not null;--> statement-breakpoint
CREATE INDEX "fact_todo" ON "fact" USING btree ("id") WHERE seq is null;--> statement-breakpoint
CREATE INDEX "fact_subject" ON "fact" USING btree ("subject","subject_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "feed_name" ON "feed" USING btree ("name");--> statement-breakpoint
CREATE UNIQUE INDEX "feed_token" ON "feed" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "pack_seal_month" ON "pack_seal" USING btree ("month");--> statement-breakpoint
CREATE INDEX "person_phone" ON "person" USING btree ("phone_hash");--> statement-breakpoint
CREATE INDEX "quarantine_held" ON "quarantine" USING btree ("feed","id") WHERE state = 'held';--> statement-breakpoint
CREATE INDEX "quarantine_waits" ON "quarantine" USING btree ("waits_source","waits_id") WHERE state = 'held';--> statement-breakpoint
CREATE UNIQUE INDEX "reader_name" ON "reader" USING btree ("name");--> statement-breakpoint
CREATE UNIQUE INDEX "reader_token" ON "reader" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "series_key" ON "series" USING btree ("indicator","region","dims_key","scope","status","grain");--> statement-breakpoint
CREATE UNIQUE INDEX "source_uri" ON "source" USING btree ("uri");
--> statement-breakpoint
INSERT INTO "fact_head" DEFAULT VALUES;
--> statement-breakpoint
ALTER TABLE "fact_head" ADD CONSTRAINT "fact_head_one" CHECK ("one");
--> statement-breakpoint
-- One partition of raw events a month (UTC); made when the first event of the month arrives, by any process.
CREATE FUNCTION ensure_event_partition(month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE name text := 'event_' || to_char(month, 'YYYY_MM');
BEGIN
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(7210345, extract(year from month)::int * 12 + extract(month from month)::int);
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
  -- The catalogue may still hide what another session had just made when the lock was given.
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)', name,
    month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
EXCEPTION WHEN duplicate_table OR unique_violation THEN NULL;
END $$;
