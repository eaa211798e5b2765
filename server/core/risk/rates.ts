import type { FlowSum, FlowSums } from '../trade/flow.ts';
import { addSums, amountOf, codesOf, figureOf, filterOf, groupCells, NOTHING, shareInterval } from './figures.ts';
import { type Judgement, type RiskCheck, type RiskEvidence, type RiskFinding, type RiskHead, type RiskParams, type RiskSpans, subjectOf } from './terms.ts';

const BY = ['zone', 'mode', 'direction'] as const;

/** Checks whose figure is a share of declarations or parcels, and the head that each stands under. */
export const RATES = {
  over_order: { num: 'overOrder', den: 'flagsOf', head: 'compliance' },
  over_year: { num: 'overYear', den: 'flagsOf', head: 'compliance' },
  many_orders: { num: 'manyOrders', den: 'flagsOf', head: 'compliance' },
  returns: { num: 'returned', den: 'returnedOf', head: 'market' },
  mismatch: { num: 'mismatched', den: 'mismatchedOf', head: 'compliance' },
} as const satisfies Partial<Record<RiskCheck, { num: FlowSum; den: FlowSum; head: RiskHead }>>;
export type RateCheck = keyof typeof RATES;

/**
 * Shares that are over their bound with their whole interval, so that a few of few are not found. A mismatch that keeps to the
 * bound but is far over its own past stands under 信用: those who declare have changed.
 */
export function judgeRates(check: RateCheck, params: RiskParams, spans: RiskSpans): Judgement {
  const { num, den, head } = RATES[check];
  const [now, ...past] = spans.map((s) => ({ days: s.days, groups: groupCells(s.cells, BY) }));
  const findings: RiskFinding[] = [];
  const judged = new Set<string>();
  if (!now) return { findings, judged };
  for (const [name, sums] of now.groups) {
    const of = codesOf(name, BY);
    const total = amountOf(sums, den);
    if (total < Math.max(1, params.least) || sums.value < params.floor * 100) continue;
    judged.add(subjectOf(of));
    const figure = (days: (typeof now)['days'], s: FlowSums) => figureOf(days, amountOf(s, num), amountOf(s, den));
    const own = figure(now.days, sums);
    const { low, high } = shareInterval(own.num, own.den);
    const olds = past.map((p) => ({ days: p.days, sums: p.groups.get(name) ?? NOTHING }));
    const oldest = olds.at(-1);
    const before = oldest ? figure({ from: oldest.days.from, to: now.days.from }, addSums(olds.map((o) => o.sums))) : null;
    const jump = params.times === null || before === null || before.den < Math.max(1, params.least) ? null : pastBound(before, params.times);
    const over = low > params.bound;
    if (!over && (jump === null || low <= jump)) continue;
    const evidence: RiskEvidence = {
      unit: 'share',
      scope: params.scope,
      status: params.status,
      num,
      den,
      value: own.value ?? 0,
      bound: over ? params.bound : (jump ?? params.bound),
      side: 'above',
      low,
      high,
      sample: own.den,
      now: own,
      before: before && before.den > 0 ? before : null,
      peers: null,
      series: [...olds.toReversed().map((o) => figure(o.days, o.sums)), own],
      filter: filterOf(of),
      whole: null,
    };
    findings.push({ check, head: over ? head : 'credit', severity: params.severity, subject: subjectOf(of), of, evidence });
  }
  return { findings, judged };
}

/** Where nothing was found in the past, one more could have been: that one is what a multiple is taken of. */
const pastBound = ({ num, den }: { num: number; den: number }, times: number): number => times * (Math.max(1, num) / den);
