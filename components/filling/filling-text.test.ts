import { expect, test } from 'vitest';
import { dayField, instantText, numberOf, periodHead, periodText } from './filling-text.ts';

const ZONE = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`);

test('periods and instants in words', () => {
  expect(['2026-02', '2026-Q3', '2026'].map((p) => periodText(p, 'zh-CN'))).toEqual(['2026年2月', '2026年第3季度', '2026年']);
  expect(['2026-02', '2026-Q3', '2026'].map((p) => periodText(p, 'en'))).toEqual(['Feb 2026', 'Q3 2026', '2026']);
  expect(['2026-11', '2026-Q3', '2026'].map((p) => periodHead(p, 'zh-CN'))).toEqual(['26-11月', '26-Q3', '2026年']);
  expect(instantText(at('2026-12-06T00:00'), 'zh-CN', ZONE, at('2026-11-24T00:00'))).toBe('12月5日 24:00');
  expect(dayField(at('2026-12-01T00:00'), ZONE)).toBe('2026-11-30');
});

test('numbers as people type them', () => {
  expect(['', ' ', '1,234.5', '−3', '１'].map(numberOf)).toEqual([undefined, undefined, 1234.5, -3, Number.NaN]);
});
