import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProgress, makeReview, makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { Actor } from '../access/actor.ts';
import { asReader } from '../access/as-reader.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { actOnTicket } from '../case/act.ts';
import { deskCounts } from '../case/desk-counts.ts';
import { deskQueue, deskRows } from '../case/desk-rows.ts';
import { deskTicket } from '../case/desk-ticket.ts';
import { ticketFlow, ticketsById } from '../case/read-tickets.ts';
import { sweepCases } from '../case/sweep-cases.ts';
import { findPraise } from './find-praise.ts';
import { listRectifications } from './list-rectifications.ts';
import { reviewWords } from './review-words.ts';

let floor: Floor & TestDb;
let now = FLOOR_NOW;
let desk: Actor;
let handler: Actor;
let stranger: Actor;
const HEAD = async () => ({ asOf: 'here', epoch: 'e' });
const DAY = 86_400_000;

beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  const grant = { region: '990000', department: null, unmask: false };
  desk = await makePerson(floor.ctx, [{ ...grant, role: 'dispatcher' }]);
  handler = await makePerson(floor.ctx, [{ ...grant, role: 'unit_handler', department: 'd-social' }]);
  stranger = await makePerson(floor.ctx, [{ ...grant, role: 'dispatcher', region: '990200' }]);
});
afterAll(() => floor.drop());

type Row = { id: number; kind: string; state: string; open: boolean; outcome: string | null; version: number; department: string | null; clock: string | null };
const casesOf = (event: { id: string }) =>
  floor.db.query<Row & { about: { level: number; tags: string[] }; body: string }>(
    'select id, kind, state, open, outcome, version, department, clock, about, body from cases where event_id = $1',
    [event.id],
  );
const send = async (...events: object[]) => floor.submit(await floor.feed('review'), events);
const bad = (data: Record<string, unknown> = {}, over: Parameters<typeof makeReview>[1] = {}) =>
  makeReview(
    { region: '990101', department: 'd-social', level: 1, serviceRef: randomUUID(), ...data },
    { time: new Date(now - 60_000).toISOString(), ...over },
  );
async function give(who: Actor, id: number, command: string, data: Parameters<typeof actOnTicket>[3]['data'] = {}) {
  const [row] = await floor.db.query<{ version: number }>('select version from cases where id = $1', [id]);
  const input = { id, command, data, expect: row?.version ?? 0, key: randomUUID() };
  return actOnTicket(floor.ctx, who, requireScope(floor.ctx, who, 'rectification.act'), input, 'rectification');
}
async function opened(data: Record<string, unknown> = {}): Promise<number> {
  const event = bad(data);
  expect(await send(event)).toMatchObject({ accepted: 1 });
  return (await casesOf(event))[0]?.id ?? 0;
}

test('a single bad review makes one case in its transaction; a good one, a default and a count make none', async () => {
  const event = bad({ tags: ['等得太久'], comment: '电话13800138000也没人接' });
  const others = [makeReview({ level: 3 }), makeReview({ level: 1, isDefault: true }), makeReview({ level: 1, count: 4 }), makeReview({ level: 5 })];
  expect(await send(event, ...others)).toMatchObject({ accepted: 5, rejected: [] });
  expect(await send(event)).toMatchObject({ duplicate: 1 });
  expect(await send(event, bad())).toMatchObject({ accepted: 1, duplicate: 1 });
  const [made, ...more] = await casesOf(event);
  expect(made).toMatchObject({
    kind: 'rectification',
    state: 'judging',
    open: true,
    version: 1,
    department: 'd-social',
    about: { level: 1, tags: ['等得太久'] },
  });
  expect(more).toEqual([]);
  expect(made?.body).not.toContain('13800138000');
  for (const other of others) expect(await casesOf(other)).toEqual([]);
  const facts = await floor.db.query<{ subject: string; kind: string; departments: string[] }>(
    'select subject, kind, departments from fact where subject_id = $1',
    [made?.id ?? 0],
  );
  expect(facts).toEqual([{ subject: 'rectification', kind: 'report', departments: ['d-social'] }]);
  const [journal] = await floor.db.query<{ n: number }>('select count(*) n from case_journal where case_id = $1', [made?.id ?? 0]);
  expect(journal?.n).toBe(1);
});

