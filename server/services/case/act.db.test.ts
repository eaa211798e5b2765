import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProgress, makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { DeskActed } from '../../wire/desk.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { createFeed } from '../feed/create-feed.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { actOnTicket } from './act.ts';
import { actOnMany } from './act-many.ts';
import { deskQueue } from './desk-rows.ts';
import { deskTicket } from './desk-ticket.ts';
import { undoOnTicket } from './undo-act.ts';

let floor: Floor & TestDb;
let native: FeedRow;
let now = FLOOR_NOW;
let dispatcher: Actor;
let other: Actor;
let handler: Actor;
const HEAD = async () => ({ asOf: 'here', epoch: 'e' });

beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  native = (await createFeed(floor.ctx, { name: 'line', kind: 'ticket' })).feed;
  const grant = { region: '990000', department: null, unmask: false };
  dispatcher = await makePerson(floor.ctx, [{ ...grant, role: 'dispatcher' }]);
  other = await makePerson(floor.ctx, [{ ...grant, role: 'dispatcher' }]);
  handler = await makePerson(floor.ctx, [{ ...grant, role: 'unit_handler' }]);
});
afterAll(() => floor.drop());

const iso = (at: number) => new Date(at).toISOString();
async function ticket(over: Parameters<typeof makeTicket>[0] = {}, feed = native): Promise<number> {
  const event = makeTicket({ region: '990101', ...over }, { source: `urn:line:${feed.name}`, time: iso(now) });
  expect(await floor.submit(feed, [event])).toMatchObject({ accepted: 1 });
  const [row] = await floor.db.query<{ id: number }>('select id from cases where event_id = $1', [event.id]);
  return row?.id ?? 0;
}
const versionOf = async (id: number) => (await floor.db.query<{ version: number }>('select version from cases where id = $1', [id]))[0]?.version ?? 0;
const rowOf = async (id: number) => (await floor.db.query<Record<string, unknown>>('select * from cases where id = $1', [id]))[0];
async function give(who: Actor, id: number, command: string, data: Parameters<typeof actOnTicket>[3]['data'] = {}, expect?: number): Promise<DeskActed> {
  const input = { id, command, data, expect: expect ?? (await versionOf(id)), key: randomUUID() };
  return actOnTicket(floor.ctx, who, requireScope(floor.ctx, who, 'ticket.act'), input);
}
async function does(who: Actor, id: number, command: string, data: Parameters<typeof actOnTicket>[3]['data'] = {}): Promise<void> {
  expect(await give(who, id, command, data)).toMatchObject({ ok: true });
}

test('a ticket goes its way: journal, columns, facts and audit agree at every step', async () => {
  const id = await ticket({ requestType: '投诉' });
  expect(await rowOf(id)).toMatchObject({ state: 'registered', mirrored: false, desk: '990100', version: 1 });
  await does(dispatcher, id, 'accept');
  await does(dispatcher, id, 'dispatch', { unit: 'd1', rank: 1 });
  expect(await rowOf(id)).toMatchObject({ state: 'to_sign', unit: 'd1', version: 3, clock: 'sign', step: 'dispatch' });
  await does(handler, id, 'sign');
  await does(handler, id, 'answer', { text: '已处理，电话13800138000', result: 'resolved' });
  await does(dispatcher, id, 'close');
  const read = await deskTicket(floor.ctx, requireScope(floor.ctx, dispatcher, 'ticket.read'), dispatcher, id);
  expect(read.journal.map((e) => e.command)).toEqual(['report', 'accept', 'dispatch', 'sign', 'answer', 'close']);
  expect(JSON.stringify(read.journal)).not.toContain('13800138000');
  expect(read.row).toMatchObject({ state: 'to_follow_up', version: 6 });
  expect(read.commands.map((c) => c.command)).toContain('follow_up');
  const facts = await floor.db.query<{ kind: string; version: number }>(`select kind, version from fact where subject_id = $1 order by id`, [id]);
  expect(facts.map((f) => `${f.version} ${f.kind}`)).toEqual(['1 reported', '2 accept', '3 dispatch', '4 sign', '5 answer', '6 close']);
  const audit = await floor.db.query<{ action: string }>(`select action from audit where object_kind = 'ticket' and object_id = $1 order by id`, [String(id)]);
  expect(audit.map((a) => a.action)).toEqual(['ticket.accept', 'ticket.dispatch', 'ticket.sign', 'ticket.answer', 'ticket.close']);
});

