import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProgress, makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { ticketById, ticketFlow } from '../case/read-tickets.ts';
import { setFeed } from '../feed/set-feed.ts';
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

test('each record says whether it is simulated or a true one in a demo', async () => {
  const feed = { ...(await floor.feed('ticket')), mark: 'demo' };
  const ctx = { ...floor.ctx, feeds: { ...floor.ctx.feeds, mark: () => 'demo' as const } };
  const made = makeTicket({}, { source: 'urn:made', id: 'M1', time });
  const real = makeTicket({ reporter: undefined, location: undefined }, { source: 'urn:made', id: 'R1', time });
  await floor.submit(feed, [made], { history: true, mark: 'demo' });
  expect(await floor.submit(feed, [real], { history: true, mark: 'real' })).toMatchObject({ accepted: 1 });
  // The mark is none of the event's own words: the same event is the same with or without.
  expect(await floor.submit(feed, [real], { history: true })).toMatchObject({ duplicate: 1 });
  const { rows } = await recordPage(ctx, floor.scope, { indicator: 't.tickets', region: '990000', span }, null, 50, true);
  const marked = rows.filter((r) => r.source === 'urn:made').map((r) => [r.id, r.mark, r.fields.some(([, value]) => value === 'real')]);
  expect(marked.sort()).toEqual([
    ['M1', 'demo', false],
    ['R1', 'real', false],
  ]);
  const stored = await floor.db.query<{ id: string; mark: string | null }>(
    `select e.id, e.data->>'mark' mark from event e join source s on s.id = e.source where s.uri = 'urn:made' order by e.id`,
  );
  expect(stored).toEqual([
    { id: 'M1', mark: null },
    { id: 'R1', mark: 'real' },
  ]);
  const list = await ticketFlow(floor.ctx, floor.scope, '990000', 50, async () => ({ asOf: '', epoch: '' }));
  const marks = new Map(list.rows.map((r) => [r.id, r.mark]));
  expect([await idOf('M1'), await idOf('R1')].map((id) => marks.get(id))).toEqual(['demo', 'real']);
});

test('a ticket is native or mirrored as its feed is', async () => {
  const id = await idOf('M1');
  const handled = async () => (await ticketById(floor.ctx, floor.scope, id)).row.mirrored;
  expect(await handled()).toBe(true);
  await setFeed(floor.ctx, 'ticket', { mirrored: false });
  expect(await handled()).toBe(false);
  expect(await ticketById(floor.ctx, floor.scope, id)).toMatchObject({ stage: '待派单', step: 'reported' });
});

async function idOf(eventId: string): Promise<number> {
  const [row] = await floor.db.query<{ id: number }>('select id from cases where event_id = $1', [eventId]);
  return row?.id ?? 0;
}
