import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { DeskReport } from '../../wire/desk.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { actOnTicket } from './act.ts';
import { readDraft, saveDraft, sweepDrafts } from './drafts.ts';
import { reportTicket } from './report-ticket.ts';

let floor: Floor & TestDb;
let person: Actor;
let now = FLOOR_NOW;
beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  person = await makePerson(floor.ctx, [{ role: 'dispatcher' }, { role: 'operator' }]);
});
afterAll(() => floor.drop());

const SAID = '我叫张小明，住在天河区天河路123号2栋501，请找欧阳某某，电话13800138000';
async function ticket(): Promise<number> {
  const reporter = { name: '欧阳某某', phone: '13900001234', anonymous: false, confidential: false };
  const call = DeskReport.parse({ region: '990101', requestType: '投诉', title: '路灯不亮', body: '请处理', channel: 'phone', key: randomUUID(), reporter });
  return (await reportTicket(floor.ctx, floor.submit, person, requireScope(floor.ctx, person, 'ticket.report'), call)).id;
}
const scope = () => requireScope(floor.ctx, person, 'ticket.act');
async function give(id: number, command: string, data: Parameters<typeof actOnTicket>[3]['data']) {
  const [row] = await floor.db.query<{ version: number }>('select version from cases where id = $1', [id]);
  return actOnTicket(floor.ctx, person, scope(), { id, command, data, expect: row?.version ?? 0, key: randomUUID() });
}
const kept = async (id: number) =>
  JSON.stringify([
    await floor.db.query('select data, effects from case_journal where case_id = $1', [id]),
    await floor.db.query('select body from fact where subject_id = $1', [id]),
    await floor.db.query('select purpose, detail from audit where object_id = $1', [String(id)]),
    await floor.db.query('select data from case_draft where case_id = $1', [id]),
  ]);
const PERSONAL = ['张小明', '123号', '501', '欧阳某某', '13800138000'];

test('what somebody types stands in the journal, the facts and the audit without numbers, houses and names', async () => {
  const id = await ticket();
  expect(await give(id, 'supplement', { text: SAID })).toMatchObject({ ok: true });
  expect(await give(id, 'prioritize', { priority: 'urgent', reason: SAID })).toMatchObject({ ok: true });
  const all = await kept(id);
  expect(all).toContain('〔姓名〕');
  for (const word of PERSONAL) expect(all).not.toContain(word);
});

test.each([
  ['transfer', { line: '110', way: 'one_key', ref: '张小明 天河路123号501' }, 'ref'],
  ['transfer', { line: '110', way: 'one_key', ref: '张小明' }, 'ref'],
  ['urge', { member: 13_800_138_000 }, 'member'],
  ['urge', { member: 7 }, 'member'],
] as const)('a code or a number that is none is refused: %s %o', async (command, data, field) => {
  const id = await ticket();
  expect(await give(id, command, data)).toMatchObject({ ok: false, refusal: { code: 'field', params: { field } } });
  for (const word of PERSONAL) expect(await kept(id)).not.toContain(word);
});

test('a reference of another line is kept as it was given', async () => {
  const id = await ticket();
  expect(await give(id, 'transfer', { line: '110', way: 'one_key', ref: 'JQ-2026/0310#7' })).toMatchObject({ ok: true });
  expect(await kept(id)).toContain('JQ-2026/0310#7');
});

test('a draft is kept as it would be sent, and goes with the command however that was given', async () => {
  const id = await ticket();
  await saveDraft(floor.ctx, person, scope(), { id, command: 'supplement', data: { text: SAID, '13800138000': 'x', n: 13_800_138_000 } });
  const draft = await readDraft(floor.ctx, person, id, 'supplement');
  expect(Object.keys(draft?.data ?? {}).sort()).toEqual(['n', 'text']);
  for (const word of PERSONAL) expect(await kept(id)).not.toContain(word);
  expect(await give(id, 'supplement', { text: '另一种说法' })).toMatchObject({ ok: true });
  expect(await readDraft(floor.ctx, person, id, 'supplement')).toBeNull();
});

test('drafts that nobody goes on with are swept', async () => {
  const [old, filed, young] = [await ticket(), await ticket(), await ticket()];
  const save = (id: number) => saveDraft(floor.ctx, person, scope(), { id, command: 'supplement', data: { text: '还没写完' } });
  await save(old);
  now += 31 * 86_400_000;
  await save(filed);
  await save(young);
  await floor.db.query(`update cases set state = 'archived', open = false where id = $1`, [filed]);
  await sweepDrafts(floor.ctx);
  const left = await Promise.all([old, filed, young].map((id) => readDraft(floor.ctx, person, id, 'supplement')));
  expect(left.map((d) => d !== null)).toEqual([false, false, true]);
});
