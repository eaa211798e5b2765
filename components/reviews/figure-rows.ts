import { SMALL_SAMPLE } from '../../server/core/review/attain.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import type { CardRef } from '../figure/url-state.ts';
import type { ReviewsBy } from './reviews-url.ts';

/** Rows of the tables by one dimension, and what the five levels come to. Pure. */

export const MEASURES = {
  score: 'review.score',
  good: 'review.good-rate',
  bad: 'review.bad',
  active: 'review.active-rate',
  ontime: 'review.ontime-rate',
} as const;
export type Measure = keyof typeof MEASURES;

/** What is told by a dimension: on-time rectification by region alone, as it is reported. */
export const measuresBy = (by: ReviewsBy): readonly Measure[] =>
  by === 'region' ? ['bad', 'score', 'good', 'active', 'ontime'] : ['bad', 'score', 'good', 'active'];

export const figureKey = (code: string, level?: string): string => (level === undefined ? code : `${code} ${level}`);

export type Cell = {
  /** null: what lies beyond the rows that are told. */
  key: string | null;
  /** null: a region, whose name the profile has. */
  name: string | null;
  value: number | null;
  num: number;
  den: number;
  records: number;
  card: CardRef | null;
};
export type DimensionRow = { key: string | null; name: string | null; cells: Partial<Record<Measure, Cell>> };

/** One row a key, those with the most bad reviews first, then the largest, what lies beyond the limit last; rows with nothing are left out. */
export function joinRows(told: ReadonlyMap<Measure, readonly Cell[]>): DimensionRow[] {
  const rows = new Map<string, DimensionRow>();
  for (const [measure, cells] of told)
    for (const cell of cells) {
      if (cell.records === 0) continue;
      const id = cell.key ?? '';
      const row = rows.get(id) ?? { key: cell.key, name: cell.name, cells: {} };
      row.cells[measure] = cell;
      rows.set(id, row);
    }
  const bad = (row: DimensionRow) => row.cells.bad?.num ?? 0;
  const size = (row: DimensionRow) => row.cells.good?.den ?? row.cells.score?.den ?? 0;
  return [...rows.values()].sort((a, b) => Number(a.key === null) - Number(b.key === null) || bad(b) - bad(a) || size(b) - size(a));
}

/** Points of each level, as the profile's score counts them; null where it does not by level. */
export function pointsOf(row: IndicatorRow | null): ((level: number) => number) | null {
  const num = row?.from[0]?.num;
  if (typeof num !== 'object' || num === null || !('values' in num) || !('table' in num) || num.table !== 'level') return null;
  const values: Readonly<Record<string, number>> = num.values;
  return (level) => values[String(level)] ?? 0;
}

export type LevelLine = { level: number; points: number; count: number; subtotal: number };
export type LevelSum = { lines: LevelLine[]; count: number; points: number };

/** Σ points × count over the five levels. */
export function sumLevels(counts: ReadonlyMap<number, number>, points: (level: number) => number): LevelSum {
  const lines = [...counts].map(([level, count]) => ({ level, points: points(level), count, subtotal: points(level) * count }));
  return { lines, count: lines.reduce((sum, l) => sum + l.count, 0), points: lines.reduce((sum, l) => sum + l.subtotal, 0) };
}

/** A rate of so few that it says little. */
export const isSmall = (row: IndicatorRow, den: number): boolean => row.kind === 'ratio' && den > 0 && den / 10 ** row.scale < SMALL_SAMPLE;
