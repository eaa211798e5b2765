import type { CaseCtx } from '../context.ts';
import { recomputeDeadlines } from './recompute-deadlines.ts';
import type { RuleSource } from './rule-source.ts';

const BATCH = 500;
/** The calendar under which the deadlines of open cases were last counted. */
const COUNTED = 'deadlines.calendar';

/**
 * Counts the deadlines of all open cases again when the calendar is another than the one under which they were counted: a
 * year that was imported, one that was corrected, or another version of the profile. What broke off begins again.
 * @returns cases that were written
 */
export async function keepDeadlines(ctx: CaseCtx, source: Pick<RuleSource, 'refresh' | 'calendarMark'>, { stop }: { stop: () => boolean }): Promise<number> {
  await source.refresh();
  const mark = source.calendarMark();
  const [row] = await ctx.db.query<{ value: string }>('select value from meta where key = $1', [COUNTED]);
  if (row?.value === mark) return 0;
  let written = 0;
  for (let after: number | null = 0; after !== null; ) {
    if (stop()) return written;
    const part: Awaited<ReturnType<typeof recomputeDeadlines>> = await recomputeDeadlines(ctx, { after, limit: BATCH, provisional: false });
    written += part.written;
    after = part.last;
  }
  // Another calendar may have come meanwhile: the next run counts by that.
  if (source.calendarMark() !== mark) return written;
  await ctx.db.query('insert into meta (key, value) values ($1, $2::text::jsonb) on conflict (key) do update set value = excluded.value', [
    COUNTED,
    JSON.stringify(mark),
  ]);
  return written;
}
