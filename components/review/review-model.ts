import type { OffsetAt } from '../../server/core/indicator/window.ts';
import { type Attainment, attain, type Pace, pace } from '../../server/core/review/attain.ts';
import { type Attention, attentions, type Reviewed } from '../../server/core/review/attention.ts';
import { boundsOf, type Goal, goalFor, type OwnGoal, periodEnd } from '../../server/core/review/goal.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { type ReviewCell, type ReviewPage, type ReviewRow, readCells } from '../../server/wire/review.ts';

/** One indicator of a review with all that is computed of it. Pure. */
export type ReviewItem = {
  row: ReviewRow;
  def: IndicatorRow;
  /** The region's own target where it has one, else the dictionary's. */
  goal: Goal | OwnGoal | null;
  targetAt: number | null;
  baselineAt: number | null;
  done: Attainment;
  pace: Pace | null;
  cells: ReviewCell[];
  /** What each region below is held against: its own target, else the dictionary's. */
  held: ReadonlyMap<string, Goal | OwnGoal | null>;
  attention: Attention | null;
};

export type Review = { items: ReviewItem[]; attention: Attention[]; calm: number; missing: number };

/** The page's rows with targets, attainment and attention, in the order of the dictionary. */
export function reviewOf(page: ReviewPage, indicator: (code: string) => IndicatorRow | null, period: string | null, offset: OffsetAt): Review {
  const at = Math.min(page.end, page.now);
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
    return [{ row, def, goal, targetAt, baselineAt, done, pace: due, cells, held }];
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
  return { items, attention, calm: items.length - attention.length - missing, missing };
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
