import { describe, expect, it } from 'vitest';
import { formatChange, formatCount, formatNumber, formatPercent, formatPoints, formatRange, formatValue, maskMiddle, unitScale } from './format.ts';

describe('numbers', () => {
  it('groups digits, keeps decimals, and uses a true minus sign', () => {
    expect(formatNumber(2902)).toBe('2,902');
    expect(formatNumber(1234567.891, 2)).toBe('1,234,567.89');
    expect(formatNumber(-12.5, 1)).toBe('−12.5');
    expect(formatNumber(-0.001, 1)).toBe('0.0');
    expect(formatNumber(0)).toBe('0');
  });

  it('gives a panel one unit by its largest value', () => {
    expect(unitScale([12, 9999, null])).toEqual({ divisor: 1, suffix: '' });
    expect(unitScale([12, 10000])).toEqual({ divisor: 1e4, suffix: '万' });
    expect(unitScale([4.8e11])).toEqual({ divisor: 1e8, suffix: '亿' });
    expect(unitScale([203000], 'en')).toEqual({ divisor: 1e3, suffix: 'K' });
    expect(unitScale([])).toEqual({ divisor: 1, suffix: '' });
  });

  it.each([
    [203000, '件', 0, '20.3', '万件'],
    [2902, '件', 0, '2,902', '件'],
    [9999, '件', 0, '9,999', '件'],
    [484600000000, '元', 0, '4,846', '亿元'],
    [99.24, '%', 2, '99.24', '%'],
    [0, '件', 0, '0', '件'],
    [9999999, '件', 0, '1,000', '万件'],
  ])('writes %s %s', (value, unit, decimals, text, shown) => {
    expect(formatValue(value, unit, { decimals })).toEqual({ text, unit: shown });
  });

  it('writes nothing as a dash, counts with a space before 万', () => {
    expect(formatValue(null, '件').text).toBe('—');
    expect(formatCount(286000)).toBe('28.6 万');
    expect(formatCount(9420)).toBe('9,420');
    expect(formatCount(286000, 'en')).toBe('286.0K');
  });

  it('writes percent, points and ranges', () => {
    expect(formatPercent(99.24, 2)).toBe('99.24%');
    expect(formatPoints(-0.06)).toBe('0.06 个百分点');
    expect(formatRange(2300, 2750)).toBe('2,300–2,750');
    expect(formatRange(80, null)).toBe('≥ 80');
    expect(formatRange(null, 5, 2)).toBe('≤ 5.00');
    expect(formatRange(192000, 214000, 0, { divisor: 1e4, suffix: '万' })).toBe('19.2–21.4');
    expect(formatRange(null, null)).toBe('');
  });

  it('keeps direction and judgement apart', () => {
    expect(formatChange(0.21, { kind: 'share', direction: 'up' })).toEqual({ arrow: '▲', text: '21%', judgement: 'good' });
    expect(formatChange(0.21, { kind: 'share', direction: 'down' })).toEqual({ arrow: '▲', text: '21%', judgement: 'bad' });
    expect(formatChange(-0.3, { kind: 'points', direction: 'none', decimals: 1 })).toEqual({ arrow: '▼', text: '0.3 个百分点', short: '0.3', judgement: null });
    expect(formatChange(0.0001, { kind: 'share', direction: 'up' })).toEqual({ arrow: '–', text: '0%', judgement: null });
  });

  it('masks with full-width stars', () => {
    expect(maskMiddle('王某某', 1, 0)).toBe('王＊＊');
    expect(maskMiddle('13800002716', 3, 4)).toBe('138＊＊＊＊2716');
  });
});
