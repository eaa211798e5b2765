CREATE TABLE "access_grant" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "access_grant_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"account" integer NOT NULL,
	"role" text NOT NULL,
	"region" text NOT NULL,
	"department" text,
	"unmask" boolean DEFAULT false NOT NULL,
	"from_at" timestamptz NOT NULL,
	"until_at" timestamptz,
	"origin" text DEFAULT 'local' NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"created_by" integer,
	"revoked_at" timestamptz,
	"revoked_by" integer,
	CONSTRAINT "access_grant_origin" CHECK ("access_grant"."origin" in ('local','oidc')),
	CONSTRAINT "access_grant_span" CHECK ("access_grant"."until_at" is null or "access_grant"."until_at" > "access_grant"."from_at")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "account_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"login" text NOT NULL,
	"name" text NOT NULL,
	"region" text NOT NULL,
	"department" text,
	"password" text,
	"password_at" timestamptz,
	"passwords_were" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"must_change" boolean DEFAULT false NOT NULL,
	"factor_key_id" text,
	"factor" "bytea",
	"factor_at" timestamptz,
	"factor_step" bigint,
	"recovery" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"oidc_issuer" text,
	"oidc_subject" text,
	"demo" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"created_by" integer,
	CONSTRAINT "account_login_plain" CHECK ("account"."login" = lower("account"."login") and "account"."login" ~ '^[a-z0-9][a-z0-9._-]{1,63}$')
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamptz NOT NULL,
	"actor_kind" text NOT NULL,
	"actor" integer NOT NULL,
	"actor_login" text NOT NULL,
	"session" bigint,
	"address" text,
	"action" text NOT NULL,
	"object_kind" text,
	"object_id" text,
	"region" text,
	"department" text,
	"result" text NOT NULL,
	"purpose" text,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"digest" "bytea" NOT NULL,
	"seq" bigint,
	"hash" "bytea",
	CONSTRAINT "audit_result" CHECK ("audit"."result" in ('ok','refused','failed')),
	CONSTRAINT "audit_actor_kind" CHECK ("audit"."actor_kind" in ('person','display','token','system','nobody'))
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"hash" "bytea" NOT NULL,
	"at" timestamptz NOT NULL,
	"floor_seq" bigint DEFAULT 0 NOT NULL,
	"floor_hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "display" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "display_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"topic" text NOT NULL,
	"region" text NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"created_by" integer,
	"seen_at" timestamptz,
	"revoked_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "policy" (
	"version" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "policy_version_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"at" timestamptz DEFAULT now() NOT NULL,
	"by" integer,
	"note" text NOT NULL,
	"body" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "session_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"token_hash" "bytea" NOT NULL,
	"account" integer,
	"display" integer,
	"created_at" timestamptz NOT NULL,
	"seen_at" timestamptz NOT NULL,
	"until" timestamptz,
	"factor_at" timestamptz,
	"address" text,
	"agent" text,
	"ended_at" timestamptz,
	"ended_why" text,
	CONSTRAINT "session_of_one" CHECK (("session"."account" is null) <> ("session"."display" is null))
);
--> statement-breakpoint
CREATE TABLE "signin_delay" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_at" timestamptz NOT NULL,
	"until" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unmask" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "unmask_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account" integer NOT NULL,
	"session" bigint,
	"grant_id" integer NOT NULL,
	"case_id" bigint NOT NULL,
	"region" text NOT NULL,
	"department" text,
	"reason" text NOT NULL,
	"at" timestamptz NOT NULL,
	"until" timestamptz NOT NULL,
	"reviewed_at" timestamptz,
	"reviewed_by" integer
);
--> statement-breakpoint
CREATE INDEX "access_grant_account" ON "access_grant" USING btree ("account");--> statement-breakpoint
CREATE INDEX "access_grant_region" ON "access_grant" USING btree ("region");--> statement-breakpoint
CREATE UNIQUE INDEX "account_login" ON "account" USING btree ("login");--> statement-breakpoint
CREATE UNIQUE INDEX "account_oidc" ON "account" USING btree ("oidc_issuer","oidc_subject");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_seq" ON "audit" USING btree ("seq") WHERE seq is not null;--> statement-breakpoint
CREATE INDEX "audit_todo" ON "audit" USING btree ("id") WHERE seq is null;--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor","at");--> statement-breakpoint
CREATE INDEX "audit_object" ON "audit" USING btree ("object_kind","object_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "display_name" ON "display" USING btree ("name");--> statement-breakpoint
CREATE UNIQUE INDEX "display_token" ON "display" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "session_token" ON "session" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "session_account" ON "session" USING btree ("account") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "session_display" ON "session" USING btree ("display") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "unmask_live" ON "unmask" USING btree ("account","case_id","until");--> statement-breakpoint
CREATE INDEX "unmask_region" ON "unmask" USING btree ("region","at");
--> statement-breakpoint
INSERT INTO "audit_head" ("hash", "at", "floor_hash") VALUES ('\x', now(), '\x');
--> statement-breakpoint
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_one" CHECK ("one");
--> statement-breakpoint
-- An audit row is written once, sealed once, and goes only by the retention, which says so in its own transaction.
CREATE FUNCTION audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_setting('tongguan.retention', true) = 'on' AND OLD.seq IS NOT NULL THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'audit rows are not deleted' USING ERRCODE = 'TG001';
  END IF;
  IF OLD.seq IS NULL AND NEW.seq IS NOT NULL AND NEW.hash IS NOT NULL
    AND (to_jsonb(NEW) - 'seq' - 'hash') = (to_jsonb(OLD) - 'seq' - 'hash') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'audit rows are not changed' USING ERRCODE = 'TG001';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_guard BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION audit_guard();
--> statement-breakpoint
CREATE FUNCTION audit_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit rows are not deleted' USING ERRCODE = 'TG001';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION audit_no_truncate();
