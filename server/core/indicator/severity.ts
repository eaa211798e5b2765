/**
 * How far a value lies outside its normal range, as one of the four levels. Level 1 is declared by people, never by
 * this rule. Pure: values and ranges in display units.
 */

export type Severity = 1 | 2 | 3 | 4;
export type Range = { low: number | null; high: number | null };

/** `weight` is what stands behind the value: itself for a count, the denominator for a share; 0 = unknown. */
export type SeverityRule = {
  direction: 'up' | 'down' | 'none';
  /** 'count': noise grows with the root of the count. 'percent': 0–100, judged by its misses. 'plain': neither. */
  measure: 'count' | 'percent' | 'plain';
};
export type Judgement = { severity: Severity; side: 'above' | 'below' /** Share outside the bound: 0.73 = 73%. */; excess: number };

const STEPS: [excess: number, severity: Severity][] = [
  [0.6, 2],
  [0.25, 3],
  [0, 4],
];
/** Standard deviations beyond the bound below which an excess is called chance. */
const NOISE = 2;

/** The level of `value` against `range`; null when it is inside, there is no range, or the excess is within chance. */
export function judge(value: number | null, range: Range | null, rule: SeverityRule, weight = 0): Judgement | null {
  if (value === null || range === null) return null;
  if (rule.direction !== 'up' && range.high !== null && value > range.high) return outside(value, range.high, 'above', rule, weight);
  // Too few is not known to be bad unless the indicator says that more is better; a source that fails is found silent.
  return rule.direction === 'up' && range.low !== null && value < range.low ? outside(value, range.low, 'below', rule, weight) : null;
}

function outside(value: number, bound: number, side: 'above' | 'below', rule: SeverityRule, weight: number): Judgement | null {
  const excess = rule.measure === 'percent' ? percentExcess(value, bound, side) : Math.abs(value - bound) / Math.max(Math.abs(bound), 1e-9);
  if (Math.abs(value - bound) <= NOISE * deviation(bound, rule, weight)) return null;
  const step = STEPS.find(([least]) => excess >= least);
  return step ? { severity: step[1], side, excess } : null;
}

/** 98% where 99% is due is not 1% short but twice the misses. */
function percentExcess(value: number, bound: number, side: 'above' | 'below'): number {
  const misses = side === 'below' ? 100 - value : value;
  const due = side === 'below' ? 100 - bound : bound;
  return due <= 0 ? misses / 100 : misses / due - 1;
}

function deviation(bound: number, rule: SeverityRule, weight: number): number {
  if (rule.measure === 'count') return Math.sqrt(Math.max(Math.abs(bound), 1));
  if (rule.measure !== 'percent' || weight <= 0) return 0;
  const p = Math.min(Math.max(bound / 100, 0), 1);
  return 100 * Math.sqrt((p * (1 - p)) / weight);
}

/** Measure of an indicator of the dictionary. */
export function measureOf(kind: string, factor: number): SeverityRule['measure'] {
  if (kind === 'count') return 'count';
  return kind === 'ratio' && factor === 100 ? 'percent' : 'plain';
}

/**
 * When the newest run outside the band began; null when the newest point is inside or unknown.
 * `points` and `band` are ascending in time; a point without a band of its own takes the one before it.
 */
export function outsideSince(
  points: readonly (readonly [at: number, value: number | null])[],
  band: readonly (readonly [at: number, low: number, high: number])[],
): number | null {
  let since: number | null = null;
  let i = 0;
  for (const [at, value] of points) {
    if (value === null) continue;
    while (i + 1 < band.length && (band[i + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= at) i++;
    const here = band[i];
    const out = here !== undefined && here[0] <= at && (value < here[1] || value > here[2]);
    if (!out) since = null;
    else if (since === null) since = at;
  }
  return since;
}

export type Reading = {
  indicator: string;
  region: string;
  value: number | null;
  expected: Range | null;
  weight: number;
  rule: SeverityRule;
  state: 'fresh' | 'late' | 'stale' | 'dead' | 'no_data' | 'not_connected';
  /** Newest event time, for a silent source. */
  lastAt: number | null;
};
export type Abnormal =
  | { kind: 'range'; indicator: string; region: string; value: number; expected: Range; judgement: Judgement }
  /** `indicators`: all that are silent there; `lastAt` the newest event of any of them. */
  | { kind: 'silent'; indicator: string; indicators: string[]; region: string; lastAt: number | null; state: 'stale' | 'dead' };

/**
 * What is abnormal among the readings, worst first: a silent source is never also outside its range, because its
 * value says nothing about now. Readings of one indicator and region count once, and all that is silent in a region is
 * one thing.
 */
export function rankAbnormal(readings: readonly Reading[]): Abnormal[] {
  const seen = new Set<string>();
  const found: Abnormal[] = [];
  for (const r of readings) {
    const key = `${r.indicator}@${r.region}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (r.state === 'stale' || r.state === 'dead') addSilence(found, r, r.state);
    else {
      const judgement = judge(r.value, r.expected, r.rule, r.weight);
      if (judgement && r.value !== null && r.expected) {
        found.push({ kind: 'range', indicator: r.indicator, region: r.region, value: r.value, expected: r.expected, judgement });
      }
    }
  }
  return found.sort((a, b) => weightOf(a) - weightOf(b) || excessOf(b) - excessOf(a) || (a.region < b.region ? -1 : a.region > b.region ? 1 : 0));
}

function addSilence(found: Abnormal[], r: Reading, state: 'stale' | 'dead'): void {
  const known = found.find((a): a is Extract<Abnormal, { kind: 'silent' }> => a.kind === 'silent' && a.region === r.region);
  if (!known) {
    found.push({ kind: 'silent', indicator: r.indicator, indicators: [r.indicator], region: r.region, lastAt: r.lastAt, state });
    return;
  }
  known.indicators.push(r.indicator);
  if (r.lastAt !== null && (known.lastAt === null || r.lastAt > known.lastAt)) known.lastAt = r.lastAt;
  if (state === 'dead') known.state = 'dead';
}

// Silence stands between Ⅲ and Ⅳ: it hides what it does not show.
function weightOf(a: Abnormal): number {
  return a.kind === 'silent' ? 3.5 : a.judgement.severity;
}
function excessOf(a: Abnormal): number {
  return a.kind === 'silent' ? 0 : a.judgement.excess;
}
