import { describe, expect, it } from 'vitest';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { changeText, columnScale, comparedLabel, rangeText, scaledUnit, targetMet, targetText, withUnit } from './figure-text.ts';

const row = (more: Partial<IndicatorRow> = {}) =>
  ({ kind: 'count', unit: '件', display: { decimals: 0, factor: 1 }, direction: 'none', targets: [], ...more }) as IndicatorRow;
const rate = row({ kind: 'ratio', unit: '%', display: { decimals: 2, factor: 100 }, direction: 'up' });

describe('figures in words', () => {
  it.each([
    [{ low: 2300, high: 2750 }, '2,300–2,750'],
    [{ low: 0, high: 1.9 }, '0.0–1.9'],
    [{ low: 0, high: 0.02 }, '0'],
    [{ low: 80, high: null }, '≥ 80'],
    [null, ''],
  ])('range %o', (range, text) => expect(rangeText(row(), range)).toBe(text));

  it('puts a space before a unit but not before %', () => {
    expect(withUnit({ text: '3,024', unit: '件' })).toBe('3,024 件');
    expect(withUnit({ text: '96.11', unit: '%' })).toBe('96.11%');
    expect(withUnit({ text: '—', unit: '%' })).toBe('—');
  });

  it('gives a column a unit in which its largest value is not small', () => {
    expect(columnScale(row(), [1.3e8, 5e5], 'zh-CN')).toEqual({ divisor: 1e4, suffix: '万' });
    expect(columnScale(row(), [8e9], 'zh-CN')).toEqual({ divisor: 1e8, suffix: '亿' });
    expect(columnScale(row(), [26_000, 90], 'zh-CN')).toEqual({ divisor: 1, suffix: '' });
    expect(scaledUnit(row(), { divisor: 1e4, suffix: '万' }, 'zh-CN')).toBe('万件');
  });

  it('says until when a running span is compared, and the difference of that part', () => {
    const before = { value: 99, change: -0.5, regions: 21, to: Date.parse('2026-03-10T00:00:00+08:00') };
    expect(changeText(rate, 99.8, before, 'zh-CN')).toMatchObject({ arrow: '▼', text: '0.50 个百分点', judgement: 'bad' });
    expect(comparedLabel('环比', before, 'zh-CN', 'Asia/Shanghai')).toBe('环比（截至 3月9日 24:00）');
    expect(comparedLabel('环比', { value: 1, change: 0, regions: 1 }, 'zh-CN', 'Asia/Shanghai')).toBe('环比');
  });

  it('says points of percents, and units of other rates', () => {
    const before = { value: 99.3, change: null, regions: 21 };
    expect(changeText(rate, 99.24, before, 'zh-CN')).toMatchObject({ arrow: '▼', text: '0.06 个百分点', judgement: 'bad' });
    expect(changeText({ ...rate, unit: '分', display: { decimals: 2, factor: 1 } }, 9.9, { ...before, value: 9.88 }, 'zh-CN')?.text).toBe('0.02 分');
    expect(changeText(row(), 121, { value: 100, change: 0.21, regions: 21 }, 'zh-CN')).toMatchObject({ arrow: '▲', text: '21%', judgement: null });
    expect(changeText(row(), 5, null, 'zh-CN')).toBeNull();
  });

  it('takes the target that stands without a path', () => {
    const source = { document: 'd', line: 1 };
    const targets = [
      { comparator: '>=' as const, value: 90, period: '2025', path: 'x', source },
      { comparator: '>=' as const, value: 99, period: '2025', path: null, source },
    ];
    expect(targetText({ ...rate, targets })).toBe('≥ 99.00');
    expect([targetMet({ ...rate, targets }, 99), targetMet({ ...rate, targets }, 98.9), targetMet(rate, 1)]).toEqual([true, false, null]);
  });
});
