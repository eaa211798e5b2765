import { CellColumn } from './cell-column.ts';
import { DAY, MINUTE, type OffsetAt, periodStart, type WindowName, windowSpan } from './window.ts';

/**
 * Arithmetic of a live figure: minutes that are still in memory, ten-minute buckets before them, and the sums of the
 * current day, month and year before that. Minutes that grow old are absorbed into buckets and sums, so day, month
 * and year roll over without asking the server again.
 */
export type Fold = 'sum' | 'last';
export type Parts = { n: number; num: number; den: number };
export type Bucket = Parts & { at: number };
type Calendar = 'today' | 'month' | 'year';
const CALENDAR: readonly Calendar[] = ['today', 'month', 'year'];
const GRAIN = { today: 'day', month: 'month', year: 'year' } as const;
export const BUCKET_MINUTES = 10;

type Kind = 'count' | 'sum' | 'ratio' | 'gauge' | 'manual';
type Additivity = { region: 'add' | 'last' | 'none'; time: 'add' | 'last' | 'none' };
export type FoldRules = { kind: Kind; additivity: Additivity };

/** Whether a region's figure is the sum of its subtree. Of a ratio the numerators and denominators add, never the ratio. */
export function regionAdds(rules: FoldRules): boolean {
  return rules.kind === 'ratio' || rules.additivity.region === 'add';
}

/** Whether minutes of a window are summed, or the newest report stands for the window. */
export function timeFold(rules: FoldRules): Fold {
  return rules.kind === 'ratio' || rules.additivity.time === 'add' ? 'sum' : 'last';
}

/**
 * What a topic's history holds: everything before `ringFrom` (epoch minutes, a multiple of ten), by region in the
 * topic's order. `buckets[i][k].at` is the bucket's first minute. `prior` runs from the start of the day, month and
 * year that contain `at` (epoch ms; absent: when it is set) up to `ringFrom`. For gauges all hold the newest report.
 */
export type History = {
  ringFrom: number;
  bucketMinutes: 10;
  regions: string[];
  buckets: Bucket[][];
  prior: Record<Calendar, Parts[]>;
  at?: number;
};

type Prior = Parts & { start: number };

/** One region of one topic. `known` is false until its history is there. */
export type RegionLive = { ringFrom: number; known: boolean; cells: CellColumn; buckets: CellColumn; prior: Record<Calendar, Prior> };

const none = (): Prior => ({ n: 0, num: 0, den: 0, start: Number.NEGATIVE_INFINITY });

export function emptyRegion(ringFrom: number): RegionLive {
  return {
    ringFrom,
    known: false,
    cells: new CellColumn(),
    buckets: new CellColumn(),
    prior: { today: none(), month: none(), year: none() },
  };
}

/** Puts a topic's history under region `index`; cells before its `ringFrom` are part of it and are dropped. */
export function setRegionHistory(live: RegionLive, history: History, index: number, now: number, offset: OffsetAt): void {
  live.known = true;
  live.ringFrom = history.ringFrom;
  live.cells.dropBefore(history.ringFrom);
  live.buckets = new CellColumn();
  for (const b of history.buckets[index] ?? []) live.buckets.set(b.at, b.n, b.num, b.den);
  for (const c of CALENDAR) {
    const parts = history.prior[c][index];
    live.prior[c] = parts ? { ...parts, start: periodStart(history.at ?? now, GRAIN[c], offset) } : none();
  }
}

function join(into: Parts, n: number, num: number, den: number, fold: Fold): void {
  into.n += n;
  if (fold === 'sum') {
    into.num += num;
    into.den += den;
  } else {
    into.num = num;
    into.den = den;
  }
}

/** Moves minutes before `ringFrom` (a multiple of ten) into buckets and sums, and drops buckets older than a day. */
export function absorb(live: RegionLive, ringFrom: number, fold: Fold, offset: OffsetAt): void {
  if (ringFrom <= live.ringFrom) return;
  const { cells, buckets, prior } = live;
  const end = cells.lower(ringFrom);
  for (let i = 0; i < end; i++) {
    const minute = cells.minute[i] as number;
    const n = cells.n[i] as number;
    const num = cells.num[i] as number;
    const den = cells.den[i] as number;
    const at = minute - (minute % BUCKET_MINUTES);
    const k = buckets.find(at);
    const old = k < 0 ? { n: 0, num: 0, den: 0 } : { n: buckets.n[k] as number, num: buckets.num[k] as number, den: buckets.den[k] as number };
    join(old, n, num, den, fold);
    buckets.set(at, old.n, old.num, old.den);
    for (const c of CALENDAR) {
      const start = periodStart(minute * MINUTE, GRAIN[c], offset);
      if (start > prior[c].start) prior[c] = { n: 0, num: 0, den: 0, start };
      if (start === prior[c].start) join(prior[c], n, num, den, fold);
    }
  }
  live.ringFrom = ringFrom;
  cells.dropBefore(ringFrom);
  buckets.dropBefore(ringFrom - DAY / MINUTE - BUCKET_MINUTES);
}

function foldColumn(into: Parts, column: CellColumn, from: number, to: number, fold: Fold): void {
  const end = column.lower(to);
  for (let i = column.lower(from); i < end; i++) {
    join(into, column.n[i] as number, column.num[i] as number, column.den[i] as number, fold);
  }
}

/**
 * The parts of a window at `now` (epoch ms), with the span's rules of windowSpan. Null while the window reaches back
 * before the ring and the history is not there yet.
 */
export function figure(live: RegionLive, window: WindowName, now: number, fold: Fold, offset: OffsetAt): Parts | null {
  const span = windowSpan(window, now, offset);
  const from = span.from / MINUTE;
  const to = span.to / MINUTE;
  const out: Parts = { n: 0, num: 0, den: 0 };
  if (from < live.ringFrom) {
    if (!live.known) return null;
    if (window === 'today' || window === 'month' || window === 'year') {
      const prior = live.prior[window];
      if (prior.start === span.from) join(out, prior.n, prior.num, prior.den, fold);
    } else foldColumn(out, live.buckets, from, live.ringFrom, fold);
  }
  foldColumn(out, live.cells, Math.max(from, live.ringFrom), to, fold);
  return out;
}

/**
 * Points of `bucketMinutes` width (1, or a multiple of ten) from `from` up to `to` (epoch minutes), oldest first; spans
 * without data have no point. Width 1 reaches back to the ring's start only.
 */
export function series(live: RegionLive, bucketMinutes: number, from: number, to: number, fold: Fold): Bucket[] {
  const out: Bucket[] = [];
  const take = (column: CellColumn, start: number, end: number): void => {
    for (let i = column.lower(start); i < column.lower(end); i++) {
      const minute = column.minute[i] as number;
      const at = minute - (minute % bucketMinutes);
      let last = out[out.length - 1];
      if (last?.at !== at) {
        last = { at, n: 0, num: 0, den: 0 };
        out.push(last);
      }
      join(last, column.n[i] as number, column.num[i] as number, column.den[i] as number, fold);
    }
  };
  if (bucketMinutes >= BUCKET_MINUTES) take(live.buckets, from, Math.min(to, live.ringFrom));
  take(live.cells, Math.max(from, live.ringFrom), to);
  return out;
}

/** Start of the ring that a client keeps at `now`: as long as the server's, on a ten-minute mark. */
export function ringStart(now: number, ringMinutes: number): number {
  const first = Math.floor(now / MINUTE) - ringMinutes + 1;
  return Math.ceil(first / BUCKET_MINUTES) * BUCKET_MINUTES;
}
