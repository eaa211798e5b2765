import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MADE_INDICATORS } from '../../../db/seed/catalog.ts';
import { makeObserved } from '../../../db/seed/events.ts';
import { randomInt, randomOf, seededRandom } from '../../../db/seed/random.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { FigureQuery, FigureValue, Span } from '../../wire/figure.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import { readCells } from '../../wire/review.ts';
import { briefRows } from '../brief/brief-rows.ts';
import { Invalid } from '../errors.ts';
import { reviewPage } from '../review/review-page.ts';
import { packClosed } from '../rollup/pack.ts';
import { figureCard } from './card.ts';
import { type FigureCtx, figureChildren, figureValues } from './figures.ts';
import { recordPage } from './record-page.ts';
import { figureSeries } from './series.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const NOW = Date.UTC(2026, 5, 16, 6, 0, 30);
const ROOT = '990000';
/** Midnight of the first of a month in the profile's zone. */
const month = (m: number) => Date.UTC(2026, m - 1, 1) - 8 * 3_600_000;

const made = (code: string, over: Partial<IndicatorRow>): IndicatorRow => ({
  ...(MADE_INDICATORS.find((r) => r.code === 'o.count') as unknown as IndicatorRow),
  code,
  name: code,
  keeps: [],
  ...over,
});
const ratio = { kind: 'ratio', unit: '%', display: { decimals: 2, factor: 100 } } as const;
const LAST = { region: 'add', time: 'last' } as const;
const COMPUTED: readonly IndicatorRow[] = [
  made('c.ratio', { ...ratio, scale: 2, computed: { numerator: '[o.count] + 2 × num([o.share])', denominator: '[o.sum]' } }),
  made('c.sum', { kind: 'sum', scale: 2, display: { decimals: 2, factor: 1 }, computed: { numerator: '[o.sum] - 0.5 × [o.count]' } }),
  made('c.count', { computed: { numerator: '[o.count] + den([o.share])' } }),
  made('c.nested', { ...ratio, scale: 2, computed: { numerator: '[c.sum]', denominator: 'den([c.ratio]) + [c.count]' } }),
  made('c.stock', { kind: 'gauge', scale: 1, additivity: LAST, computed: { numerator: '3 × [o.stock]' } }),
  made('c.alone', { ...ratio, scale: 1, additivity: { region: 'none', time: 'last' }, computed: { numerator: '[o.level]', denominator: '[o.stock]' } }),
];
const CODES = COMPUTED.map((r) => r.code);
const TOLD = ['o.count', 'o.sum', 'o.share', 'o.stock', 'o.level'];

let floor: Floor & TestDb;
let ctx: FigureCtx;
const instants: number[] = [];

/** An observation of the last months; some replace an earlier one, some of those withdraw it, and times come in any order. */
function observe(random: () => number, id: string, replaces: string | null) {
  const i = Number(id.split('-')[1]);
  const indicator = TOLD[i % TOLD.length] as string;
  const region =
    indicator === 'o.level' ? randomOf(random, ['990100', '990200']) : randomOf(random, ['990100', '990101', '990102', '990201', '990300101', ROOT]);
  const value =
    indicator === 'o.share'
      ? { value: undefined, numerator: randomInt(random, 5), denominator: 5 }
      : { value: indicator === 'o.count' ? randomInt(random, 9) : randomInt(random, 90) / 10 };
  const time = new Date(month(4) + Math.floor(random() * (NOW - MINUTE - month(4)))).toISOString();
  const over = { source: 'urn:computed', id, time };
  if (replaces === null) return makeObserved({ indicator, region, ...value }, over);
  if (i % 10 === 0) return { ...makeObserved({}, over), data: undefined, retracts: replaces };
  return makeObserved({ indicator, region, ...value }, { ...over, replaces });
}

beforeAll(async () => {
  floor = await openFloor({ now: () => NOW });
  ctx = {
    ...floor.ctx,
    catalog: { ...floor.ctx.catalog, indicators: new Map([...floor.ctx.catalog.indicators, ...COMPUTED.map((r) => [r.code, r] as const)]) },
  };
  const random = seededRandom(71);
  const feed = { ...(await floor.feed('indicator')), lateDays: 4_000 };
  for (let batch = 0; batch < 3; batch++) {
    const events = Array.from({ length: 400 }, (_, i) => observe(random, `b${batch}-${i}`, batch > 0 && i % 5 === 0 ? `b${batch - 1}-${i}` : null));
    expect((await floor.submit(feed, events)).rejected).toEqual([]);
    await new Promise((done) => setTimeout(done, 5));
    const [clock] = await floor.db.query<{ at: number }>('select (extract(epoch from clock_timestamp()) * 1000)::int8 at');
    instants.push(clock?.at ?? 0);
    await new Promise((done) => setTimeout(done, 5));
    if (batch === 1) await packClosed(ctx, ctx.store, { before: NOW - 20 * DAY });
  }
  // A city of which one part alone is told, and a month of another.
  const alone = [1, 2, 3].map((n) =>
    makeObserved(
      { indicator: 'o.count', region: '999900', value: n },
      { source: 'urn:computed', id: `alone-${n}`, time: new Date(month(5) + n * DAY).toISOString() },
    ),
  );
  expect((await floor.submit(feed, alone)).rejected).toEqual([]);
}, 120_000);
afterAll(() => floor.drop());

