import { type Judgement, judge, measureOf, type Range, type Severity, type SeverityRule } from '../indicator/severity.ts';
import type { Freshness } from '../indicator/staleness.ts';
import { attain, type Pace, pace } from './attain.ts';
import { forecast, lastRun } from './forecast.ts';
import { boundsOf, type Goal, isStanding, type ReviewRule } from './goal.ts';

/** A figure of a region in a period, with what its attention is computed from. Points are oldest first, the period last. */
export type Measure = { value: number | null; num: number; den: number; records: number; points: readonly (number | null)[] };
export type Reviewed = Measure & {
  code: string;
  rule: ReviewRule;
  goal: Goal | null;
  /** Instants of the printed baseline and target; null where no date is printed. */
  baselineAt: number | null;
  targetAt: number | null;
  /** End of the period that is reviewed. */
  at: number;
  state: Freshness;
  lastAt: number | null;
  /** The period's value by status, where more than one was told. */
  versions: readonly { status: string; value: number | null }[];
  /** A child is held against its own target, where it was given one; without the word against the region's. */
  children: readonly (Measure & { region: string; goal?: Goal | null; targetAt?: number | null })[];
};

export const ATTENTION_KINDS = ['off_target', 'off_range', 'off_trend', 'stale', 'revised'] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** One thing to look at, with all that its sentence says. */
export type Attention = {
  code: string;
  kind: AttentionKind;
  /** null: it hides or changes a figure, which has no level. */
  severity: Severity | null;
  /** Whether the region's own figure is off; else only those of some regions in it. */
  own: boolean;
  value: number | null;
  bound: number | null;
  side: 'above' | 'below';
  /** Distance to the bound, above 0. */
  gap: number;
  excess: number;
  /** For how many points in a row, the last included. */
  run: number;
  /** Regions in it that are off by themselves, the worst first. */
  regions: { region: string; value: number; severity: Severity; run: number }[];
  expected: Range | null;
  pace: Pace | null;
  was: { status: string; value: number } | null;
  lastAt: number | null;
  /** What else is to be said of the same indicator. */
  also: AttentionKind[];
};

/** What needs attention among figures, the gravest first; an indicator stands once. Pure. */
export function attentions(figures: readonly Reviewed[]): Attention[] {
  return figures
    .flatMap((figure) => {
      const [first, ...others] = attentionOf(figure).sort(graver);
      return first ? [{ ...first, also: others.map((o) => o.kind) }] : [];
    })
    .sort(graver);
}

/** All that is to be said of one figure. */
export function attentionOf(figure: Reviewed): Attention[] {
  return [offBounds(figure), offTrend(figure), stale(figure), revised(figure)].filter((a) => a !== null);
}

const weightOf = (a: Attention): number => (a.severity !== null ? a.severity : a.kind === 'stale' ? 3.5 : 5);

function graver(a: Attention, b: Attention): number {
  const kinds = ATTENTION_KINDS.indexOf(a.kind) - ATTENTION_KINDS.indexOf(b.kind);
  return weightOf(a) - weightOf(b) || Number(b.own) - Number(a.own) || b.run - a.run || b.excess - a.excess || kinds || (a.code < b.code ? -1 : 1);
}

const blank = { bound: null, side: 'below', gap: 0, excess: 0, run: 0, regions: [], expected: null, pace: null, was: null, also: [] } as const;
const base = (f: Reviewed): Omit<Attention, 'kind' | 'severity'> => ({
  ...blank,
  regions: [],
  also: [],
  code: f.code,
  own: true,
  value: f.value,
  lastAt: f.lastAt,
});

/** What a figure is held against in a period: a target that is due, or the declared range. */
type Held = { goal: Goal | null; range: Range; rule: SeverityRule; lasting: boolean };

/** Null where nothing is due. A target whose date is still to come is a matter of pace. */
function heldBy(rule: ReviewRule, target: Goal | null, targetAt: number | null, at: number): Held | null {
  const goal = target && (isStanding(target) || (targetAt !== null && targetAt <= at)) ? target : null;
  if (target && !goal) return null;
  const range = boundsOf(rule, goal);
  // Before its date a target was not missed, however far the values were from it.
  return range && { goal, range, rule: ruleOf(rule, range), lasting: goal === null || isStanding(goal) };
}

