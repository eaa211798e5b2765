import { nextPeriod, type OffsetAt } from '../../server/core/indicator/window.ts';
import { type Attainment, attain, type Pace, pace } from '../../server/core/review/attain.ts';
import { type Attention, attentions, type Reviewed } from '../../server/core/review/attention.ts';
import { boundsOf, type Goal, goalFor, type OwnGoal, periodEnd } from '../../server/core/review/goal.ts';
import { casesOf, fewOf, isOver, type Verdict, verdictOf } from '../../server/core/review/judge-measure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { type ReviewCell, type ReviewGrain, type ReviewPage, type ReviewRow, readCells } from '../../server/wire/review.ts';
import type { CardRef } from '../figure/url-state.ts';

/** One indicator of a review with all that is computed of it. Pure. */
export type ReviewItem = {
  row: ReviewRow;
  def: IndicatorRow;
  /** Its short name, or its full one where another of the page has the same short one. */
  label: string;
  /** Another of the page has the same short name: where it comes from is told beside it. */
  twin: boolean;
  /** The region's own target where it has one, else the dictionary's. */
  goal: Goal | OwnGoal | null;
  targetAt: number | null;
  baselineAt: number | null;
  done: Attainment;
  verdict: Verdict;
  /** The cases of a rate; `few`: where they are too few to say much of the next. */
  cases: number | null;
  few: number | null;
  /** More than all of a share of a hundred. */
  over: boolean;
  pace: Pace | null;
  cells: ReviewCell[];
  /** What each region below is held against: its own target, else the dictionary's. */
  held: ReadonlyMap<string, Goal | OwnGoal | null>;
  attention: Attention | null;
};

/** Of what needs no attention, how many are what: all that was told, and those of which nothing was. */
export type Calm = Record<Exclude<Verdict, 'untold'>, number> & { all: number };
export type Review = { items: ReviewItem[]; attention: Attention[]; calm: Calm; missing: number };

const MONTHS: Record<ReviewGrain, number> = { month: 1, quarter: 3, year: 12 };

/** The period that a row's value is of; null where the page has none. */
export function spanOfRow({ grain, valueAt }: Pick<ReviewRow, 'grain' | 'valueAt'>, page: Pick<ReviewPage, 'periods'>, offset: OffsetAt) {
  const from = page.periods[grain][valueAt];
  if (from === undefined) return null;
  let to = from;
  for (let i = 0; i < MONTHS[grain]; i++) to = nextPeriod(to, 'month', offset);
  return { from, to };
}

/**
 * The card of a figure of the review: of the scope and status that are shown and of the period that the value is of, so that
 * figure, card and fold are one. A period that is the page's own month needs no word.
 */
export function cardOf({ row }: Pick<ReviewItem, 'row'>, region: string, page: ReviewPage | null, offset: OffsetAt): CardRef {
  const { code, scope, status } = row;
  const span = page && spanOfRow(row, page, offset);
  const own = span && page && (span.from !== page.month || span.to !== page.end) ? { span } : {};
  return { indicator: code, region, ...(scope ? { scope } : {}), ...(status ? { status } : {}), window: null, ...own };
}

