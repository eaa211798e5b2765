import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import type { AuditFilter } from '../../wire/audit.ts';
import { type Actor, SYSTEM } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { accessWorld, makePerson } from '../access/testing.ts';
import type { Ctx } from '../context.ts';
import { Forbidden, Invalid, NotFound, OutOfScope } from '../errors.ts';
import { toAuditRow } from './audit-entry.ts';
import { exportAudit } from './export-audit.ts';
import { sealAudit } from './seal.ts';
import { auditRow, chainState, countAudit, searchAudit } from './search.ts';
import { assertWhole } from './where.ts';
import { writeAuditRows } from './write-audit.ts';

const START = Date.UTC(2026, 5, 18, 3);
const WEEK = { from: START - 604_800_000, to: START + 604_800_000 };
let t: TestDb;
let ctx: Ctx;
let whole: Actor;
let city: Actor;
let bureau: Actor;
let handler: Actor & { version: number };
const now = START;

beforeAll(async () => {
  t = await openTestDb();
  ctx = accessWorld(t.db, () => now);
  whole = await makePerson(ctx, [{ role: 'audit_admin' }], { login: 'audit.all' });
  city = await makePerson(ctx, [{ role: 'audit_admin', region: '990100' }], { login: 'audit.city' });
  bureau = await makePerson(ctx, [{ role: 'audit_admin', region: '990100', department: 'd-social' }], { login: 'audit.bureau' });
  handler = await makePerson(ctx, [{ role: 'unit_handler' }], { login: 'handler.a', name: '示例甲' });
  const nobody = { kind: 'nobody', id: 0, login: '=cmd|x', session: null, address: '198.51.100.9' } as const;
  const row = (i: number, over: object, by: Parameters<typeof toAuditRow>[0] = handler) =>
    toAuditRow(by, { action: 'ticket.read', result: 'ok', object: { kind: 'ticket', id: `T-${i}` }, ...over }, START + i * 1_000);
  await writeAuditRows(t.db, [
    ...Array.from({ length: 25 }, (_, i) => row(i, { region: i % 2 ? '990101' : '990201', department: i % 4 === 1 ? 'd-social-1' : 'd-water' })),
    row(30, { action: 'unmask.granted', object: { kind: 'ticket', id: 'T-1' }, region: '990101', department: 'd-social', purpose: '核实地址' }),
    row(31, { action: 'unmask.refused', result: 'refused', object: { kind: 'ticket', id: 'T-1' }, region: '990101' }),
    row(32, { action: 'session.failed', result: 'failed', object: null }, nobody),
    row(33, { action: 'feed.set', object: { kind: 'feed', id: '+feed' }, region: '990000' }, SYSTEM),
  ]);
  await sealAudit(ctx);
});
afterAll(() => t.drop());

const scopeOf = (actor: Actor) => requireScope(ctx, actor, 'audit.read');
const find = (filter: Partial<AuditFilter>, actor = whole, page = {}) =>
  searchAudit(ctx, scopeOf(actor), { ...WEEK, ...filter }, { after: null, limit: 200, order: 'newest', ...page });
const total = async (filter: Partial<AuditFilter>, actor = whole) => (await countAudit(ctx, scopeOf(actor), { ...WEEK, ...filter })).total;

test('pages follow each other without a hole or a repeat, in both orders', async () => {
  for (const order of ['newest', 'oldest'] as const) {
    const ids: number[] = [];
    let after: Awaited<ReturnType<typeof find>>['next'] = null;
    do {
      const page: Awaited<ReturnType<typeof find>> = await find({}, whole, { limit: 7, after, order });
      ids.push(...page.rows.map((r) => r.id));
      after = page.next;
    } while (after);
    expect(new Set(ids).size).toBe(29);
    expect(ids).toEqual([...ids].sort((a, b) => (order === 'newest' ? b - a : a - b)));
  }
});

