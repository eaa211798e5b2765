import { describe, expect, it } from 'vitest';
import { zoneOffset } from '../../server/core/indicator/window.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { packCells, type ReviewPage, type ReviewRow } from '../../server/wire/review.ts';
import { attainmentWords } from './attainment-text.ts';
import { reviewWords } from './messages.ts';
import { byFunction, cardOf, keyItems, orderCells, reviewOf, sharedScale } from './review-model.ts';

const offset = zoneOffset('Asia/Shanghai');
const END = Date.UTC(2026, 4, 31, 16);

const def = (code: string, over: Partial<IndicatorRow> = {}) =>
  ({
    code,
    shortName: code,
    name: code,
    scale: 0,
    unit: '%',
    kind: 'ratio',
    direction: 'up',
    planNumber: null,
    function: null,
    display: { decimals: 2, factor: 100 },
    baseline: null,
    targets: [],
    normalRange: null,
    ...over,
  }) as unknown as IndicatorRow;
const cell = (region: string, num: number, den: number) => ({
  region,
  value: den ? (num / den) * 100 : null,
  num,
  den,
  records: den,
  trend: [den ? (num / den) * 100 : null],
});
const row = (code: string, over: Partial<ReviewRow> = {}): ReviewRow => ({
  code,
  scope: '',
  status: '',
  grain: 'month',
  valueAt: 0,
  value: 97,
  num: 97,
  den: 100,
  records: 100,
  notReported: false,
  trend: [97],
  previous: null,
  yearAgo: null,
  state: 'fresh',
  lastAt: END,
  coverage: null,
  versions: [],
  beside: [],
  cells: packCells([cell('03', 95, 100), cell('01', 900, 1000), cell('02', 99, 100), cell('04', 0, 0)]),
  ...over,
});
const page = (rows: ReviewRow[]): ReviewPage => ({
  region: '00',
  month: END - 31 * 86_400_000,
  end: END,
  running: false,
  now: END + 86_400_000,
  periods: { month: [END - 31 * 86_400_000], quarter: [], year: [] },
  rows,
  ownTargets: {},
  comparison: true,
});
const target = (value: number, period: string) => ({ comparator: '>=' as const, value, period, path: null, source: { document: 'x', line: 1 } });

describe('a review', () => {
  const defs = new Map(
    [
      def('held', { targets: [target(95, '任意24小时')] }),
      def('plain', { direction: 'none', kind: 'count', function: 'a' }),
      def('plan', { planNumber: 1, targets: [target(80, '2027')], baseline: { value: 60, asOf: '2025', source: { document: 'x', line: 1 } }, function: 'b' }),
    ].map((d) => [d.code, d]),
  );
  const rows = [row('plan', { value: null, num: 0, den: 0, records: 0, trend: [null], cells: '[]' }), row('plain'), row('held'), row('gone')];
  const review = reviewOf(page(rows), (code) => defs.get(code) ?? null, '2027', offset);

  it('counts what is off, what is as it should be and what is missing', () => {
    expect([review.items.length, review.attention.length, review.calm.all, review.missing]).toEqual([3, 1, 1, 1]);
    expect(review.calm).toMatchObject({ none: 1, met: 0 });
    expect(review.attention[0]).toMatchObject({ code: 'held', own: false });
    expect(review.attention[0]?.regions.map((r) => r.region)).toEqual(['01']);
  });

  it('knows the pace where both dates are printed', () => {
    const [plan] = review.items;
    expect(plan?.done).toMatchObject({ form: 'span', share: null });
    expect(plan?.pace?.share).toBeCloseTo(151 / 730, 3);
  });

  it('puts first what is held against something and told', () => {
    expect(keyItems(review.items, 2).map((i) => i.row.code)).toEqual(['held', 'plain']);
    expect(keyItems(review.items, 9).map((i) => i.row.code)).toEqual(['held', 'plain', 'plan']);
  });

  it('sorts by function, those of none last', () => {
    const groups = byFunction(review.items, [
      { id: 'b', name: 'B' },
      { id: 'a', name: 'A' },
    ]);
    expect(groups.map((g) => [g.id, g.items.map((i) => i.row.code)])).toEqual([
      ['b', ['plan']],
      ['a', ['plain']],
      [null, ['held']],
    ]);
  });

  const groups = [
    { id: 'g', name: 'G', regions: ['01', '02'] },
    { id: 'h', name: 'H', regions: ['03', '04'] },
  ];
  it('orders regions by the worst and ranks within a group of peers', () => {
    const [held] = review.items.filter((i) => i.row.code === 'held');
    if (!held) throw new Error('held is there');
    const { cells, order } = orderCells(held, groups, true);
    expect(order).toBe('worst');
    expect(cells.map((c) => [c.region, c.rank?.rank ?? null])).toEqual([
      ['01', 2],
      ['03', null],
      ['02', 1],
      ['04', null],
    ]);
    const still = orderCells(held, groups, false);
    expect([still.order, still.cells.map((c) => c.region), still.cells.some((c) => c.rank)]).toEqual(['tree', ['03', '01', '02', '04'], false]);
  });

  it('keeps one scale, from zero for amounts', () => {
    const [, plain, held] = review.items;
    expect(plain && sharedScale(plain)).toMatchObject({ low: 0, zero: true, line: null });
    expect(held && sharedScale(held)).toEqual({ low: 90, high: 99, zero: false, line: 95 });
  });
});

