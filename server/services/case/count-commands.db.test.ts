import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { stampFacts } from '../fact/log.ts';
import { createFeed } from '../feed/create-feed.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { actOnTicket } from './act.ts';
import { countCommands } from './count-commands.ts';
import type { SubmitEvents } from './report-ticket.ts';
import { undoOnTicket } from './undo-act.ts';

let floor: Floor & TestDb;
let native: FeedRow;
let person: Actor;
let now = FLOOR_NOW;
let told: { step: string; unit: string | undefined; id: string }[] = [];
beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  native = (await createFeed(floor.ctx, { name: 'line', kind: 'ticket' })).feed;
  person = await makePerson(floor.ctx, [{ role: 'dispatcher' }, { role: 'unit_handler' }]);
});
afterAll(() => floor.drop());

type Told = { id: string; data: { step: string; unit?: string } };
const submit: SubmitEvents = (feed, events, options) => {
  told.push(...(events as Told[]).map(({ id, data }) => ({ id, step: data.step, unit: data.unit })));
  return floor.submit(feed, events, options);
};
async function count(): Promise<{ told: typeof told; refused: string[] }> {
  told = [];
  const refused: string[] = [];
  await stampFacts(floor.ctx);
  await countCommands(floor.ctx, submit, { stop: () => false, refused: (acts) => refused.push(...acts.map((a) => a.code)) });
  return { told, refused };
}
async function ticket(): Promise<number> {
  const event = makeTicket({ region: '990101', requestType: '投诉' }, { source: 'urn:line', time: new Date(now).toISOString() });
  expect(await floor.submit(native, [event])).toMatchObject({ accepted: 1 });
  return (await floor.db.query<{ id: number }>('select id from cases where event_id = $1', [event.id]))[0]?.id ?? 0;
}
const versionOf = async (id: number) => (await floor.db.query<{ version: number }>('select version from cases where id = $1', [id]))[0]?.version ?? 0;
const scope = () => requireScope(floor.ctx, person, 'ticket.act');
async function does(id: number, command: string, data: Parameters<typeof actOnTicket>[3]['data'] = {}): Promise<void> {
  expect(await actOnTicket(floor.ctx, person, scope(), { id, command, data, expect: await versionOf(id), key: randomUUID() })).toMatchObject({ ok: true });
}

test('each act is told for the unit that had the ticket then, also after another has it and the run broke off', async () => {
  const id = await ticket();
  await does(id, 'dispatch', { unit: 'd1' });
  await does(id, 'return', { reason: 'not_duty', text: '不属本单位' });
  await does(id, 'adjudicate', { accept: true, reason: '属实' });
  now += 60_000;
  expect((await count()).told.map((t) => [t.step, t.unit])).toEqual([
    ['dispatch', 'd1'],
    ['return', 'd1'],
  ]);
  await does(id, 'dispatch', { unit: 'd2' });
  now += 60_000;
  // Killed before the cursor was written: all is told again, with the same content.
  await floor.db.query(`update meta set value = '0' where key = 'desk.counted'`);
  const again = await count();
  expect(again.told.map((t) => [t.step, t.unit])).toEqual([
    ['dispatch', 'd1'],
    ['return', 'd1'],
    ['dispatch', 'd2'],
  ]);
  expect(again.refused).toEqual([]);
});

test('what was taken back is not told, and nothing is told while it may be', async () => {
  const id = await ticket();
  await does(id, 'dispatch', { unit: 'd1' });
  expect((await count()).told).toEqual([]);
  expect(await undoOnTicket(floor.ctx, person, scope(), { id, expect: await versionOf(id), key: randomUUID() })).toMatchObject({ ok: true });
  await does(id, 'dispatch', { unit: 'd2' });
  now += 60_000;
  expect((await count()).told.map((t) => [t.step, t.unit])).toEqual([['dispatch', 'd2']]);
});

test('an act that is refused stands in quarantine and keeps none of the others back; one that lay long is counted', async () => {
  const [lost, old] = [await ticket(), await ticket()];
  await does(lost, 'dispatch', { unit: 'd1' });
  await does(old, 'dispatch', { unit: 'd1' });
  await floor.db.query(`update cases set region = '000000' where id = $1`, [lost]);
  now += 200 * 86_400_000;
  const sound = await ticket();
  await does(sound, 'dispatch', { unit: 'd1' });
  now += 60_000;
  const counted = await count();
  expect(counted.told.map((t) => t.id)).toEqual([`${lost}:2`, `${old}:2`, `${sound}:2`]);
  expect(counted.refused).toEqual(['out_of_scope']);
  expect(await floor.db.query(`select code from quarantine where event->>'id' = $1`, [`${lost}:2`])).toEqual([{ code: 'out_of_scope' }]);
  expect((await count()).told).toEqual([]);
});
