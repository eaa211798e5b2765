import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeObserved } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { decodeSlots, encodeSlots } from '../../core/rollup/codec.ts';
import { figureCard } from '../indicator/card.ts';
import type { PackRow } from './merge-packs.ts';
import { packClosed } from './pack.ts';
import { verifyRollups } from './verify.ts';

let floor: Floor & TestDb;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.drop());

const AT = FLOOR_NOW - 8 * 3_600_000;
const stock = (region: string, value: number, over: { replaces?: string; retracts?: string; id?: string } = {}, at = AT) =>
  makeObserved({ indicator: 'o.stock', region, value }, { source: 'urn:newest', time: new Date(at).toISOString(), ...over });
const send = async (events: object[], history = false) =>
  expect(await floor.submit(await floor.feed('indicator'), events, { history })).toMatchObject({ accepted: events.length });
const pack = () => packClosed(floor.ctx, floor.ctx.store);
const value = async (region: string) => {
  const card = await figureCard(floor.ctx, floor.scope, { indicator: 'o.stock', region, span: { from: AT - 7_200_000, to: AT + 7_200_000 } }, async () => []);
  expect([card.fold.equal, card.recordFold?.equal, card.recordFold?.value]).toEqual([true, true, card.figure.value]);
  return card.figure.value;
};

test('of equally new values the one that arrived last stands: in one group, in two, over packs', async () => {
  const region = '990101';
  await send([stock(region, 9, { id: 'z-first' }), stock(region, 8, { id: 'a-second' })]);
  expect(await value(region)).toBe(8);
  await send([stock(region, 7, { id: 'b' })]);
  expect(await value(region)).toBe(7);
  await pack();
  expect(await value(region)).toBe(7);
  await send([stock(region, 6, { id: 'c' })]);
  expect(await value(region)).toBe(6);
  await pack();
  expect(await value(region)).toBe(6);
  await send([stock(region, 5, { id: 'd' }), stock(region, 4, { id: 'e' })], true);
  expect(await value(region)).toBe(4);
  await send([stock(region, 3, { id: 'f', retracts: 'e' })]);
  expect(await value(region)).toBe(5);
  await pack();
  expect(await value(region)).toBe(5);
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
});

test('when the newest goes, the one before it stands, also from another minute, hour and day', async () => {
  const region = '990102';
  await send([stock(region, 1, { id: 'old' }, AT - 3_600_000), stock(region, 2, { id: 'new' })]);
  expect(await value(region)).toBe(2);
  await pack();
  await send([stock(region, 0, { id: 'gone', retracts: 'new' })]);
  expect(await value(region)).toBe(1);
  await pack();
  expect(await value(region)).toBe(1);
  await send([stock(region, 3, { id: 'back', replaces: 'new' }, AT + 60_000)]);
  expect(await value(region)).toBe(3);
  await send([stock(region, 0, { id: 'gone2', retracts: 'old' }), stock(region, 0, { id: 'gone3', retracts: 'back' })]);
  expect(await value(region)).toBeNull();
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
});

test('a group that was prepared on a write which never came about is written on what is there', async () => {
  const region = '990202';
  const old = (id: string, value: number, minutes: number) => stock(region, value, { id }, AT - minutes * 60_000);
  const counted = (id: string) =>
    makeObserved({ indicator: 'o.count', region, value: 1 }, { source: 'urn:newest', time: new Date(AT - 300_000).toISOString(), id });
  await send([counted('h1'), counted('h2'), old('h3', 4, 9), old('h4', 5, 8)], true);
  const { packs } = floor.ctx.store;
  const kept = await floor.db.query<PackRow>(
    `select series, grain, period, body, events, rev, revised_at "revisedAt" from pack where series in (select id from series where region = $1)`,
    [region],
  );
  // As a group leaves them that counted h2 twice and was then called off.
  for (const pack of kept) {
    const slots = decodeSlots(pack.body);
    slots.n = slots.n.map((n) => n * 2);
    packs.set({ ...pack, body: encodeSlots(slots), rev: pack.rev + 1_000 });
  }
  await send([counted('h5'), counted('h6'), old('h7', 6, 7), old('h8', 7, 6)], true);
  const answer = await floor.submit(await floor.feed('indicator'), [counted('h5'), counted('h9'), old('h8', 7, 6), old('h10', 8, 5)], { history: true });
  expect(answer).toMatchObject({ accepted: 2, duplicate: 2 });
  await send([counted('h11'), counted('h12')], true);
  expect(await value(region)).toBe(8);
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
});

test('a late report is not the newest of a packed day for having come later', async () => {
  const region = '990201';
  const day = AT - 2 * 86_400_000 - 8 * 3_600_000;
  await send([stock(region, 2, { id: 'evening' }, day + 20 * 3_600_000)]);
  await pack();
  await send([stock(region, 9, { id: 'late' }, day + 5 * 3_600_000)], true);
  const card = await figureCard(floor.ctx, floor.scope, { indicator: 'o.stock', region, span: { from: day, to: day + 86_400_000 } }, async () => []);
  expect([card.figure.value, card.recordFold?.value, card.recordFold?.records]).toEqual([2, 2, 2]);
  await send([stock(region, 4, { id: 'later' }, day + 21 * 3_600_000)], true);
  const after = await figureCard(floor.ctx, floor.scope, { indicator: 'o.stock', region, span: { from: day, to: day + 86_400_000 } }, async () => []);
  expect(after.figure.value).toBe(4);
});
