import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProgress, makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { recordPage } from './record-page.ts';

let floor: Floor & TestDb;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.drop());

const time = new Date(FLOOR_NOW - 3_600_000).toISOString();
const span = { from: FLOOR_NOW - 86_400_000, to: FLOOR_NOW };
const page = (indicator: string) => recordPage(floor.ctx, floor.scope, { indicator, region: '990000', span }, null, 50, true);
const caseOf = async (source: string) =>
  (await floor.db.query<{ id: number }>('select c.id from cases c join source s on s.id = c.source where s.uri = $1 order by c.id limit 1', [source]))[0]?.id;

test('a step is of the ticket that it names, whichever source reported it', async () => {
  const feed = await floor.feed('ticket');
  const here = makeTicket({}, { source: 'urn:hall', id: 'T1', time });
  const there = makeTicket({}, { source: 'urn:line', id: 'T1', time });
  const alone = { source: 'urn:none', id: 'T1' };
  await floor.submit(feed, [here, there]);
  const answer = await floor.submit(feed, [
    makeProgress(here, 'close', {}, { source: 'urn:line', id: 'S1', time }),
    makeProgress(there, 'close', {}, { source: 'urn:line', id: 'S2', time }),
    makeProgress(alone, 'close', {}, { source: 'urn:line', id: 'S3', time }),
  ]);
  expect(answer).toMatchObject({ accepted: 2, rejected: [{ id: 'S3', code: 'unknown_reference' }] });
  const [hall, line] = [await caseOf('urn:hall'), await caseOf('urn:line')];
  expect(hall).not.toBe(line);
  expect((await page('t.closed')).rows.map((r) => [r.id, r.caseId])).toEqual([
    ['S2', line],
    ['S1', hall],
  ]);
});

test('a corrected report is of the ticket that was reported first', async () => {
  const feed = await floor.feed('ticket');
  const first = makeTicket({}, { source: 'urn:fixed', id: 'F1', time });
  await floor.submit(feed, [first]);
  await floor.submit(feed, [{ ...first, id: 'F2', replaces: 'F1', data: { ...first.data, title: '青禾路夜间施工' } }]);
  const rows = (await page('t.tickets')).rows.filter((r) => r.source === 'urn:fixed');
  const id = await caseOf('urn:fixed');
  expect(rows.map((r) => [r.id, r.state, r.caseId])).toEqual([
    ['F2', 'live', id],
    ['F1', 'replaced', id],
  ]);
});
