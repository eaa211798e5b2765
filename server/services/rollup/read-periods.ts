import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import { nextPeriod, type OffsetAt, periodStart } from '../../core/indicator/window.ts';
import { emptySlots, type Slots } from '../../core/rollup/codec.ts';
import { dateStart, localDate, packLength, slotStart } from '../../core/rollup/slots.ts';
import type { KnownYear, MonthSums, YearMonths } from './month-sums.ts';

/** Series to be read over the same periods: `bounds` are their starts in order, all of them starts of months, and the end of the last. */
export type PeriodSet = { series: readonly number[]; bounds: readonly number[]; last: (series: number) => boolean };

type Row = {
  k: number;
  period: string | null;
  ids: string | null;
  stamps: string | null;
  sizes: string | null;
  bodies: Uint8Array | null;
  series: number | null;
  bucket: number | null;
  n: number;
  num: number;
  den: number;
  b: number | null;
  lastAt: number | null;
  lastNum: number | null;
  lastDen: number | null;
};

/** `newest`: start of the slot that the newest value of a period is of. */
type Found = Slots & { newest: Float64Array };

/** `held`: what was known when the statement was written, whatever is forgotten meanwhile. */
type Years = { known: MonthSums; held: Map<string, KnownYear> };

/**
 * Totals of many series by months or longer periods, for several sets of periods, in ONE statement: the packed days of
 * whole years come as one value a year, since thousands of rows cost more to carry than the days in them to add; those of
 * versions that `known` has come as their versions alone. Series are joined, since a list of thousands would be gone through
 * for every pack. Series without any record are absent.
 */
export async function readPeriods(tx: Tx, zone: OffsetAt, known: MonthSums, sets: readonly PeriodSet[]): Promise<Map<number, Slots>> {
  const asked = sets.filter((s) => s.series.length > 0 && s.bounds.length > 1);
  if (asked.length === 0) return new Map();
  const params: string[] = [];
  const held = new Map<string, KnownYear>();
  const parts = asked.map((set, k) => {
    const at = params.length;
    const years = yearsOf(set.bounds, zone);
    params.push(numbersLiteral(set.series), textsLiteral(years), numbersLiteral(set.bounds), ...hold({ known, held }, set.series, years));
    return statementOf(k, at);
  });
  const rows = await tx.query<Row>(parts.join('\nunion all\n'), params);
  const out = new Map<number, Found>();
  const find = (set: PeriodSet, series: number): Found => {
    const there = out.get(series);
    if (there) return there;
    const length = set.bounds.length - 1;
    const found = { ...emptySlots(length, set.last(series)), newest: new Float64Array(length).fill(-1) };
    out.set(series, found);
    return found;
  };
  // Packs before minutes, and years in order: of newest values the one of the later time stands.
  rows.sort((a, b) => Number(a.ids === null) - Number(b.ids === null) || ((a.period ?? '') < (b.period ?? '') ? -1 : 1));
  for (const row of rows) {
    const set = asked[row.k] as PeriodSet;
    if (row.ids !== null) addYear(row, set, zone, { known, held }, find);
    else if (row.series !== null) addHot(find(set, row.series), row, zone);
  }
  return out;
}

/** Holds what of the years is known while they are read, and says it as three parameters in one order: series, years, versions. */
function hold({ known, held }: Years, series: readonly number[], years: readonly string[]): [string, string, string] {
  const rows: { id: number; year: string; stamp: string }[] = [];
  for (const year of years)
    for (const id of series) {
      const one = known.get(id, year);
      if (!one) continue;
      held.set(`${id} ${year}`, one);
      rows.push({ id, year, stamp: one.stamp });
    }
  return [numbersLiteral(rows.map((r) => r.id)), textsLiteral(rows.map((r) => r.year)), textsLiteral(rows.map((r) => r.stamp))];
}

function statementOf(k: number, at: number): string {
  const [series, years, bounds] = [`$${at + 1}::text::int[]`, `$${at + 2}::text::date[]`, `$${at + 3}::text::float8[]`];
  const known = `unnest($${at + 4}::text::int[], $${at + 5}::text::date[], $${at + 6}::text::text[]) known(series, period, stamp)`;
  const none = 'null::int8 n, null::int8 num, null::int8 den, null::timestamptz b, null::timestamptz "lastAt", null::int8 "lastNum", null::int8 "lastDen"';
  return `select ${k} k, period::text period, string_agg(series::text, ',' order by series) ids, string_agg(stamp, ',' order by series) stamps,
      string_agg(coalesce(octet_length(body), 0)::text, ',' order by series) sizes, coalesce(string_agg(body, ''::bytea order by series), ''::bytea) bodies,
      null::int series, null::int bucket, ${none}
    from (select p.series, p.period, p.stamp, case when known.stamp = p.stamp then null else p.body end body
      from (select series, period, rev || '.' || (extract(epoch from revised_at) * 1000000)::int8 stamp, body from pack
        where grain = 3 and series in (select unnest(${series})) and period = any(${years})) p
      left join ${known} on known.series = p.series and known.period = p.period) read group by period
    union all
    select ${k}, null, null, null, null, null, h.series, h.bucket, sum(h.n), sum(h.num), sum(h.den), max(h.b) filter (where h.last_at is not null),
      (array_agg(h.last_at order by h.b desc) filter (where h.last_at is not null))[1], (array_agg(h.last_num order by h.b desc) filter (where h.last_at is not null))[1],
      (array_agg(h.last_den order by h.b desc) filter (where h.last_at is not null))[1]
    from (select *, width_bucket((extract(epoch from b) * 1000)::float8, ${bounds}) - 1 bucket from hot
      where series = any(${series}) and b >= to_timestamp((${bounds})[1] / 1000.0) and b < to_timestamp((${bounds})[array_length(${bounds}, 1)] / 1000.0)) h
    group by h.series, h.bucket`;
}

