import type { Tx } from '../../../db/client.ts';
import { CalendarFile } from '../../wire/profile.ts';
import { RuleDraft, type RuleEntry } from '../../wire/rule.ts';
import { entryOf } from '../../wire/rule-rows.ts';

type Row = {
  id: string;
  version: number;
  rule: string;
  where: unknown;
  from: number;
  until: number | null;
  source: unknown;
  value: unknown;
  by: string | null;
  at: number;
  note: string | null;
};

/** A calendar as it was imported. */
export type CalendarVersion = CalendarFile & { readonly version: number; readonly by: string | null; readonly at: number };

const AUTHOR = `case when r.by = 0 then 'system' else a.login end "by"`;

/**
 * Every version written in this installation, in the order of writing.
 * @throws ZodError when a row is not one that this program writes
 */
export async function readRuleRows(tx: Pick<Tx, 'query'>, titleOf: (document: string) => string): Promise<RuleEntry[]> {
  const rows = await tx.query<Row>(
    `select r.id, r.version, r.rule, r.applies "where", r.from_at "from", r.until_at until, r.source, r.value, ${AUTHOR}, r.at, r.note
     from rule_row r left join account a on a.id = r.by order by r.id, r.version`,
  );
  return rows.map(({ by, at, note, ...row }) => entryOf(RuleDraft.parse(row), { origin: 'installation', by, at, note }, titleOf));
}

/** The newest import of each year. */
export async function readCalendars(tx: Pick<Tx, 'query'>): Promise<CalendarVersion[]> {
  const rows = await tx.query<{ year: number; version: number; source: string; body: object; by: string | null; at: number }>(
    `select distinct on (r.year) r.year, r.version, r.source, r.body, ${AUTHOR}, r.at
     from calendar_year r left join account a on a.id = r.by order by r.year, r.version desc`,
  );
  return rows.map(({ version, by, at, body, ...row }) => ({ ...CalendarFile.parse({ ...body, ...row }), version, by, at }));
}