test('a late one makes its case too, with the time of the review', async () => {
  const event = bad({}, { time: new Date(now - 20 * DAY).toISOString() });
  expect(await send(event)).toMatchObject({ accepted: 1 });
  expect(await casesOf(event)).toMatchObject([{ state: 'judging' }]);
});

test('a replaced or retracted review ends its case with the reason, comes back, and never makes a second', async () => {
  const event = bad();
  await send(event);
  const better = bad({ level: 4 }, { replaces: event.id });
  expect(await send(better)).toMatchObject({ accepted: 1 });
  expect(await casesOf(event)).toMatchObject([{ state: 'filed', open: false, outcome: 'no_longer_bad' }]);
  expect(await send(better)).toMatchObject({ duplicate: 1 });
  expect(await send(bad({ level: 2 }, { replaces: event.id }))).toMatchObject({ accepted: 1 });
  expect(await casesOf(event)).toMatchObject([{ state: 'judging', open: true, outcome: null, about: { level: 2 } }]);
  expect(await send({ ...bad({}, { retracts: event.id }), data: {} })).toMatchObject({ accepted: 1 });
  expect(await casesOf(event)).toMatchObject([{ state: 'filed', open: false, outcome: 'retracted' }]);

  const good = makeReview({ region: '990101', department: 'd-social', level: 5 });
  await send(good);
  const worse = bad({ level: 2 }, { replaces: good.id });
  expect(await send(worse)).toMatchObject({ accepted: 1 });
  expect(await casesOf(good)).toMatchObject([{ state: 'judging', about: { level: 2 } }]);
  expect(await casesOf(worse)).toEqual([]);
  // What was judged already stays judged: the case takes down what the review says now.
  const id = (await casesOf(good))[0]?.id ?? 0;
  expect(await give(desk, id, 'judge_invalid', { verdict: 'mistaken', reason: '误评' })).toMatchObject({ ok: true });
  expect(await send(bad({ level: 5 }, { replaces: good.id }))).toMatchObject({ accepted: 1 });
  expect(await casesOf(good)).toMatchObject([{ state: 'filed', outcome: 'mistaken', about: { level: 5 } }]);
});

test('a correction that comes before its review waits for it', async () => {
  const event = bad();
  const better = bad({ level: 5 }, { replaces: event.id });
  expect((await send(better)).rejected).toMatchObject([{ code: 'unknown_reference' }]);
  expect(await send(event)).toMatchObject({ accepted: 1 });
  expect(await send(better)).toMatchObject({ accepted: 1 });
  expect(await casesOf(event)).toMatchObject([{ state: 'filed', outcome: 'no_longer_bad' }]);
});

