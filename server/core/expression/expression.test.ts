import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckedRow, checkComputed } from './check.ts';
import { combine, compile, computedOf } from './compile.ts';
import { linearOf } from './linear.ts';
import { NotAnExpression, parseExpression, tokensOf } from './parse.ts';

const base: Omit<CheckedRow, 'code'> = {
  kind: 'count',
  unit: '件',
  scale: 0,
  display: { decimals: 0, factor: 1 },
  additivity: { region: 'add', time: 'add' },
  reportedAt: ['city', 'county'],
  direction: 'none',
  cadence: 'PT5M',
  aliveBy: null,
  normalRange: null,
  keeps: [],
  from: [{}],
};
const row = (code: string, over: Partial<CheckedRow> = {}): CheckedRow => ({ ...base, code, ...over });
const ROWS = [
  row('h.tickets'),
  row('h.closed', { direction: 'up' }),
  row('h.redone', { direction: 'down' }),
  row('h.urged', { unit: '次' }),
  row('t.value', { kind: 'sum', unit: '元', scale: 2, reportedAt: ['city'] }),
  row('h.answer-rate', { kind: 'ratio', unit: '%', display: { decimals: 2, factor: 100 } }),
  row('o.alone', { kind: 'ratio', unit: '%', display: { decimals: 2, factor: 100 }, additivity: { region: 'none', time: 'last' } }),
  row('o.level', { kind: 'gauge', additivity: { region: 'none', time: 'last' } }),
  row('o.stock', { kind: 'gauge', additivity: { region: 'add', time: 'last' } }),
  row('o.monthly', { cadence: 'P1M', from: [] }),
];
const dictionary = new Map(ROWS.map((r) => [r.code, r]));
const computed = (numerator: string, denominator?: string, over: Partial<CheckedRow> = {}): CheckedRow =>
  row('x', {
    from: [],
    ...(denominator === undefined ? {} : { kind: 'ratio' as const, unit: '%', display: { decimals: 2, factor: 100 } }),
    computed: denominator === undefined ? { numerator } : { numerator, denominator },
    ...over,
  });
const said = (r: CheckedRow, more: CheckedRow[] = []) =>
  checkComputed(r, new Map([...dictionary, ...more.map((m) => [m.code, m] as const)])).map((f) => `${f.kind} ${f.path.join('.')}: ${f.message}`);