describe('what a figure of a review is called', () => {
  const source = { document: 'x', line: 1 };
  const least = { targets: [{ comparator: '>=' as const, value: 80, period: '任意24小时', path: null, source }], shortName: '率' };
  const defs = new Map(
    [
      def('met', least),
      def('few', { ...least, name: '某率' }),
      def('partial', { ...least, shortName: '覆盖率' }),
      def('over', { ...least, shortName: '主动率' }),
      def('none', { shortName: '量' }),
    ].map((d) => [d.code, d]),
  );
  const none = { cells: '[]', trend: [null] };
  const rows = [
    row('met', none),
    row('few', { ...none, value: 66.67, num: 8, den: 12 }),
    row('partial', { ...none, coverage: { reporting: 1, of: 21 } }),
    row('over', { ...none, value: 123, num: 123, den: 100 }),
    row('none', none),
  ];
  const { items, calm, attention } = reviewOf(page(rows), (code) => defs.get(code) ?? null, null, offset);

  it('counts apart what is kept, what is not judged and why, and what nothing is held against', () => {
    expect(attention).toEqual([]);
    expect(items.map((i) => i.verdict)).toEqual(['met', 'few', 'partial', 'over', 'none']);
    expect(calm).toEqual({ all: 5, met: 1, few: 1, partial: 1, over: 1, none: 1, missed: 0, ahead: 0 });
    expect(items.map((i) => i.few)).toEqual([null, 12, null, null, null]);
  });

  it('says why in the place of 达标', () => {
    const head = (code: string) => {
      const item = items.find((i) => i.row.code === code);
      const told = item && attainmentWords(item, reviewWords['zh-CN'], 'zh-CN', '市').head;
      return told && `${told.strong} ${told.rest}`.trim();
    };
    expect(head('met')).toContain('达标 余');
    expect(head('few')).toBe('未达标 样本少（12），未判');
    expect(head('partial')).toBe('1／21 市，未判');
    expect(head('over')).toBe('超过 100% 未判');
    expect(reviewWords['zh-CN'].attentionNote(0, calm, 3)).toBe(
      '0 项，其余 1 项达标，1 项未达标、未判，1 项地区未齐、未判，1 项超过 100%、未判，1 项未列目标、未判，3 项未报或未接入',
    );
  });

  it('tells two of one short name apart by their full ones', () => {
    expect(items.map((i) => [i.label, i.twin]).slice(1, 3)).toEqual([
      ['某率', true],
      ['覆盖率', false],
    ]);
  });
});

describe('the card of a figure', () => {
  const start = (year: number, month = 1) => Date.UTC(year, month - 1, 1) - 8 * 3_600_000;
  const at = { ...page([]), month: start(2026, 5), end: start(2026, 6) };
  const periods = { month: [start(2026, 4), start(2026, 5)], quarter: [start(2026, 1), start(2026, 4)], year: [start(2025), start(2026)] };
  const of = (over: Partial<ReviewRow>) => cardOf({ row: row('a', over) }, '01', { ...at, periods }, offset);

  it('is of the period that is printed beside the value, in its scope and status', () => {
    expect(of({ valueAt: 1 })).toEqual({ indicator: 'a', region: '01', window: null });
    expect(of({ valueAt: 0 }).span).toEqual({ from: start(2026, 4), to: start(2026, 5) });
    expect(of({ grain: 'quarter', valueAt: 1 }).span).toEqual({ from: start(2026, 4), to: start(2026, 7) });
    expect(of({ grain: 'year', valueAt: 0, scope: 's', status: 'formal' })).toEqual({
      ...{ indicator: 'a', region: '01', window: null, scope: 's', status: 'formal' },
      span: { from: start(2025), to: start(2026) },
    });
  });
});
