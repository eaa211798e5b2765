import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import type { OffsetAt } from '../../core/indicator/window.ts';
import { nextPeriod, periodStart } from '../../core/indicator/window.ts';
import { addToSlot, decodeSlots, emptySlots, type Slots } from '../../core/rollup/codec.ts';
import { dateStart, localDate, type PackGrain, slotStart } from '../../core/rollup/slots.ts';
import type { Grain, Span } from '../../wire/figure.ts';

/** Starts of the slots of a span at a grain; no more than `most` and one, by which a caller knows that they are too many. */
export function slotTimes(span: Span, grain: Grain, zone: OffsetAt, most = Number.POSITIVE_INFINITY): number[] {
  const times: number[] = [];
  for (let at = periodStart(span.from, grain, zone); at < span.to && times.length <= most; at = nextPeriod(at, grain, zone)) times.push(at);
  return times;
}

type Row = {
  series: number;
  grain: PackGrain | null;
  period: string | null;
  body: Uint8Array | null;
  b: number | null;
  n: number;
  num: number;
  den: number;
  lastAt: number | null;
  lastNum: number | null;
  lastDen: number | null;
};

const PACK_OF: Record<Grain, { grain: PackGrain; period: 'day' | 'month' | 'year' }> = {
  minute: { grain: 1, period: 'day' },
  hour: { grain: 2, period: 'month' },
  day: { grain: 3, period: 'year' },
  month: { grain: 3, period: 'year' },
  year: { grain: 3, period: 'year' },
};

/**
 * Slot columns of each series over a span, in the order of `times` (from slotTimes): packs of the grain ⊕ hot minutes,
 * in one statement. The first and the last slot are whole, wherever in them the span begins or ends. Series without any
 * record are absent.
 */
export async function readSlots(
  tx: Tx,
  zone: OffsetAt,
  series: readonly number[],
  _span: Span,
  grain: Grain,
  times: readonly number[],
  last: boolean,
): Promise<Map<number, Slots>> {
  if (series.length === 0 || times.length === 0) return new Map();
  const { grain: packGrain, period } = PACK_OF[grain];
  const from = times[0] as number;
  const to = nextPeriod(times[times.length - 1] as number, grain, zone);
  const periods: string[] = [];
  for (let at = periodStart(from, period, zone); at < to; at = nextPeriod(at, period, zone)) periods.push(localDate(at, zone));
  const rows = await tx.query<Row>(
    `select series, grain, period, body, null::timestamptz b, 0::int8 n, 0::int8 num, 0::int8 den, null::timestamptz "lastAt", null::int8 "lastNum", null::int8 "lastDen"
     from pack where grain = $2 and series = any($1::text::int[]) and period = any($3::text::date[])
     union all
     select series, null, null, null, b, n, num, den, last_at, last_num, last_den from hot
     where series = any($1::text::int[]) and b >= to_timestamp($4::float8 / 1000.0) and b < to_timestamp($5::float8 / 1000.0)`,
    [numbersLiteral(series), packGrain, textsLiteral(periods), from, to],
  );
  const find = slotFinder(times, grain);
  const out = new Map<number, Slots>();
  // Packs first: of equally new values the hot one arrived later.
  rows.sort((a, b) => Number(a.body === null) - Number(b.body === null));
  for (const row of rows) {
    let slots = out.get(row.series);
    if (!slots) {
      slots = emptySlots(times.length, last);
      out.set(row.series, slots);
    }
    if (row.body === null) {
      const i = find(row.b as number);
      if (i >= 0) addToSlot(slots, i, row);
    } else addPack(slots, decodeSlots(row.body), packGrain, dateStart(row.period as string, zone), zone, find, to);
  }
  return out;
}

function addPack(into: Slots, pack: Slots, grain: PackGrain, start: number, zone: OffsetAt, find: (at: number) => number, to: number): void {
  for (let i = 0; i < pack.length; i++) {
    const lastAt = pack.lastAt?.[i] ?? 0;
    if (pack.n[i] === 0 && pack.num[i] === 0 && pack.den[i] === 0 && lastAt === 0) continue;
    const at = slotStart(grain, start, i, zone);
    if (at >= to) return;
    const slot = find(at);
    if (slot < 0) continue;
    addToSlot(into, slot, {
      n: pack.n[i] as number,
      num: pack.num[i] as number,
      den: pack.den[i] as number,
      lastAt: lastAt || null,
      lastNum: pack.lastNum?.[i] ?? null,
      lastDen: pack.lastDen?.[i] ?? null,
    });
  }
}

/** Index of the slot that holds an instant, by its start; -1 before the first. Even grains need no search. */
export function slotFinder(times: readonly number[], grain: Grain): (at: number) => number {
  const first = times[0] as number;
  const step = grain === 'minute' ? 60_000 : grain === 'hour' ? 3_600_000 : 0;
  if (step > 0) {
    return (at) => {
      const i = Math.floor((at - first) / step);
      return i >= 0 && i < times.length ? i : -1;
    };
  }
  return (at) => {
    let lo = 0;
    let hi = times.length - 1;
    if (at < first) return -1;
    while (lo < hi) {
      const mid = (lo + hi + 1) >> 1;
      if ((times[mid] as number) <= at) lo = mid;
      else hi = mid - 1;
    }
    return lo;
  };
}