describe('expressions', () => {
  test('codes stand in brackets, with dots and dashes, and operators in either writing', () => {
    expect(tokensOf('2*num( [h.answer-rate] ) ÷ 4 - [h.closed]').map((t) => ('text' in t ? t.text : `${t.side}:${t.code}`))).toEqual([
      '2',
      '×',
      'num:h.answer-rate',
      '÷',
      '4',
      '−',
      'whole:h.closed',
    ]);
  });

  test.each([
    ['', 'ends where', 1],
    ['[a] +', 'ends where', 6],
    ['[a] [b]', 'an operator', 5],
    ['([a] + [b]', 'not closed', 11],
    ['[a] + )', 'stands where', 7],
    ['a + b', 'is no number', 1],
    ['num([a)', 'is no number', 1],
    ['[a] & [b]', 'is no number', 5],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, 'parentheses', 51],
    ['1'.repeat(1_001), 'at most', 1_001],
  ])('%s is none, and it is said where', (text, message, at) => {
    expect(() => parseExpression(text)).toThrow(NotAnExpression);
    try {
      parseExpression(text);
    } catch (error) {
      expect(error).toMatchObject({ message: expect.stringContaining(message), at });
    }
  });

  test('a linear expression is the numbers that plain arithmetic gives', () => {
    type Made = { text: string; value: (a: number, b: number) => number };
    const leaf: fc.Arbitrary<Made> = fc.oneof(
      fc.constant({ text: '[h.closed]', value: (a: number) => a }),
      fc.constant({ text: '[h.redone]', value: (_: number, b: number) => b }),
    );
    const { made } = fc.letrec<{ made: Made }>((tie) => ({
      made: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(tie('made'), tie('made'))
          .map(([x, y]) => ({ text: `(${x.text} + ${y.text})`, value: (a: number, b: number) => x.value(a, b) + y.value(a, b) })),
        fc
          .tuple(tie('made'), tie('made'))
          .map(([x, y]) => ({ text: `${x.text} - (${y.text})`, value: (a: number, b: number) => x.value(a, b) - y.value(a, b) })),
        fc
          .tuple(tie('made'), fc.integer({ min: 1, max: 9 }))
          .map(([x, n]) => ({ text: `${n} × (${x.text})`, value: (a: number, b: number) => n * x.value(a, b) })),
      ),
    }));
    fc.assert(
      fc.property(made, fc.nat(9_999), fc.nat(9_999), ({ text, value }, a, b) => {
        fc.pre(text.length < 1_000);
        const r = row('x', { from: [], kind: 'sum', computed: { numerator: text } });
        const rule = compile(r, dictionary);
        const pairs = (rule?.leaves ?? []).map((code) => ({ num: code === 'h.closed' ? a : b, den: 0 }));
        expect(rule && combine(rule, pairs)).toEqual({ num: value(a, b) || 0, den: 0 });
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test('decimals are exact, and what integers do not hold is refused', () => {
    expect([...linearOf(parseExpression('0.1 × [a] + 0.2 × [a]')).terms.values()][0]?.times).toEqual({ p: 3, q: 10 });
    expect(() => linearOf(parseExpression('9007199254740993 × [a]'))).toThrow('digits');
  });
});

describe('what may be computed', () => {
  test.each([
    ['a sum of counts', computed('[h.closed] + [h.redone]')],
    ['a share of like units', computed('[h.closed]', '[h.tickets]')],
    ['per hundred', computed('[h.urged]', '[h.tickets]', { unit: '次/百件' })],
    ['the sides of a rate', computed('den([h.answer-rate])', '[h.closed]')],
    ['money a piece', computed('[t.value]', '[h.closed]', { unit: '元/件', scale: 2, display: { decimals: 2, factor: 1 }, reportedAt: ['city'] })],
    ['newest values', computed('[o.stock] × 2', undefined, { kind: 'gauge', additivity: { region: 'add', time: 'last' } })],
    ['what does not add', computed('[o.level]', '[o.stock]', { additivity: { region: 'none', time: 'last' } })],
  ])('%s', (_, r) => expect(said(r)).toEqual([]));

  test('computed parts are replaced by their own, numbers and all', () => {
    const share = computed('[h.closed] + [h.redone]', '[h.tickets]', { code: 'share' });
    const both = computed('num([share]) - [h.redone]', 'den([share])');
    expect(said(both, [share])).toEqual([]);
    const rule = compile(both, new Map([...dictionary, ['share', share]]));
    expect(rule).toMatchObject({ leaves: ['h.closed', 'h.redone', 'h.tickets'], num: [{ times: 1 }, { times: 0 }], den: [{ leaf: 2, times: 1 }] });
  });

  test('a rule is made again when a row that it stands on is another', () => {
    const share = computed('[h.closed]', '[h.tickets]', { code: 'share' });
    const both = computed('num([share])', 'den([share])');
    const before = new Map([...dictionary, ['share', share]]);
    expect(computedOf(both, before)).toBe(computedOf(both, before));
    const after = new Map([...dictionary, ['share', computed('[h.redone]', '[h.tickets]', { code: 'share' })]]);
    expect(computedOf(both, after)?.leaves).toEqual(['h.redone', 'h.tickets']);
  });
});

describe('what may not, and why', () => {
  test.each([
    ['expression computed.numerator: ', '[h.closed] +', undefined, {}],
    ['unknown computed.denominator: indicator h.none', '[h.closed]', '[h.none]', {}],
    ['rate computed.numerator: h.answer-rate is a rate', '[h.answer-rate]', '[h.tickets]', {}],
    ['parts computed.numerator: h.closed is no ratio', 'num([h.closed])', '[h.tickets]', {}],
    ['parts computed.numerator: o.alone may be told as a rate', 'num([o.alone])', '[o.level]', {}],
    ['additivity computed.numerator: [h.closed] × [h.tickets] is a product', '[h.closed] × [h.tickets]', undefined, {}],
    ['additivity computed.numerator: ÷ [h.tickets] divides by a figure', '[h.closed] / [h.tickets]', undefined, {}],
    ['expression computed.numerator: the expression divides by zero', '[h.closed] / (2 - 2)', undefined, {}],
    ['constant computed.numerator: a bare number', '[h.closed] + 5', undefined, {}],
    ['constant computed.numerator: the expression names no', '5', undefined, {}],
    ['unit computed.numerator: 件 and 元', '[h.closed] + [t.value]', undefined, { kind: 'sum', scale: 2, reportedAt: ['city'] }],
    ['unit unit: unit 次 is not that of the sum, 件', '[h.closed]', undefined, { unit: '次' }],
    ['unit unit: 次 ÷ 件 is no share', '[h.urged]', '[h.tickets]', {}],
    ['unit unit: unit 次/万件 is not that of the quotient: expected 次/百件', '[h.urged]', '[h.tickets]', { unit: '次/万件' }],
    ['unit unit: % is shown with the factor 100', '[h.closed]', '[h.tickets]', { display: { decimals: 2, factor: 1 } }],
    [
      'scale scale: scale 0 does not hold the parts exactly (t.value has 2): it takes 2',
      '[t.value]',
      undefined,
      { kind: 'sum', unit: '元', reportedAt: ['city'] },
    ],
    ['scale scale: scale 0 does not hold the parts exactly (h.closed has 0): it takes 1', '0.5 × [h.closed]', undefined, { kind: 'sum' }],
    ['kind kind: a figure with a denominator', '[h.closed]', '[h.tickets]', { kind: 'count' }],
    ['kind computed: a ratio has a denominator', '[h.closed]', undefined, { kind: 'ratio' }],
    ['kind kind: what is computed of these parts is a sum', '[t.value]', undefined, { unit: '元', scale: 2, reportedAt: ['city'] }],
    ['additivity additivity.region: o.level does not add over regions', '[o.level]', undefined, { kind: 'gauge', additivity: { region: 'add', time: 'last' } }],
    ['additivity additivity.region: all parts add', '[h.closed]', undefined, { additivity: { region: 'none', time: 'add' } }],
    ['additivity additivity.time: o.stock is a newest value', '[o.stock]', undefined, { kind: 'gauge' }],
    ['additivity computed: o.stock is the newest value of a period and h.closed a sum', '[h.closed]', '[o.stock]', {}],
    ['period computed: h.closed is told each PT5M and o.monthly each P1M', '[h.closed]', '[o.monthly]', { cadence: 'P1M' }],
    ['period cadence: cadence PT1M is not that of the slowest part, PT5M', '[h.closed]', undefined, { cadence: 'PT1M' }],
    ['direction direction: all parts say down, this says up', '[h.redone]', undefined, { direction: 'up' }],
    ['level reportedAt: t.value is not reported at county', '[t.value]', undefined, { kind: 'sum', unit: '元', scale: 2 }],
    ['shape from: ', '[h.closed]', undefined, { from: [{}] }],
    ['shape keeps: ', '[h.closed]', undefined, { keeps: [['channel']] }],
    ['shape aliveBy: ', '[h.closed]', undefined, { aliveBy: 'h.tickets' }],
    ['shape normalRange: ', '[h.closed]', undefined, { normalRange: { kind: 'pattern' } }],
  ] as const)('%s', (message, numerator, denominator, over) => {
    const all = said(computed(numerator, denominator, over as Partial<CheckedRow>));
    expect(all).toHaveLength(1);
    expect(all[0]?.startsWith(message), all[0]).toBe(true);
  });

  test('a circle is named from where it closes', () => {
    const a = computed('[b]', undefined, { code: 'a' });
    const b = computed('[x]', undefined, { code: 'b' });
    expect(said(computed('[a]'), [a, b])).toEqual(['cycle computed: x → a → b → x is a circle: no figure can be computed from itself']);
    expect(said(computed('[a]', undefined), [computed('[a]', undefined, { code: 'a' })])).toEqual([
      'cycle computed: a → a is a circle: no figure can be computed from itself',
    ]);
  });
});
