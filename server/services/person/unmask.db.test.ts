import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTicket } from '../../../db/seed/events.ts';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { type Floor, makeFloor } from '../../../e2e/faults/floor.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { accessWorld, makePerson } from '../access/testing.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { Ctx } from '../context.ts';
import { Forbidden, Invalid, Limited, NotFound } from '../errors.ts';
import { callerOf } from './caller-of.ts';
import { eraseTicket } from './erase-ticket.ts';
import { remaskCaller } from './remask.ts';
import { listUnmasks, reviewUnmasks } from './review-unmasks.ts';
import { SEARCH_LIMITS, searchPhone } from './search-phone.ts';
import { UnmaskRefused, unmaskCaller } from './unmask.ts';
import { windowOf } from './unmask-window.ts';
import { type Keys, openKeys } from './vault.ts';

const START = Date.UTC(2026, 2, 10, 8, 0, 30);
const REASON = '现场找不到渗漏点，需电话约入户';
const NAME = '示例甲乙';
const PHONE = '19900001234';
let opened: TestDb;
let folder: string;
let keys: Keys;
let floor: Floor;
let ctx: Ctx;
let now = START;
let noted: AuditEntry[] = [];
const note = (entry: AuditEntry) => void noted.push(entry);

beforeAll(async () => {
  opened = await openTestDb();
  folder = mkdtempSync(join(tmpdir(), 'tongguan-keys-'));
  const keyFile = join(folder, 'keys.json');
  keys = openKeys(keyFile, { generate: true });
  floor = await makeFloor(opened.db, { now: () => now, keyFile });
  ctx = accessWorld(opened.db, () => now);
}, 60_000);
beforeEach(() => {
  noted = [];
});
afterAll(async () => {
  await opened.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** A ticket of the county 990101, or where `over` says; its id. */
async function ticket(
  reporter: object = { name: NAME, phone: PHONE },
  over: object = {},
  department: string | null = null,
): Promise<{ id: number; no: string }> {
  const event = makeTicket(
    { region: '990101', reporter, location: { lon: 100.01, lat: 20.01, address: '云溪路12号3栋502' }, body: `${NAME}在云溪路12号，电话${PHONE}`, ...over },
    { time: new Date(now - 60_000).toISOString() },
  );
  const answer = await floor.submit(await floor.feed('ticket'), [event]);
  expect(answer).toMatchObject({ accepted: 1 });
  const [row] = await opened.db.query<{ id: number; no: string }>('select id, no from cases where event_id = $1', [event.id]);
  if (!row) throw new Error('no ticket');
  if (department) await opened.db.query('update cases set department = $2 where id = $1', [row.id, department]);
  return row;
}

const inSession = <A extends Actor>(actor: A, session: number): A => ({ ...actor, session });
const dispatcher = (over: object = {}) => makePerson(ctx, [{ role: 'dispatcher', region: '990100', unmask: true, ...over }]);
const view = (actor: Actor, id: number) => callerOf(ctx, keys, actor, requireScope(ctx, actor, 'ticket.read'), id, note);
const unmask = (actor: Actor, id: number, reason: string | null = REASON) => unmaskCaller(ctx, keys, actor, { ticket: id, reason }, note);
const windowNow = (actor: Actor, id: number, asked: Actor = actor) => windowOf(ctx, asked, requireScope(ctx, actor, 'ticket.read'), id);
const audits = (id: number) =>
  opened.db.query<{ action: string; result: string; purpose: string | null; detail: Record<string, unknown> }>(
    `select action, result, purpose, detail from audit where object_kind = 'ticket' and object_id = $1 order by id`,
    [String(id)],
  );

test('everybody sees the caller masked, and the read is written down', async () => {
  const { id } = await ticket();
  const actor = await dispatcher({ unmask: false });
  const seen = await view(actor, id);
  expect(seen).toMatchObject({ state: 'masked', refusal: 'no_mark', open: null, minutes: 10, viewer: { login: actor.login } });
  expect(Object.fromEntries(seen.shown?.fields.map((f) => [f.field, f.text]) ?? [])).toEqual({
    name: '示＊＊',
    phone: '199＊＊＊＊1234',
    address: '云溪路＊＊',
  });
  expect(seen.shown?.text.map((t) => t.kind)).toEqual(['name', 'place', 'phone']);
  expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${NAME}|${PHONE}|12号`));
  expect(noted).toMatchObject([{ action: 'person.read', result: 'ok', object: { id }, region: '990101' }]);
  const [stored] = await opened.db.query<{ body: string }>('select body from cases where id = $1', [id]);
  expect(stored?.body).toBe('〔姓名〕在云溪路〔门牌〕，电话〔电话〕');
});

test('an unmasking takes a reason, is audited before it is seen, and holds for ten minutes of its session', async () => {
  const { id, no } = await ticket();
  const actor = inSession(await dispatcher(), 7);
  await expect(unmask(actor, id, null)).rejects.toThrow(Invalid);
  await expect(unmask(actor, id, '核实核实核实')).rejects.toThrow(Invalid);
  expect(noted).toMatchObject([{ result: 'refused', detail: { why: 'reason_short', no } }, { detail: { why: 'reason_empty' } }]);
  expect(await audits(id)).toEqual([]);

  const clear = await unmask(actor, id, `${REASON}${NAME}${PHONE}`);
  expect(Object.fromEntries(clear.fields.map((f) => [f.field, f.text]))).toEqual({ name: NAME, phone: PHONE, address: '云溪路12号3栋502' });
  expect(clear.text.map((t) => t.text)).toEqual([NAME, '12号', PHONE]);
  expect(clear.until).toBe(now + 600_000);
  expect(await audits(id)).toMatchObject([
    { action: 'person.unmasked', result: 'ok', purpose: `${REASON}〔姓名〕〔电话〕`, detail: { no, unmask: clear.unmask } },
  ]);
  const [kept] = await opened.db.query<{ reason: string }>('select reason from unmask where id = $1', [clear.unmask]);
  expect(kept?.reason).toBe(`${REASON}〔姓名〕〔电话〕`);

  now += 300_000;
  expect((await unmask(actor, id, null)).unmask).toBe(clear.unmask);
  expect((await audits(id)).map((a) => a.action)).toEqual(['person.unmasked', 'person.revealed']);
  expect((await view(actor, id)).open).toBe(clear.until);
  expect(await windowNow(actor, id)).toEqual({ until: clear.until });
  await expect(unmask(inSession(actor, 8), id, null)).rejects.toThrow(Invalid);
  await expect(unmask({ ...actor, grants: actor.grants.map((g) => ({ ...g, revokedAt: now })) }, id, null)).rejects.toThrow(NotFound);
  expect(await windowNow(actor, id, { ...actor, grants: [] })).toBeNull();

  now += 300_000;
  expect((await view(actor, id)).open).toBeNull();
  await expect(unmask(actor, id, null)).rejects.toThrow(Invalid);
});

test('an unmasking never outlives its grant, and can be given up', async () => {
  const { id } = await ticket();
  const actor = inSession(await dispatcher({ until: now + 120_000 }), 7);
  expect((await unmask(actor, id)).until).toBe(now + 120_000);
  expect(await remaskCaller(ctx, actor, id)).toEqual({ ended: 1 });
  expect(await windowNow(actor, id)).toBeNull();
  await expect(unmask(actor, id, null)).rejects.toThrow(Invalid);
  expect((await audits(id)).map((a) => a.action)).toEqual(['person.unmasked', 'person.remasked']);
});

test('two clicks at once are one unmasking', async () => {
  const { id } = await ticket();
  const actor = inSession(await dispatcher(), 7);
  const both = await Promise.all([unmask(actor, id), unmask(actor, id)]);
  expect(new Set(both.map((b) => b.unmask)).size).toBe(1);
  expect((await audits(id)).map((a) => a.action)).toEqual(['person.unmasked', 'person.revealed']);
});

test('outside the scope there is no ticket; without the mark, or for what nobody is to see, it says why', async () => {
  const { id } = await ticket();
  const elsewhere = await makePerson(ctx, [{ role: 'dispatcher', region: '990200', unmask: true }]);
  await expect(view(elsewhere, id)).rejects.toThrow(NotFound);
  await expect(unmask(elsewhere, id)).rejects.toThrow(NotFound);
  await expect(unmask(elsewhere, 999_999_999)).rejects.toThrow('no ticket 999999999 in your scope');
  expect(noted.at(-2)).toMatchObject({ action: 'person.unmask', result: 'refused', region: null, detail: { why: 'out_of_scope' } });
  const operator = await makePerson(ctx, [{ role: 'operator' }]);
  await expect(unmask(operator, id)).rejects.toMatchObject({ code: 'FORBIDDEN', why: 'no_mark' });
  // Read in the province, unmask in one city: the ticket is seen, its caller is not.
  const both = await makePerson(ctx, [{ role: 'supervisor' }, { role: 'dispatcher', region: '990200', unmask: true }]);
  await expect(unmask(both, id)).rejects.toMatchObject({ why: 'no_mark' });
  const anonymous = await ticket({ anonymous: true, name: NAME, phone: PHONE });
  const actor = await dispatcher();
  expect(await view(actor, anonymous.id)).toMatchObject({ state: 'anonymous', shown: null, refusal: 'anonymous' });
  await expect(unmask(actor, anonymous.id)).rejects.toMatchObject({ why: 'anonymous' });
  const steward = await makePerson(ctx, [{ role: 'steward' }]);
  await expect(unmask(steward, id)).rejects.toThrow(NotFound);
  expect(await opened.db.query('select 1 from unmask where case_id = $1', [id])).toEqual([]);
});

test('a confidential caller is hidden from the unit and from whoever may not unmask', async () => {
  const { id } = await ticket({ name: NAME, phone: PHONE, confidential: true }, {}, 'd-water');
  const unit = await makePerson(ctx, [{ role: 'unit_handler', region: '990100', department: 'd-water', unmask: true }]);
  expect(await view(unit, id)).toMatchObject({ state: 'hidden', shown: null, refusal: 'confidential', confidential: true });
  await expect(unmask(unit, id)).rejects.toThrow(UnmaskRefused);
  expect(await view(await makePerson(ctx, [{ role: 'operator' }]), id)).toMatchObject({ state: 'hidden', shown: null });
  const actor = await dispatcher();
  expect(await view(actor, id)).toMatchObject({ state: 'masked', refusal: null });
  expect((await unmask(actor, id)).fields).not.toEqual([]);
  const other = await ticket(undefined, {}, 'd-water');
  expect((await unmask(unit, other.id)).fields).not.toEqual([]);
  const otherUnit = await makePerson(ctx, [{ role: 'unit_handler', region: '990100', department: 'd-social', unmask: true }]);
  await expect(view(otherUnit, other.id)).rejects.toThrow(NotFound);
});

test('an exact number finds tickets of any age in scope, however it is written, and stands in no audit row', async () => {
  const phone = '19900009876';
  const mine = await ticket({ name: NAME, phone: '+86 199-0000-9876' });
  const other = await ticket({ phone }, { region: '990201' });
  const hidden = await ticket({ phone, confidential: true }, {}, 'd-water');
  await ticket({ phone, anonymous: true });
  await opened.db.query(`update cases set at = at - interval '3 years', open = false where id = $1`, [mine.id]);
  const actor = await dispatcher({ unmask: false });
  const search = (who: Actor, text: string) => searchPhone(ctx, keys, who, requireScope(ctx, who, 'person.search'), text);
  expect(await search(actor, '199 0000 9876')).toMatchObject({ total: 1, rows: [{ id: mine.id }] });
  expect((await search(await dispatcher(), phone)).rows.map((r) => r.id)).toEqual([hidden.id, mine.id]);
  expect((await search(await makePerson(ctx, [{ role: 'supervisor' }]), '0 199 0000 9876')).rows.map((r) => r.id)).toEqual([other.id, mine.id]);
  expect(await search(actor, '19900009877')).toMatchObject({ total: 0, rows: [] });
  await expect(search(actor, '王')).rejects.toThrow(Invalid);
  const landline = await ticket({ phone: '+86 20 8123 0000' });
  expect((await search(actor, '020-81230000')).rows.map((r) => r.id)).toEqual([landline.id]);
  const rows = await opened.db.query(`select * from audit where action = 'person.searched'`);
  expect(rows.length).toBeGreaterThan(3);
  expect(JSON.stringify(rows)).not.toMatch(/9876|81230000/);
});

test('numbers are not tried out: an account searches ten times a minute', async () => {
  const actor = await dispatcher();
  const search = () => searchPhone(ctx, keys, actor, requireScope(ctx, actor, 'person.search'), '19900000000');
  for (let n = 0; n < SEARCH_LIMITS[0].most; n++) await search();
  await expect(search()).rejects.toThrow(Limited);
  now += SEARCH_LIMITS[0].within;
  await expect(search()).resolves.toMatchObject({ total: 0 });
});

test('a supervisor sees the unmaskings of his part, marks those of others, and never the caller', async () => {
  const { id, no } = await ticket(undefined, {}, 'd-water');
  const far = await ticket(undefined, { region: '990201' });
  const actor = inSession(await dispatcher(), 7);
  const clear = await unmask(actor, id);
  await unmask(actor, id, null);
  const there = await unmask(await makePerson(ctx, [{ role: 'dispatcher', region: '990200', unmask: true }]), far.id);
  const supervisor = await makePerson(ctx, [{ role: 'supervisor', region: '990100', unmask: true }], { name: '督办甲' });
  const scope = requireScope(ctx, supervisor, 'unmask.review');
  const list = await listUnmasks(ctx, supervisor, scope, { waiting: true });
  expect(list.rows[0]).toMatchObject({ id: clear.unmask, no, login: actor.login, role: 'dispatcher', reason: REASON, looks: 2, own: false, reviewedAt: null });
  expect(list.rows.some((r) => r.id === there.unmask)).toBe(false);
  expect(JSON.stringify(list)).not.toMatch(new RegExp(`${NAME}|${PHONE}`));
  expect(await reviewUnmasks(ctx, supervisor, scope, [clear.unmask])).toEqual({ reviewed: 1 });
  expect(await reviewUnmasks(ctx, supervisor, scope, [clear.unmask])).toEqual({ reviewed: 0 });
  const after = await listUnmasks(ctx, supervisor, scope);
  expect([after.waiting, after.rows[0]]).toMatchObject([list.waiting - 1, { reviewedBy: '督办甲', reviewedAt: now }]);
  await expect(reviewUnmasks(ctx, supervisor, scope, [there.unmask])).rejects.toThrow(NotFound);
  const own = await unmask(supervisor, id);
  await expect(reviewUnmasks(ctx, supervisor, scope, [own.unmask])).rejects.toThrow(Forbidden);
  const water = await makePerson(ctx, [{ role: 'supervisor', region: '990100', department: 'd-social' }]);
  expect((await listUnmasks(ctx, water, requireScope(ctx, water, 'unmask.review'))).rows).toEqual([]);
  const paged = await listUnmasks(ctx, supervisor, scope, { limit: 1 });
  expect((await listUnmasks(ctx, supervisor, scope, { limit: 1, before: paged.next })).rows[0]?.id).toBe(clear.unmask);
});

test('after an erasure nothing opens, nothing is found, and it says so', async () => {
  const phone = '19900005555';
  const { id, no } = await ticket({ name: NAME, phone });
  const actor = inSession(await dispatcher(), 7);
  await unmask(actor, id);
  await eraseTicket(ctx, keys, no, '诉求人要求删除');
  expect(await view(actor, id)).toMatchObject({ state: 'erased', shown: null, refusal: 'erased' });
  await expect(unmask(actor, id, null)).rejects.toMatchObject({ why: 'erased' });
  expect(await windowNow(actor, id)).toBeNull();
  now += 3_600_000;
  expect(await searchPhone(ctx, keys, actor, requireScope(ctx, actor, 'person.search'), phone)).toMatchObject({ total: 0 });
});
