import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTicket } from '../../db/seed/events.ts';
import type { TestDb } from '../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../e2e/faults/floor.ts';
import type { Actor } from '../services/access/actor.ts';
import { requireScope } from '../services/access/require-scope.ts';
import { makePerson } from '../services/access/testing.ts';
import { actOnTicket } from '../services/case/act.ts';
import { countCommands } from '../services/case/count-commands.ts';
import { sweepCases } from '../services/case/sweep-cases.ts';
import { stampFacts } from '../services/fact/log.ts';
import { createFeed } from '../services/feed/create-feed.ts';
import type { FeedRow } from '../services/feed/feed-row.ts';
import { figureValues } from '../services/indicator/figures.ts';
import { registerJobs, releaseJob, renewJob, takeJob } from '../services/job/hold-job.ts';
import { heldJobs } from './held-jobs.ts';

const DAY = 86_400_000;
const never = { stop: () => false };
let floor: Floor & TestDb;
let native: FeedRow;
let dispatcher: Actor;
let now = FLOOR_NOW;
beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  native = (await createFeed(floor.ctx, { name: 'line', kind: 'ticket' })).feed;
  dispatcher = await makePerson(floor.ctx, [{ role: 'dispatcher' }, { role: 'unit_handler' }]);
});
afterAll(() => floor.drop());

async function ticket(): Promise<number> {
  const event = makeTicket({ region: '990101', requestType: '投诉' }, { source: 'urn:line', time: new Date(now).toISOString() });
  expect(await floor.submit(native, [event])).toMatchObject({ accepted: 1 });
  const [row] = await floor.db.query<{ id: number }>('select id from cases where event_id = $1', [event.id]);
  return row?.id ?? 0;
}
async function does(id: number, command: string, data: Parameters<typeof actOnTicket>[3]['data'] = {}): Promise<void> {
  const [row] = await floor.db.query<{ version: number }>('select version from cases where id = $1', [id]);
  const input = { id, command, data, expect: row?.version ?? 0, key: randomUUID() };
  expect(await actOnTicket(floor.ctx, dispatcher, requireScope(floor.ctx, dispatcher, 'ticket.act'), input)).toMatchObject({ ok: true });
}
const commands = async (id: number) =>
  (await floor.db.query<{ command: string }>('select command from case_journal where case_id = $1 order by seq', [id])).map((r) => r.command);

test('time signs, urges and supervises by itself, once each, and catches up after a long sleep', async () => {
  const id = await ticket();
  await does(id, 'dispatch', { unit: 'd1' });
  expect(await sweepCases(floor.ctx, never)).toMatchObject({ given: 0 });
  now += 2 * DAY;
  expect((await sweepCases(floor.ctx, never)).given).toBe(1);
  expect(await commands(id)).toEqual(['report', 'dispatch', 'auto_sign']);
  expect((await sweepCases(floor.ctx, never)).given).toBe(0);
  now += 60 * DAY;
  expect((await sweepCases(floor.ctx, never)).given).toBeGreaterThanOrEqual(3);
  expect((await commands(id)).slice(3)).toEqual(['urge', 'urge', 'supervise']);
  expect((await sweepCases(floor.ctx, never)).given).toBe(0);
  const [row] = await floor.db.query<{ marks: string[] }>('select marks from cases where id = $1', [id]);
  expect(row?.marks).toContain('supervised');
});

test('what is done at the desk is counted once, whatever is told twice', async () => {
  const id = await ticket();
  await does(id, 'dispatch', { unit: 'd1' });
  await does(id, 'sign');
  await does(id, 'answer', { text: '好', result: 'resolved' });
  await does(id, 'close');
  await stampFacts(floor.ctx);
  const closed = async () =>
    (await figureValues(floor.ctx, floor.scope, [{ indicator: 't.closed', region: '990101', span: { from: now - 3_600_000, to: now + 60_000 } }]))[0]?.num;
  const before = (await closed()) ?? 0;
  await countCommands(floor.ctx, floor.submit, never);
  expect(await closed()).toBe(before);
  now += 20_000;
  await countCommands(floor.ctx, floor.submit, never);
  await floor.db.query(`update meta set value = '0' where key = 'desk.counted'`);
  await countCommands(floor.ctx, floor.submit, never);
  await floor.drain();
  expect((await closed()) ?? 0).toBe(before + 1);
  const [row] = await floor.db.query<{ state: string; version: number }>('select state, version from cases where id = $1', [id]);
  expect(row).toEqual({ state: 'to_follow_up', version: 5 });
});

test('a ticket that cannot be swept keeps none of the others back, and is looked at again later', async () => {
  const [broken, sound] = [await ticket(), await ticket()];
  for (const id of [broken, sound]) await does(id, 'dispatch', { unit: 'd1' });
  // An entry is missing: the journal cannot be replayed.
  await floor.db.query(`insert into case_journal (case_id, seq, at, actor_type, actor, command, data, rules, effects)
    select case_id, seq + 2, at, actor_type, actor, command, data, rules, effects from case_journal where case_id = ${broken} and seq = 2`);
  now += 2 * DAY;
  const failed: number[] = [];
  await sweepCases(floor.ctx, { ...never, failed: (id) => void failed.push(id) });
  expect(failed).toEqual([broken]);
  expect(await commands(sound)).toContain('auto_sign');
  const [row] = await floor.db.query<{ at: number }>('select next_look at from cases where id = $1', [broken]);
  expect(row?.at).toBe(now + 3_600_000);
});

test('a job is held by one process at a time, and by another when its holder is silent', async () => {
  await registerJobs(floor.ctx, ['test.one']);
  const first = await takeJob(floor.ctx, 'test.one', 'a');
  expect(first).toMatchObject({ epoch: 1 });
  expect(await takeJob(floor.ctx, 'test.one', 'b')).toBeNull();
  await floor.db.query(`update job set until = now() - interval '1 second' where name = 'test.one'`);
  const second = await takeJob(floor.ctx, 'test.one', 'b');
  expect(second).toMatchObject({ epoch: 2 });
  if (!first || !second) throw new Error('not taken');
  expect(await renewJob(floor.ctx, first)).toBe(false);
  await releaseJob(floor.ctx, first, now, null);
  expect(await renewJob(floor.ctx, second)).toBe(true);
  await releaseJob(floor.ctx, second, now + 1_000, null);
  expect(await takeJob(floor.ctx, 'test.one', 'a')).toBeNull();
  now += 1_000;
  expect(await takeJob(floor.ctx, 'test.one', 'a')).toMatchObject({ epoch: 3 });
});

test('of several processes that look at once one runs the job, and what it throws is written down', async () => {
  let runs = 0;
  const job = {
    name: 'test.two',
    everyMs: 60_000,
    lookMs: 1_000,
    run: async () => {
      runs += 1;
    },
  };
  const log = { error: () => {} };
  const looks = ['a', 'b', 'c'].flatMap((holder) => heldJobs(floor.ctx, holder, [job], log));
  await Promise.all(looks.map((l) => l.run({ stopping: () => false })));
  expect(runs).toBe(1);
  now += 60_000;
  // What may not begin yet stays due.
  await heldJobs(floor.ctx, 'b', [{ ...job, ready: () => false }], log)[0]?.run({ stopping: () => false });
  expect(runs).toBe(1);
  const failing = { ...job, run: () => Promise.reject(new Error('no')) };
  await heldJobs(floor.ctx, 'a', [failing], log)[0]?.run({ stopping: () => false });
  expect(await floor.db.query(`select error, holder from job where name = 'test.two'`)).toEqual([{ error: 'no', holder: null }]);
});