function yearsOf(bounds: readonly number[], zone: OffsetAt): string[] {
  const end = bounds.at(-1) as number;
  const years: string[] = [];
  for (let at = periodStart(bounds[0] as number, 'year', zone); at < end; at = nextPeriod(at, 'year', zone)) years.push(localDate(at, zone));
  return years;
}

function addYear(row: Row, set: PeriodSet, zone: OffsetAt, { known, held }: Years, find: (set: PeriodSet, series: number) => Found): void {
  const year = row.period as string;
  const days = daysOfYear(dateStart(year, zone), zone);
  const bucketOf = days.months.map((at) => bucketAt(at, set.bounds));
  const bodies = row.bodies as Uint8Array;
  const sizes = (row.sizes ?? '').split(',');
  const stamps = (row.stamps ?? '').split(',');
  let at = 0;
  (row.ids ?? '').split(',').forEach((id, i) => {
    const [series, size, stamp] = [Number(id), Number(sizes[i]), stamps[i] as string];
    const months = size === 0 ? held.get(`${series} ${year}`)?.months : known.add(series, year, stamp, bodies.subarray(at, at + size), days);
    if (!months) throw new Error(`an empty pack of series ${series} in ${year}`);
    addMonths(find(set, series), months, bucketOf);
    at += size;
  });
}

/** Months in order into the periods that they belong to; of newest values the one of the later month stands. */
function addMonths(found: Found, months: YearMonths, bucketOf: readonly number[]): void {
  bucketOf.forEach((to, month) => {
    if (to < 0) return;
    found.n[to] = (found.n[to] as number) + (months.n[month] as number);
    found.num[to] = (found.num[to] as number) + (months.num[month] as number);
    found.den[to] = (found.den[to] as number) + (months.den[month] as number);
    if (!found.lastAt || !found.lastNum || !found.lastDen || !months.lastAt?.[month]) return;
    found.lastAt[to] = months.lastAt[month] as number;
    found.lastNum[to] = months.lastNum?.[month] as number;
    found.lastDen[to] = months.lastDen?.[month] as number;
    found.newest[to] = months.newest[month] as number;
  });
}

/** The month, from 0, of each day of a year and when the day begins; when the months begin. */
function daysOfYear(start: number, zone: OffsetAt): { monthOf: Int16Array; starts: Float64Array; months: number[] } {
  const length = packLength(3, start, zone);
  const monthOf = new Int16Array(length);
  const starts = new Float64Array(length);
  const months = [start];
  for (let day = 0; day < length; day++) {
    const at = slotStart(3, start, day, zone);
    starts[day] = at;
    const next = nextPeriod(months.at(-1) as number, 'month', zone);
    if (at >= next) months.push(next);
    monthOf[day] = months.length - 1;
  }
  return { monthOf, starts, months };
}

/** Which period an instant lies in; -1 outside of all. */
function bucketAt(at: number, bounds: readonly number[]): number {
  const next = bounds.findIndex((b) => b > at);
  return next - 1 < 0 ? -1 : next - 1;
}

function addHot(found: Found, row: Row, zone: OffsetAt): void {
  const i = row.bucket as number;
  found.n[i] = (found.n[i] as number) + row.n;
  found.num[i] = (found.num[i] as number) + row.num;
  found.den[i] = (found.den[i] as number) + row.den;
  if (row.lastAt === null || row.b === null || !found.lastAt || !found.lastNum || !found.lastDen) return;
  const known = found.newest[i] as number;
  // A late minute lies inside of a day that is packed: only its own time tells whether it is newer than the day's newest.
  if (row.b < known || (known >= 0 && row.b < nextPeriod(known, 'day', zone) && row.lastAt < (found.lastAt[i] as number))) return;
  found.lastAt[i] = row.lastAt;
  found.lastNum[i] = row.lastNum ?? 0;
  found.lastDen[i] = row.lastDen ?? 0;
}
