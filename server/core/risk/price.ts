import type { FlowSum, FlowSums } from '../trade/flow.ts';
import { amountOf, codesOf, figureOf, filterOf, groupCells, median } from './figures.ts';
import { type Judgement, type RiskFinding, type RiskParams, type RiskSpans, subjectOf } from './terms.ts';

const BY = ['zone', 'mode', 'direction', 'chapter'] as const;
/** Modes of retail are priced by parcel, all others by declaration. */
const BY_PARCEL: readonly string[] = ['9610', '1210', '1239'];
/** Fewer prices of others than these have no middle to be far from. */
export const LEAST_PEERS = 8;
/** Deviations are told in logarithms, where half and double are as far; others that lie closer than a tenth count as a tenth apart. */
const LEAST_SPREAD = 0.1;
/** Makes the median absolute deviation comparable to a standard deviation. */
const NORMAL = 1.4826;

/**
 * Prices of a zone, chapter and mode that lie far from the median of their chapter and mode over zones and past spans. Low ones
 * stand under 合规 (低报), high ones under 市场. What names no chapter has no price to compare.
 */
export function judgePrices(params: RiskParams, spans: RiskSpans): Judgement {
  const findings: RiskFinding[] = [];
  const judged = new Set<string>();
  const grouped = spans.map((s) => ({ days: s.days, groups: groupCells(s.cells, BY) }));
  const [now] = grouped;
  if (!now) return { findings, judged };
  const kinds = new Map<string, { name: string; at: number; price: number }[]>();
  for (const [at, { groups }] of grouped.entries())
    for (const [name, sums] of groups) {
      const price = priceOf(codesOf(name, BY).mode ?? '', sums, params);
      if (price === null) continue;
      const kind = kindOf(name);
      kinds.set(kind, [...(kinds.get(kind) ?? []), { name, at, price }]);
    }
  for (const [name, sums] of now.groups) {
    const of = codesOf(name, BY);
    const mode = of.mode ?? '';
    const price = of.chapter === '' ? null : priceOf(mode, sums, params);
    const others = (kinds.get(kindOf(name)) ?? []).filter((p) => p.at !== 0 || p.name !== name).map((p) => Math.log(p.price));
    if (price === null || others.length < LEAST_PEERS) continue;
    judged.add(subjectOf(of));
    const middle = median(others);
    const spread = Math.max(LEAST_SPREAD, NORMAL * median(others.map((x) => Math.abs(x - middle))));
    const far = Math.log(price) - middle;
    if (Math.abs(far) <= params.bound * spread) continue;
    const den = denOf(mode);
    const figure = (days: (typeof now)['days'], s: FlowSums | undefined) => figureOf(days, s ? amountOf(s, 'value') : 0, s ? s[den] : 0);
    const low = Math.exp(middle - params.bound * spread);
    const high = Math.exp(middle + params.bound * spread);
    findings.push({
      check: 'price',
      head: far < 0 ? 'compliance' : 'market',
      severity: params.severity,
      subject: subjectOf(of),
      of,
      evidence: {
        unit: 'price',
        scope: params.scope,
        status: params.status,
        num: 'value',
        den,
        value: price,
        bound: far < 0 ? low : high,
        side: far < 0 ? 'below' : 'above',
        low: null,
        high: null,
        sample: sums[den],
        now: figure(now.days, sums),
        before: null,
        peers: { median: Math.exp(middle), low, high, count: others.length },
        series: grouped.toReversed().map((g) => figure(g.days, g.groups.get(name))),
        filter: filterOf(of),
        whole: null,
      },
    });
  }
  return { findings, judged };
}

const denOf = (mode: string): FlowSum & ('parcels' | 'declarations') => (BY_PARCEL.includes(mode) ? 'parcels' : 'declarations');

/** CNY a parcel or declaration; null for a sample that proves nothing. */
function priceOf(mode: string, sums: FlowSums, { least, floor }: RiskParams): number | null {
  const den = sums[denOf(mode)];
  return den < Math.max(1, least) || sums.value <= 0 || sums.value < floor * 100 ? null : sums.value / 100 / den;
}

/** The same mode, direction and chapter, whatever the zone. */
const kindOf = (name: string): string => name.slice(name.indexOf('\t') + 1);
