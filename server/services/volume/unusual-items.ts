import { periodStart, weeksBehind } from '../../core/indicator/window.ts';
import { judgeItem, rankItems, UNUSUAL } from '../../core/volume/unusual.ts';
import type { FigureQuery, Span } from '../../wire/figure.ts';
import type { UnusualItems, UnusualRow } from '../../wire/volume.ts';
import type { Scope } from '../access/require-scope.ts';
import { Invalid } from '../errors.ts';
import { partKey, partName, partsBy } from '../indicator/breakdown.ts';
import { type FigureCtx, spanOf } from '../indicator/figures.ts';
import { readTotals } from '../rollup/read-totals.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const LONGEST = 31 * 24 * HOUR;
const MOST = 300;

/**
 * The values of one kept dimension (the items), each with its count in a span and whether that is unusual against its own
 * spans of the same length in past weeks. A span that still runs is compared with the same part of the past ones. Two reads
 * of totals a past span at most, over a span of a month at most.
 * @throws OutOfScope, NotFound, Invalid (a span that is too long, a dimension that is not kept, no count)
 */
export async function unusualItems(ctx: FigureCtx, scope: Scope, query: FigureQuery, by: string): Promise<UnusualItems> {
  const { zone } = ctx.catalog;
  const span = spanOf(ctx, query);
  if (span.to - span.from > LONGEST) throw new Invalid('unusual volumes are told of 31 days at most');
  const { row, series } = partsBy(ctx, scope, query, by);
  if (row.kind !== 'count') throw new Invalid(`${row.code} is no count`);
  const ids = series.map((s) => s.id);
  const keys = new Map(series.map((s) => [s.id, partKey(ctx, by, s.dims[by] as string)]));
  const unit = row.display.factor / 10 ** row.scale;
  const read = async (part: Span) => {
    const sums = new Map<string, { count: number; records: number }>();
    for (const [id, totals] of await readTotals(ctx.db, zone, ids, part)) {
      const key = keys.get(id) as string;
      const sum = sums.get(key) ?? { count: 0, records: 0 };
      sums.set(key, { count: sum.count + totals.num * unit, records: sum.records + totals.n });
    }
    return sums;
  };
  const until = Math.max(span.from, Math.min(span.to, ctx.now()));
  // Past hours may have been told as a whole: the last one is taken in part by time, as live bands take it.
  const whole = until === span.to ? until : Math.max(span.from, periodStart(until, 'hour', zone));
  const stepWeeks = weeksBehind(span);
  const shifts = Array.from({ length: UNUSUAL.periods }, (_, i) => (i + 1) * stepWeeks * WEEK);
  const [now, ...past] = await Promise.all([
    read(span),
    ...shifts.map(async (ms) => {
      const sums = await read({ from: span.from - ms, to: whole - ms });
      const running = until > whole ? await read({ from: whole - ms, to: whole + HOUR - ms }) : null;
      return (key: string) => (sums.get(key)?.count ?? 0) + ((running?.get(key)?.count ?? 0) * (until - whole)) / HOUR;
    }),
  ]);
  const rows = rankItems(
    [...new Set(keys.values())].flatMap((key): UnusualRow[] => {
      const { count, records } = now?.get(key) ?? { count: 0, records: 0 };
      const before = past.map((of) => of(key));
      if (records === 0 && before.every((n) => n === 0)) return [];
      return [{ key, name: partName(ctx, by, key), count, records, ...judgeItem(count, before) }];
    }),
  );
  const { periods, ...rule } = UNUSUAL;
  return { span, until, stepWeeks, periods, rule, rows: rows.slice(0, MOST), left: Math.max(0, rows.length - MOST) };
}
