import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomInt, randomOf, seededRandom } from '../../../db/seed/random.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { FlowCube, type FlowFilter } from '../../core/trade/cube.ts';
import { FLOW_DIMS, FLOW_SCOPES, FLOW_STATUSES, FLOW_SUMS, type FlowDim } from '../../core/trade/flow.ts';
import { packCube, unpackCube } from '../../wire/trade-codec.ts';
import { figureValues } from '../indicator/figures.ts';
import { readCard } from './read-card.ts';
import { readCube } from './read-cube.ts';
import { readSides } from './read-sides.ts';
import { dayBefore, FlowModel, sumOf, type Told } from './testing.ts';

const TODAY = '2026-03-10';
const random = seededRandom(410);
const model = new FlowModel(random, 'Asia/Shanghai');
let floor: Floor & TestDb;

beforeAll(async () => {
  floor = await openFloor();
  const feed = await floor.feed('trade');
  for (let round = 0; round < 24; round++) {
    const sent: object[] = [];
    const told: { one: Told; names: string | null }[] = [];
    const named = new Set<string>();
    for (let i = 0; i < 12; i++) {
      const of = randomInt(random, 3) === 0 ? model.some() : null;
      const over = of === null || named.has(of.id) ? {} : randomInt(random, 3) === 0 ? { retracts: of.id } : { replaces: of.id };
      if (of) named.add(of.id);
      const made = model.make(FLOOR_NOW, 34, over);
      sent.push(made.sent);
      told.push({ one: made.told, names: over.replaces ?? over.retracts ?? null });
    }
    // Now and then all of it comes twice, also beside what is new.
    const again = randomInt(random, 3) === 0 ? sent.slice(0, randomInt(random, sent.length)) : [];
    const history = randomInt(random, 4) === 0;
    const first = await floor.submit(feed, [...sent, ...again], { history });
    expect(first).toMatchObject({ accepted: sent.length, duplicate: again.length, rejected: [] });
    for (const { one, names } of told) model.note(one, names);
    const more = model.make(FLOOR_NOW, 34);
    expect(await floor.submit(feed, [...again, more.sent])).toMatchObject({ accepted: 1, duplicate: again.length });
    model.note(more.told, null);
  }
}, 120_000);
afterAll(() => floor.drop());

const SPANS = [
  { from: TODAY, to: '2026-03-11' },
  { from: '2026-02-01', to: '2026-03-01' },
  { from: '2026-01-01', to: '2027-01-01' },
  { from: dayBefore(TODAY, 30), to: TODAY },
  { from: '2026-02-11', to: '2026-03-09' },
];
const someFilter = (): FlowFilter => {
  const filter: FlowFilter = {};
  for (const [dim, codes] of [
    ['zone', ['zone-990100', 'z-a']],
    ['mode', ['9610', '9810']],
    ['chapter', ['', '85']],
    ['partner', ['HKG']],
    ['region', ['990101', '990200']],
    ['port', ['p-2', '']],
  ] as [FlowDim, string[]][]) {
    if (randomInt(random, 4) === 0) filter[dim] = codes;
  }
  return filter;
};
const below = (region: string) => floor.ctx.catalog.tree.subtree(region);

test('a cube under any filter is the fold of the events that count, and so are sides and cards', async () => {
  let cells = 0;
  for (const span of SPANS) {
    for (const region of ['990000', '990100', '990200']) {
      const sides = await readSides(floor.ctx, floor.scope, { region, ...span });
      expect(new Set(sides.map((s) => `${s.scope} ${s.status}`)).size).toBe(sides.length);
      for (const scope of FLOW_SCOPES) {
        for (const status of FLOW_STATUSES) {
          const asked = { region, ...span, scope, status };
          const expected = { regions: below(region), ...asked };
          const all = model.behind(expected);
          const side = sides.find((s) => s.scope === scope && s.status === status);
          const { value, parcels, declarations, events } = sumOf(all);
          if (all.length === 0) expect(side).toBeUndefined();
          else {
            const days = all.map((t) => t.day).sort();
            expect(side).toMatchObject({ value, parcels, declarations, events, firstDay: days[0], lastDay: days.at(-1) });
          }
          const cube = new FlowCube();
          const read = unpackCube(packCube(await readCube(floor.ctx, floor.scope, asked)));
          expect(read.today).toBe(span.to > TODAY ? TODAY : null);
          cube.load(read.closed, read.live);
          cells += cube.size;
          const filter = someFilter();
          const by = [randomOf(random, FLOW_DIMS), randomOf(random, FLOW_DIMS)];
          const view = cube.track(by, filter);
          const passing = model.behind({ ...expected, filter });
          expect([...view.total]).toEqual(FLOW_SUMS.map((s) => sumOf(passing)[s]));
          const groups = new Map<string, Told[]>();
          for (const t of passing) {
            const key = by.map((d) => t.key[d]).join('\t');
            groups.set(key, [...(groups.get(key) ?? []), t]);
          }
          expect(new Map([...view.groups].map(([k, g]) => [k, [...g]]))).toEqual(
            new Map([...groups].map(([k, list]) => [k, FLOW_SUMS.map((s) => sumOf(list)[s])])),
          );
          const card = await readCard(floor.ctx, floor.scope, { ...asked, filter }, async () => []);
          expect(card.sums).toEqual(sumOf(passing));
          for (const { period, sums } of card.points)
            expect(sums).toEqual(sumOf(passing.filter((t) => (card.grain === 'day' ? t.day === period : t.day.slice(0, 7) === period.slice(0, 7)))));
        }
      }
    }
  }
  expect(cells).toBeGreaterThan(500);
}, 120_000);

