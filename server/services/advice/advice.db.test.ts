import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeProgress, makeTicket } from '../../../db/seed/events.ts';
import { randomOf, seededRandom } from '../../../db/seed/random.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { tokenScope } from '../access/require-scope.ts';
import { loadCases } from '../case/load-cases.ts';
import type { CaseCtx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { adviceFor } from './advice-for.ts';
import { classAccuracy } from './class-accuracy.ts';
import { suggestClasses } from './class-model.ts';
import { duplicatesOf } from './duplicates-of.ts';
import { lookalike } from './lookalike.ts';
import { recentTickets } from './recent-tickets.ts';
import { retrain } from './retrain.ts';
import { suggestUnits } from './suggest-units.ts';

let floor: Floor & TestDb;
let ctx: CaseCtx;
const DAY = 86_400_000;
const HERE = '990101';
const SOURCE = 'urn:advice';
const when = (at: number) => ({ source: SOURCE, time: new Date(at).toISOString() });
const NAMES: Record<string, string> = { u1: '甲市城管局', u2: '甲市人社局', v1: '甲一区街道办', v2: '甲一区环卫所' };

async function send(events: readonly object[]): Promise<void> {
  expect(await floor.submit(await floor.feed('ticket'), [...events])).toMatchObject({ accepted: events.length });
}

async function idOf(event: { id: string }): Promise<number> {
  const [row] = await floor.db.query<{ id: number }>('select id from cases where event_id = $1', [event.id]);
  return row?.id ?? 0;
}

const PLACES = ['青禾路', '望江里', '学府街', '东塔巷', '新桥村', '和风苑', '锦绣园', '石井坊'];
const WORDS: Record<string, readonly string[]> = {
  '0401': ['半夜还在打桩', '施工机器轰鸣', '夜里切割钢材', '搅拌车整夜作业', '工地凌晨开工'],
  '0101': ['工资拖欠两个月', '老板不发工钱', '工地欠薪', '加班费没有给', '被辞退没有补偿'],
  '0501': ['水管爆裂没有水', '停水三天了', '水压太低', '自来水断断续续', '整栋楼没有水'],
};

/** A closed ticket of each class in turn, an hour apart, `unit` by class. */
function closedTickets(n: number, seed: number): object[] {
  const random = seededRandom(seed);
  const units: Record<string, string> = { '0401': 'v1', '0101': 'u2', '0501': 'v2' };
  const classes = Object.keys(WORDS);
  return Array.from({ length: n }, (_, i) => {
    const category = classes[i % classes.length] as string;
    const place = randomOf(random, PLACES);
    const what = randomOf(random, WORDS[category] ?? []);
    const at = FLOOR_NOW - 45 * DAY - i * 3_600_000;
    const made = makeTicket({ region: HERE, title: `${place}${what}`, body: `我住在${place}，${what}，请尽快处理。`, category, reporter: undefined }, when(at));
    const step = (name: string, hours: number) => makeProgress(made, name, { unit: units[category] }, when(at + hours * 3_600_000));
    return [made, step('dispatch', 1), step('sign', 2), step('answer', 20), step('close', 24)];
  }).flat();
}

beforeAll(async () => {
  floor = await openFloor();
  ctx = { ...floor.ctx, catalog: { ...floor.ctx.catalog, departmentName: (id) => NAMES[id] ?? null } };
});
afterAll(() => floor.drop());

test('too few closed tickets teach nothing, and the number is said', async () => {
  await send(closedTickets(6, 1));
  expect(await retrain(ctx)).toEqual({ ok: false, why: 'too_few', tickets: 0, classes: 0, least: { perClass: 8, classes: 2, tickets: 60 }, modelAt: null });
  expect(await suggestClasses(ctx, '青禾路停水', '没有水')).toEqual({ suggestions: [], abstains: true, modelAt: null });
  expect(await classAccuracy(ctx)).toEqual({ least: { perClass: 8, classes: 2, tickets: 60 }, model: null });
});

test('classes are learned from what was closed, kept with their accuracy, and used at once', async () => {
  await send(closedTickets(120, 2));
  const result = await retrain(ctx);
  if (!result.ok) throw new Error('nothing was learned');
  expect(result.trainedOn).toBe(126);
  expect(result.stats.classes.map((c) => c.recall.den)).toEqual([42, 42, 42]);
  const { suggestions, abstains, modelAt } = await suggestClasses(ctx, '学府街停水', '学府街整栋楼没有水了');
  expect([abstains, modelAt, suggestions[0]?.category]).toEqual([false, FLOOR_NOW, '0501']);
  expect(suggestions.reduce((sum, s) => sum + s.probability, 0)).toBeCloseTo(1);
  const { model } = await classAccuracy(ctx);
  expect(model).toMatchObject({ at: FLOOR_NOW, trainedOn: 126, algorithm: result.stats.algorithm, threshold: result.stats.abstention.threshold, leftOut: [] });
  expect(model?.classes.map((c) => [c.category, c.tickets, c.recall.den])).toEqual(result.stats.classes.map((c) => [c.category, 42, 42]));
  for (let i = 0; i < 3; i++) await retrain(ctx);
  expect(await floor.db.query('select id from model')).toHaveLength(3);
  expect(await retrain(ctx, undefined, { stopping: () => true })).toEqual({ ok: false, why: 'stopped' });
});

const phone = (n: number) => ({ name: '示例丙丁', phone: `1990000${String(n).padStart(4, '0')}` });
const lift = { title: '和风苑三期电梯停运', body: '和风苑三期七栋电梯停运三天，老人下不了楼，物业推诿。', category: '0503', region: HERE };
const first = makeTicket({ ...lift, reporter: phone(1), location: { lon: 100.01, lat: 20.01 } }, when(FLOOR_NOW - 2 * DAY));
const again = makeTicket(
  { ...lift, title: '和风苑三期七栋电梯坏了没人修', reporter: phone(2), location: { lon: 100.0101, lat: 20.01 } },
  when(FLOOR_NOW - DAY),
);
const asked = {
  title: '和风苑电梯坏了',
  text: '和风苑三期七栋的电梯停运三天了，物业推诿，老人出不了门。',
  region: HERE,
  lon: 100.01,
  lat: 20.01,
  at: FLOOR_NOW,
};

test('a matter that was reported is found before a second ticket is made, and by its caller it is urged', async () => {
  const elsewhere = makeTicket({ ...lift, region: '990201', reporter: phone(3), location: undefined }, when(FLOOR_NOW - DAY));
  const hidden = makeTicket(
    { ...lift, title: '要求保密的投诉', body: '举报内容不便公开。', reporter: { ...phone(1), confidential: true }, location: undefined },
    when(FLOOR_NOW - DAY),
  );
  await send([
    first,
    elsewhere,
    hidden,
    ...Array.from({ length: 40 }, (_, i) =>
      makeTicket({ title: `${PLACES[i % 8]}${i}号路灯不亮`, region: HERE, location: undefined, reporter: undefined }, when(FLOOR_NOW - i * 3_600_000)),
    ),
  ]);
  await recentTickets(ctx).load(ctx);
  const hits = await duplicatesOf(ctx, floor.scope, asked);
  expect(hits.map((h) => [h.id, h.advice])).toEqual([[await idOf(first), 'merge']]);
  expect(hits[0]?.metres).toBeLessThan(1);

  await send([again]);
  const later = { ...ctx, now: () => FLOOR_NOW + 10_000 };
  const id = await idOf(again);
  expect((await duplicatesOf(later, floor.scope, asked)).map((h) => h.id).sort()).toEqual([await idOf(first), id].sort());
  const own = await duplicatesOf(later, floor.scope, { ...asked, exclude: await idOf(first) });
  expect(own.map((h) => h.id)).toEqual([id]);

  const [{ hash } = { hash: '' }] = await floor.db.query<{ hash: string }>(
    `select encode(phone_hash, 'base64') hash from person p join cases c on c.person = p.id where c.id = $1`,
    [await idOf(first)],
  );
  const called = await duplicatesOf(later, floor.scope, { ...asked, phoneHashes: [Buffer.from(hash, 'base64')] });
  expect(called.map((h) => [h.id, h.advice])).toEqual([
    [await idOf(first), 'urge'],
    [id, 'merge'],
  ]);
  expect(called.map((h) => h.id)).not.toContain(await idOf(hidden));
  // The same by a ticket of his, without his number; a confidential one tells nothing of its caller.
  const same = await duplicatesOf(later, floor.scope, { ...asked, callerOf: await idOf(first) });
  expect(same.map((h) => [h.id, h.advice])).toEqual(called.map((h) => [h.id, h.advice]));
  const through = await duplicatesOf(later, floor.scope, { ...asked, callerOf: await idOf(hidden) });
  expect(through.find((h) => h.id === same[0]?.id)?.advice).toBe('merge');
  const { duplicates } = await lookalike(later, floor.scope, { title: asked.title, text: asked.text, region: HERE, lon: null, lat: null, callerOf: id });
  expect(duplicates.find((h) => h.id === id)?.advice).toBe('urge');
});

test('only tickets in scope are found', async () => {
  expect(await duplicatesOf(ctx, tokenScope('990102', null), { ...asked, region: '990102' })).toEqual([]);
  expect(await duplicatesOf(ctx, tokenScope('990101', null), asked)).not.toEqual([]);
  expect(await duplicatesOf(ctx, tokenScope('990101', ['d-other']), asked)).toEqual([]);
});

test('units are those of the catalogue, then those that closed the class here, with how they did', async () => {
  const wages = makeTicket({ region: HERE, category: '0101', title: '工地欠薪', body: '工资拖欠三个月', reporter: undefined }, when(FLOOR_NOW - 3_600_000));
  const noise = makeTicket({ region: HERE, category: '0401', title: '半夜打桩', body: '半夜还在打桩', reporter: undefined }, when(FLOOR_NOW - 3_600_000));
  const inHand = makeTicket({ region: HERE, category: '0101', title: '欠薪', body: '工资没有发', reporter: undefined }, when(FLOOR_NOW - 7_200_000));
  await send([wages, noise, inHand, makeProgress(inHand, 'dispatch', { unit: 'u2' }, when(FLOOR_NOW - 3_600_000))]);
  const units = await suggestUnits(ctx, floor.scope, await idOf(wages));
  expect(units.map((u) => [u.unit, u.clause])).toEqual([
    ['u1', '目录 1.1'],
    ['u2', '目录 1'],
  ]);
  expect(units[1]).toMatchObject({
    history: { num: 42, den: 42 },
    co: [{ unit: 'u3', name: 'u3' }],
    returned: { num: 0, den: 40 },
    rule: { id: 'dispatch.990000.01' },
  });
  expect(units[1]?.onTime.den).toBeGreaterThan(0);
  // What is usual is read beside the first question.
  await vi.waitFor(async () =>
    expect((await suggestUnits(ctx, floor.scope, await idOf(wages))).map((u) => u.load)).toEqual([
      { open: 0, usual: null },
      { open: 1, usual: expect.any(Number) },
    ]),
  );
  const [only, ...more] = await suggestUnits(ctx, floor.scope, await idOf(noise));
  expect(more).toEqual([]);
  expect(only).toMatchObject({
    unit: 'v1',
    name: '甲一区街道办',
    clause: null,
    history: { num: 42, den: 42 },
    against: [{ code: 'no_rule' }],
    distanceKm: null,
  });
  expect((await suggestUnits(ctx, floor.scope, await idOf(noise), () => ({ lon: 101, lat: 20.01 })))[0]?.against.map((a) => a.code)).toEqual([
    'no_rule',
    'far',
  ]);
  await expect(suggestUnits(ctx, tokenScope('990102', null), await idOf(noise))).rejects.toThrow(NotFound);
});

test('all of it comes together for the desk and for the intake form', async () => {
  const id = await idOf(again);
  const rules = ctx.rules();
  const state = (await loadCases(floor.db, rules, [id], false)).get(id)?.state;
  if (!state) throw new Error('no case');
  const ticket = { id, title: '地区990101半夜打桩', body: '工地凌晨开工，施工机器轰鸣', region: HERE, lon: null, lat: null, at: FLOOR_NOW };
  const advice = await adviceFor(ctx, floor.scope, state, rules, ticket);
  expect(advice.place).toMatchObject({ region: HERE, matched: '地区990101' });
  expect(advice.classes.suggestions[0]?.category).toBe('0401');
  const typed = await lookalike(ctx, floor.scope, { text: asked.text, region: HERE, lon: null, lat: null });
  expect(typed.duplicates.map((d) => d.id)).toContain(await idOf(first));
  expect(typed.place).toBeNull();
  expect((await lookalike(ctx, floor.scope, { text: '停', region: HERE, lon: null, lat: null })).duplicates).toEqual([]);
});
