import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { DeskReport } from '../../wire/desk.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { DESK_SOURCE, deskFeed } from '../feed/desk-feed.ts';
import { reportTicket } from './report-ticket.ts';

let floor: Floor & TestDb;
let operator: Actor;
beforeAll(async () => {
  floor = await openFloor({ now: () => FLOOR_NOW });
  operator = await makePerson(floor.ctx, [{ role: 'operator' }]);
});
afterAll(() => floor.drop());

const report = (over: Partial<DeskReport> = {}, who = operator) => {
  const call = { region: '990101', requestType: '投诉', title: '路灯不亮', body: '请处理，电话13900001234', channel: 'phone', key: randomUUID(), ...over };
  return reportTicket(floor.ctx, floor.submit, who, requireScope(floor.ctx, who, 'ticket.report'), DeskReport.parse(call));
};

test('what a caller says becomes a native ticket, once, without what is personal', async () => {
  const key = randomUUID();
  const made = await report({ key, reporter: { name: '某某', phone: '13900001234', anonymous: false, confidential: false } });
  expect(await report({ key })).toEqual(made);
  const [row] = await floor.db.query<Record<string, unknown>>('select no, state, mirrored, body, person, desk from cases where id = $1', [made.id]);
  expect(row).toMatchObject({ no: made.no, state: 'registered', mirrored: false, desk: '990100' });
  expect(row?.person).not.toBeNull();
  expect(row?.body).not.toContain('13900001234');
});

test('a critical matter runs by the hour from the call on', async () => {
  const made = await report({ priority: 'critical' });
  const [row] = await floor.db.query<Record<string, unknown>>('select priority, clock, due_at, version from cases where id = $1', [made.id]);
  expect(row).toMatchObject({ priority: 'critical', clock: 'handling', due_at: FLOOR_NOW + 2 * 3_600_000, version: 2 });
});

/** As a process leaves it that was killed right after the event: neither audit nor priority. */
async function brokenOff(): Promise<string> {
  const key = randomUUID();
  const event = makeTicket({ region: '990101', requestType: '投诉', urgent: true }, { source: DESK_SOURCE, id: key, time: new Date(FLOOR_NOW).toISOString() });
  expect(await floor.submit(await deskFeed(floor.ctx), [event])).toMatchObject({ accepted: 1 });
  return key;
}

test('a press that broke off is made up for by the next, once', async () => {
  const key = await brokenOff();
  const made = await report({ key, priority: 'critical' });
  expect(made).toMatchObject({ version: 2, refused: null });
  expect(await report({ key, priority: 'critical' })).toEqual(made);
  const audit = await floor.db.query<{ action: string }>('select action from audit where object_id = $1 order by action', [String(made.id)]);
  expect(audit.map((a) => a.action)).toEqual(['ticket.prioritize', 'ticket.report']);
  expect(await floor.db.query('select priority from cases where id = $1', [made.id])).toEqual([{ priority: 'critical' }]);
});

test('why a matter does not become critical is told and written down', async () => {
  // The desk of the city has it, and whoever answers in a district alone does not sit there.
  const local = await makePerson(floor.ctx, [{ role: 'operator', region: '990101', department: null, unmask: false }]);
  const made = await report({ priority: 'critical' }, local);
  expect(made).toMatchObject({ version: 1, refused: { code: 'forbidden' } });
  const refused = await floor.db.query(`select action from audit where object_id = $1 and result = 'refused'`, [String(made.id)]);
  expect(refused).toEqual([{ action: 'ticket.prioritize' }]);
});

test('what is wrong is said, and what lies elsewhere is refused', async () => {
  await expect(report({ region: '123456' })).rejects.toThrow('outside your scope');
  await expect(report({ title: 'x'.repeat(120), channel: 'y'.repeat(40) })).rejects.toThrow('/data/channel');
});