test('of two dispatchers one wins, and the other reads who and when', async () => {
  const id = await ticket();
  const seen = await versionOf(id);
  const both = await Promise.all([give(dispatcher, id, 'dispatch', { unit: 'd1' }, seen), give(other, id, 'dispatch', { unit: 'd2' }, seen)]);
  expect(both.filter((b) => b.ok)).toHaveLength(1);
  const lost = both.find((b) => !b.ok);
  const winner = both[0]?.ok ? dispatcher : other;
  expect(lost).toMatchObject({ ok: false, refusal: { code: 'conflict', by: { type: 'person', name: winner.name }, at: now } });
  expect(await floor.db.query('select seq from case_journal where case_id = $1', [id])).toHaveLength(2);
});

test('the same press of a key acts once, and is answered the same', async () => {
  const id = await ticket();
  const input = { id, command: 'accept', data: {}, expect: 1, key: randomUUID() };
  const scope = requireScope(floor.ctx, dispatcher, 'ticket.act');
  const answers = await Promise.all([1, 2, 3].map(() => actOnTicket(floor.ctx, dispatcher, scope, input)));
  expect(answers.every((a) => a.ok && a.version === 2)).toBe(true);
  expect(await versionOf(id)).toBe(2);
});

test('an act is taken back within its seconds by whoever gave it, and stands in the journal', async () => {
  const id = await ticket();
  await does(dispatcher, id, 'dispatch', { unit: 'd1' });
  const scope = requireScope(floor.ctx, other, 'ticket.act');
  const undo = async (who: Actor) => undoOnTicket(floor.ctx, who, scope, { id, expect: await versionOf(id), key: randomUUID() });
  expect(await undo(other)).toMatchObject({ ok: false, refusal: { code: 'undo_other' } });
  expect(await undo(dispatcher)).toMatchObject({ ok: true, version: 3 });
  expect(await rowOf(id)).toMatchObject({ state: 'registered', unit: null, department: null, clock: null });
  await does(dispatcher, id, 'dispatch', { unit: 'd1' });
  now += 11_000;
  expect(await undo(dispatcher)).toMatchObject({ ok: false, refusal: { code: 'undo_late' } });
});

test('helpers get parts of their own, and the answer waits for them', async () => {
  const id = await ticket();
  await does(dispatcher, id, 'dispatch', { unit: 'd1', co: ['d2'] });
  const [part] = await floor.db.query<{ id: number; no: string; unit: string; state: string }>('select id, no, unit, state from cases where parent = $1', [id]);
  expect(part).toMatchObject({ unit: 'd2', state: 'to_sign' });
  expect(part?.no).toMatch(/-01$/);
  await does(handler, id, 'sign');
  expect(await give(handler, id, 'answer', { text: '好', result: 'resolved' })).toMatchObject({ ok: false, refusal: { code: 'helpers_open' } });
  await does(handler, part?.id ?? 0, 'sign');
  await does(handler, part?.id ?? 0, 'answer', { text: '好', result: 'resolved' });
  await does(handler, id, 'answer', { text: '好', result: 'resolved' });
  expect(await rowOf(id)).toMatchObject({ state: 'to_check' });
});

test('many callers become one master with one dispatch, and part again as they were', async () => {
  const [master, a, b] = [await ticket(), await ticket(), await ticket()];
  const was = await rowOf(a);
  await does(dispatcher, master, 'absorb', { members: [a, b] });
  expect(await rowOf(a)).toMatchObject({ master, open: true });
  expect(await rowOf(master)).toMatchObject({ members: 2 });
  const queue = await deskQueue(
    floor.ctx,
    requireScope(floor.ctx, dispatcher, 'ticket.read'),
    { region: '990000', view: 'dispatch', sort: 'newest', limit: 200 },
    HEAD,
  );
  expect(queue.rows.map((r) => r.id)).not.toContain(a);
  expect(queue.rows.find((r) => r.id === master)).toMatchObject({ callers: 3, marks: ['merged'] });
  await does(dispatcher, master, 'release', { member: a });
  // Its journal stands now, from which alone it is counted.
  const { version: _v, moved_at: _m, counted_by: _c, ...rest } = (await rowOf(a)) ?? {};
  expect(was).toMatchObject(rest);
});

