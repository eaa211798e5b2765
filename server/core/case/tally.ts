import type { Calendar } from '../calendar/calendar.ts';
import { type Appraisal, type AppraisalInput, countOne, type Measure, type TakeCount } from './appraisal.ts';
import type { Countable } from './countable.ts';
import { deadlineOf } from './deadline.ts';
import { MEASURES, type MeasureName } from './measures.ts';
import { type Band, bandOf, type HandlingTime, handlingTimeOf, medianOf } from './workload.ts';

/** What of the open cases somebody should look at: late, soon late, given back, redone, silent for long. */
export const WATCHES = ['late', 'soon', 'bounced', 'redone', 'silent'] as const;
export type Watch = (typeof WATCHES)[number];
export const BANDS = ['green', 'yellow', 'orange', 'red', 'paused', 'no_clock'] as const satisfies readonly Band[];

/** Cases behind a measure; a case stands here once for each thing of it that was counted. */
export type Counted = { readonly hit: number[]; readonly miss: number[]; readonly left: { [reason: string]: number[] } };

/** What was counted for one unit (null = the desk) in one region and class, with the cases behind it. */
export type Cell = {
  readonly unit: string | null;
  readonly region: string;
  readonly category: string | null;
  readonly counted: Map<MeasureName, Counted>;
  /** Open now, by what is left of the handling limit. */
  readonly bands: Map<Band, number[]>;
  readonly watch: Map<Watch, number[]>;
  /** Closed in the period. */
  readonly handled: { readonly id: number; readonly time: HandlingTime }[];
};

export type TallyInput = AppraisalInput & {
  /** Milliseconds without any movement after which an open case is silent. */
  readonly silentAfter: number;
};

/**
 * Counts of cases that are taken in one by one, kept with the cases behind them, so that one reading answers by unit, by
 * region and by class, and every number can be opened. The sums are those of `appraise` over all of them.
 */
export class Tally {
  readonly #cells = new Map<string, Cell>();
  readonly #input: TallyInput;

  constructor(input: TallyInput) {
    this.#input = input;
  }

  get cells(): Cell[] {
    return [...this.#cells.values()];
  }

  take(one: Countable): void {
    countOne(one, this.#input, (measure, unit, as) => this.#count(one, measure, unit ?? '', as));
    this.#time(one);
    if (one.open) this.#open(one);
  }

  #cell({ region, category }: Countable, unit: string): Cell {
    const key = `${unit} ${region} ${category ?? ''}`;
    let cell = this.#cells.get(key);
    if (!cell) {
      cell = { unit: unit === '' ? null : unit, region, category, counted: new Map(), bands: new Map(), watch: new Map(), handled: [] };
      this.#cells.set(key, cell);
    }
    return cell;
  }

  #count(one: Countable, measure: MeasureName, unit: string, as: Parameters<TakeCount>[2]): void {
    const { counted } = this.#cell(one, unit);
    let found = counted.get(measure);
    if (!found) {
      found = { hit: [], miss: [], left: {} };
      counted.set(measure, found);
    }
    if (typeof as !== 'object') {
      (as ? found.hit : found.miss).push(one.id);
      return;
    }
    found.left[as.left] ??= [];
    found.left[as.left]?.push(one.id);
  }

  /** A closing counts for who had the case then. Helpers' parts have no caller who waits. */
  #time(one: Countable): void {
    const { from, to, calendar } = this.#input;
    if (one.closedAt === null || one.closedAt < from || one.closedAt >= to || one.helper) return;
    const time = handlingTimeOf(one, calendar);
    const unit = one.milestones.findLast((m) => m.what === 'closed')?.unit ?? one.main;
    if (time) this.#cell(one, unit ?? '').handled.push({ id: one.id, time });
  }

  #open(one: Countable): void {
    const { calendar, now, silentAfter } = this.#input;
    const { bands, watch } = this.#cell(one, one.main ?? '');
    push(bands, bandOf(one, calendar, now), one.id);
    for (const w of watchesOf(one, calendar, now, silentAfter)) push(watch, w, one.id);
  }
}

