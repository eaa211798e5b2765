import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareInterval } from './figures.ts';
import { exemptModes, figureAgain, isBelowLine, judgeRisk, spansBack } from './judge.ts';
import { type Lawful, RISK_CHECKS, type RiskCell } from './terms.ts';
import { cellOf, paramsOf, spansOf, sumsOf } from './testing.ts';

const OVERSEAS: Lawful = { says: '…', checks: ['price'], modes: ['9810'], below: null };
const found = (check: (typeof RISK_CHECKS)[number], over: Parameters<typeof paramsOf>[1], cells: RiskCell[][], lawful: Lawful[] = [OVERSEAS]) =>
  judgeRisk(paramsOf(check, over), spansOf(...cells), () => lawful);

test('the line of 200,000 USD means strictly below', () => {
  expect(isBelowLine(199_999.99, 200_000)).toBe(true);
  expect(isBelowLine(200_000, 200_000)).toBe(false);
  expect(isBelowLine(200_000.01, 200_000)).toBe(false);
  expect(isBelowLine(0, 200_000)).toBe(true);
});

test('flags and mismatches are found where the whole interval is over the bound, by zone, mode and direction', () => {
  const many = cellOf({ declarations: 10_000, flagsOf: 10_000, overOrder: 150, value: 1 });
  const few = cellOf({ declarations: 10_000, flagsOf: 10_000, overOrder: 105, value: 1 }, { zone: 'z2' });
  const { findings, judged } = found('over_order', { bound: 0.01, least: 1000 }, [[many, few]]);
  expect(findings.map((f) => [f.subject, f.head, f.evidence.num, f.evidence.value])).toEqual([['z1|9610|export||', 'compliance', 'overOrder', 0.015]]);
  expect(judged.size).toBe(2);
  expect(findings[0]?.evidence).toMatchObject({
    sample: 10_000,
    unit: 'share',
    bound: 0.01,
    side: 'above',
    filter: { zone: ['z1'], mode: ['9610'], direction: ['export'] },
  });
  expect(findings[0]?.evidence.low).toBeGreaterThan(0.01);
  for (const check of ['over_year', 'many_orders'] as const)
    expect(found(check, { least: 1000 }, [[cellOf({ flagsOf: 5000, overYear: 200, manyOrders: 200 })]]).findings.map((f) => f.check)).toEqual([check]);
  expect(found('returns', { bound: 0.2 }, [[cellOf({ returned: 300, returnedOf: 1000 })]]).findings[0]).toMatchObject({
    head: 'market',
    evidence: { den: 'returnedOf' },
  });
});

test('a mismatch within the bound but far over its own past is of the credit of those who declare', () => {
  const now = cellOf({ mismatched: 60, mismatchedOf: 10_000 });
  const past = cellOf({ mismatched: 10, mismatchedOf: 10_000 });
  const over = { bound: 0.008, times: 3, least: 1000 };
  expect(found('mismatch', over, [[now], [past], [past]]).findings).toMatchObject([
    { head: 'credit', evidence: { bound: 0.003, before: { num: 20, den: 20_000 }, series: [{ num: 10 }, { num: 10 }, { num: 60 }] } },
  ]);
  expect(found('mismatch', { ...over, times: null }, [[now], [past]]).findings).toEqual([]);
  expect(found('mismatch', over, [[now], []]).findings).toEqual([]);
  expect(found('mismatch', over, [[cellOf({ mismatched: 200, mismatchedOf: 10_000 })], [past]]).findings).toMatchObject([{ head: 'compliance' }]);
});

const prices = (zone: string, yuan: number, over: Partial<RiskCell['key']> = {}) =>
  cellOf({ value: yuan * 100 * 1000, parcels: 1000, declarations: 1000 }, { zone, ...over });

test('a price far from the median of its chapter and mode: low is compliance, high is market; others of another mode do not count', () => {
  const usual = ['z1', 'z2', 'z3'].map((z, i) => prices(z, 100 + i));
  const low = found('price', { bound: 6, least: 200 }, [[prices('z1', 20), ...usual.slice(1)], usual, usual, usual]);
  expect(low.findings).toMatchObject([
    { head: 'compliance', of: { zone: 'z1', chapter: '61', mode: '9610' }, evidence: { value: 20, side: 'below', den: 'parcels', peers: { count: 11 } } },
  ]);
  const high = found('price', { bound: 6, least: 200 }, [[prices('z1', 500), ...usual.slice(1)], usual, usual, usual]);
  expect(high.findings).toMatchObject([{ head: 'market', evidence: { side: 'above' } }]);
  const { peers, series } = high.findings[0]?.evidence ?? {};
  expect(peers?.median).toBeCloseTo(101, 6);
  expect(series?.map((s) => s.value)).toEqual([100, 100, 100, 500]);
  // B2B goes by declaration; what names no chapter is compared with nothing.
  const b2b = (z: string, yuan: number) => cellOf({ value: yuan * 100 * 1000, parcels: 0, declarations: 1000 }, { zone: z, mode: '9710' });
  const plain = ['z1', 'z2', 'z3'].map((z) => b2b(z, 9000));
  expect(found('price', { bound: 6 }, [[b2b('z1', 900), ...plain.slice(1)], plain, plain, plain]).findings).toMatchObject([
    { evidence: { den: 'declarations' } },
  ]);
  const untold = (cells: RiskCell[]) => cells.map((c) => ({ ...c, key: { ...c.key, chapter: '' } }));
  expect(found('price', { bound: 6 }, [untold([prices('z1', 20), ...usual]), untold(usual), untold(usual)]).findings).toEqual([]);
});