test('who is elsewhere neither sees nor moves a ticket, nor merges it into his own', async () => {
  const far = await ticket({ region: '990201' });
  const local = await makePerson(floor.ctx, [{ role: 'dispatcher', region: '990100', department: null, unmask: false }]);
  const own = await ticket();
  await expect(give(local, far, 'accept')).rejects.toThrow('no ticket');
  expect(await give(local, own, 'absorb', { members: [far] })).toMatchObject({ ok: false, refusal: { code: 'unknown_case' } });
  expect(await versionOf(far)).toBe(1);
});

test('a mirrored ticket follows its source; we urge it, and both stand in one journal', async () => {
  const feed = await floor.feed('ticket');
  const event = makeTicket({ region: '990101' }, { source: 'urn:up', time: iso(now) });
  await floor.submit(feed, [event, makeProgress(event, 'dispatch', { unit: 'd-social' }, { source: 'urn:up', time: iso(now) })]);
  const [row] = await floor.db.query<{ id: number }>('select id from cases where event_id = $1', [event.id]);
  const id = row?.id ?? 0;
  expect(await rowOf(id)).toMatchObject({ state: 'to_sign', mirrored: true, version: 2, unit: 'd-social', department: 'd-social' });
  expect(await give(dispatcher, id, 'dispatch', { unit: 'd2' })).toMatchObject({ ok: false, refusal: { code: 'mirrored' } });
  await does(dispatcher, id, 'urge', { by: 'desk' });
  now += 1000;
  await floor.submit(feed, [makeProgress(event, 'close', {}, { source: 'urn:up', time: iso(now) })]);
  expect(await rowOf(id)).toMatchObject({ state: 'to_follow_up', version: 4, step: 'close' });
  const read = await deskTicket(floor.ctx, requireScope(floor.ctx, dispatcher, 'ticket.read'), dispatcher, id);
  expect(read.journal.map((e) => e.command)).toEqual(['report', 'progress', 'urge', 'progress']);
});

test('a feed whose tickets are handled here tells no steps', async () => {
  const event = makeTicket({ region: '990101' }, { source: 'urn:line:line', time: iso(now) });
  const answer = await floor.submit(native, [event, makeProgress(event, 'close', {}, { source: 'urn:line:line', time: iso(now) })]);
  expect(answer).toMatchObject({ accepted: 1, rejected: [{ code: 'wrong_kind' }] });
});

test('several at once: a preview changes nothing, and one refusal keeps none of the others back', async () => {
  const tickets = [await ticket(), await ticket(), await ticket()];
  await does(dispatcher, tickets[1] as number, 'dispatch', { unit: 'd1' });
  const list = await Promise.all(tickets.map(async (id) => ({ id, expect: await versionOf(id) })));
  const scope = requireScope(floor.ctx, dispatcher, 'ticket.act');
  const order = { command: 'accept', data: {}, tickets: list, key: randomUUID() };
  const seen = await actOnMany(floor.ctx, dispatcher, scope, { ...order, preview: true });
  expect([seen.done.length, seen.refused.map((r) => r.refusal.code)]).toEqual([2, ['wrong_state']]);
  expect(await versionOf(tickets[0] as number)).toBe(1);
  const done = await actOnMany(floor.ctx, dispatcher, scope, { ...order, preview: false });
  expect(done.done.map((d) => d.id)).toEqual([tickets[0], tickets[2]]);
});

test('the journal is not changed and not removed', async () => {
  await expect(floor.db.query(`update case_journal set command = 'x'`)).rejects.toThrow('append-only');
  await expect(floor.db.query('delete from case_journal')).rejects.toThrow('append-only');
});

test('a code that the profile does not know, or that is not the desk’s, is refused: nothing goes where nobody looks', async () => {
  const id = await ticket();
  const wrong = async (command: string, data: Parameters<typeof actOnTicket>[3]['data'], who = dispatcher) => {
    const answer = await give(who, id, command, data);
    return answer.ok ? 'done' : `${answer.refusal.code} ${String(answer.refusal.params.field ?? '')}`.trim();
  };
  expect(await wrong('dispatch', { unit: 'no-such' })).toBe('field unit');
  expect(await wrong('dispatch', { unit: 'd1', co: ['no-such'] })).toBe('field co');
  expect(await wrong('dispatch', { unit: 'd1', region: '999999' })).toBe('field region');
  expect(await wrong('dispatch', { unit: 'd1', region: '990201' })).toBe('beyond_desk');
  expect(await wrong('reclassify', { region: '某地', reason: '…' })).toBe('field region');
  expect(await wrong('reclassify', { requestType: '闲谈', reason: '…' })).toBe('field requestType');
  expect(await wrong('hand_over', { to: '990101', why: 'crosses_cities' })).toBe('field to');
  expect(await versionOf(id)).toBe(1);
  await does(dispatcher, id, 'dispatch', { unit: 'd1', region: '990102' });
  await does(handler, id, 'sign');
  expect(await wrong('pass_down', { unit: 'd2' }, handler)).toBe('field unit');
  await does(handler, id, 'pass_down', { unit: 'd1-office' });
});

