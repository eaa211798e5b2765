import { describe, expect, it } from 'vitest';
import type { Attention } from '../../server/core/review/attention.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import type { ReviewRow } from '../../server/wire/review.ts';
import { reviewWords } from './messages.ts';
import { attentionText, dueText, gapText, missingText, valueText } from './review-text.ts';

const words = reviewWords['zh-CN'];
const def = (over: Partial<IndicatorRow>) =>
  ({ unit: '分', kind: 'manual', display: { decimals: 1, factor: 1 }, from: [], ...over }) as unknown as IndicatorRow;
const goal = { comparator: '>=' as const, value: 9.5, period: '2025', path: null };

describe('words of a review', () => {
  it('keeps a value on its side of what is due', () => {
    expect(valueText({ def: def({}), goal }, 9.46, 'zh-CN')).toBe('9.46 分');
    expect(valueText({ def: def({}), goal }, 9.44, 'zh-CN')).toBe('9.4 分');
    expect(valueText({ def: def({}), goal }, 9.54, 'zh-CN')).toBe('9.5 分');
    expect(valueText({ def: def({}) }, 9.46, 'zh-CN')).toBe('9.5 分');
  });
  it('never says a distance to be nothing', () => {
    expect(gapText({ def: def({}) }, 0.04, 'zh-CN')).toBe('0.04 分');
    expect(gapText({ def: def({ unit: '%', kind: 'ratio', display: { decimals: 2, factor: 100 } }) }, 0.18, 'zh-CN')).toBe('0.18 个百分点');
    expect(gapText({ def: def({ unit: '%', kind: 'ratio', display: { decimals: 2, factor: 100 } }) }, 0.0004, 'zh-CN')).toBe('0.0004 个百分点');
  });
  it('writes what is due as it is printed', () => {
    expect(dueText({ def: def({ unit: '%', display: { decimals: 2, factor: 100 } }) }, 95)).toBe('95%');
    expect(dueText({ def: def({ display: { decimals: 2, factor: 1 } }) }, 22.46)).toBe('22.46 分');
  });
  it('tells apart what was not reported here, by nobody, and what is not connected', () => {
    const told = (over: Partial<ReviewRow>, from: unknown[]) =>
      missingText({ row: { notReported: false, state: 'no_data', ...over } as ReviewRow, def: def({ from: from as IndicatorRow['from'] }) }, words);
    expect(told({ notReported: true }, [])).toBe('本级未报');
    expect(told({ state: 'not_connected' }, [])).toBe('未报');
    expect(told({ state: 'not_connected' }, [{}])).toBe('未接入');
    expect(told({}, [{}])).toBe('本期无数据');
  });
});

describe('what needs attention', () => {
  const rate = def({ unit: '%', kind: 'ratio', shortName: '率', display: { decimals: 2, factor: 100 }, responsible: null });
  const off: Attention = {
    ...{ code: 'a', kind: 'off_target', severity: 4, own: true, value: 75, bound: 80, side: 'below', gap: 5, excess: 0.25, run: 1 },
    ...{ regions: [], expected: null, pace: null, was: null, lastAt: null, also: [] },
  };
  const why = (over: Partial<Attention>) =>
    attentionText({ ...off, ...over }, { def: rate }, { words, locale: 'zh-CN', regionName: (r) => r, day: String, since: (back) => `${9 - back}月` });

  it('says since when, where, and that a date has passed', () => {
    expect(why({ run: 3 }).why).toContain('自7月起连续 3 期');
    expect(why({ due: '2025' }).why).toContain('2025年目标，已到期');
    expect(why({ lowest: [{ region: '甲', value: 70 }] }).why).toContain('最低 甲 70.00%');
    expect(why({ regions: [{ region: '甲', value: 37.5, severity: 4, run: 1, few: 16 }], few: 16 })).toMatchObject({
      title: '率 75.00%（样本 16），未达目标',
      why: '应不低于 80%，差 5.00 个百分点；甲 37.50%（样本 16）',
    });
  });
  it('reads what a brief has kept from before', () => {
    expect(why({}).why).toBe('应不低于 80%，差 5.00 个百分点');
  });
});
