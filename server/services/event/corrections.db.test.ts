import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeObserved, makeProgress, makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { figureCard } from '../indicator/card.ts';
import { figureValues } from '../indicator/figures.ts';
import { verifyRollups } from '../rollup/verify.ts';

let floor: Floor & TestDb;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.drop());

const HOUR = 3_600_000;
const SOURCE = 'urn:corrections';
const over = (id: string, hoursAgo = 1) => ({ id, source: SOURCE, time: new Date(FLOOR_NOW - hoursAgo * HOUR).toISOString() });
const send = async (...events: object[]) => {
  const answer = await floor.submit(await floor.feed('ticket'), events);
  return answer.rejected.length > 0 ? answer.rejected.map((r) => r.code) : answer.accepted;
};
const caseOf = async (id: string) =>
  (
    await floor.db.query<{
      id: number;
      version: number;
      step: string;
      open: boolean;
      region: string;
      retracted: boolean;
      unit: string | null;
      closed: number | null;
      title: string;
    }>(
      `select c.id, c.version, c.step, c.open, c.region, c.retracted, c.unit, c.closed_at closed, c.title from cases c join source s on s.id = c.source where s.uri = $1 and c.event_id = $2`,
      [SOURCE, id],
    )
  )[0];
const kinds = async (id: number) =>
  (
    await floor.db.query<{ kind: string; version: number; regions: string[] }>('select kind, version, regions from fact where subject_id = $1 order by id', [
      id,
    ])
  ).map((f) => `${f.version} ${f.kind} ${f.regions.join('+')}`);
const tickets = async (region: string, indicator = 't.tickets') =>
  (await figureValues(floor.ctx, floor.scope, [{ indicator, region, span: { from: FLOOR_NOW - 48 * HOUR, to: FLOOR_NOW + 60_000 } }]))[0]?.num;

test('a case follows its event through corrections of corrections, a withdrawal, and back', async () => {
  const first = makeTicket({ region: '990101', title: '甲' }, over('a1', 5));
  expect(await send(first)).toBe(1);
  expect(await send(makeTicket({ region: '990201', title: '乙' }, { ...over('a2', 4), replaces: 'a1' }))).toBe(1);
  expect(await send(makeTicket({ region: '990202', title: '丙' }, { ...over('a3', 4), replaces: 'a2' }))).toBe(1);
  expect(await caseOf('a1')).toMatchObject({ version: 3, region: '990202', title: '丙', open: true });
  expect([await tickets('990101'), await tickets('990201'), await tickets('990202')]).toEqual([0, 0, 1]);
  expect(await send({ ...makeTicket({}, over('a4', 3)), data: undefined, retracts: 'a1' })).toBe(1);
  expect(await caseOf('a1')).toMatchObject({ version: 4, retracted: true, open: false });
  expect(await send(makeProgress(first, 'sign', {}, over('a4s', 3)))).toBe(1);
  expect(await caseOf('a1')).toMatchObject({ version: 5, retracted: true, open: false });
  expect(await tickets('990000')).toBe(0);
  expect(await send(makeTicket({ region: '990101', title: '丁' }, { ...over('a5', 2), replaces: 'a4' }))).toBe(1);
  const row = await caseOf('a1');
  expect(row).toMatchObject({ version: 6, retracted: false, open: true, region: '990101', step: 'sign', title: '丁' });
  expect(await kinds(row?.id ?? 0)).toEqual([
    '1 reported 990101',
    '2 corrected 990101+990201',
    '3 corrected 990201+990202',
    '4 retracted 990202',
    '5 sign 990202',
    '6 corrected 990202+990101',
  ]);
  expect(await send(makeTicket({ region: '990101', title: '丁' }, { ...over('a5', 2), replaces: 'a4' }))).toBe(0);
});