test('the cells of a city add up to the figure of the same scope and status', async () => {
  const span = { from: Date.parse('2026-02-01T00:00:00+08:00'), to: Date.parse('2026-03-11T00:00:00+08:00') };
  for (const region of ['990000', '990100', '990200']) {
    for (const scope of FLOW_SCOPES) {
      for (const status of FLOW_STATUSES) {
        const [figure] = await figureValues(floor.ctx, floor.scope, [{ indicator: 't.trade', region, scope, status, span }]);
        const card = await readCard(floor.ctx, floor.scope, { region, from: '2026-02-01', to: '2026-03-11', scope, status, filter: {} }, async () => []);
        expect([card.sums.value, card.sums.events]).toEqual([figure?.num, figure?.records]);
      }
    }
  }
});

test('too many cells are folded by their finest dimensions, which the answer names, and nothing is lost', async () => {
  const asked = { region: '990000', from: '2026-01-01', to: TODAY, scope: 'full_scope', status: 'formal' } as const;
  const whole = await readCube(floor.ctx, floor.scope, asked);
  const short = await readCube(floor.ctx, floor.scope, asked, 3);
  expect(whole.folded).toEqual([]);
  expect(whole.closed.count).toBeGreaterThan(3);
  expect(short.folded.slice(0, 2)).toEqual(['district', 'chapter']);
  expect(short.closed.count).toBeLessThanOrEqual(3);
  const [a, b] = [whole, short].map(({ closed }) => FLOW_SUMS.map((s) => closed.sums[s].reduce((x, y) => x + y, 0)));
  expect(b).toEqual(a);
  const crowded = await readCube(floor.ctx, floor.scope, { ...asked, to: '2026-03-11' }, 1);
  expect(crowded).toMatchObject({ today: null, live: null });
});

test('what nobody looks at is not asked back, and who begins to look is told of what was on its way', async () => {
  const feed = await floor.feed('trade');
  const one = model.make(FLOOR_NOW, 1);
  one.sent.time = new Date(FLOOR_NOW - 60_000).toISOString();
  await floor.submit(feed, [one.sent]);
  expect(floor.committed.at(-1)?.cells).toEqual([]);
  let asked = 0;
  // Asked once before the statement, and once after.
  floor.ctx.store.wantsFlows = () => ++asked > 1;
  const again = (id: string) => ({ ...one.sent, id });
  await floor.submit(feed, [again('on-its-way')]);
  const late = floor.committed.at(-1)?.cells ?? [];
  floor.ctx.store.wantsFlows = () => true;
  await floor.submit(feed, [again('looked-at')]);
  const told = floor.committed.at(-1)?.cells ?? [];
  await floor.submit(feed, [{ ...one.sent, id: 'taken-back', retracts: 'looked-at' }]);
  const back = floor.committed.at(-1)?.cells ?? [];
  floor.ctx.store.wantsFlows = () => false;
  expect([late, told, back].map((list) => list.map((c) => c.day))).toEqual([[TODAY], [TODAY], [TODAY]]);
  expect([late, told, back].map((list) => list[0]?.sums.events)).toEqual([late[0]?.sums.events, (late[0]?.sums.events ?? 0) + 1, late[0]?.sums.events]);
  const [x, y, z] = [late, told, back].map((list) => list[0]?.rev ?? 0) as [number, number, number];
  expect(x < y && y < z).toBe(true);
});
