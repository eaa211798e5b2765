import { measureOf, type Range, type Severity } from '../indicator/severity.ts';
import type { Freshness } from '../indicator/staleness.ts';
import { attain, type Pace, pace } from './attain.ts';
import { forecast, lastRun } from './forecast.ts';
import type { Goal, ReviewRule } from './goal.ts';
import { fewOf, type Held, heldBy, isWhole, judgeMeasure, type Measure, type Told } from './judge-measure.ts';

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
  /** Regions that told it: a sum of some of them is not judged (isWhole). Without the word it is of all. */
  told?: Told;
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
  regions: { region: string; value: number; severity: Severity; run: number; few?: number | null }[];
  /** Of a rate of the whole where no region is off by itself: those beyond the bound, the worst first. */
  lowest?: { region: string; value: number }[];
  /** The cases of a rate of fewer than SMALL_SAMPLE. */
  few?: number | null;
  /** The period of a target whose date has passed. */
  due?: string | null;
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

/**
 * Whether a figure, or one below it, is held against anything at all: a target that is due, a declared range, the pace to a
 * date. What only some of its regions told is judged by them alone.
 */
export function isJudged(f: Reviewed): boolean {
  const below = f.children.some((c) => c.goal !== undefined && heldBy(f.rule, c.goal, c.targetAt ?? null, f.at) !== null);
  return below || (isWhole(f.told ?? null) && (heldBy(f.rule, f.goal, f.targetAt, f.at) !== null || paceOf(f) !== null));
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

/** Off a target that is due, or off the declared range: the region by its own, each region below it by that one's. */
function offBounds(f: Reviewed): Attention | null {
  const mine = heldBy(f.rule, f.goal, f.targetAt, f.at);
  const heldOf = (c: Reviewed['children'][number]) => (c.goal === undefined ? mine : heldBy(f.rule, c.goal, c.targetAt ?? null, f.at));
  const own = mine && isWhole(f.told ?? null) ? judgeMeasure(f, mine.range, mine.rule, f.rule) : null;
  const regions = f.children
    .flatMap((c) => {
      const held = heldOf(c);
      const judged = held && judgeMeasure(c, held.range, held.rule, f.rule);
      const few = fewOf(f.rule, c);
      return held && judged && c.value !== null ? [{ region: c.region, value: c.value, judged, held, few, run: runIn(c, held, f.rule) }] : [];
    })
    .sort((a, b) => a.judged.severity - b.judged.severity || b.judged.excess - a.judged.excess || (a.region < b.region ? -1 : 1));
  const worst = regions[0];
  const told = own && mine ? { judged: own, held: mine, value: f.value, few: fewOf(f.rule, f), run: runIn(f, mine, f.rule) } : worst;
  if (!told) return null;
  const { judged, held, value, few, run } = told;
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
    regions: regions.map((r) => ({ region: r.region, value: r.value, severity: r.judged.severity, run: r.run, few: r.few })),
    lowest: own && regions.length === 0 ? beyond(f, bound, judged.side) : [],
    few,
    due: held.lasting ? null : (held.goal?.period ?? null),
  };
}

/** The regions whose rate lies beyond a bound of the whole, the worst first: an amount of one is not held against that of all. */
function beyond({ rule, children }: Reviewed, bound: number | null, side: Attention['side']): { region: string; value: number }[] {
  if (rule.kind !== 'ratio' || bound === null) return [];
  const way = side === 'below' ? 1 : -1;
  return children
    .flatMap(({ region, value }) => (value !== null && way * (bound - value) > 0 ? [{ region, value }] : []))
    .sort((a, b) => way * (a.value - b.value) || (a.region < b.region ? -1 : 1));
}

/** Points in a row that are off, the last included; one whose cases are not known is judged by its value. */
function runIn(m: Measure, { range, rule, lasting }: Held, of: ReviewRule): number {
  let run = 1;
  if (!lasting) return run;
  for (let i = m.points.length - 2; i >= 0; i--) {
    const value = m.points[i];
    if (value === null || value === undefined || !judgeMeasure({ ...m, value, den: 0, records: 0 }, range, rule, of)) break;
    run++;
  }
  return run;
}

/** Behind the pace that its date asks for, or outside of what its own course led to expect. */
function offTrend(f: Reviewed): Attention | null {
  if (f.value === null || !isWhole(f.told ?? null)) return null;
  return behindPace(f) ?? offCourse(f);
}

/** Behind by more than a twentieth of the way is late, by a fifth grave: less is how values scatter. */
const BEHIND = [0.2, 0.05] as const;

/** Where a dated target that is ahead is to be reached by a way from a baseline: the way, and what is due of it by now. */
function paceOf(f: Reviewed) {
  if (f.value === null || !f.goal || f.targetAt === null || f.targetAt <= f.at) return null;
  const done = attain(f.rule, f.goal, f);
  if (done.form !== 'span') return null;
  const due = pace(done, f, f.at, f.value);
  return due && { done, due };
}

function behindPace(f: Reviewed): Attention | null {
  const way = paceOf(f);
  if (!way || way.done.met) return null;
  const { done, due } = way;
  const share = due.behind / Math.abs(done.to - done.from);
  if (share <= BEHIND[1]) return null;
  const severity = share > BEHIND[0] ? 3 : 4;
  return {
    ...base(f),
    kind: 'off_trend',
    severity,
    pace: due,
    bound: done.to,
    gap: due.behind,
    excess: share,
    lowest: beyond(f, due.value, done.to > done.from ? 'below' : 'above'),
  };
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
  const judged = judgeMeasure(f, expected, rule, f.rule);
  if (!judged) return null;
  const bound = judged.side === 'below' ? expected.low : expected.high;
  // What is told of the course alone is never called graver than Ⅲ: no document set that bound.
  const severity = judged.severity === 4 ? 4 : 3;
  const off = { side: judged.side, bound, gap: Math.abs(f.value - bound), excess: judged.excess, run: 1 };
  return { ...base(f), kind: 'off_trend', severity, expected, ...off, few: fewOf(f.rule, f), lowest: beyond(f, bound, judged.side) };
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
