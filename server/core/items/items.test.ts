import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareItems } from './compare-items.ts';
import { fewOfEach } from './few-of-each.ts';
import { countItems, type Item, type ItemCount, type ItemRules, isCounted, periodOfList, toldItems } from './item-rules.ts';
import { type ItemFault, type ItemPlace, type ItemTable, type ItemTableRow, readItems } from './read-items.ts';

const RULES: ItemRules = {
  kinds: ['行政许可', '公共服务'],
  properties: [
    { id: 'zeroTrip', name: '零跑动', words: ['是否零跑动'] },
    { id: 'online', name: '可网办' },
    { id: 'signOn', name: '单点登录' },
  ],
};
/** A province 99 with a city 9901 that has a list, and its county 990101 that has none. */
const PLACES = ['99', '9901', '990101'];
const placeOf = (region: string): ItemPlace => ({
  region,
  contains: (each) => each.startsWith(region),
  resolve: (code) => (code === '990109' ? '990101' : PLACES.includes(code) ? code : null),
  listOf: (each) => (each === '99' ? '99' : '9901'),
});
const HEAD = ['事项编码', '事项名称', '行政区划代码', '实施主体', '事项类型', '“零跑动”', '可网办', '单点登录'];
const table = (rows: readonly (readonly unknown[])[], head = HEAD): ItemTable => ({
  columns: head,
  rows: rows.map((cells, i): ItemTableRow => ({ line: i + 2, values: Object.fromEntries(head.map((column, at) => [column, cells[at] ?? ''])) })),
});
const row = (over: Partial<Record<number, unknown>> = {}) =>
  ['A1', '某许可', '9901', '某局', '行政许可', '是', '否', '是'].map((cell, i) => (i in over ? over[i] : cell));
const faultsOf = (rows: readonly (readonly unknown[])[], region = '9901') => readItems(table(rows), RULES, placeOf(region)).faults;

describe('an item list from a file', () => {
  test('columns are known by their heads, whatever marks and blanks stand in them', () => {
    const read = readItems(table([row(), row({ 0: 'A2', 2: '990109', 5: 0, 6: '√', 7: 'NO' })]), RULES, placeOf('9901'));
    expect(read.faults).toEqual([]);
    expect(read.columns).toEqual(['zeroTrip', 'online', 'signOn']);
    expect(read.items.map(({ code, region, has }) => [code, region, has])).toEqual([
      ['A1', '9901', ['zeroTrip', 'signOn']],
      ['A2', '990101', ['online']],
    ]);
  });

  test('a property without a column is not told of, and a list without any is refused', () => {
    const head = HEAD.slice(0, 6);
    expect(readItems(table([row().slice(0, 6)], head), RULES, placeOf('9901')).columns).toEqual(['zeroTrip']);
    expect(readItems(table([row().slice(0, 5)], HEAD.slice(0, 5)), RULES, placeOf('9901')).faults).toEqual([
      { line: 1, code: 'no_property', field: '', text: '' },
    ]);
    const other = readItems({ columns: ['a', 'b'], rows: [] }, RULES, placeOf('9901'));
    expect(other.faults.map((f) => f.code)).toEqual([...Array(5).fill('no_column'), 'no_property']);
    expect(readItems(table([]), RULES, placeOf('9901')).faults.map((f) => f.code)).toEqual(['empty']);
  });

  test('of two columns that differ by marks and blanks alone none is taken, unless nobody asks for them', () => {
    const twin = readItems(table([[...row(), '否']], [...HEAD, '零跑 动']), RULES, placeOf('9901'));
    expect(twin.faults).toEqual([{ line: 1, code: 'two_heads', field: '', text: '零跑 动' }]);
    expect(readItems(table([[...row(), 'a', 'b']], [...HEAD, '备注', '备 注']), RULES, placeOf('9901')).faults).toEqual([]);
  });

  test.each([
    ['an empty field', row({ 1: ' ' }), 'missing', 'name'],
    ['a code that a sheet made a number of', row({ 0: 1.144e30 }), 'inexact', 'code'],
    ['a kind that the profile does not have', row({ 4: '行政许可事项' }), 'unknown_kind', 'kind'],
    ['neither yes nor no', row({ 6: '' }), 'not_yes_no', '可网办'],
    ['a region that is none', row({ 2: '123456' }), 'unknown_region', 'region'],
    ['a region elsewhere', row({ 2: '99' }), 'outside', 'region'],
    ['a name without an end', row({ 1: '长'.repeat(301) }), 'too_long', 'name'],
    ['a character that the database does not keep', row({ 1: '某\0许可' }), 'damaged', 'name'],
    ['half of a character', row({ 3: '某局\ud800' }), 'damaged', 'department'],
  ])('%s is a fault with its line, and no item is read', (_, bad, code, field) => {
    const read = readItems(table([row({ 0: 'A0' }), bad]), RULES, placeOf('9901'));
    expect(read.items).toEqual([]);
    expect(read.faults).toMatchObject([{ line: 3, code, field }]);
  });

  test('an item that stands there twice, or is of a region with a list of its own, would count twice', () => {
    expect(faultsOf([row(), row({ 0: 'A2' }), row()])).toEqual([{ line: 4, code: 'twice', field: 'code', text: '2' }]);
    expect(faultsOf([row(), row({ 2: '990101' })])).toEqual([]);
    expect(faultsOf([row({ 2: '99' }), row({ 2: '990101' })], '99')).toMatchObject([{ line: 3, code: 'own_list' }]);
  });

  test('a row that cannot be read is named and the others are still looked at', () => {
    const damaged: ItemTable = { columns: HEAD, rows: [{ line: 2, damage: '引号没有闭合' }, ...table([row({ 4: 'x' })]).rows] };
    expect(readItems(damaged, RULES, placeOf('9901')).faults.map((f) => f.code)).toEqual(['damaged', 'unknown_kind']);
  });
});

