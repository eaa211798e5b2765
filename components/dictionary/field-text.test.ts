import { expect, test } from 'vitest';
import { cadenceText } from './field-text.ts';

test('a cadence is read in words, and what is none as it was typed', () => {
  expect(['P1Y', 'P1M', 'PT5M', '每年'].map((text) => cadenceText(text, 'zh-CN'))).toEqual(['每年', '每月', '每 5 分', '每年']);
  expect(cadenceText('P1Y', 'en')).toBe('every year');
  expect(cadenceText('1 year', 'en')).toBe('1 year');
});