test('judge → contact → rectify → pass → second review: journal, columns, facts and audit agree', async () => {
  const id = await opened();
  expect(await give(handler, id, 'judge_valid', { unit: 'd-social', priority: 'normal' })).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
  expect(await give(desk, id, 'judge_valid', { unit: 'd-social', priority: 'normal' })).toMatchObject({ ok: true });
  const row = async () => (await floor.db.query<Row>('select * from cases where id = $1', [id]))[0];
  expect(await row()).toMatchObject({ state: 'contacting', clock: 'first_contact', department: 'd-social' });
  expect(await give(desk, id, 'contact', { text: '…' })).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
  expect(await give(handler, id, 'contact', { text: '已联系，号码13800138000' })).toMatchObject({ ok: true });
  expect(await give(handler, id, 'rectify', { text: '已整改' })).toMatchObject({ ok: true });
  expect(await give(desk, id, 'pass')).toMatchObject({ ok: true });
  expect(await row()).toMatchObject({ state: 'second_review', clock: 'follow_up' });
  expect(await give(desk, id, 'second_review', { reached: true, level: 4 })).toMatchObject({ ok: true });
  expect(await row()).toMatchObject({ state: 'filed', open: false, version: 6 });
  const read = await deskTicket(floor.ctx, requireScope(floor.ctx, desk, 'rectification.read'), desk, id, 'rectification');
  expect(read.journal.map((e) => e.command)).toEqual(['report', 'judge_valid', 'contact', 'rectify', 'pass', 'second_review']);
  expect(JSON.stringify(read.journal)).not.toContain('13800138000');
  const audit = await floor.db.query<{ action: string }>(`select action from audit where object_kind = 'rectification' and object_id = $1 order by id`, [
    String(id),
  ]);
  expect(audit.map((a) => a.action)).toEqual(['judge_valid', 'contact', 'rectify', 'pass', 'second_review'].map((c) => `rectification.${c}`));
  const facts = await floor.db.query<{ subject: string; version: number }>('select subject, version from fact where subject_id = $1 order by id', [id]);
  expect(facts.map((f) => `${f.subject} ${f.version}`)).toEqual([1, 2, 3, 4, 5, 6].map((v) => `rectification ${v}`));
});

test('an appeal that is upheld ends it; one that nobody answers in the second review is filed by time', async () => {
  const first = await opened();
  await give(desk, first, 'judge_valid', { unit: 'd-social', priority: 'simple' });
  expect(await give(handler, first, 'appeal', { text: '不是我单位职责' })).toMatchObject({ ok: true });
  expect(await give(desk, first, 'uphold_appeal', { verdict: 'not_ours', reason: '属实' })).toMatchObject({ ok: true });
  const second = await opened();
  await give(desk, second, 'judge_valid', { unit: 'd-social', priority: 'simple' });
  await give(handler, second, 'contact', { text: '…' });
  await give(handler, second, 'rectify', { text: '…' });
  await give(desk, second, 'pass');
  const before = now;
  now += 10 * DAY;
  await sweepCases(floor.ctx, { stop: () => false });
  now = before;
  const rows = await floor.db.query<Row>('select state, outcome from cases where id in ($1::int8, $2::int8) order by id', [first, second]);
  expect(rows).toEqual([
    { state: 'filed', outcome: 'not_ours' },
    { state: 'filed', outcome: null },
  ]);
});

test('it never stands among tickets, for nobody and by no way in', async () => {
  const ticket = makeTicket({ region: '990101' }, { time: new Date(now).toISOString(), source: 'urn:test:tickets' });
  expect(await floor.submit(await floor.feed('ticket'), [ticket])).toMatchObject({ accepted: 1 });
  const id = await opened({ reviewer: { name: '示例甲乙', phone: '19900000077' } });
  const scope = requireScope(floor.ctx, desk, 'ticket.read');
  const counts = await deskCounts(floor.ctx, scope, '990000', HEAD);
  expect(counts.views.find((v) => v.view === 'open')?.count).toBe(1);
  expect((await deskQueue(floor.ctx, scope, { region: '990000', view: 'open', sort: 'due', limit: 200 }, HEAD)).rows).toHaveLength(1);
  const flow = await ticketFlow(floor.ctx, scope, '990000', 100, HEAD);
  expect([flow.open, flow.rows.length]).toEqual([1, 1]);
  expect(await deskRows(floor.ctx, scope, [id])).toEqual([]);
  expect(await ticketsById(floor.ctx, scope, [id])).toEqual([]);
  await expect(deskTicket(floor.ctx, scope, desk, id)).rejects.toThrow(/no ticket/);
  const input = { id, command: 'judge_invalid', data: { verdict: 'mistaken', reason: 'x' }, expect: 1, key: randomUUID() };
  await expect(actOnTicket(floor.ctx, desk, requireScope(floor.ctx, desk, 'ticket.act'), input)).rejects.toThrow(/no ticket/);
  // The database itself shows tickets alone to whoever does not say otherwise.
  const kinds = (named?: ('ticket' | 'rectification')[]) =>
    asReader(floor.ctx, scope, (tx) => tx.query<{ kind: string }>('select distinct kind from cases order by kind'), named);
  expect(await kinds()).toEqual([{ kind: 'ticket' }]);
  expect(await kinds(['rectification'])).toEqual([{ kind: 'rectification' }]);
  // A step of a ticket platform cannot move it either.
  const event = (
    await floor.db.query<{ e: string; u: string }>('select c.event_id e, s.uri u from cases c join source s on s.id = c.source where c.id = $1', [id])
  )[0];
  const step = makeProgress({ id: event?.e ?? '', source: event?.u ?? '' }, 'close', {}, { source: 'urn:test:tickets' });
  expect((await floor.submit(await floor.feed('ticket'), [step])).rejected).toMatchObject([{ code: 'unknown_reference' }]);
});

