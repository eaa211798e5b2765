import type { DerivedIndicator } from './derive.ts';

/** The parts of a dictionary row that decide how it counts. */
export const COUNTING_PARTS = ['code', 'kind', 'unit', 'scale', 'factor', 'additivity', 'reportedAt', 'keeps', 'from', 'family', 'items', 'computed'] as const;
export type CountingPart = (typeof COUNTING_PARTS)[number];

/**
 * Why a version of a definition cannot change a part: what is stored under the code was counted by it, and would say
 * something else. A changed counting rule is another indicator, with a code of its own.
 */
export const WHY_FIXED: Readonly<Record<CountingPart, string>> = {
  code: 'series are stored under it',
  kind: 'it decides whether stored pairs are summed, divided or replaced',
  unit: 'stored values are in it',
  scale: 'stored integers are scaled by it',
  factor: 'observed values are divided by it before they are stored',
  additivity: 'it decides which stored series make the figure of a region and of a span',
  reportedAt: 'regions of other levels have no series of it, and their past would be missing',
  keeps: 'breakdowns are kept from the moment of the event, and cannot be made afterwards',
  from: 'it decides which events were counted',
  family: 'shares of items and shares of cases are never put together',
  items: 'it decides which items of a list were counted',
  computed: 'it decides which figures it is made of',
};

export type CountingRow = Omit<DerivedIndicator, 'from'> & {
  unit: string;
  from: readonly unknown[];
  family?: string | undefined;
  items?: unknown;
  computed?: unknown;
};

const partOf: Record<CountingPart, (row: CountingRow) => unknown> = {
  code: (r) => r.code,
  kind: (r) => r.kind,
  unit: (r) => r.unit,
  scale: (r) => r.scale,
  factor: (r) => r.display.factor,
  additivity: (r) => [r.additivity.region, r.additivity.time],
  reportedAt: (r) => [...r.reportedAt].sort(),
  keeps: (r) => r.keeps,
  from: (r) => r.from,
  family: (r) => r.family ?? null,
  items: (r) => r.items ?? null,
  computed: (r) => r.computed ?? null,
};

/** Parts of the counting rule in which two rows differ; none for two versions of one indicator. */
export function countingChanges(before: CountingRow, after: CountingRow): CountingPart[] {
  return COUNTING_PARTS.filter((part) => JSON.stringify(partOf[part](before)) !== JSON.stringify(partOf[part](after)));
}
