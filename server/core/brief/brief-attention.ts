import type { Freshness } from '../indicator/staleness.ts';
import type { OffsetAt } from '../indicator/window.ts';
import { type Attention, attentions, isJudged } from '../review/attention.ts';
import { defaultPeriod, goalFor, isStanding, type OwnGoal, periodEnd, type ReviewRule, targetPeriods } from '../review/goal.ts';
import type { Told } from '../review/judge-measure.ts';

/** A figure of a period, with those of the regions directly below. */
export type BriefFigure = {
  code: string;
  value: number | null;
  num: number;
  den: number;
  records: number;
  coverage?: Told;
  cells: readonly (readonly [region: string, value: number | null, num: number, den: number, records: number])[];
};

/** Targets of a region's own that are in force. */
export type OwnTargets = (code: string, region: string) => readonly OwnGoal[];

/** How fresh an indicator was when the brief was made, and its newest record. */
export type StateOf = (code: string) => { state: Freshness; lastAt: number | null };

/**
 * What of a brief's figures needs attention, by the rules of the leaders' review over this period alone: off a target or a
 * declared range, behind the pace to a dated target (of a month), its source silent. `unjudged` are the codes of values that
 * were held against nothing, neither the region's own nor those below it. Pure.
 */
export function briefAttention(
  figures: readonly BriefFigure[],
  rules: ReadonlyMap<string, ReviewRule>,
  { region, own, to, dated, zone, stateOf }: { region: string; own: OwnTargets; to: number; dated: boolean; zone: OffsetAt; stateOf: StateOf },
): { attention: Attention[]; unjudged: string[] } {
  const period = dated ? defaultPeriod(targetPeriods(rules.values()), to, zone) : null;
  const reviewed = figures.flatMap((figure) => {
    const rule = rules.get(figure.code);
    if (!rule) return [];
    const held = (at: string) => {
      const goal = goalFor(rule, dated ? own(figure.code, at) : own(figure.code, at).filter(isStanding), { period, at: to, zone });
      return { goal, targetAt: goal && periodEnd(goal.period, zone) };
    };
    const { code, value, num, den, records } = figure;
    return [
      {
        ...{ code, rule, at: to, value, num, den, records, points: [value], versions: [], told: figure.coverage ?? null },
        ...held(region),
        ...stateOf(code),
        baselineAt: rule.baseline?.asOf ? periodEnd(rule.baseline.asOf, zone) : null,
        children: figure.cells.map(([child, v, n, d, r]) => ({ region: child, value: v, num: n, den: d, records: r, points: [v], ...held(child) })),
      },
    ];
  });
  return { attention: attentions(reviewed), unjudged: reviewed.filter((figure) => figure.value !== null && !isJudged(figure)).map(({ code }) => code) };
}
