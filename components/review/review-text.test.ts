import { describe, expect, it } from 'vitest';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import type { ReviewRow } from '../../server/wire/review.ts';
import { reviewWords } from './messages.ts';
import { dueText, gapText, missingText, valueText } from './review-text.ts';

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