test('a corrected step is folded again, in the region where it was and in the ticket that it names', async () => {
  const [one, two] = [makeTicket({ region: '990101' }, over('p1', 6)), makeTicket({ region: '990202' }, over('p2', 6))];
  await send(one, two, makeProgress(one, 'dispatch', { unit: 'u1' }, over('d1', 5)), makeProgress(one, 'close', {}, over('c1', 4)));
  expect(await caseOf('p1')).toMatchObject({ step: 'close', unit: 'u1', closed: FLOOR_NOW - 4 * HOUR });
  await send(makeTicket({ region: '990102' }, { ...over('p1b', 6), replaces: 'p1' }));
  expect(await send(makeProgress(two, 'close', {}, { ...over('c2', 3), replaces: 'c1' }))).toBe(1);
  expect(await caseOf('p1')).toMatchObject({ step: 'dispatch', unit: 'u1', closed: null });
  expect(await caseOf('p2')).toMatchObject({ step: 'close', closed: FLOOR_NOW - 3 * HOUR });
  expect([await tickets('990101', 't.closed'), await tickets('990202', 't.closed')]).toEqual([0, 1]);
  expect(await send({ ...makeProgress(two, 'close', {}, over('c3', 2)), data: undefined, retracts: 'c2' })).toBe(1);
  expect(await caseOf('p2')).toMatchObject({ step: 'reported', open: true, closed: null });
  expect(await tickets('990000', 't.closed')).toBe(0);
  expect(await send(makeProgress({ id: 'nobody', source: SOURCE }, 'close', {}, { ...over('c4', 2), replaces: 'c2' }))).toEqual(['unknown_reference']);
});

test('what a correction may not do', async () => {
  await send(makeTicket({ region: '990101' }, over('x1', 6)));
  expect(await send({ ...makeTicket({}, over('x2')), data: undefined, retracts: 'never' })).toEqual(['unknown_reference']);
  expect(await send(makeProgress({ id: 'x1', source: SOURCE }, 'close', {}, { ...over('x3'), replaces: 'x1' }))).toEqual(['invalid']);
  expect(await send({ ...makeTicket({ region: '990101' }, over('x4')), replaces: 'x1', retracts: 'x1' })).toEqual(['invalid']);
  expect(await send(makeTicket({ region: '990999' }, { ...over('x5'), replaces: 'x1' }))).toEqual(['unknown_region']);
  expect(await caseOf('x1')).toMatchObject({ version: 1 });
});

test('an observation, its late neighbour, correction and withdrawal: what is known now, and what was known then', async () => {
  const query = { indicator: 'o.sum', region: '990100', span: { from: FLOOR_NOW - 24 * HOUR, to: FLOOR_NOW } };
  const observe = async (...events: object[]) => {
    expect(await floor.submit(await floor.feed('indicator'), events)).toMatchObject({ accepted: events.length });
    await new Promise((done) => setTimeout(done, 5));
    const [clock] = await floor.db.query<{ at: number }>('select (extract(epoch from clock_timestamp()) * 1000)::int8 at');
    await new Promise((done) => setTimeout(done, 5));
    return clock?.at ?? 0;
  };
  const at = (id: string, hours: number) => ({ ...over(id, hours), source: 'urn:corrections:o' });
  const sum = (value: number) => ({ indicator: 'o.sum', region: '990101', value });
  const t1 = await observe(makeObserved(sum(10), at('o1', 3)), makeObserved(sum(20), at('o2', 2)));
  const t2 = await observe(makeObserved(sum(11.5), { ...at('o3', 3), replaces: 'o1' }));
  const t3 = await observe({ ...makeObserved(sum(0), at('o4', 1)), data: undefined, retracts: 'o2' });
  const t4 = await observe(makeObserved(sum(0.25), at('o5', 20)));
  const card = (knownAt?: number) => figureCard(floor.ctx, floor.scope, { ...query, knownAt }, async () => []);
  const values = await Promise.all([t1, t2, t3, t4, undefined].map(async (t) => (await card(t)).figure.value));
  expect(values).toEqual([30, 31.5, 11.5, 11.75, 11.75]);
  const past = await card(t1);
  expect([past.fold.equal, past.recordFold?.equal, past.then?.corrected, past.then?.retracted, past.then?.value]).toEqual([true, true, 1, 1, 30]);
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
});