test('each filter finds its rows, and the count tells them apart', async () => {
  expect(await countAudit(ctx, scopeOf(whole), WEEK)).toEqual({ ok: 27, refused: 1, failed: 1, total: 29, capped: false });
  expect(await total({ actor: 'handler.a' })).toBe(27);
  expect(await total({ action: 'unmask.' })).toBe(2);
  expect(await total({ action: 'unmask.granted' })).toBe(1);
  expect(await total({ result: 'refused' })).toBe(1);
  expect(await total({ objectKind: 'ticket', objectId: 'T-1' })).toBe(3);
  expect(await total({ region: '990100' })).toBe(14);
  expect(await total({ address: '198.51.100.9' })).toBe(1);
  expect(await total({ q: 'T-2' })).toBe(6);
  expect(await total({ q: 'handler' })).toBe(27);
  expect(await total({ q: '29' })).toBe(1);
  expect(await total({ q: `' or true --` })).toBe(0);
  expect(await total({ q: '%' })).toBe(0);
  expect(await total({ from: START + 30_000 })).toBe(4);
  await expect(find({ from: 5, to: 5 })).rejects.toThrow(Invalid);
});

test('the timeline of one object is the same search, oldest first', async () => {
  const { rows } = await find({ objectKind: 'ticket', objectId: 'T-1' }, whole, { order: 'oldest' });
  expect(rows.map((r) => r.action)).toEqual(['ticket.read', 'unmask.granted', 'unmask.refused']);
  expect(rows[1]).toMatchObject({
    actorLogin: 'handler.a',
    actorName: '示＊＊',
    regionName: '地区990101',
    departmentName: '部门d-social',
    purpose: '核实地址',
    seq: 26,
  });
});

test('a part sees its own region and departments, and neither the rest nor the chain', async () => {
  expect(await total({}, city)).toBe(14);
  expect((await find({}, city)).rows.every((r) => r.region === '990101')).toBe(true);
  expect(await total({ region: '990201' }, city)).toBe(0);
  expect((await find({}, bureau)).rows.map((r) => r.department)).toEqual(['d-social', ...Array(6).fill('d-social-1')]);
  const hidden = (await find({ region: '990201' })).rows[0];
  await expect(auditRow(ctx, scopeOf(city), hidden?.id ?? 0)).rejects.toThrow(NotFound);
  await expect(auditRow(ctx, scopeOf(city), 999_999)).rejects.toThrow(NotFound);
  expect(() => assertWhole(scopeOf(city), ctx.catalog.tree)).toThrow(OutOfScope);
  expect(() => scopeOf(handler)).toThrow(Forbidden);
});

test('one row is shown with its digest, recomputed, and its link', async () => {
  const [first] = (await find({}, whole, { order: 'oldest', limit: 1 })).rows;
  const view = await auditRow(ctx, scopeOf(whole), first?.id ?? 0);
  expect(view).toMatchObject({ check: { digest: true, link: true }, line: { seq: 1 } });
  expect(view.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await chainState(ctx)).toMatchObject({ head: { seq: 29 }, floorSeq: 0, unsealed: { rows: 0, ageMs: null }, oldestAt: START });
});

test('an export is on record before its first part, carries its watermark, defuses formulas and says where it ends', async () => {
  const rows = async () => (await t.db.query<{ detail: object }>(`select detail from audit where action = 'audit.exported' order by id`)).map((r) => r.detail);
  const parts = exportAudit(ctx, whole, scopeOf(whole), WEEK, 'csv');
  const head = await parts.next();
  expect(await rows()).toEqual([{ ...WEEK, format: 'csv' }]);
  let text = String(head.value);
  for await (const part of parts) text += part;
  const lines = text.split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFwatermark,audit\.all 2026-06-18T11:00:00\.000\+08:00,"\{""from"":""2026-06-11T11/);
  expect(text).toContain(`,'=cmd|x,`);
  expect(text).toContain(`,'+feed,`);
  expect(lines.at(-2)).toBe('end,30');
  const json: string[] = [];
  for await (const part of exportAudit(ctx, city, scopeOf(city), WEEK, 'ndjson')) json.push(...part.trimEnd().split('\n'));
  const objects = json.map((line) => JSON.parse(line));
  expect(objects[0]).toMatchObject({ watermark: { exportedBy: 'audit.city' } });
  expect(objects.at(-1)).toEqual({ end: { rows: 14 } });
  expect(objects.slice(1, -1).every((o) => o.region === '990101')).toBe(true);
  await expect(exportAudit(ctx, whole, scopeOf(whole), { from: 1, to: 1 }, 'csv').next()).rejects.toThrow(Invalid);
  expect(await rows()).toHaveLength(2);
});
