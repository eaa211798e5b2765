import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import { NO_TOTALS, type Totals } from '../../core/indicator/display.ts';
import { MINUTE, type OffsetAt } from '../../core/indicator/window.ts';
import { decodeSlots } from '../../core/rollup/codec.ts';
import { cover, dateStart, localDate, type PackGrain, type SlotRun, slotStart } from '../../core/rollup/slots.ts';
import type { Span } from '../../wire/figure.ts';

type Row = {
  k: number;
  series: number;
  grain: PackGrain | null;
  period: string | null;
  body: Uint8Array | null;
  n: number | null;
  num: number | null;
  den: number | null;
  b: number | null;
  lastAt: number | null;
  lastNum: number | null;
  lastDen: number | null;
};
/** The newest value is of the slot from `lastSlot` up to `lastEnd`: a minute, or the hour or day of a pack. */
type Sum = Totals & { lastSlot: number; lastEnd: number };

/**
 * Totals of each series over a span: packs of the fewest periods ⊕ hot minutes, read in ONE statement, so that a minute
 * which is being packed is seen on one side only. Series without any record are absent. Sums are numeric: those that no
 * int8 holds are inexact, but must not fail the reads of everything that they are a part of.
 */
export async function readTotals(tx: Tx, zone: OffsetAt, series: readonly number[], span: Span): Promise<Map<number, Totals>> {
  if (series.length === 0 || span.to <= span.from) return new Map();
  const runs = cover(span, zone);
  const periods = new Map<string, { grain: PackGrain; period: string }>();
  for (const run of runs) periods.set(`${run.grain}|${run.start}`, { grain: run.grain, period: localDate(run.start, zone) });
  const wanted = [...periods.values()];
  const rows = await tx.query<Row>(
    `select 0 k, p.series, p.grain, p.period, p.body, null::int8 n, null::int8 num, null::int8 den, null::timestamptz b, null::timestamptz "lastAt", null::int8 "lastNum", null::int8 "lastDen"
     from unnest($2::text::int[], $3::text::date[]) u(grain, period) join pack p on p.grain = u.grain and p.period = u.period and p.series = any($1::text::int[])
     union all
     select 1, h.series, null, null, null, sum(h.n), sum(h.num), sum(h.den), max(h.b) filter (where h.last_at is not null),
       (array_agg(h.last_at order by h.b desc) filter (where h.last_at is not null))[1], (array_agg(h.last_num order by h.b desc) filter (where h.last_at is not null))[1],
       (array_agg(h.last_den order by h.b desc) filter (where h.last_at is not null))[1]
     from hot h where h.series = any($1::text::int[]) and h.b >= to_timestamp($4::float8 / 1000.0) and h.b < to_timestamp($5::float8 / 1000.0) group by h.series`,
    [numbersLiteral(series), numbersLiteral(wanted.map((p) => p.grain)), textsLiteral(wanted.map((p) => p.period)), span.from, span.to],
  );
  const sums = new Map<number, Sum>();
  const bySlotRun = new Map<string, SlotRun[]>();
  for (const run of runs) {
    const key = `${run.grain}|${localDate(run.start, zone)}`;
    bySlotRun.set(key, [...(bySlotRun.get(key) ?? []), run]);
  }
  for (const row of rows) {
    let sum = sums.get(row.series);
    if (!sum) {
      sum = { ...NO_TOTALS, lastSlot: -1, lastEnd: -1 };
      sums.set(row.series, sum);
    }
    if (row.k === 1) addHot(sum, row);
    else
      for (const run of bySlotRun.get(`${row.grain}|${row.period}`) ?? [])
        addRun(sum, row.body as Uint8Array, run, dateStart(row.period as string, zone), zone);
  }
  for (const [id, sum] of sums) if (sum.n === 0 && sum.num === 0 && sum.den === 0) sums.delete(id);
  return sums;
}

function addHot(sum: Sum, row: Row): void {
  sum.n += row.n ?? 0;
  sum.num += row.num ?? 0;
  sum.den += row.den ?? 0;
  if (row.b !== null) takeLast(sum, { from: row.b, to: row.b + MINUTE }, row.lastAt, row.lastNum ?? 0, row.lastDen ?? 0, true);
}

function addRun(sum: Sum, body: Uint8Array, run: SlotRun, start: number, zone: OffsetAt): void {
  const s = decodeSlots(body);
  const end = Math.min(run.to, s.length);
  for (let i = run.from; i < end; i++) {
    sum.n += s.n[i] as number;
    sum.num += s.num[i] as number;
    sum.den += s.den[i] as number;
  }
  if (!s.lastAt || !s.lastNum || !s.lastDen) return;
  for (let i = end - 1; i >= run.from; i--) {
    if ((s.lastAt[i] as number) === 0) continue;
    const slot = { from: slotStart(run.grain, start, i, zone), to: slotStart(run.grain, start, i + 1, zone) };
    takeLast(sum, slot, s.lastAt[i] as number, s.lastNum[i] as number, s.lastDen[i] as number, false);
    return;
  }
}

/**
 * Takes a value if it is newer than what stands: of a later slot, or of the same time's slots by its own time. A late
 * minute lies inside of a day that is packed, and is not newer than the whole day for that. Of equals `wins` says which.
 */
function takeLast(sum: Sum, slot: Span, at: number | null, num: number, den: number, wins: boolean): void {
  if (slot.to <= sum.lastSlot) return;
  const [mine, theirs] = [at ?? 0, sum.lastAt ?? 0];
  if (slot.from < sum.lastEnd && (wins ? mine < theirs : mine <= theirs)) return;
  sum.lastSlot = slot.from;
  sum.lastEnd = slot.to;
  sum.lastAt = at;
  sum.lastNum = num;
  sum.lastDen = den;
}
