CREATE TABLE "dictionary_change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "dictionary_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"region" text,
	"period" text,
	"path" text,
	"subject" text NOT NULL,
	"base" integer NOT NULL,
	"version" integer,
	"state" text DEFAULT 'draft' NOT NULL,
	"fields" jsonb NOT NULL,
	"note" text NOT NULL,
	"by" integer NOT NULL,
	"by_login" text NOT NULL,
	"at" timestamptz NOT NULL,
	"saved_at" timestamptz NOT NULL,
	"submitted_at" timestamptz,
	"decided_at" timestamptz,
	"decided_by" integer,
	"decided_login" text,
	"reason" text,
	"from_at" timestamptz,
	CONSTRAINT "dictionary_change_kind" CHECK ("dictionary_change"."kind" in ('definition','target')),
	CONSTRAINT "dictionary_change_state" CHECK ("dictionary_change"."state" in ('draft','submitted','published','returned','withdrawn')),
	CONSTRAINT "dictionary_change_target" CHECK (("dictionary_change"."kind" = 'target') = ("dictionary_change"."region" is not null and "dictionary_change"."period" is not null and "dictionary_change"."path" is not null)),
	CONSTRAINT "dictionary_change_published" CHECK (("dictionary_change"."state" = 'published') = ("dictionary_change"."version" is not null and "dictionary_change"."from_at" is not null)),
	CONSTRAINT "dictionary_change_decided" CHECK (("dictionary_change"."state" in ('published','returned','withdrawn')) = ("dictionary_change"."decided_at" is not null)),
	CONSTRAINT "dictionary_change_four_eyes" CHECK ("dictionary_change"."state" not in ('published','returned') or ("dictionary_change"."decided_by" is not null and "dictionary_change"."decided_by" <> "dictionary_change"."by"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "dictionary_change_version" ON "dictionary_change" USING btree ("kind","subject","version");--> statement-breakpoint
CREATE UNIQUE INDEX "dictionary_change_open" ON "dictionary_change" USING btree ("kind","subject","by") WHERE state in ('draft','submitted');--> statement-breakpoint
CREATE INDEX "dictionary_change_code" ON "dictionary_change" USING btree ("code","id");--> statement-breakpoint
CREATE FUNCTION dictionary_change_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.state IN ('draft', 'submitted') AND OLD."by" = NEW."by" AND OLD.subject = NEW.subject AND OLD.kind = NEW.kind THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'decided changes of the dictionary are append-only' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER dictionary_change_guard BEFORE UPDATE OR DELETE ON "dictionary_change" FOR EACH ROW EXECUTE FUNCTION dictionary_change_guard();--> statement-breakpoint
CREATE TRIGGER dictionary_change_whole BEFORE TRUNCATE ON "dictionary_change" FOR EACH STATEMENT EXECUTE FUNCTION dictionary_change_guard();