test('a source that was connected in the middle of a span has not grown, and no market has moved', () => {
  const days = [
    { from: '2026-02-01', to: '2026-03-01' },
    { from: '2026-01-04', to: '2026-02-01' },
  ] as const;
  const cells = [[cellOf({ value: 900_000_00, declarations: 5000 })], [cellOf({ value: 100_000_00, declarations: 5000 })]];
  const spans = (told: number) => days.map((d, i) => ({ days: d, cells: cells[i] ?? [], told: new Map([['z1', i === 0 ? 28 : told]]) }));
  const over = paramsOf('growth', { bound: 3, past: 1 });
  expect(judgeRisk(over, spans(28), () => []).findings).toHaveLength(1);
  expect(judgeRisk(over, spans(7), () => [])).toMatchObject({ findings: [] });
  expect(judgeRisk(over, spans(7), () => []).judged.size).toBe(0);
});

test('growth is over the span before, of enough value, and never from nothing', () => {
  const flow = (value: number, declarations = 1000) => cellOf({ value: value * 100, declarations });
  const over = { bound: 3, least: 500, floor: 1_000_000, past: 1 };
  expect(found('growth', over, [[flow(4_100_000)], [flow(1_000_000)]]).findings).toMatchObject([
    { head: 'market', evidence: { unit: 'growth', num: 'value', before: { num: 1_000_000 }, now: { num: 4_100_000 } } },
  ]);
  expect(found('growth', over, [[flow(4_100_000)], [flow(1_000_000)]]).findings[0]?.evidence.value).toBeCloseTo(3.1, 9);
  expect(found('growth', over, [[flow(4_000_000)], [flow(1_000_000)]]).findings).toEqual([]);
  expect(found('growth', over, [[flow(900_000)], [flow(1_000)]]).findings).toEqual([]);
  expect(found('growth', over, [[flow(4_100_000)], []]).judged.size).toBe(0);
  expect(found('growth', over, [[flow(4_100_000)], [flow(1_000, 40)]]).judged.size).toBe(0);
});

test('a market moves by points of share, up or down, where both spans are large', () => {
  const to = (partner: string, value: number) => cellOf({ value: value * 100, declarations: 1000 }, { partner });
  const over = { bound: 0.05, least: 500, floor: 100, past: 1 };
  const { findings } = found('shift', over, [
    [to('USA', 300), to('MYS', 700)],
    [to('USA', 400), to('MYS', 600)],
  ]);
  expect(findings.map((f) => [f.of.partner, f.head, f.evidence.side, Number(f.evidence.value.toFixed(4))])).toEqual([
    ['MYS', 'country', 'above', 0.1],
    ['USA', 'country', 'below', -0.1],
  ]);
  // A market that went away has no cell now.
  expect(found('shift', over, [[to('MYS', 1000)], [to('USA', 400), to('MYS', 600)]]).findings.map((f) => f.of.partner)).toEqual(['MYS', 'USA']);
  expect(found('shift', { ...over, floor: 2000 }, [[to('MYS', 1000)], [to('USA', 400), to('MYS', 600)]]).findings).toEqual([]);
});

const anyCell = fc.record({
  key: fc.record({
    zone: fc.constantFrom('z1', 'z2', 'z3'),
    mode: fc.constantFrom('9610', '9710', '9810', '0110'),
    direction: fc.constantFrom('export', 'import'),
    partner: fc.constantFrom('USA', 'MYS', 'HKG', ''),
    chapter: fc.constantFrom('61', '85', ''),
  }),
  sums: fc
    .record({ value: fc.nat(1e10), parcels: fc.nat(5000), declarations: fc.nat(5000), part: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ value, parcels, declarations, part }) => {
      const [some, someParcels] = [Math.floor(part * declarations), Math.floor(part * parcels)];
      return sumsOf({
        ...{ value, parcels, declarations, mismatched: some, mismatchedOf: declarations, returned: someParcels, returnedOf: parcels },
        ...{ overOrder: some, overYear: some, manyOrders: some, flagsOf: declarations },
      });
    }),
});
const anySpans = fc.array(fc.array(anyCell, { maxLength: 40 }), { minLength: 3, maxLength: 5 });
const anyCheck = fc.constantFrom(...RISK_CHECKS);
const BOUNDS: Record<string, number> = { price: 2, growth: 0.5, shift: 0.02 };

