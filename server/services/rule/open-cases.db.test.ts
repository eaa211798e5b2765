import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { local } from '../../core/kinds/testing.ts';
import type { RuleDraft } from '../../wire/rule.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { actOnTicket } from '../case/act.ts';
import { createFeed } from '../feed/create-feed.ts';
import { importCalendar } from './import-calendar.ts';
import { keepDeadlines } from './keep-deadlines.ts';
import { previewDrafts } from './preview-drafts.ts';
import { recomputeDeadlines } from './recompute-deadlines.ts';
import { RuleSource } from './rule-source.ts';
import { MADE_GIVEN } from './testing.ts';

let now = local('2026-12-21 10:00');
let floor: Floor & TestDb;
let ctx: Floor['ctx'];
let source: RuleSource;
let dispatcher: Actor;
let supervisor: Actor;
const ids: number[] = [];

beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  source = new RuleSource(floor.db, floor.ctx.catalog, MADE_GIVEN);
  ctx = { ...floor.ctx, rules: () => source.current() };
  dispatcher = await makePerson(ctx, [{ role: 'dispatcher' }]);
  supervisor = await makePerson(ctx, [{ role: 'supervisor' }]);
  const native = (await createFeed(ctx, { name: 'line', kind: 'ticket' })).feed;
  for (const region of ['990101', '990201']) {
    const event = makeTicket({ region, requestType: '投诉' }, { source: 'urn:line:line', time: new Date(now).toISOString() });
    await floor.submit(native, [event]);
    const [row] = await floor.db.query<{ id: number }>('select id from cases where event_id = $1', [event.id]);
    const id = row?.id ?? 0;
    ids.push(id);
    for (const [command, data] of [
      ['accept', {}],
      ['dispatch', { unit: 'd1', rank: 1 }],
    ] as const) {
      const [{ version } = { version: 0 }] = await floor.db.query<{ version: number }>('select version from cases where id = $1', [id]);
      const scope = requireScope(ctx, dispatcher, 'ticket.act');
      expect(await actOnTicket(ctx, dispatcher, scope, { id, command, data, expect: version, key: randomUUID() })).toMatchObject({ ok: true });
    }
  }
}, 60_000);
afterAll(() => floor.drop());

const complain = (amount: number): RuleDraft => ({
  id: 'complain',
  version: 1,
  rule: 'limit',
  where: { kind: 'ticket', clock: 'handling', requestType: '投诉' },
  from: null,
  until: null,
  source: null,
  value: { amount, unit: 'working_day', soon: 0.2, from: 'dispatched' },
});

test('a preview counts the clocks that would move and those that would turn late, within the scope, and changes nothing', async () => {
  now = local('2026-12-24 10:00');
  const scope = requireScope(ctx, supervisor, 'rule.manage');
  const found = await previewDrafts(ctx, source, scope, [complain(2)]);
  expect(found).toMatchObject({ looked: 2, moved: 2, turnLate: 2, turnOnTime: 0, cut: false });
  const [first] = found.clocks;
  expect(first).toMatchObject({
    clock: 'handling',
    was: { late: false, rule: { id: 'complain', version: 1 } },
    willBe: { late: true, due: local('2026-12-24 00:00') },
  });
  expect(Object.keys(found.numbers).map(Number).sort()).toEqual([...ids].sort());
  expect((await previewDrafts(ctx, source, scope, [complain(20)])).turnLate).toBe(0);
  const city = await makePerson(ctx, [{ role: 'supervisor', region: '990200' }]);
  expect(await previewDrafts(ctx, source, requireScope(ctx, city, 'rule.manage'), [complain(2)])).toMatchObject({ looked: 1, moved: 1 });
  expect(await floor.db.query('select 1 from rule_row')).toEqual([]);
});

test('deadlines counted without a calendar are counted again under it, and the journal stays as it was', async () => {
  const rows = () =>
    floor.db.query<{ id: number; due: number; provisional: boolean; version: number }>('select id, due_at due, provisional, version from cases order by id');
  for (const id of ids) {
    const handler = await makePerson(ctx, [{ role: 'unit_handler' }]);
    // Once the caller was spoken to the row shows the limit of the handling.
    for (const [command, data] of [
      ['sign', {}],
      ['contact', { way: 'phone' }],
    ] as const) {
      const [{ version } = { version: 0 }] = await floor.db.query<{ version: number }>('select version from cases where id = $1', [id]);
      const scope = requireScope(ctx, handler, 'ticket.act');
      expect(await actOnTicket(ctx, handler, scope, { id, command, data, expect: version, key: randomUUID() })).toMatchObject({ ok: true });
    }
  }
  const before = await rows();
  // Fifteen working days from 21 December reach into a year that nobody has published.
  expect(before.map((r) => [r.provisional, r.due])).toEqual(ids.map(() => [true, local('2027-01-12 00:00')]));
  const year = { year: 2027, source: '某通知', holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }], workdays: [] };
  await importCalendar(ctx, source, supervisor, year);
  expect(await recomputeDeadlines(ctx, { after: 0, limit: 1, provisional: true })).toMatchObject({ looked: 1, written: 1, last: ids[0] });
  expect(await recomputeDeadlines(ctx, { after: ids[0] ?? 0, limit: 10, provisional: true })).toMatchObject({ looked: 1, written: 1, last: null });
  const after = await rows();
  expect(after.map((r) => [r.provisional, r.due, r.version])).toEqual(before.map((r) => [false, local('2027-01-13 00:00'), r.version]));
  expect(await recomputeDeadlines(ctx, { after: 0, limit: 10, provisional: true })).toMatchObject({ looked: 0, last: null });
});

test('a calendar that was corrected moves every open deadline, once, and the rules are read again before', async () => {
  const dueDates = async () => (await floor.db.query<{ due: number }>('select due_at due from cases order by id')).map((r) => r.due);
  const never = { stop: () => false };
  expect(await keepDeadlines(ctx, source, never)).toBeGreaterThan(0);
  expect(await keepDeadlines(ctx, source, never)).toBe(0);
  const before = await dueDates();
  // Written by another process: this one has not read it yet.
  const other = new RuleSource(floor.db, floor.ctx.catalog, MADE_GIVEN);
  await other.load();
  const longer = { year: 2027, source: '某通知', holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-05' }], workdays: [] };
  await importCalendar(ctx, other, supervisor, longer);
  expect(await keepDeadlines(ctx, source, never)).toBe(ids.length);
  const day = 86_400_000;
  // The fourth and the fifth of January, a Monday and a Tuesday, are no working days any more.
  expect(await dueDates()).toEqual(before.map((due) => due + 2 * day));
  expect(await floor.db.query('select 1 from cases where provisional')).toEqual([]);
});
