import { describe, expect, it } from 'vitest';
import { attentionOf, attentions, isJudged, type Reviewed } from './attention.ts';
import type { Goal, ReviewRule } from './goal.ts';
import type { Measure } from './judge-measure.ts';

const AT = Date.UTC(2026, 4, 31, 16);
const percent: ReviewRule = {
  unit: '%',
  direction: 'up',
  kind: 'ratio',
  display: { decimals: 2, factor: 100 },
  baseline: null,
  targets: [],
  normalRange: null,
};
const standing = (value: number, over: Partial<Goal> = {}): Goal => ({ comparator: '>=', value, period: '任意24小时', path: null, ...over });
const dated = (value: number, period: string): Goal => ({ comparator: '>=', value, period, path: null });

function rate(num: number, den: number, before: readonly (number | null)[] = []): Measure {
  const value = den === 0 ? null : (num / den) * 100;
  return { value, num, den, records: den, points: [...before, value] };
}
const figure = (code: string, measure: Measure, over: Partial<Reviewed> = {}): Reviewed => ({
  ...measure,
  code,
  rule: percent,
  goal: null,
  baselineAt: null,
  targetAt: null,
  at: AT,
  state: 'fresh',
  lastAt: AT,
  versions: [],
  children: [],
  ...over,
});

describe('off target', () => {
  it('judges each region below by its own target, and none by another’s', () => {
    const children = [
      { region: '01', ...rate(900, 1000), goal: standing(85), targetAt: null },
      { region: '02', ...rate(970, 1000), goal: standing(98), targetAt: null },
      { region: '03', ...rate(970, 1000), goal: standing(95), targetAt: null },
      { region: '04', ...rate(100, 1000), goal: dated(98, '2030'), targetAt: AT + 1 },
    ];
    const [found] = attentionOf(figure('a', rate(9800, 10_000), { goal: standing(60), children }));
    expect(found).toMatchObject({ own: false, bound: 98, value: 97, regions: [{ region: '02' }] });
    expect(found?.regions).toHaveLength(1);
    // The region's own target, which it misses, is nobody else's.
    const [own] = attentionOf(figure('a', rate(5000, 10_000), { goal: standing(60), children }));
    expect(own).toMatchObject({ own: true, bound: 60, regions: [{ region: '02' }] });
  });

  it('tells how far, for how long, and which regions', () => {
    const children = [
      { region: '01', ...rate(900, 1000, [90, 91]) },
      { region: '02', ...rate(999, 1000, [99, 99]) },
      { region: '03', ...rate(940, 1000, [94, 96]) },
    ];
    const [found] = attentionOf(figure('a', rate(9300, 10_000, [96, 94, 93]), { goal: standing(95), children }));
    expect(found).toMatchObject({ kind: 'off_target', own: true, severity: 3, bound: 95, side: 'below', run: 3 });
    expect(found?.gap).toBeCloseTo(2, 10);
    expect(found?.regions.map((r) => [r.region, r.run])).toEqual([['01', 3]]);
  });

  it('names a region that is off where the whole is not', () => {
    const children = [{ region: '01', ...rate(800, 1000) }];
    const [found] = attentionOf(figure('a', rate(9_700, 10_000), { goal: standing(95), children }));
    expect(found).toMatchObject({ own: false, value: 80, bound: 95 });
  });

  it('does not call chance a miss, nor a target missed whose date is to come', () => {
    expect(attentionOf(figure('a', rate(18, 20), { goal: standing(95) }))).toEqual([]);
    expect(attentionOf(figure('a', rate(800, 1000), { goal: dated(95, '2027'), targetAt: AT + 1 }))).toEqual([]);
    const [past] = attentionOf(figure('a', rate(800, 1000, [80, 80]), { goal: dated(95, '2025'), targetAt: AT - 1 }));
    expect(past).toMatchObject({ kind: 'off_target', run: 1 });
  });

  it('is never graver than Ⅳ of few cases, and says of how many', () => {
    const children = [{ region: '01', ...rate(6, 16) }];
    const [found] = attentionOf(figure('a', rate(900, 1000), { goal: standing(80), children }));
    expect(found).toMatchObject({ own: false, severity: 4, few: 16, regions: [{ region: '01', severity: 4, few: 16 }] });
    // The scale of the sums is no part of how many they are.
    const scaled: ReviewRule = { ...percent, scale: 2 };
    expect(attentionOf(figure('a', { ...rate(600, 1600), records: 1 }, { rule: scaled, goal: standing(80) }))[0]).toMatchObject({ severity: 4, few: 16 });
    expect(attentionOf(figure('a', rate(600, 1600), { goal: standing(80) }))[0]).toMatchObject({ severity: 2, few: null });
  });

  it('does not judge the sum of some regions, and still names the regions', () => {
    const children = [{ region: '01', ...rate(500, 1000) }];
    const partly = { goal: standing(80), children, told: { reporting: 1, of: 21 } };
    expect(attentionOf(figure('a', rate(500, 1000), partly))[0]).toMatchObject({ own: false, regions: [{ region: '01' }] });
    expect(attentionOf(figure('a', rate(500, 1000), { ...partly, children: [] }))).toEqual([]);
    expect(attentionOf(figure('a', rate(500, 1000), { ...partly, told: { reporting: 21, of: 21 } }))[0]).toMatchObject({ own: true });
  });

  it('says that the date has passed, and which regions lie lowest where none is off by itself', () => {
    const children = [
      { region: '01', ...rate(94, 100) },
      { region: '02', ...rate(93, 100) },
      { region: '03', ...rate(99, 100) },
    ];
    const [found] = attentionOf(figure('a', rate(9_300, 10_000), { goal: dated(95, '2025'), targetAt: AT - 1, children }));
    expect(found).toMatchObject({ own: true, due: '2025', regions: [], lowest: [{ region: '02' }, { region: '01' }] });
    expect(attentionOf(figure('a', rate(9_300, 10_000), { goal: standing(95) }))[0]?.due).toBeNull();
  });

  it('holds an upper limit of an indicator of no direction', () => {
    const most = standing(5, { comparator: '<=' });
    const [found] = attentionOf(figure('a', rate(84, 1000), { rule: { ...percent, direction: 'none' }, goal: most }));
    expect(found).toMatchObject({ side: 'above', bound: 5, severity: 2 });
  });

  it('says off range where the bound is the declared range and no target', () => {
    const rule: ReviewRule = { ...percent, normalRange: { kind: 'fixed', low: 80, high: null } };
    expect(attentionOf(figure('a', rate(700, 1000), { rule }))[0]?.kind).toBe('off_range');
  });
});

