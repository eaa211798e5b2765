import { createHash } from 'node:crypto';
import type { Tx } from '../../../db/client.ts';
import { type Countable, countableOf, PACKED_FORM, type Packed, packCountable, unpackCountable } from '../../core/case/countable.ts';
import type { RuleBook } from '../../core/case/rules.ts';
import type { CaseState } from '../../core/case/state.ts';
import type { CaseCtx } from '../context.ts';
import { loadCases } from './load-cases.ts';

/** What is kept of a case for the appraisal; `countedBy` the rules that it follows from, null where its journal says all. */
export type CountedColumns = { readonly counted: Packed | null; readonly countedBy: number | null };

export const NOT_COUNTED: CountedColumns = { counted: null, countedBy: null };

export function countedColumns(state: CaseState, by: number | null): CountedColumns {
  return { counted: packCountable(countableOf(state)), countedBy: by };
}

const marks = new WeakMap<RuleBook, number>();

/**
 * Tells the rules by which a report and an upstream platform's steps are folded where no journal has them yet: the limits
 * of clocks, and the regions that they hold in. Rules of exclusion and calendars are asked when it is counted.
 */
export function bookMark(ctx: CaseCtx): number {
  const { book } = ctx.rules();
  let mark = marks.get(book);
  if (mark === undefined) {
    const { tree } = ctx.catalog;
    const regions = tree.subtree(tree.root).map((region) => [region, tree.parentOf(region)]);
    const limits = (book.limit ?? []).map(({ id, version, where, from, until, value }) => [id, version, where, from, until, value]);
    mark = createHash('sha256')
      .update(JSON.stringify([limits, regions]))
      .digest()
      .readUIntBE(0, 6);
    marks.set(book, mark);
  }
  return mark;
}

/** As a column of a statement over `cases`: null where it was not counted yet, or by other rules than those in force. */
export const keptSql = (ctx: CaseCtx): string => `case when counted_by is null or counted_by = ${bookMark(ctx)} then counted::text end kept`;

/** Journals of one transaction: in line with others it must end within the seconds that it is given. */
const JOURNALS = 250;

/** Cases as they are counted: from what is kept beside them (keptSql), else from their journals. */
export async function countablesOf(ctx: CaseCtx, rows: readonly { readonly id: number; readonly kept: string | null }[]): Promise<Countable[]> {
  const found = new Map<number, Countable>();
  const stale: number[] = [];
  for (const { id, kept } of rows) {
    // Safe because packCountable wrote it, in the form that it names.
    const packed = kept === null ? null : (JSON.parse(kept) as Packed);
    if (packed?.[0] === PACKED_FORM) found.set(id, unpackCountable(id, packed));
    else stale.push(id);
  }
  for (let i = 0; i < stale.length; i += JOURNALS) {
    const loaded = await ctx.db.transaction((tx) => loadCases(tx, ctx.rules(), stale.slice(i, i + JOURNALS), false));
    for (const { state } of loaded.values()) found.set(state.id, countableOf(state));
  }
  return rows.flatMap(({ id }) => found.get(id) ?? []);
}

const PAGE = 200;

/**
 * Counts cases again as they are read now, and keeps it. `lock` where their rows are not held yet.
 * @returns how many were written
 */
export async function countAgain(ctx: CaseCtx, tx: Tx, ids: readonly number[], lock: boolean): Promise<number> {
  const loaded = await loadCases(tx, ctx.rules(), ids, lock);
  const mark = bookMark(ctx);
  const rows = [...loaded.values()].map(({ row, state, stored, journal }) => ({
    id: row.id,
    version: row.version,
    ...countedColumns(state, stored < journal.length ? mark : null),
  }));
  if (rows.length === 0) return 0;
  const written = await tx.query<{ id: number }>(
    `update cases c set counted = r.counted, counted_by = r."countedBy"
     from json_to_recordset($1::text::json) r(id int8, version int, counted json, "countedBy" int8) where c.id = r.id and c.version = r.version returning c.id`,
    [JSON.stringify(rows)],
  );
  return written.length;
}

/**
 * Counts the cases that were not counted yet, or by other rules than those in force: from before there was this column, and
 * after a limit was changed. Until then they are read by their journals. @returns how many were written
 */
export async function countMissing(ctx: CaseCtx, { stop }: { stop: () => boolean }): Promise<number> {
  let [after, written] = [0, 0];
  while (!stop()) {
    const from = after;
    const ids = await ctx.db.transaction(async (tx) => {
      const found = await tx.query<{ id: number }>(
        `select id from cases where id > $1::int8 and (counted is null or counted_by <> $2::int8 or counted->>0 <> '${PACKED_FORM}') order by id limit ${PAGE}`,
        [from, bookMark(ctx)],
      );
      const list = found.map((f) => f.id);
      written += await countAgain(ctx, tx, list, true);
      return list;
    }, 'background');
    after = ids.at(-1) ?? after;
    if (ids.length < PAGE) break;
  }
  return written;
}
