import { displayValue } from '../../core/indicator/display.ts';
import { expectedRange } from '../../core/indicator/expected.ts';
import { nextPeriod, periodStart } from '../../core/indicator/window.ts';
import { standing } from '../../core/volume/standing.ts';
import type { DayHours, HourRow, UsualHour } from '../../wire/volume.ts';
import { assertFigure, type Scope } from '../access/require-scope.ts';
import { Invalid } from '../errors.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { pickSeries } from '../indicator/pick-series.ts';
import { readSlots, slotTimes } from '../rollup/read-slots.ts';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;

export type DayHoursQuery = { indicator: string; region: string; dims?: Record<string, string>; day: number };

/**
 * The hours of a day against the same weekday and hour of the weeks before that day, by the rule of the live bands
 * (expectedRange with the dictionary's own weeks and tolerance). Unlike those it looks back from the day that is asked for,
 * so that a day of last spring has a usual too. One statement, of one figure's hours of nine weeks.
 * @throws OutOfScope, NotFound, Invalid (a figure whose hours do not add up)
 */
export async function dayHours(ctx: FigureCtx, scope: Scope, { day, ...query }: DayHoursQuery): Promise<DayHours> {
  const { tree, zone } = ctx.catalog;
  assertFigure(scope, tree, query);
  const { row, series } = pickSeries(ctx.store, ctx.catalog, query, query.region);
  if (row.computed || (row.kind !== 'count' && row.kind !== 'sum') || row.additivity.time !== 'add') throw new Invalid(`${row.code} is not a sum of hours`);
  const rule = row.normalRange?.kind === 'pattern' ? row.normalRange : null;
  const from = periodStart(day, 'day', zone);
  const span = { from, to: nextPeriod(from, 'day', zone) };
  const read = { from: from - (rule?.weeks ?? 0) * WEEK, to: span.to };
  const times = slotTimes(read, 'hour', zone);
  const ids = series.filter((s) => row.additivity.region === 'add' || s.region === query.region).map((s) => s.id);
  const slots = await readSlots(ctx.db, zone, ids, read, 'hour', times, false);
  const [num, n] = [new Float64Array(times.length), new Float64Array(times.length)];
  for (const column of slots.values()) {
    for (let i = 0; i < times.length; i++) {
      num[i] = (num[i] as number) + (column.num[i] as number);
      n[i] = (n[i] as number) + (column.n[i] as number);
    }
  }
  const first = times[n.findIndex((records) => records !== 0)] ?? Number.POSITIVE_INFINITY;
  const hourly = new Map(times.map((at, i) => [at, num[i] as number]));
  const now = ctx.now();
  const unit = row.display.factor / 10 ** row.scale;
  const usualOf = (part: { from: number; to: number }): UsualHour | null => {
    const range = rule && expectedRange(hourly, part, { ...rule, counts: row.kind === 'count' }, first);
    return range && { low: range.low * unit, middle: range.middle * unit, high: range.high * unit, weeks: range.weeks };
  };
  const hours = times.flatMap((at, i): HourRow[] => {
    if (at < from) return [];
    const to = nextPeriod(at, 'hour', zone);
    const running = at < now && to > now;
    const usual = usualOf({ from: at, to: running ? Math.ceil(now / MINUTE) * MINUTE : to });
    const value = at < now ? displayValue(row, num[i] as number, 0, n[i] as number) : null;
    return [{ from: at, to, value, records: n[i] as number, running, usual, stands: standing(value, usual) }];
  });
  return { span, now, weeks: rule?.weeks ?? 0, hours };
}
