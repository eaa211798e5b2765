import { expect, test } from 'vitest';
import { judgeRisk } from '../../server/core/risk/judge.ts';
import { cellOf, paramsOf, spansOf } from '../../server/core/risk/testing.ts';
import { riskWords } from './messages.ts';
import { cardHref, daysText, evidenceText, figureOf, heldOf, judgedText, moneyText, nothingText, partsOf, sampleText } from './risk-text.ts';

const zh = riskWords['zh-CN'];
const flow = (value: number, partner = 'USA') => cellOf({ value: value * 100, declarations: 1000 }, { partner });

test('a share says how many of how many, and what it is held against', () => {
  const [found] = judgeRisk(paramsOf('mismatch'), spansOf([cellOf({ mismatched: 300, mismatchedOf: 10_000 })]), () => []).findings;
  if (!found) throw new Error('nothing was found');
  expect(figureOf('share', found.evidence.value, zh)).toBe('3.00%');
  expect(evidenceText(found.evidence, zh)).toBe('300 / 10,000 票；上限 1.00%');
  expect(evidenceText(found.evidence, riskWords.en)).toBe('300 / 10,000 declarations; limit 1.00%');
  expect(partsOf(found.of, 'zh-CN')).toEqual(['9610', '出口']);
  const query = new URLSearchParams(cardHref('990100', 'mismatch', found.evidence).split('?')[1]);
  expect(Object.fromEntries(query)).toEqual({
    r: '990100',
    s: 'own',
    days: '2026-03-20_2026-03-20',
    k: 'customs_platform.preliminary',
    flow: 'mismatched;zone:z1;mode:9610;direction:export',
  });
});

test('a market is called a country or region by its whole name', () => {
  const { findings } = judgeRisk(paramsOf('shift', { bound: 0.05, past: 1 }), spansOf([flow(300, 'HKG'), flow(700)], [flow(400, 'HKG'), flow(600)]), () => []);
  expect(findings.map((f) => partsOf(f.of, 'zh-CN').join(' '))).toEqual(['中国香港 出口', '美国 出口']);
  expect(findings.map((f) => figureOf('points', f.evidence.value, zh))).toEqual(['−10.0 个百分点', '+10.0 个百分点']);
  expect(findings[0] && evidenceText(findings[0].evidence, zh)).toBe('300 元 / 1,000 元；上期占比 40.0%，界限 −5.0 个百分点');
});

test('growth tells the span before, money its unit, and a span its last day', () => {
  const [grown] = judgeRisk(paramsOf('growth', { bound: 3, past: 1 }), spansOf([flow(5_000_000)], [flow(1_000_000)]), () => []).findings;
  expect(grown && figureOf('growth', grown.evidence.value, zh)).toBe('+400%');
  expect(grown && evidenceText(grown.evidence, zh)).toBe('500.0 万元；上期 100.0 万元，上限 +300%');
  expect(moneyText(1.5e8, zh)).toBe('1.50 亿元');
  expect(figureOf('share', null, zh)).toBe('未报');
  expect(daysText({ from: '2026-03-01', to: '2026-03-08' })).toBe('2026-03-01 – 2026-03-07');
});

test('a price is called what it is of, beside what it is held against, and few are called so', () => {
  const prices = (yuan: number, mode: string) =>
    ['z1', 'z2', 'z3'].map((zone, i) => cellOf({ value: (i === 0 ? yuan : 9000) * 100 * 300, parcels: 300, declarations: 300 }, { zone, mode }));
  const found = (mode: string) => {
    const usual = prices(9000, mode);
    return judgeRisk(paramsOf('price', { bound: 6, least: 200 }), spansOf(prices(701, mode), usual, usual, usual), () => []).findings[0];
  };
  const b2b = found('9710');
  if (!b2b) throw new Error('nothing was found');
  expect(judgedText(b2b.evidence, zh)).toBe('票均价 701 元');
  expect(evidenceText(b2b.evidence, zh)).toBe('21.0 万元 / 300 票；同章同方式 11 个均价的中位 9,000 元，低于界限 4,939 元');
  expect(sampleText(b2b.evidence, 200, zh)).toBe('300 票，只略多于规则最少的 200');
  expect(sampleText(b2b.evidence, 100, zh)).toBe('300 票');
  expect(partsOf(b2b.of, 'zh-CN').join(' ')).toBe('第 61 章 9710 出口');
  const parcel = found('9610');
  expect(parcel && judgedText(parcel.evidence, zh)).toBe('件均价 701 元');
});

test('whoever can do nothing is told who may, by the tables of rights', () => {
  expect(nothingText('raised', '汕头市', null, 'zh-CN')).toBe('此刻没有需要您办的；只有授权含汕头市的派单员可交办');
  expect(nothingText('assigned', '汕头市', '省商务厅', 'zh-CN')).toBe('此刻没有需要您办的；只有省商务厅的承办人可签收');
  expect(nothingText('answered', 'Shantou', 'Commerce', 'en')).toBe('Nothing for you to do now; File: only Dispatcher whose grant holds Shantou');
  expect(nothingText('filed', '汕头市', '省商务厅', 'zh-CN')).toBe('此刻没有需要您办的');
  expect(heldOf({ at: 0, held: { credit: 1, market: 0, country: 0, compliance: 44 } })).toBe(45);
});