test('whatever the cells: nothing lawful and no small sample is found, and the same cells give the same findings in any order', () => {
  let seen = 0;
  fc.assert(
    fc.property(anyCheck, anySpans, fc.integer({ min: 1, max: 4000 }), (check, cells, least) => {
      const params = paramsOf(check, { bound: BOUNDS[check] ?? 0.3, least, times: check === 'mismatch' ? 3 : null });
      const first = judgeRisk(params, spansOf(...cells), () => [OVERSEAS]);
      seen += first.findings.length;
      for (const { of, subject, evidence } of first.findings) {
        expect(evidence.sample).toBeGreaterThanOrEqual(least);
        expect(exemptModes(check, [OVERSEAS]).has(of.mode ?? '')).toBe(false);
        expect(of.mode).not.toBe('0110');
        if (check === 'price') expect(of.mode).not.toBe('9810');
        expect(first.judged.has(subject)).toBe(true);
        expect(evidence.side === 'above' ? evidence.value > evidence.bound : evidence.value < evidence.bound).toBe(true);
        expect(JSON.stringify(evidence)).not.toContain('NaN');
      }
      expect(new Set(first.findings.map((f) => f.subject)).size).toBe(first.findings.length);
      const again = judgeRisk(params, spansOf(...cells.map((list) => list.toReversed())), () => [OVERSEAS]);
      expect(again).toEqual(first);
    }),
    { seed: 4711, numRuns: 600 },
  );
  expect(seen).toBeGreaterThan(50);
});

test('a clause holds where a zone lies: the same of two zones is lawful in one and found in the other', () => {
  const here: Lawful = { says: '…', checks: ['mismatch'], modes: ['9610'], below: null };
  const bad = (zone: string) => cellOf({ mismatched: 300, mismatchedOf: 10_000, declarations: 10_000 }, { zone });
  const { findings, judged } = judgeRisk(paramsOf('mismatch', { least: 1000 }), spansOf([bad('z1'), bad('z2')]), (zone) => (zone === 'z1' ? [here] : []));
  expect(findings.map((f) => f.of.zone)).toEqual(['z2']);
  expect([...judged].map((subject) => subject.split('|')[0])).toEqual(['z2']);
});

test('what changes in a mode that is called lawful changes no price that is judged', () => {
  fc.assert(
    fc.property(anySpans, anyCell, (cells, cell) => {
      const params = paramsOf('price', { bound: 2 });
      const more = [[...(cells[0] ?? []), { ...cell, key: { ...cell.key, mode: '9810' } }], ...cells.slice(1)];
      expect(judgeRisk(params, spansOf(...more), () => [OVERSEAS])).toEqual(judgeRisk(params, spansOf(...cells), () => [OVERSEAS]));
    }),
    { seed: 4712, numRuns: 200 },
  );
});

test('an interval holds its share, and narrows with the sample', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (a, den) => {
      const num = Math.min(a, den);
      const { low, high } = shareInterval(num, den);
      expect(low).toBeLessThanOrEqual(num / den + 1e-12);
      expect(high).toBeGreaterThanOrEqual(num / den - 1e-12);
      const wide = shareInterval(num * 100, den * 100);
      expect(wide.high - wide.low).toBeLessThan(high - low);
    }),
  );
  expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 });
});

test('spans lie one behind the other; growth leaves out the day that is not over', () => {
  expect(spansBack(paramsOf('mismatch', { days: 1, past: 2 }), '2026-03-01')).toEqual([
    { from: '2026-03-01', to: '2026-03-02' },
    { from: '2026-02-28', to: '2026-03-01' },
    { from: '2026-02-27', to: '2026-02-28' },
  ]);
  expect(spansBack(paramsOf('growth', { days: 30, past: 1 }), '2026-03-01')).toEqual([
    { from: '2026-01-30', to: '2026-03-01' },
    { from: '2025-12-31', to: '2026-01-30' },
  ]);
});

test('a figure is read again from the sums as they are known now', () => {
  const flow = (value: number, partner = 'USA') => cellOf({ value: value * 100, declarations: 1000 }, { partner });
  const none = { before: null, whole: null, wholeBefore: null };
  const [rate] = found('returns', { bound: 0.2 }, [[cellOf({ returned: 300, returnedOf: 1000 })]]).findings;
  expect(rate && figureAgain(rate.evidence, { now: sumsOf({ returned: 320, returnedOf: 1000 }), ...none }).value).toBe(0.32);
  expect(rate && figureAgain(rate.evidence, { now: sumsOf({}), ...none }).value).toBeNull();
  const [grown] = found('growth', { bound: 1, past: 1 }, [[flow(400)], [flow(100)]]).findings;
  expect(grown && figureAgain(grown.evidence, { ...none, now: sumsOf({ value: 30_000 }), before: sumsOf({ value: 10_000 }) }).value).toBe(2);
  const [moved] = found('shift', { bound: 0.05, past: 1 }, [
    [flow(300), flow(700, 'MYS')],
    [flow(400), flow(600, 'MYS')],
  ]).findings;
  const sums = { now: sumsOf({ value: 70 }), whole: sumsOf({ value: 100 }), before: sumsOf({ value: 60 }), wholeBefore: sumsOf({ value: 100 }) };
  expect(moved && figureAgain(moved.evidence, sums).value).toBeCloseTo(0.1, 9);
});
