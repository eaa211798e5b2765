import type { FlowSums } from '../trade/flow.ts';
import { amountOf } from './figures.ts';
import { judgePrices } from './price.ts';
import { judgeRates, type RateCheck } from './rates.ts';
import type { DaySpan, Judgement, Lawful, RiskCheck, RiskEvidence, RiskFigure, RiskParams, RiskSpans } from './terms.ts';
import { judgeGrowth, judgeShift } from './turns.ts';

/** General trade stands beside cross-border trade for comparison and is no part of it. */
const NOT_JUDGED: readonly string[] = ['0110'];

/** Modes that a check leaves alone, because a clause calls what they show lawful. */
export function exemptModes(check: RiskCheck, lawful: readonly Lawful[]): ReadonlySet<string> {
  return new Set([...NOT_JUDGED, ...lawful.filter((l) => l.checks.includes(check)).flatMap((l) => l.modes)]);
}

/**
 * What a check finds in its spans (`spansBack`), in the order of subjects. What a clause calls lawful is left out before anything
 * is compared, also among those that others are compared with.
 * @param lawful the clauses that hold where a zone lies
 */
export function judgeRisk(params: RiskParams, spans: RiskSpans, lawful: (zone: string) => readonly Lawful[]): Judgement {
  const known = new Map<string, ReadonlySet<string>>();
  const exemptIn = (zone: string) => {
    const exempt = known.get(zone) ?? exemptModes(params.check, lawful(zone));
    known.set(zone, exempt);
    return exempt;
  };
  const left = spans.map((s) => ({ ...s, cells: s.cells.filter((c) => !exemptIn(c.key.zone).has(c.key.mode)) }));
  const { findings, judged } = judgeOf(params.check, params, left);
  return { findings: findings.toSorted((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0)), judged };
}

function judgeOf(check: RiskCheck, params: RiskParams, spans: RiskSpans): Judgement {
  if (check === 'price') return judgePrices(params, spans);
  if (check === 'growth') return judgeGrowth(params, spans);
  if (check === 'shift') return judgeShift(params, spans);
  return judgeRates(check satisfies RateCheck, params, spans);
}

/**
 * Whether a firm's receipts or payments of a year, in USD, stay below the line from which it has to register: the line itself is
 * not below it (低于等值 20 万美元（不含）).
 */
export function isBelowLine(usd: number, line: number): boolean {
  return usd < line;
}

const DAY = 86_400_000;
const dayAt = (day: string, by: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY).toISOString().slice(0, 10);

/**
 * The span that a check judges and those before it, the nearest first. Shares are of what is known, so that today counts; growth
 * compares sums, for which a day that is not over would stand as a whole one.
 */
export function spansBack({ check, days, past }: RiskParams, today: string): DaySpan[] {
  const end = dayAt(today, check === 'growth' ? 0 : 1);
  return Array.from({ length: 1 + past }, (_, i) => ({ from: dayAt(end, -(i + 1) * days), to: dayAt(end, -i * days) }));
}

/** Sums that a figure of the evidence is read from again. */
export type ReadAgain = { readonly now: FlowSums; readonly before: FlowSums | null; readonly whole: FlowSums | null; readonly wholeBefore: FlowSums | null };

/** The figure that was judged, of the same cells and days as they are known now; null where nothing is left of them. */
export function figureAgain({ unit, num, den, now }: RiskEvidence, sums: ReadAgain): RiskFigure {
  const of = { from: now.from, to: now.to, num: amountOf(sums.now, num) };
  const over = (n: number, d: number) => (d === 0 ? null : n / d);
  if (unit === 'growth') {
    const d = sums.before ? amountOf(sums.before, 'value') : 0;
    return { ...of, den: d, value: d === 0 ? null : of.num / d - 1 };
  }
  if (unit === 'points') {
    const d = sums.whole ? amountOf(sums.whole, 'value') : 0;
    const then = sums.before && sums.wholeBefore ? over(amountOf(sums.before, 'value'), amountOf(sums.wholeBefore, 'value')) : null;
    const share = over(of.num, d);
    return { ...of, den: d, value: share === null || then === null ? null : share - then };
  }
  const d = amountOf(sums.now, den);
  return { ...of, den: d, value: over(of.num, d) };
}
