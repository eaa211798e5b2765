import { bookMark } from '../case/counted.ts';
import { loadCases } from '../case/load-cases.ts';
import { updateCases, updateOf } from '../case/store-cases.ts';
import type { CaseCtx } from '../context.ts';

/** Where a run over open cases stands: the last case that was looked at, and how many were written; `last` null = done. */
export type Recomputed = { readonly last: number | null; readonly looked: number; readonly written: number };

/**
 * Counts the deadlines of open cases again under the calendar that holds now, a batch of cases in the order of their ids. The ledger of
 * a case says what runs, not until when, so that nothing is added to its journal. Whoever runs it begins with `after` 0 and
 * goes on from `last`; a run that broke off may begin again.
 * @param provisional only those that were counted without a year's calendar; otherwise all
 */
export async function recomputeDeadlines(
  ctx: CaseCtx,
  { after, limit, provisional }: { after: number; limit: number; provisional: boolean },
): Promise<Recomputed> {
  return ctx.db.transaction(async (tx) => {
    const ids = await tx.query<{ id: number }>(
      'select id from cases where open and id > $1::int8 and (provisional or not $2::bool) order by id limit $3::int',
      [after, provisional, limit],
    );
    const rules = ctx.rules();
    const loaded = await loadCases(
      tx,
      rules,
      ids.map((r) => r.id),
      true,
    );
    const updates = [...loaded.values()].map(({ row, state, stored, journal }) => ({
      ...updateOf(state, row.version, row.region, row.department, rules, ctx.now()),
      countedBy: stored < journal.length ? bookMark(ctx) : null,
    }));
    const written = await updateCases(tx, updates);
    return { last: ids.length < limit ? null : (ids.at(-1)?.id ?? null), looked: ids.length, written };
  }, 'background');
}
