import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import type { SubmitEvents } from '../case/report-ticket.ts';
import { Conflict } from '../errors.ts';
import { figureValues } from '../indicator/figures.ts';
import { dropOldPartitions } from '../rollup/retain.ts';
import { verifyRollups } from '../rollup/verify.ts';
import { checkFilling, retractFilling } from './check-filling.ts';
import { readPeriod } from './read-period.ts';
import { saveDuty } from './save-duty.ts';
import { submitFilling } from './submit-filling.ts';
import { tellFillings, type Untaken } from './tell-fillings.ts';

const DAY = 86_400_000;
const CITY = '990100';
const PERIOD = '2025-11';
const NOVEMBER = { from: Date.parse('2025-11-01T00:00:00+08:00'), to: Date.parse('2025-12-01T00:00:00+08:00') };

let floor: Floor & TestDb;
let handler: Actor;
let steward: Actor;
let plan = 0;

beforeAll(async () => {
  floor = await openFloor({ now: () => FLOOR_NOW });
  const grant = { region: '990000', department: null, unmask: false };
  handler = await makePerson(floor.ctx, [{ ...grant, role: 'unit_handler', department: 'd1' }]);
  steward = await makePerson(floor.ctx, [{ ...grant, role: 'steward' }]);
  const duty = { id: null, expect: 0, indicator: 'o.plan', region: CITY, department: 'd1', grain: 'month' as const, from: '2025-10', until: null };
  const asks = [{ status: 'formal' as const, amount: 15, unit: 'natural_day' as const }];
  const scope = requireScope(floor.ctx, steward, 'filling.manage');
  plan = (await saveDuty(floor.ctx, steward, scope, { ...duty, asks, remindDays: 3, note: '', key: randomUUID() })).id;
});
afterAll(() => floor.drop());

async function slot() {
  const view = await readPeriod(floor.ctx, steward, requireScope(floor.ctx, steward, 'filling.read'), { duty: plan, period: PERIOD });
  const found = view.statuses[0];
  if (!found) throw new Error('no slot');
  return found;
}
async function accept(value: number, asOf = NOVEMBER.to): Promise<number> {
  const seen = (await slot()).slot.version;
  const input = { duty: plan, period: PERIOD, status: 'formal' as const, figures: { value }, asOf, note: '更正', basis: '', seen, key: randomUUID() };
  const scope = requireScope(floor.ctx, handler, 'filling.submit');
  const done = await submitFilling(floor.ctx, handler, scope, { ...input, confirmed: ['jump', 'negative', 'over_whole', 'out_of_range'] });
  if (!done.ok) throw new Error('asked');
  await checkFilling(floor.ctx, steward, requireScope(floor.ctx, steward, 'filling.check'), { id: done.id, accept: true, reason: '' });
  return done.id;
}
const retract = (id: number) => retractFilling(floor.ctx, steward, requireScope(floor.ctx, steward, 'filling.check'), { id, reason: '口径有误' });
async function tell(submit: SubmitEvents = floor.submit): Promise<Untaken[]> {
  const refused: Untaken[] = [];
  await tellFillings(floor.ctx, submit, { refused: (one) => refused.push(one) });
  return refused;
}
const figure = async () => (await figureValues(floor.ctx, floor.scope, [{ indicator: 'o.plan', region: CITY, span: NOVEMBER, status: 'formal' }]))[0];
/** As if everything had arrived long ago: the raw events go, after they were verified. */
async function archive(): Promise<void> {
  await floor.db.query(`update event set got = got - interval '800 days'`);
  expect((await dropOldPartitions(floor.ctx, { keepDays: 20 })).kept).toEqual([]);
  expect(await floor.db.query('select 1 from event')).toEqual([]);
}

test('a correction of a value whose raw month was dropped is taken, also with an earlier as-of, and is what stands', async () => {
  await accept(5);
  expect(await tell()).toEqual([]);
  await archive();
  expect(await figure()).toMatchObject({ value: 5, records: 1, asOf: NOVEMBER.to });
  const second = await accept(7);
  expect(await tell()).toEqual([]);
  expect(await figure()).toMatchObject({ value: 7, records: 1, asOf: NOVEMBER.to });
  expect((await slot()).slot).toMatchObject({ state: 'accepted', standing: second, value: 7, untaken: null });
  await archive();
  const third = await accept(6, NOVEMBER.to - DAY);
  expect(await tell()).toEqual([]);
  expect(await figure()).toMatchObject({ value: 6, records: 1, asOf: NOVEMBER.to - DAY });
  expect((await slot()).slot).toMatchObject({ standing: third, value: 6 });
  expect((await floor.db.query('select 1 from quarantine')).length).toBe(0);
});

test('a process that dies while it tells such a correction tells it again and counts nothing twice', async () => {
  await archive();
  await accept(8);
  let events = 0;
  const halfway: SubmitEvents = async (...given) => {
    const answer = await floor.submit(...given);
    events += 1;
    if (events === 1) throw new Error('killed after what it corrects was told again');
    return answer;
  };
  await expect(tell(halfway)).rejects.toThrow('killed');
  expect((await figure())?.value).toBe(6);
  expect(await tell()).toEqual([]);
  expect(await tell()).toEqual([]);
  expect(await figure()).toMatchObject({ value: 8, records: 1 });
});

test('a value whose raw month was dropped can be taken back, and filed again', async () => {
  await archive();
  const { standing } = (await slot()).slot;
  await retract(standing ?? 0);
  expect(await tell()).toEqual([]);
  expect((await figure())?.value).toBeNull();
  expect((await slot()).slot).toMatchObject({ state: 'returned', standing: null, value: null });
  await accept(9);
  expect(await tell()).toEqual([]);
  expect(await figure()).toMatchObject({ value: 9, records: 1 });
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
});

test('what the figures do not take does not stand: the slot goes on with what they have, and says which was not taken and why', async () => {
  const held = (await slot()).slot.standing;
  const before = (await slot()).slot.version;
  const refusing: SubmitEvents = async (_feed, events) => ({
    accepted: 0,
    duplicate: 0,
    rejected: events.map((_, index) => ({ index, id: 'x', code: 'wrong_level' as const, message: '/data/region: this level does not report it' })),
  });
  const id = await accept(10);
  expect((await slot()).slot.standing).toBe(id);
  expect(await tell(refusing)).toMatchObject([{ id, code: 'wrong_level' }]);
  const seen = await slot();
  expect(seen.slot).toMatchObject({ state: 'accepted', standing: held, value: 9, untaken: id });
  expect(seen.slot.version).toBeGreaterThan(before);
  expect(seen.filed.find((f) => f.id === id)).toMatchObject({ decision: 'accepted', toldAt: null, refused: '/data/region: this level does not report it' });
  expect((await figure())?.value).toBe(9);
  // What is corrected next is what stands, not what was never taken.
  const next = await accept(11);
  expect((await slot()).filed.find((f) => f.id === next)?.replaces).toBe(held);
  expect(await tell()).toEqual([]);
  expect(await figure()).toMatchObject({ value: 11, records: 1 });
  expect((await slot()).slot).toMatchObject({ standing: next, untaken: null });
  await retract(next);
  expect(await tell(refusing)).toMatchObject([{ id: next }]);
  expect((await slot()).slot).toMatchObject({ state: 'accepted', standing: next, value: 11, untaken: next });
  await expect(retract(next)).rejects.toThrow(Conflict);
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
});
