-- Row scope a second time: what is read under the role tongguan_reader is cut to the regions that the transaction names.
-- tongguan.regions: regions with all their departments; tongguan.places: 'region department' of those with some.
-- After its first use a setting reads as '' where it is not set, so both are taken through nullif.
ALTER TABLE "cases" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "person" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Policies are for every role but the tables' owner, so that no further role is needed for them to stand.
CREATE POLICY "cases_in_scope" ON "cases" FOR SELECT USING (
  "region" IN (SELECT unnest(nullif(current_setting('tongguan.regions', true), '')::text[]))
  OR ("region" || ' ' || "department") IN (SELECT unnest(nullif(current_setting('tongguan.places', true), '')::text[]))
);
--> statement-breakpoint
CREATE POLICY "person_in_scope" ON "person" FOR SELECT USING (
  EXISTS (SELECT 1 FROM "cases" WHERE "cases"."person" = "person"."id")
);
--> statement-breakpoint
-- A role of the whole server: another database may have made it, and the owner may not be allowed to; the start then says so.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tongguan_reader') THEN
    BEGIN
      CREATE ROLE tongguan_reader NOLOGIN NOBYPASSRLS NOSUPERUSER;
    EXCEPTION
      WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tongguan_reader') THEN RETURN; END IF;
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    BEGIN
      EXECUTE format('GRANT tongguan_reader TO %I', current_user);
    EXCEPTION
      WHEN insufficient_privilege OR invalid_grant_operation THEN NULL;
    END;
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO tongguan_reader', current_schema());
  GRANT SELECT ON "cases", "person" TO tongguan_reader;
  GRANT SELECT ("id", "mirrored") ON "feed" TO tongguan_reader;
END $$;