test('lists, words and attention count what is there; signs of arranged praise come with evidence', async () => {
  const scope = requireScope(floor.ctx, desk, 'rectification.read');
  for (let i = 0; i < 3; i += 1) await opened({ region: '990202', item: 'slow-item', tags: ['等得太久'], comment: `排队时间太久${i}` });
  const list = await listRectifications(floor.ctx, scope, { region: '990202', view: 'judge', limit: 2 });
  expect([list.rows.length, list.counts.judge, list.counts.open, list.counts.late]).toEqual([2, 3, 3, 0]);
  expect(list.rows[0]).toMatchObject({ state: 'judging', review: { item: 'slow-item', level: 1, tags: ['等得太久'] } });
  const rest = await listRectifications(floor.ctx, scope, { region: '990202', view: 'judge', limit: 2, cursor: list.next ?? '' });
  expect([...list.rows, ...rest.rows].map((r) => r.id)).toHaveLength(new Set([...list.rows, ...rest.rows].map((r) => r.id)).size);
  expect((await listRectifications(floor.ctx, scope, { region: '990202', view: 'open', limit: 50, item: 'other' })).rows).toEqual([]);
  const span = { region: '990202', from: now - DAY, to: now + DAY };
  const words = await reviewWords(floor.ctx, scope, span);
  expect(words).toMatchObject({
    total: 3,
    tags: [{ tag: '等得太久', count: 3 }],
    words: [{ word: '排队时间太久', count: 3 }],
    attention: [{ item: 'slow-item', bad: 3, open: 3, late: 0 }],
  });
  const marks = Array.from({ length: 12 }, (_, i) =>
    makeReview({ region: '990202', department: 'd-social', level: 5, deviceHash: 'same' }, { time: new Date(now - 3_600_000 + i * 60_000).toISOString() }),
  );
  await send(...marks);
  const { signs, looked } = await findPraise(floor.ctx, scope, span);
  expect(looked).toBe(12);
  expect(signs).toMatchObject([{ kind: 'device', department: 'd-social', departmentName: '虚构厅', count: 12, of: 12 }]);
  expect(signs[0]?.samples).toHaveLength(5);
});

test('scope and masking are those of tickets', async () => {
  const id = await opened({ reviewer: { name: '示例甲乙', phone: '19900000077' } });
  await expect(deskTicket(floor.ctx, requireScope(floor.ctx, stranger, 'rectification.read'), stranger, id, 'rectification')).rejects.toThrow(/in your scope/);
  await expect(give(stranger, id, 'judge_invalid', { verdict: 'mistaken', reason: 'x' })).rejects.toThrow(/in your scope/);
  const [stored] = await floor.db.query<{ person: number | null }>('select person from cases where id = $1', [id]);
  expect(stored?.person).not.toBeNull();
});