const only = async (query: FigureQuery): Promise<FigureValue> => {
  const [figure] = await figureValues(ctx, floor.scope, [query]);
  if (!figure) throw new Error('a query gives a figure');
  return figure;
};
const unscaled = (f: FigureValue) => (f.records === 0 ? null : f.value);

/** The figure as somebody works it out from the cards of the told figures, with unscaled numbers; null where one is silent. */
async function byHand(code: string, query: Omit<FigureQuery, 'indicator'>): Promise<number | null> {
  const cards = Object.fromEntries(await Promise.all(TOLD.map(async (t) => [t, await only({ ...query, indicator: t })] as const)));
  const of = (t: string) => unscaled(cards[t] as FigureValue);
  const side = (name: 'num' | 'den') => (cards['o.share']?.records === 0 ? null : (cards['o.share']?.[name] ?? null));
  const work = (parts: (number | null)[], how: (...n: number[]) => number | null) => (parts.includes(null) ? null : how(...(parts as number[])));
  const over = (a: number, b: number) => (b === 0 ? null : (a / b) * 100);
  if (code === 'c.ratio') return work([of('o.count'), side('num'), of('o.sum')], (a, b, c) => over((a as number) + 2 * (b as number), c as number));
  if (code === 'c.sum') return work([of('o.sum'), of('o.count')], (a, b) => (a as number) - 0.5 * (b as number));
  if (code === 'c.count') return work([of('o.count'), side('den')], (a, b) => (a as number) + (b as number));
  if (code === 'c.nested')
    return work([of('o.sum'), of('o.count'), side('den')], (a, b, c) =>
      over((a as number) - 0.5 * (b as number), (a as number) + (b as number) + (c as number)),
    );
  if (code === 'c.stock') return work([of('o.stock')], (a) => 3 * (a as number));
  return work([of('o.level'), of('o.stock')], (a, b) => over(a as number, b as number));
}

function same(told: number | null | undefined, expected: number | null, where: unknown): void {
  if (expected === null || told === null || told === undefined) expect([where, told ?? null]).toEqual([where, expected]);
  else expect(told, JSON.stringify(where)).toBeCloseTo(expected, 6);
}

const SPANS: Span[] = [
  { from: month(5), to: month(6) },
  { from: month(4), to: NOW - 90_000 },
  { from: month(5) + 3 * DAY, to: month(5) + 4 * DAY },
  { from: NOW - 3 * DAY - 30_000, to: NOW - 2 * DAY - 30_000 },
];
const REGIONS = [ROOT, '990100', '990101', '990102', '990200', '990300', '990300101', '999900'];