test('a ticket of another desk is not merged away, and no seat lends its powers to another', async () => {
  const local = await makePerson(floor.ctx, [
    { role: 'dispatcher', region: '990100', department: null, unmask: false },
    { role: 'leader', region: '990000', department: null, unmask: false },
  ]);
  const [own, up] = [await ticket(), await ticket()];
  await does(dispatcher, up, 'hand_over', { to: '990000', why: 'crosses_cities' });
  expect(await give(local, up, 'dispatch', { unit: 'd1' })).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
  expect(await give(local, own, 'absorb', { members: [up] })).toMatchObject({ ok: false, id: up, refusal: { code: 'forbidden' } });
  await does(local, own, 'dispatch', { unit: 'd1' });
});

test('a helper that left makes room for another, whose part has a number of its own', async () => {
  const id = await ticket();
  await does(dispatcher, id, 'dispatch', { unit: 'd1', co: ['d2', 'd3'] });
  const parts = () => floor.db.query<{ id: number; no: string; state: string }>('select id, no, state from cases where parent = $1 order by id', [id]);
  const first = (await parts())[0]?.id ?? 0;
  await does(handler, first, 'return', { reason: 'not_duty', text: '不归本单位' });
  await does(dispatcher, first, 'adjudicate', { accept: true, reason: '属实' });
  expect(await give(dispatcher, first, 'refuse', { reason: 'no_request', text: '…' })).toMatchObject({ ok: false, refusal: { code: 'wrong_state' } });
  await does(dispatcher, first, 'withdraw', { reason: '不需协办' });
  await does(handler, id, 'sign');
  await does(dispatcher, id, 'coordinate', { co: ['d4'] });
  expect((await parts()).map((p) => `${p.no.slice(-3)} ${p.state}`)).toEqual(['-01 archived', '-02 to_sign', '-03 to_sign']);
});

test('a report that is taken back lets go of who followed it and of who helped with it', async () => {
  const [a, b] = [await ticket(), await ticket()];
  const event = makeTicket({ region: '990101' }, { source: `urn:line:${native.name}`, time: iso(now) });
  await floor.submit(native, [event]);
  const [row] = await floor.db.query<{ id: number }>('select id from cases where event_id = $1', [event.id]);
  const master = row?.id ?? 0;
  await does(dispatcher, master, 'absorb', { members: [a, b] });
  await does(dispatcher, master, 'dispatch', { unit: 'd1', co: ['d2'] });
  now += 1000;
  const { data: _, ...rest } = event;
  const retraction = { ...rest, id: randomUUID(), time: iso(now), retracts: event.id, data: {} };
  expect(await floor.submit(native, [retraction as typeof event])).toMatchObject({ accepted: 1 });
  expect(await rowOf(master)).toMatchObject({ retracted: true, open: false });
  expect(await rowOf(a)).toMatchObject({ master: null, open: true, state: 'registered' });
  await does(dispatcher, a, 'dispatch', { unit: 'd1' });
  const [part] = await floor.db.query<{ state: string; open: boolean }>('select state, open from cases where parent = $1', [master]);
  expect(part).toEqual({ state: 'archived', open: false });
});

test('what a unit asks of the desk stands in the desk’s queue until it is settled', async () => {
  const id = await ticket();
  await does(dispatcher, id, 'dispatch', { unit: 'd1' });
  await does(handler, id, 'sign');
  await does(handler, id, 'extend', { amount: 2, reason: '需检测' });
  const inCheck = async () => {
    const page = { region: '990000', view: 'check', sort: 'newest', limit: 200 } as const;
    const queue = await deskQueue(floor.ctx, requireScope(floor.ctx, dispatcher, 'ticket.read'), page, HEAD);
    return queue.rows.find((r) => r.id === id)?.marks ?? null;
  };
  expect(await inCheck()).toEqual(['asked']);
  await does(dispatcher, id, 'settle_extension', { grant: true, reason: '同意' });
  expect(await inCheck()).toBeNull();
});
