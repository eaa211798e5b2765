import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProgress, makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { verifyRollups } from '../rollup/verify.ts';

let floor: Floor & TestDb;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.drop());

const HOUR = 3_600_000;
const STEPS = ['accept', 'dispatch', 'sign', 'urge', 'return', 'dispatch', 'sign', 'answer', 'close', 'follow_up', 'redo', 'answer', 'close'];
const time = (at: number) => new Date(at).toISOString();

/** Tickets `first` to `last` of a source, each with one step more than the one before; some of the last hours, which are hot. */
function stories(source: string, first: number, last: number): object[] {
  const events: object[] = [];
  for (let n = first; n <= last; n++) {
    const from = FLOOR_NOW - (n % 3 === 0 ? 2 : 40) * HOUR;
    const ticket = makeTicket(
      { region: '990101', reporter: n % 2 === 0 ? { name: '示例甲乙', phone: '19900000001' } : undefined },
      { source, id: `t-${n}`, time: time(from) },
    );
    const steps = STEPS.slice(0, n).map((step, k) =>
      makeProgress(
        { id: ticket.id, source },
        step,
        { ...(step === 'dispatch' ? { unit: `U${k}` } : {}), ...(step === 'follow_up' ? { satisfied: false, resolved: false } : {}) },
        { source, id: `t-${n}-${k}`, time: time(from + (k + 1) * 60_000) },
      ),
    );
    events.push(ticket, ...steps);
  }
  return events;
}

const send = async (events: object[]) => floor.submit(await floor.feed('ticket'), events, { history: true });

/** Cases of a source with their facts, without what the database numbers. */
async function casesOf(source: string): Promise<unknown[]> {
  const rows = await floor.db.query<{ eventId: string; facts: string }>(
    `select c.event_id "eventId", c.version, c.step, c.moved_at "movedAt", c.open, c.unit, c.closed_at "closedAt", c.region, c.located, c.title, c.anonymous,
       c.person is null "noPerson", c.mark, (select json_agg(json_build_array(f.version, f.kind, extract(epoch from f.at), f.quiet, f.regions, f.body) order by f.id) from fact f where f.subject_id = c.id) facts
     from cases c join source s on s.id = c.source where s.uri = $1 order by c.event_id`,
    [source],
  );
  return rows;
}

test('tickets that come with all of their steps end as those whose steps came later', async () => {
  const together = stories('urn:test:together', 1, STEPS.length);
  expect(await send(together)).toMatchObject({ accepted: together.length, rejected: [] });
  const apart = stories('urn:test:apart', 1, STEPS.length) as { type: string }[];
  const reports = apart.filter((e) => e.type.includes('reported'));
  expect(await send(reports)).toMatchObject({ accepted: reports.length });
  expect(await send(apart.filter((e) => !reports.includes(e)))).toMatchObject({ accepted: apart.length - reports.length });
  const made = await casesOf('urn:test:together');
  expect(made).toHaveLength(STEPS.length);
  expect(made).toEqual(await casesOf('urn:test:apart'));
  const [hot] = await floor.db.query<{ n: number }>('select count(*) n from hot');
  expect(hot?.n).toBeGreaterThan(0);
  expect(await verifyRollups({ ...floor.ctx, store: floor.ctx.store })).toMatchObject({ differences: [] });
});

test('their facts have numbers without a gap, in the order of their versions', async () => {
  const rows = await floor.db.query<{ seq: number; id: number; version: number }>(
    `select f.seq, f.subject_id id, f.version from fact f join cases c on c.id = f.subject_id join source s on s.id = c.source
     where s.uri = 'urn:test:together' order by f.seq`,
  );
  expect(rows.map((r) => r.seq)).toEqual(rows.map((_, i) => (rows[0]?.seq ?? 0) + i));
  const last = new Map<number, number>();
  for (const { id, version } of rows) {
    expect(version).toBe((last.get(id) ?? 0) + 1);
    last.set(id, version);
  }
  const [head] = await floor.db.query<{ seq: number; most: number }>('select seq, (select max(seq) from fact) most from fact_head');
  expect(head?.seq).toBe(head?.most);
});

test('what is partly known is taken once', async () => {
  const some = stories('urn:test:again', 1, 4);
  const more = stories('urn:test:again', 1, 7);
  expect(await send(some)).toMatchObject({ accepted: some.length });
  expect(await send(more)).toMatchObject({ accepted: more.length - some.length, duplicate: some.length, rejected: [] });
  expect(await send(more)).toMatchObject({ accepted: 0, duplicate: more.length, rejected: [] });
  expect(await send(stories('urn:test:again', 8, 9))).toMatchObject({ duplicate: 0, rejected: [] });
  const cases = (await casesOf('urn:test:again')) as { version: number }[];
  expect(cases.map((c) => c.version)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(await verifyRollups({ ...floor.ctx, store: floor.ctx.store })).toMatchObject({ differences: [] });
});

test('a known id with other content is refused by its name, in a resend as well', async () => {
  const [ticket, step] = stories('urn:test:again', 1, 1) as [{ data: object }, object];
  const changed = { ...ticket, data: { ...ticket.data, title: '另一件事' } };
  expect(await send([step])).toMatchObject({ duplicate: 1 });
  expect(await send([changed, step])).toMatchObject({ accepted: 0, duplicate: 1, rejected: [{ id: 't-1', code: 'id_reused' }] });
});
