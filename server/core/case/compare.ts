import type { Appraisal, Measure } from './appraisal.ts';
import type { MeasureName } from './measures.ts';
import type { RuleValues } from './rules.ts';

/** The rate of a measure; null without a denominator, which is no zero. */
export function rateOf({ num, den }: Pick<Measure, 'num' | 'den'>): number | null {
  return den === 0 ? null : num / den;
}

/**
 * 三率: w1·响应率 + w2·解决率 + w3·满意率 (weights are local, 20/40/40 by default of the profile). Null when
 * one of the three has no denominator: it is not made up from the other two.
 */
export function compositeOf(appraisal: Appraisal, weights: RuleValues['composite']): number | null {
  const rates = (['response', 'resolution', 'satisfaction'] as const).map((m) => ({ rate: rateOf(appraisal[m]), weight: weights[m] }));
  let score = 0;
  for (const { rate, weight } of rates) {
    if (rate === null) return null;
    score += rate * weight;
  }
  return score;
}

export type Compared = {
  readonly group: string;
  readonly peers: string;
  readonly rate: number | null;
  readonly measure: Measure;
  /** Fewer than the smallest sample: shown, marked, not ranked. */
  readonly small: boolean;
  /** Place among the peers, 1 the best, equal rates share it; null when there is no comparison. */
  readonly rank: number | null;
};

/**
 * Groups side by side, only within their peers (国办函〔2025〕66号: 分档分类评价, 不片面追求排名). `peersOf` null keeps a group
 * out of comparison; `on` false switches all ranks off. `better` says which end of the rate is good.
 */
export function compare(
  rows: ReadonlyMap<string, Appraisal>,
  measure: MeasureName,
  options: { peersOf: (group: string) => string | null; smallest: number; on: boolean; better: 'high' | 'low' },
): Compared[] {
  const all = [...rows].map(([group, appraisal]) => {
    const m = appraisal[measure];
    return { group, peers: options.peersOf(group), rate: rateOf(m), measure: m, small: m.den < options.smallest };
  });
  const sign = options.better === 'high' ? 1 : -1;
  return all.map((row) => {
    const ranked = options.on && row.peers !== null && !row.small && row.rate !== null;
    const before = all.filter((o) => o.peers === row.peers && !o.small && o.rate !== null && sign * (o.rate - (row.rate ?? 0)) > 0);
    return { ...row, peers: row.peers ?? '', rank: ranked ? before.length + 1 : null };
  });
}