describe.each(CODES)('%s', (code) => {
  test('is what its parts give by hand, in every region and span, and as it was known then', async () => {
    for (const span of SPANS)
      for (const region of REGIONS)
        for (const knownAt of [undefined, ...instants.slice(0, 2)]) {
          const query = { region, span, ...(knownAt === undefined ? {} : { knownAt }) };
          const figure = await only({ ...query, indicator: code });
          same(figure.value, await byHand(code, query), [code, query]);
          if (figure.value === null) expect(figure.records).toBe(0);
        }
  });

  test('folds over regions: numerators and denominators of cities and of what is the province’s own are the province’s', async () => {
    for (const span of SPANS) {
      const whole = await only({ indicator: code, region: ROOT, span });
      const parts = await figureChildren(ctx, floor.scope, { indicator: code, region: ROOT, span });
      if (code === 'c.alone') expect([whole.value, whole.notReported]).toEqual([null, true]);
      else {
        const sum = (of: 'num' | 'den') => parts.reduce((all, p) => all + p[of], 0);
        expect([whole.num, whole.den]).toEqual([sum('num'), sum('den')]);
      }
    }
  });

  test('a point of its series is the figure of that day and month', async () => {
    for (const [region, grain, step] of [
      [ROOT, 'day', DAY],
      ['990100', 'month', 0],
    ] as const) {
      const span = { from: month(4), to: month(6) };
      const { points } = await figureSeries(ctx, floor.scope, { indicator: code, region, span }, grain);
      for (const [at, n, num, den, value] of points) {
        const to = step ? at + step : month(new Date(at + DAY).getUTCMonth() + 2);
        const figure = await only({ indicator: code, region, span: { from: at, to } });
        expect([at, n, num, den, value]).toEqual([at, figure.records, figure.num, figure.den, figure.value]);
      }
      const then = await figureSeries(ctx, floor.scope, { indicator: code, region, span, knownAt: instants[0] }, grain);
      for (const [at, , num, den, value] of then.points.slice(0, 12)) {
        const to = step ? at + step : month(new Date(at + DAY).getUTCMonth() + 2);
        const figure = await only({ indicator: code, region, span: { from: at, to }, knownAt: instants[0] });
        expect([at, num, den, value]).toEqual([at, figure.num, figure.den, figure.value]);
      }
    }
  });

  test('the review and the brief say what its figure says', async () => {
    const page = await reviewPage(ctx, floor.scope, { region: ROOT, month: month(5) });
    const row = page.rows.find((r) => r.code === code);
    if (!row) throw new Error(`${code} is not on the page`);
    const span = { from: page.periods.month[row.valueAt] as number, to: page.end };
    const own = await only({ indicator: code, region: ROOT, span });
    expect([row.value, row.num, row.den, row.records, row.notReported]).toEqual([own.value, own.num, own.den, own.records, own.notReported]);
    expect([row.previous, row.yearAgo]).toEqual([own.previous, own.yearAgo]);
    for (const cell of readCells(row.cells)) {
      const { value, num, den, records } = await only({ indicator: code, region: cell.region, span });
      expect(cell).toMatchObject({ value, num, den, records });
    }
    const brief = (await briefRows(ctx, [ROOT], 'month', month(5))).get(ROOT);
    const told = brief?.rows.find((r) => r.code === code);
    expect(told).toMatchObject({ value: own.value, num: own.num, den: own.den, records: own.records, previous: own.previous });
  });

  test('its card shows the arithmetic and the fold of the records of all parts', async () => {
    const region = code === 'c.alone' ? '990100' : ROOT;
    const card = await figureCard(ctx, floor.scope, { indicator: code, region, span: SPANS[0] as Span }, async () => []);
    expect([card.fold.equal, card.fold.value]).toEqual([true, card.figure.value]);
    expect(card.recordFold).toMatchObject({ num: card.figure.num, den: card.figure.den });
    if (code !== 'c.stock' && code !== 'c.alone') expect(card.recordFold).toMatchObject({ equal: true, value: card.figure.value, note: null });
    const { computed } = card;
    if (!computed) throw new Error('a computed figure shows how it is made');
    const scale = 10 ** card.definition.scale;
    expect([computed.numerator.value, computed.denominator?.value ?? null]).toEqual([
      card.figure.num / scale,
      card.definition.kind === 'ratio' ? card.figure.den / scale : null,
    ]);
    for (const side of [computed.numerator, computed.denominator]) {
      if (!side) continue;
      const text = side.tokens.map((t) => ('text' in t ? t.text.replace('−', '-').replace('×', '*') : `(${computed.parts[t.part]?.value})`)).join(' ');
      expect(work(text)).toBeCloseTo(side.value as number, 6);
    }
    await expect(recordPage(ctx, floor.scope, { indicator: code, region, span: SPANS[0] as Span }, null, 10, false)).rejects.toThrow(Invalid);
  });
});

/** Sums and products of numbers from left to right, which is all that these expressions hold. */
function work(text: string): number {
  return text.split(/ (?=[+-] )/).reduce((sum, term) => {
    const [, sign, product] = /^([+-] )?(.*)$/.exec(term) as unknown as [string, string | undefined, string];
    const value = product.split(' * ').reduce((all, n) => all * Number(n.replace(/[()]/g, '')), 1);
    return sum + (sign?.startsWith('-') ? -value : value);
  }, 0);
}

test('a city of which one part is told has no figure, and none that is computed is ever stored', async () => {
  const figure = await only({ indicator: 'c.ratio', region: '999900', span: SPANS[0] as Span });
  expect([figure.value, figure.records, figure.num, figure.state]).toEqual([null, 0, 600, 'no_data']);
  const refused = await floor.submit(await floor.feed('indicator'), [makeObserved({ indicator: 'c.ratio', region: ROOT, value: 1 })]);
  expect(refused.rejected).toHaveLength(1);
  expect(CODES.flatMap((code) => ctx.store.series.ofIndicator(code))).toEqual([]);
});

test('parts of another scope or status are never put together', async () => {
  const feed = { ...(await floor.feed('indicator')), lateDays: 4_000 };
  const told = (indicator: string, scope: string, value: number) =>
    makeObserved(
      { indicator, region: '990202', value, scope },
      { source: 'urn:computed', id: `${indicator}-${scope}`, time: new Date(month(5) + DAY).toISOString() },
    );
  expect((await floor.submit(feed, [told('o.count', 'narrow', 4), told('o.sum', 'wide', 8), told('o.sum', 'narrow', 3)])).rejected).toEqual([]);
  const query = { indicator: 'c.sum', region: '990202', span: SPANS[0] as Span };
  expect((await only({ ...query, scope: 'narrow' })).value).toBe(1);
  expect((await only({ ...query, scope: 'wide' })).value).toBeNull();
});