/** Off a target that is due, or off the declared range: the region by its own, each region below it by that one's. */
function offBounds(f: Reviewed): Attention | null {
  const mine = heldBy(f.rule, f.goal, f.targetAt, f.at);
  const heldOf = (c: Reviewed['children'][number]) => (c.goal === undefined ? mine : heldBy(f.rule, c.goal, c.targetAt ?? null, f.at));
  const own = mine && judgeMeasure(f, mine.range, mine.rule);
  const regions = f.children
    .flatMap((c) => {
      const held = heldOf(c);
      const judged = held && judgeMeasure(c, held.range, held.rule);
      return held && judged && c.value !== null ? [{ region: c.region, value: c.value, judged, held, run: runIn(c, held) }] : [];
    })
    .sort((a, b) => a.judged.severity - b.judged.severity || b.judged.excess - a.judged.excess || (a.region < b.region ? -1 : 1));
  const worst = regions[0];
  const told = own && mine ? { judged: own, held: mine, value: f.value, run: runIn(f, mine) } : worst;
  if (!told) return null;
  const { judged, held, value, run } = told;
  const bound = judged.side === 'below' ? held.range.low : held.range.high;
  return {
    ...base(f),
    kind: held.goal ? 'off_target' : 'off_range',
    severity: judged.severity,
    own: own !== null,
    value,
    bound,
    side: judged.side,
    gap: value === null || bound === null ? 0 : Math.abs(value - bound),
    excess: judged.excess,
    run,
    regions: regions.map((r) => ({ region: r.region, value: r.value, severity: r.judged.severity, run: r.run })),
  };
}

function judgeMeasure(m: Measure, range: Range, rule: SeverityRule): Judgement | null {
  return judge(m.value, range, rule, rule.measure === 'percent' ? m.den : m.records);
}

/** A printed bound says by itself which side is bad, also of an indicator whose direction is not declared. */
function ruleOf(rule: ReviewRule, range: Range): SeverityRule {
  const direction = range.low !== null && range.high === null ? 'up' : range.high !== null && range.low === null ? 'down' : rule.direction;
  // The value of a target is set, not expected: chance is no excuse for a count that does not reach it.
  return { direction, measure: rule.unit === '%' ? 'percent' : measureOf(rule.kind, rule.display.factor) === 'percent' ? 'percent' : 'plain' };
}

/** Points in a row that are off, the last included; one whose cases are not known is judged by its value. */
function runIn(m: Measure, { range, rule, lasting }: Held): number {
  let run = 1;
  if (!lasting) return run;
  for (let i = m.points.length - 2; i >= 0; i--) {
    const value = m.points[i];
    if (value === null || value === undefined || !judgeMeasure({ ...m, value, den: 0, records: 0 }, range, rule)) break;
    run++;
  }
  return run;
}

/** Behind the pace that its date asks for, or outside of what its own course led to expect. */
function offTrend(f: Reviewed): Attention | null {
  if (f.value === null) return null;
  return behindPace(f) ?? offCourse(f);
}

/** Behind by more than a twentieth of the way is late, by a fifth grave: less is how values scatter. */
const BEHIND = [0.2, 0.05] as const;

function behindPace(f: Reviewed): Attention | null {
  if (f.value === null || !f.goal || f.targetAt === null || f.targetAt <= f.at) return null;
  const done = attain(f.rule, f.goal, f);
  if (done.form !== 'span' || done.met) return null;
  const due = pace(done, f, f.at, f.value);
  if (!due) return null;
  const share = due.behind / Math.abs(done.to - done.from);
  if (share <= BEHIND[1]) return null;
  const severity = share > BEHIND[0] ? 3 : 4;
  return { ...base(f), kind: 'off_trend', severity, pace: due, bound: done.to, gap: due.behind, excess: share };
}

/** How many half-widths of the forecast's interval a value may leave it by. */
const COURSE_WIDTHS = 2;

function offCourse(f: Reviewed): Attention | null {
  const known = f.points.slice(0, -1);
  const told = lastRun(known).length > 0 ? forecast(known, 1) : null;
  const next = told?.points[0];
  if (!next || f.value === null) return null;
  const half = (next.high - next.low) / 2;
  const expected = { low: next.value - COURSE_WIDTHS * half, high: next.value + COURSE_WIDTHS * half };
  const rule = { direction: f.rule.direction, measure: measureOf(f.rule.kind, f.rule.display.factor) };
  const judged = judgeMeasure(f, expected, rule);
  if (!judged) return null;
  const bound = judged.side === 'below' ? expected.low : expected.high;
  // What is told of the course alone is never called graver than Ⅲ: no document set that bound.
  const severity = judged.severity === 4 ? 4 : 3;
  return { ...base(f), kind: 'off_trend', severity, expected, side: judged.side, bound, gap: Math.abs(f.value - bound), excess: judged.excess, run: 1 };
}

/** A source that fell silent: its figures are no longer those of now. One that never spoke is missing, not stale. */
function stale(f: Reviewed): Attention | null {
  if (f.state !== 'stale' && f.state !== 'dead') return null;
  return { ...base(f), kind: 'stale', severity: null, excess: f.state === 'dead' ? 1 : 0 };
}

function revised(f: Reviewed): Attention | null {
  const now = f.versions.find((v) => v.status === 'revised');
  if (!now || now.value === null) return null;
  const before = f.versions.find((v) => v.status === 'formal') ?? f.versions.find((v) => v.status === 'preliminary');
  if (!before || before.value === null || before.value === now.value) return null;
  const gap = Math.abs(now.value - before.value);
  return { ...base(f), kind: 'revised', severity: null, value: now.value, gap, was: { status: before.status, value: before.value } };
}