describe('off trend', () => {
  it('is behind the pace between two printed dates', () => {
    const rule: ReviewRule = { ...percent, unit: '万名', kind: 'manual', baseline: { value: 0, asOf: '2024' } };
    const span = { baselineAt: AT - 100, targetAt: AT + 100 };
    const at = (value: number) => ({ value, num: 0, den: 0, records: 1, points: [value] });
    const goal = dated(100, '2028');
    expect(attentionOf(figure('a', at(20), { rule, goal, ...span }))[0]).toMatchObject({ kind: 'off_trend', severity: 3, gap: 30, pace: { value: 50 } });
    expect(attentionOf(figure('a', at(40), { rule, goal, ...span }))[0]).toMatchObject({ severity: 4 });
    expect(attentionOf(figure('a', at(48), { rule, goal, ...span }))).toEqual([]);
    expect(attentionOf(figure('a', at(20), { rule, goal, ...span, baselineAt: null }))).toEqual([]);
    expect(isJudged(figure('a', at(48), { rule, goal, ...span }))).toBe(true);
    expect(isJudged(figure('a', at(20), { rule, goal, ...span, baselineAt: null }))).toBe(false);
  });

  it('is judged where it is held against a target that is due or a range, by itself or in a region below', () => {
    const value = rate(97, 100);
    expect(isJudged(figure('a', value))).toBe(false);
    expect(isJudged(figure('a', value, { goal: standing(95) }))).toBe(true);
    expect(isJudged(figure('a', value, { goal: dated(95, '2030'), targetAt: AT + 1 }))).toBe(false);
    expect(isJudged(figure('a', value, { goal: standing(95), told: { reporting: 1, of: 21 } }))).toBe(false);
    expect(isJudged(figure('a', value, { children: [{ region: '01', ...value, goal: standing(85), targetAt: null }] }))).toBe(true);
  });

  it('leaves its own course in the bad direction only', () => {
    const before = [97, 97.2, 97.1, 97, 97.3, 97.1, 97.2, 97, 97.1, 97.2, 97.1, 97.2];
    expect(attentionOf(figure('a', rate(90_000, 100_000, before)))[0]).toMatchObject({ kind: 'off_trend', severity: 3, side: 'below' });
    expect(attentionOf(figure('a', rate(99_900, 100_000, before)))).toEqual([]);
    expect(attentionOf(figure('a', rate(90_000, 100_000, before.slice(1))))).toEqual([]);
  });
});

describe('stale and revised', () => {
  it('is stale where a source fell silent, and not where none ever spoke', () => {
    const silent = (state: Reviewed['state']) => attentionOf(figure('a', rate(0, 0), { state }));
    expect(silent('dead')[0]).toMatchObject({ kind: 'stale', severity: null });
    for (const state of ['fresh', 'late', 'no_data', 'not_connected'] as const) expect(silent(state)).toEqual([]);
  });
  it('is revised where a later version differs from the one before', () => {
    const versions = [
      { status: 'revised', value: 97 },
      { status: 'formal', value: 96 },
      { status: 'preliminary', value: 90 },
    ];
    expect(attentionOf(figure('a', rate(97, 100), { versions }))[0]).toMatchObject({ kind: 'revised', was: { status: 'formal', value: 96 }, gap: 1 });
    expect(attentionOf(figure('a', rate(97, 100), { versions: versions.slice(0, 1) }))).toEqual([]);
    expect(
      attentionOf(
        figure('a', rate(97, 100), {
          versions: [
            { status: 'revised', value: 96 },
            { status: 'formal', value: 96 },
          ],
        }),
      ),
    ).toEqual([]);
  });
});

describe('attentions', () => {
  it('puts the gravest first and an indicator once', () => {
    const list = attentions([
      figure('calm', rate(99, 100), { goal: standing(95) }),
      figure('silent', rate(0, 0), { state: 'stale' }),
      figure('minor', rate(9_400, 10_000), { goal: standing(95) }),
      figure('major', rate(5_000, 10_000), { goal: standing(95), state: 'dead' }),
    ]);
    expect(list.map((a) => a.code)).toEqual(['major', 'silent', 'minor']);
    expect(list[0]?.also).toEqual(['stale']);
  });
});