/** The page's rows with targets, attainment and attention, in the order of the dictionary. */
export function reviewOf(page: ReviewPage, indicator: (code: string) => IndicatorRow | null, period: string | null, offset: OffsetAt): Review {
  const at = Math.min(page.end, page.now);
  const names = new Map<string, number>();
  for (const { code } of page.rows) {
    const name = indicator(code)?.shortName ?? '';
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  const drafts = page.rows.flatMap((row) => {
    const def = indicator(row.code);
    if (!def) return [];
    const own = page.ownTargets[row.code] ?? [];
    const goalAt = (region: string) =>
      goalFor(
        def,
        own.filter((g) => g.region === region),
        { period, at, zone: offset },
      );
    const goal = goalAt(page.region);
    const targetAt = goal && periodEnd(goal.period, offset);
    const baselineAt = def.baseline?.asOf ? periodEnd(def.baseline.asOf, offset) : null;
    const cells = readCells(row.cells);
    const held = new Map(cells.map((c) => [c.region, goalAt(c.region)]));
    const done = attain(def, goal, row);
    const due = done.form === 'span' ? pace(done, { baselineAt, targetAt }, at, row.value) : null;
    const verdict = verdictOf({ ...row, points: [] }, { rule: def, goal, targetAt, at, told: row.coverage });
    const twin = (names.get(def.shortName) ?? 0) > 1;
    const told = { label: twin ? def.name : def.shortName, twin, verdict, cases: casesOf(def, row), few: fewOf(def, row), over: isOver(def, row.value) };
    return [{ row, def, ...told, goal, targetAt, baselineAt, done, pace: due, cells, held }];
  });
  const attention = attentions(
    drafts.map(({ row, def, goal, targetAt, baselineAt, cells, held }): Reviewed => {
      const points = row.trend.slice(0, row.valueAt + 1);
      return {
        code: row.code,
        rule: def,
        goal,
        targetAt,
        baselineAt,
        at,
        value: row.value,
        num: row.num,
        den: row.den,
        records: row.records,
        points,
        state: row.state,
        lastAt: row.lastAt,
        told: row.coverage,
        versions: row.versions,
        children: cells.map((c) => {
          const its = held.get(c.region) ?? null;
          return { ...c, points: c.trend.slice(0, row.valueAt + 1), goal: its, targetAt: its && periodEnd(its.period, offset) };
        }),
      };
    }),
  );
  const of = new Map(attention.map((a) => [a.code, a]));
  const items = drafts.map((d) => ({ ...d, attention: of.get(d.row.code) ?? null }));
  const missing = items.filter((i) => i.row.value === null && !i.attention).length;
  const calm: Calm = { all: 0, none: 0, partial: 0, over: 0, few: 0, missed: 0, met: 0, ahead: 0 };
  for (const { verdict, attention: off } of items) {
    if (off || verdict === 'untold') continue;
    calm[verdict]++;
    calm.all++;
  }
  return { items, attention, calm, missing };
}

/**
 * The indicators that stand first: those held against something and told, then those told, then what a plan asks for and
 * nobody told; each in the order of the dictionary, so that a card keeps its place from month to month.
 */
export function keyItems(items: readonly ReviewItem[], count: number): ReviewItem[] {
  const rank = ({ row, done, def }: ReviewItem) =>
    row.value !== null ? (done.form === 'none' ? (def.direction === 'none' ? 2 : 1) : 0) : def.planNumber !== null ? 3 : 4;
  return items
    .map((item, i) => ({ item, i, rank: rank(item) }))
    .sort((a, b) => a.rank - b.rank || a.i - b.i)
    .slice(0, count)
    .map(({ item }) => item);
}

/** Indicators by function, in the order of the profile's functions; those of none come last. */
export function byFunction(items: readonly ReviewItem[], functions: readonly { id: string; name: string }[]): { id: string | null; items: ReviewItem[] }[] {
  const groups = [...functions.map((f): string | null => f.id), null].map((id) => ({ id, items: items.filter((i) => i.def.function === id) }));
  return groups.filter((g) => g.items.length > 0);
}

export type Cell = ReviewCell & { group: { id: string; name: string } | null; rank: { rank: number; of: number } | null };

/**
 * The regions below in the order of what is asked: the worst first, or the largest where neither way is better; without
 * comparison in the order of their codes. Ranks are within a peer group, the best first, equal values alike.
 */
export function orderCells(
  item: ReviewItem,
  groups: readonly { id: string; name: string; regions: readonly string[] }[],
  compared: boolean,
): { cells: Cell[]; order: 'worst' | 'largest' | 'tree' } {
  const { direction } = item.def;
  const better = (a: number, b: number) => (direction === 'down' ? a - b : b - a);
  const grouped = item.cells.map((cell) => ({ ...cell, group: groups.find((g) => g.regions.includes(cell.region)) ?? null }));
  if (!compared) return { cells: grouped.map((c) => ({ ...c, rank: null })), order: 'tree' };
  const cells = grouped.map((cell): Cell => {
    const peers = cell.group && direction !== 'none' ? grouped.filter((c) => c.group?.id === cell.group?.id && c.value !== null) : [];
    if (cell.value === null || peers.length < 2) return { ...cell, rank: null };
    const ahead = peers.filter((p) => better(p.value as number, cell.value as number) < 0).length;
    return { ...cell, rank: { rank: ahead + 1, of: peers.length } };
  });
  const worst = direction !== 'none';
  cells.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null) || (a.region < b.region ? -1 : 1);
    return (worst ? better(b.value, a.value) : b.value - a.value) || (a.region < b.region ? -1 : 1);
  });
  return { cells, order: worst ? 'worst' : 'largest' };
}

/** The bound that a region below is held against; null of none. */
export function lineOf({ def, held }: ReviewItem, region: string): number | null {
  const range = boundsOf(def, held.get(region) ?? null);
  return range?.low ?? range?.high ?? null;
}

/** The one scale of a set of small charts: from zero for amounts, about the values for rates and scores. */
export function sharedScale(item: ReviewItem): { low: number; high: number; zero: boolean; line: number | null } {
  const lines = item.cells.map((c) => lineOf(item, c.region));
  const drawn = lines.filter((v) => v !== null);
  // One line is named for all only where it is everybody's.
  const line = lines.every((v) => v === lines[0]) ? (lines[0] ?? null) : null;
  const values = item.cells.flatMap((c) => c.trend).filter((v) => v !== null);
  const zero = item.def.kind === 'count' || item.def.kind === 'sum';
  const all = [...values, ...drawn];
  if (all.length === 0) return { low: 0, high: 1, zero, line };
  const low = zero ? 0 : Math.min(...all);
  const high = Math.max(...all);
  return { low, high: high > low ? high : low + 1, zero, line };
}
