import type { Difference } from './compare-day.ts';
import type { StoreCtx } from './recompute-day.ts';
import { verifyRollups } from './verify.ts';

const WHERE: Record<number, string> = { 0: 'period', 1: 'minute', 2: 'hour', 3: 'day', 9: 'archived month' };

/** verifyRollups in lines, as the command line prints them; progress at most once in a hundred days of data. */
export async function verifyReport(ctx: StoreCtx, { onProgress }: { onProgress(line: string): void }): Promise<{ checked: number; differences: string[] }> {
  const result = await verifyRollups(ctx, {
    onProgress: (done, of) => {
      if (done % 100 === 0) onProgress(`${done} of ${of} days`);
    },
  });
  for (const month of result.skipped) onProgress(`${month}: raw events were dropped; only the sums of the month are compared`);
  return { checked: result.checked.periods * result.checked.series, differences: result.differences.map((d) => lineOf(ctx, d)) };
}

function lineOf(ctx: StoreCtx, d: Difference): string {
  const local = new Date(d.slot + ctx.catalog.zone(d.slot)).toISOString().slice(0, 16);
  const sum = (s: { n: number; num: number; den: number }) => `n=${s.n} num=${s.num} den=${s.den}`;
  const name = d.series === 0 ? 'no series' : `series ${d.series} ${d.indicator} ${d.region}${d.dims ? ` ${d.dims}` : ''}`;
  return `${name} ${WHERE[d.grain] ?? d.grain} ${local}: stored ${sum(d.stored)}, recomputed ${sum(d.recomputed)}`;
}