const COLUMNS = RULES.properties.map((p) => p.id);
const anItem: fc.Arbitrary<Pick<Item, 'kind' | 'has'>> = fc.record({ kind: fc.constantFrom(...RULES.kinds), has: fc.subarray(COLUMNS) });
const aCount: fc.Arbitrary<ItemCount> = fc.record({
  property: fc.constantFrom(...COLUMNS),
  of: fc.record({
    kinds: fc.option(fc.subarray([...RULES.kinds], { minLength: 1 }), { nil: undefined }),
    properties: fc.option(fc.subarray(COLUMNS), { nil: undefined }),
  }),
});

describe('what a list counts', () => {
  test('both sides are of the population, and lists add up by their sums', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anItem, { maxLength: 12 }), { maxLength: 5 }), aCount, (lists, count) => {
        const sums = lists.map((items) => countItems(count, COLUMNS, items) ?? { num: -1, den: -1 });
        const whole = countItems(count, COLUMNS, lists.flat());
        expect(whole).toEqual({ num: sums.reduce((n, s) => n + s.num, 0), den: sums.reduce((n, s) => n + s.den, 0) });
        // Counted another way: the population first, each item of it looked at by hand.
        const population = lists
          .flat()
          .filter((item) => (count.of.kinds ?? RULES.kinds).includes(item.kind) && (count.of.properties ?? []).every((p) => item.has.includes(p)));
        expect(whole).toEqual({ num: population.filter((item) => item.has.includes(count.property)).length, den: population.length });
        expect(lists.flat().filter((item) => isCounted(count, item) && !item.has.includes(count.property))).toHaveLength((whole?.den ?? 0) - (whole?.num ?? 0));
      }),
    );
  });

  test('a list that lacks a column that the formula takes counts nothing, and not zero', () => {
    const count: ItemCount = { property: 'signOn', of: { properties: ['online'] } };
    expect(countItems(count, ['signOn'], [{ kind: '行政许可', has: ['signOn'] }])).toBeNull();
    expect(countItems(count, ['signOn', 'online'], [])).toEqual({ num: 0, den: 0 });
  });

  test('it is told in the period of the indicator, and as a percentage where that is what is kept', () => {
    expect(['P1Y', 'P1M', 'P1D'].map((cadence) => periodOfList('2026-11-30', cadence))).toEqual(['2026', '2026-11', '2026-11-30']);
    expect(toldItems('ratio', 0, { num: 2, den: 3 })).toEqual({ numerator: 2, denominator: 3 });
    expect(toldItems('manual', 2, { num: 2, den: 3 })).toEqual({ value: 66.67 });
  });
});

describe('faults that a screen lists', () => {
  const fault = (line: number, over: Partial<ItemFault> = {}): ItemFault => ({ line, code: 'unknown_kind', field: 'kind', text: '许可', ...over });

  test('the first lines of each kind, and of the others how many', () => {
    const all = [
      ...Array.from({ length: 2_500 }, (_, i) => fault(i + 2)),
      fault(2_600, { text: '审批' }),
      fault(2_601, { code: 'missing', field: 'name', text: '' }),
    ];
    const { faults, more } = fewOfEach(all);
    expect(faults.map((f) => [f.line, f.text])).toEqual([
      [2, '许可'],
      [3, '许可'],
      [4, '许可'],
      [2_600, '审批'],
      [2_601, ''],
    ]);
    expect(more).toEqual([{ ...fault(5), lines: 2_497 }]);
  });

  test('no fault is lost, however many kinds they are of', () => {
    const all = Array.from({ length: 900 }, (_, i) => fault(i + 2, { text: `类型${i}` }));
    const { faults, more } = fewOfEach([...all, ...Array.from({ length: 9 }, (_, i) => fault(i + 1_000, { code: 'twice', field: 'code', text: String(i) }))]);
    expect(faults).toHaveLength(200);
    expect(more.map((m) => [m.code, m.line, m.lines])).toEqual([
      ['unknown_kind', 202, 700],
      ['twice', 1_000, 9],
    ]);
  });
});

describe('what a list changes', () => {
  const item = (code: string, over: Partial<Item> = {}): Item => ({
    code,
    name: code,
    region: '9901',
    department: '某局',
    kind: '行政许可',
    has: ['online'],
    ...over,
  });
  const list = (items: Item[], columns = ['online', 'zeroTrip']) => ({ items, columns });

  test('items are told by region and code, and compared in what both lists say', () => {
    const before = list([item('a'), item('b'), item('c'), item('d')]);
    const after = list([item('a'), item('b', { has: [] }), item('c', { name: '新名' }), item('a', { region: '990101' })]);
    expect(compareItems(before, after)).toEqual({ added: 1, gone: 1, changed: 2 });
    expect(compareItems(before, list([item('a', { has: [] }), item('b'), item('c'), item('d')], ['zeroTrip']))).toEqual({ added: 0, gone: 0, changed: 0 });
    expect(compareItems(list([]), after)).toEqual({ added: 4, gone: 0, changed: 0 });
  });
});