/** For what an open case should be looked at now. */
export function watchesOf(one: Countable, calendar: Calendar, now: number, silentAfter: number): Watch[] {
  const clocks = one.clocks.filter((c) => c.stoppedAt === null);
  const stand = clocks.map((c) => deadlineOf(c, calendar, now).state);
  const out: Watch[] = [];
  if (stand.includes('late')) out.push('late');
  else if (stand.includes('soon')) out.push('soon');
  if (one.dispatches.some((d) => d.asked)) out.push('bounced');
  if (one.milestones.some((m) => m.what === 'redone')) out.push('redone');
  if (!one.flags.includes('pending') && now - (one.lastAt ?? now) >= silentAfter) out.push('silent');
  return out;
}

function push<K>(map: Map<K, number[]>, key: K, id: number): void {
  const list = map.get(key);
  if (list) list.push(id);
  else map.set(key, [id]);
}

/** Natural days and working days; null of nothing. Working days are those of cases whose years are all published. */
export type HandlingSummary = {
  readonly closed: number;
  readonly days: { readonly median: number; readonly p90: number } | null;
  readonly workdays: { readonly median: number; readonly p90: number; readonly of: number } | null;
  /** Cases that touch a year without a published calendar. */
  readonly unpublished: number;
};
/** One line of the appraisal: sums over cells, never over rates. */
export type TallyLine = {
  readonly appraisal: Appraisal;
  readonly bands: Readonly<Record<Band, number>>;
  readonly watch: Readonly<Record<Watch, number>>;
  readonly handling: HandlingSummary;
};

/** Cells by a key; those with the key null are left out. */
export function linesOf(cells: Iterable<Cell>, keyOf: (cell: Cell) => string | null): Map<string, TallyLine> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = keyOf(cell);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  return new Map([...groups].map(([key, group]) => [key, lineOf(group)]));
}

export function lineOf(cells: readonly Cell[]): TallyLine {
  const measure = (name: MeasureName): Measure => {
    let [num, den] = [0, 0];
    const left: { [reason: string]: number } = {};
    for (const { counted } of cells) {
      const found = counted.get(name);
      if (!found) continue;
      num += found.hit.length;
      den += found.hit.length + found.miss.length;
      for (const [reason, ids] of Object.entries(found.left)) left[reason] = (left[reason] ?? 0) + ids.length;
    }
    return { num, den, left };
  };
  const of = <K extends string>(keys: readonly K[], pick: (cell: Cell) => Map<K, number[]>): Record<K, number> =>
    // Safe because every key is among the entries.
    Object.fromEntries(keys.map((k) => [k, cells.reduce((n, c) => n + (pick(c).get(k)?.length ?? 0), 0)])) as Record<K, number>;
  return {
    // Safe because every measure is among the keys.
    appraisal: Object.fromEntries(MEASURES.map((m) => [m, measure(m)])) as unknown as Appraisal,
    bands: of(BANDS, (c) => c.bands),
    watch: of(WATCHES, (c) => c.watch),
    handling: summaryOf(cells.flatMap((c) => c.handled.map((h) => h.time))),
  };
}

const DAY = 86_400_000;

export function summaryOf(times: readonly HandlingTime[]): HandlingSummary {
  const known = times.filter((t) => !t.provisional).map((t) => t.workdays);
  const days = pairOf(times.map((t) => t.ms / DAY));
  const workdays = pairOf(known);
  return { closed: times.length, days, workdays: workdays && { ...workdays, of: known.length }, unpublished: times.length - known.length };
}

function pairOf(values: readonly number[]): { median: number; p90: number } | null {
  const median = medianOf(values);
  const p90 = quantileOf(values, 0.9);
  return median === null || p90 === null ? null : { median, p90 };
}

/** The smallest value that a share `q` of all do not exceed (nearest rank); null of nothing. */
export function quantileOf(values: readonly number[], q: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? null;
}
