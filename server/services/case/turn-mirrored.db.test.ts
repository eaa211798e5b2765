import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProgress, makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { createFeed } from '../feed/create-feed.ts';
import { setFeed } from '../feed/set-feed.ts';
import { actOnTicket } from './act.ts';
import { loadCases } from './load-cases.ts';
import { turnCases } from './turn-mirrored.ts';

let floor: Floor & TestDb;
let now = FLOOR_NOW;
beforeAll(async () => {
  floor = await openFloor({ now: () => now });
});
afterAll(() => floor.drop());

const never = { stop: () => false };
const when = () => ({ source: 'urn:turned', time: new Date(now).toISOString() });
const rowOf = async (event: { id: string }) =>
  (
    await floor.db.query<{ id: number; version: number; state: string; mirrored: boolean }>(
      'select id, version, state, mirrored from cases where event_id = $1',
      [event.id],
    )
  )[0] ?? { id: 0, version: 0, state: '', mirrored: false };

test('open tickets follow their feed when who moves them changes, and what is filed stays as it was', async () => {
  const { feed } = await createFeed(floor.ctx, { name: 'turning', kind: 'ticket', mirrored: true });
  const dispatcher = await makePerson(floor.ctx, [{ role: 'dispatcher' }]);
  const scope = requireScope(floor.ctx, dispatcher, 'ticket.act');
  const [open, filed] = [makeTicket({ reporter: undefined }, when()), makeTicket({ reporter: undefined }, when())];
  await floor.submit(feed, [open, filed, makeProgress(open, 'accept', {}, when()), makeProgress(filed, 'archive', {}, when())]);
  const dispatch = async () => {
    const { id, version } = await rowOf(open);
    return actOnTicket(floor.ctx, dispatcher, scope, { id, command: 'dispatch', data: { unit: 'd1' }, expect: version, key: randomUUID() });
  };
  expect(await dispatch()).toMatchObject({ ok: false, refusal: { code: 'mirrored' } });
  expect(await turnCases(floor.ctx, never)).toBe(0);

  await setFeed(floor.ctx, 'turning', { mirrored: false });
  expect(await turnCases(floor.ctx, never)).toBe(1);
  expect(await turnCases(floor.ctx, never)).toBe(0);
  expect(await rowOf(open)).toMatchObject({ version: 3, state: 'to_dispatch', mirrored: false });
  expect(await rowOf(filed)).toMatchObject({ version: 2, state: 'archived', mirrored: true });
  expect(await dispatch()).toMatchObject({ ok: true });

  await setFeed(floor.ctx, 'turning', { mirrored: true });
  expect(await turnCases(floor.ctx, never)).toBe(1);
  now += 3_600_000;
  expect(await floor.submit({ ...feed, mirrored: true }, [makeProgress(open, 'sign', {}, when())])).toMatchObject({ accepted: 1 });
  const row = await rowOf(open);
  expect(row).toMatchObject({ state: 'handling', mirrored: true });
  const one = (await loadCases(floor.db, floor.ctx.rules(), [row.id], false)).get(row.id);
  expect([one?.state.state, one?.state.version]).toEqual(['handling', row.version]);
  expect(one?.journal.map((e) => e.command)).toEqual(['report', 'progress', 'turned', 'dispatch', 'turned', 'progress']);
});
