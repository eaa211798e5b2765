import { type Tx, textsLiteral } from '../../../db/client.ts';
import type { RuleDraft, RuleEntry } from '../../wire/rule.ts';

/** What of a rule makes it another version. */
type Said = Pick<RuleEntry, 'rule' | 'where' | 'from' | 'until' | 'value' | 'paper'>;

/** The newest version of each rule that has one, of the profile or of the installation. */
export type NewestVersion = Said & { readonly version: number; readonly by: string | null; readonly at: number | null };
export type Newest = ReadonlyMap<string, NewestVersion>;

/**
 * Rules are written by one transaction after another: versions follow each other, and an import sees all of the one before.
 * To be called first; readers are not kept waiting.
 */
export async function lockRules(tx: Tx): Promise<void> {
  await tx.query('lock table rule_row in share row exclusive mode');
}

/** @param given the profile's rows */
export async function newestVersions(tx: Tx, given: readonly RuleEntry[], ids: readonly string[]): Promise<Newest> {
  const newest = new Map<string, NewestVersion>();
  const wanted = new Set(ids);
  for (const row of given) if (wanted.has(row.id) && (newest.get(row.id)?.version ?? 0) < row.version) newest.set(row.id, row);
  const rows = await tx.query<NewestVersion & { id: string }>(
    `select distinct on (r.id) r.id, r.version, r.rule, r.applies "where", r.from_at "from", r.until_at until, r.source paper, r.value,
       case when r.by = 0 then 'system' else a.login end "by", r.at
     from rule_row r left join account a on a.id = r.by where r.id = any($1::text::text[]) order by r.id, r.version desc`,
    [textsLiteral([...wanted])],
  );
  for (const row of rows) if ((newest.get(row.id)?.version ?? 0) <= row.version) newest.set(row.id, row);
  return newest;
}

/** Whether a draft says what a version says already. */
export function saysTheSame(draft: RuleDraft, version: Said): boolean {
  const { rule, where, from, until, value, source } = draft;
  return (
    canonical({ rule, where, from: from ?? 0, until, value, paper: source }) ===
    canonical({ rule: version.rule, where: version.where, from: version.from, until: version.until, value: version.value, paper: version.paper })
  );
}

/** JSON with the keys of every object sorted and without those that are not set: jsonb does not keep their order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([, v]) => v !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}

/** Adds versions in one statement. */
export async function insertVersions(tx: Tx, drafts: readonly RuleDraft[], by: number, note: string | null, now: number): Promise<void> {
  await tx.query(
    `insert into rule_row (id, version, rule, applies, from_at, until_at, source, value, note, by, at)
     select r.id, r.version, r.rule, r.applies, to_timestamp(r."from" / 1000.0), to_timestamp(r.until / 1000.0), r.source, r.value, $2::text, $3::int,
       to_timestamp($4::float8 / 1000.0)
     from json_to_recordset($1::text::json) r(id text, version int, rule text, applies jsonb, "from" float8, until float8, source jsonb, value jsonb)`,
    [JSON.stringify(drafts.map(({ where, from, ...draft }) => ({ ...draft, applies: where, from: from ?? 0 }))), note, by, now],
  );
}
