import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { KnowledgeContent, KnowledgeSearch } from '../../wire/knowledge.ts';
import { type Actor, SYSTEM } from '../access/actor.ts';
import { requireScope, scopeFor } from '../access/require-scope.ts';
import { accessWorld, makePerson } from '../access/testing.ts';
import type { Ctx } from '../context.ts';
import { changeEntry } from './change-entry.ts';
import { createEntry } from './create-entry.ts';
import { importEntries } from './import-entries.ts';
import { insertable, takeEntries } from './insertable.ts';
import { listReports, readDesk } from './list-reports.ts';
import { readEntry, readVersions } from './read-entry.ts';
import { reportEntry } from './report-entry.ts';
import { searchEntries } from './search-entries.ts';
import { setEntryStatus } from './set-entry-status.ts';
import { settleReport } from './settle-report.ts';

const CITY = '990100';
const COUNTY = '990101';
const SIBLING = '990200';
const PROVINCE = '990000';
const DAY = 86_400_000;
let now = Date.UTC(2026, 5, 1, 2);

let opened: TestDb;
let ctx: Ctx;
let steward: Actor;
let cityEditor: Actor;
let reader: Actor;

beforeAll(async () => {
  opened = await openTestDb();
  ctx = accessWorld(opened.db, () => now);
  steward = await makePerson(ctx, [{ role: 'steward' }], { login: 'steward' });
  cityEditor = await makePerson(ctx, [{ role: 'supervisor', region: CITY, department: 'd-social' }], { login: 'city-editor' });
  reader = await makePerson(ctx, [{ role: 'dispatcher', region: CITY }], { login: 'reader' });
});
afterAll(() => opened.drop());

const content = (over: Partial<KnowledgeContent> = {}): KnowledgeContent =>
  KnowledgeContent.parse({ title: '停水怎么报修', answer: '请拨打供水企业的服务电话报修。', region: PROVINCE, ...over });
const make = async (over: Partial<KnowledgeContent> = {}, { by = steward, publish = true }: { by?: Actor; publish?: boolean } = {}) =>
  createEntry(ctx, by, { content: content(over), publish, note: '新建' });
const reads = (actor: Actor) => requireScope(ctx, actor, 'knowledge.read');
const find = (actor: Actor, query: string, over: Partial<KnowledgeSearch> = {}) => searchEntries(ctx, reads(actor), KnowledgeSearch.parse({ query, ...over }));
const titles = async (actor: Actor, query: string, over: Partial<KnowledgeSearch> = {}) => (await find(actor, query, over)).rows.map((r) => r.title);
const audited = async (id: number) =>
  (await ctx.db.query<{ action: string }>(`select action from audit where object_kind = 'knowledge' and object_id = $1 order by id`, [String(id)])).map(
    (r) => r.action,
  );

test('words of one and of two characters are found, a word in the title before one in the text, and parts where nothing holds all', async () => {
  await make({ title: '噪声扰民找谁', answer: '施工噪声由住建部门和城管部门处理。', keywords: ['夜间施工'] });
  await make({ title: '违法建设举报', answer: '违法建设由城管部门处理；噪声另见他条。' });
  await make({ title: 'ETC 怎么办理', answer: '可在 APP 或网点办理，客服电话 12122。' });
  await make({ title: '医保异地备案', question: '出省看病怎么报销', answer: '先备案后就医，回来即时结算。' });
  expect(await titles(reader, '噪声')).toEqual(['噪声扰民找谁', '违法建设举报']);
  expect(await titles(reader, '谁')).toEqual(['噪声扰民找谁']);
  expect(await titles(reader, 'etc')).toEqual(['ETC 怎么办理']);
  expect(await titles(reader, '１２１２２')).toEqual(['ETC 怎么办理']);
  expect(await titles(reader, '夜间施工')).toEqual(['噪声扰民找谁']);
  expect(await titles(reader, '出省 备案')).toEqual(['医保异地备案']);
  const part = await find(reader, '我家楼下夜间施工噪声太大了怎么投诉');
  expect([part.partial, part.rows[0]?.title]).toEqual([true, '噪声扰民找谁']);
  expect(await titles(reader, '量子纠缠')).toEqual([]);
  expect((await find(reader, '报销')).rows[0]?.excerpt).toContain('报销');
  expect((await find(reader, '')).rows[0]?.title).toBe('医保异地备案');
});

test('class, department, region and shelf narrow a search', async () => {
  await make({ title: '甲类甲问', category: '04', department: 'd-social', region: CITY });
  await make({ title: '甲类乙问', category: '0401', region: SIBLING });
  expect(await titles(steward, '甲类')).toHaveLength(2);
  expect(await titles(steward, '甲类', { category: '0401' })).toEqual(['甲类乙问']);
  expect(await titles(steward, '甲类', { category: '04' })).toHaveLength(2);
  expect(await titles(steward, '甲类', { department: 'd-social' })).toEqual(['甲类甲问']);
  expect(await titles(steward, '甲类', { region: COUNTY })).toEqual(['甲类甲问']);
  expect(await titles(steward, '甲类', { shelf: 'draft' })).toEqual([]);
});

test('an entry is read where it holds, above and below, and not beside; written only in one’s own part', async () => {
  const own = await make({ title: '丙市自管停车', region: CITY });
  const beside = await make({ title: '丙市停车另说', region: SIBLING });
  const below = await make({ title: '丙县停车细则', region: COUNTY, department: 'd-social' }, { by: cityEditor });
  const above = await make({ title: '丙省停车总则' });
  expect((await titles(reader, '停车')).sort()).toEqual(['丙县停车细则', '丙市自管停车', '丙省停车总则'].sort());
  await expect(readEntry(ctx, reads(reader), null, beside.id)).rejects.toThrow(`there is no knowledge entry ${beside.id}`);
  await expect(reportEntry(ctx, reader, { entry: beside.id, version: 1, text: '不对' })).rejects.toThrow('there is no knowledge entry');
  expect((await insertable(ctx, reads(reader), [above.id, beside.id], now)).map((one) => one.ok)).toEqual([true, false]);
  const change = (id: number, over: Partial<KnowledgeContent>) => changeEntry(ctx, cityEditor, { id, version: 1, content: content(over), note: '' });
  await expect(change(above.id, { title: '丙省停车总则改' })).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  // Of his city, and of all departments: not his.
  await expect(change(own.id, { title: '丙市停车改', region: CITY })).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  await expect(change(beside.id, { title: '偷改', region: CITY })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  // And nothing of his own is moved to where he may not write.
  await expect(change(below.id, { title: '丙县停车细则', region: PROVINCE, department: 'd-social' })).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  await expect(make({ region: CITY }, { by: reader })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(make({ region: CITY }, { by: cityEditor })).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  const edit = scopeFor(ctx, cityEditor, 'knowledge.edit');
  expect([(await readEntry(ctx, reads(cityEditor), edit, below.id)).editable, (await readEntry(ctx, reads(cityEditor), edit, above.id)).editable]).toEqual([
    true,
    false,
  ]);
});

test('every change is a version with who and when, for ever; of two editors the second reads who was first', async () => {
  const { id } = await make({ title: '丁条', answer: '十个工作日内答复。' });
  now += 60_000;
  const both = await Promise.allSettled(
    ['五', '七'].map((n) =>
      changeEntry(ctx, steward, { id, version: 1, content: content({ title: '丁条', answer: `${n}个工作日内答复。` }), note: `改为${n}日` }),
    ),
  );
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = both.find((one) => one.status === 'rejected')?.reason;
  expect(lost).toMatchObject({
    code: 'CONFLICT',
    message: `knowledge entry ${id} was changed by steward at ${new Date(now).toISOString()} after you read version 1`,
  });
  const entry = await readEntry(ctx, reads(reader), null, id);
  expect(entry.history.map((v) => [v.version, v.by, v.at])).toEqual([
    [2, 'steward', now],
    [1, 'steward', now - 60_000],
  ]);
  const [first, second] = await readVersions(ctx, reads(reader), id, [1, 2]);
  expect([first.content.answer, second.content.answer]).toEqual(['十个工作日内答复。', entry.content.answer]);
  expect(await titles(reader, '十个')).not.toContain('丁条');
  await expect(changeEntry(ctx, steward, { id, version: 2, content: entry.content, note: '' })).rejects.toThrow('nothing to change');
  await expect(readVersions(ctx, reads(reader), id, [1, 3])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const statement of ['update knowledge_version set note = $1', 'delete from knowledge_version where note <> $1'])
    await expect(ctx.db.query(statement, ['x'])).rejects.toThrow('append-only');
  expect(await audited(id)).toEqual(['knowledge.created', 'knowledge.changed']);
});

test('drafts, withdrawn, expired and future entries are read and say so, and are put into no answer', async () => {
  const draft = await make({ title: '戊草稿' }, { publish: false });
  const over = await make({ title: '戊过期', until: now + DAY });
  const early = await make({ title: '戊未到', from: now + 2 * DAY });
  const gone = await make({ title: '戊撤下' });
  const fine = await make({ title: '戊在用', answer: '戊的答复' });
  await expect(setEntryStatus(ctx, steward, { id: gone.id, version: 1, status: 'withdrawn', note: ' ' })).rejects.toThrow('a withdrawal needs a reason');
  expect(await setEntryStatus(ctx, steward, { id: gone.id, version: 1, status: 'withdrawn', note: '政策已改' })).toEqual({ version: 2 });
  await expect(setEntryStatus(ctx, steward, { id: gone.id, version: 1, status: 'published', note: '' })).rejects.toMatchObject({ code: 'CONFLICT' });
  now += DAY;
  const ids = [draft.id, over.id, early.id, gone.id, fine.id, 999_999];
  const asked = await insertable(ctx, reads(reader), ids, now);
  expect(asked.map((one) => (one.ok ? one.text : one.why))).toEqual(['draft', 'expired', 'future', 'withdrawn', '戊的答复', 'missing']);
  expect((await readEntry(ctx, reads(reader), null, over.id)).state).toBe('expired');
  const use = (wanted: number[]) => ctx.db.transaction((tx) => takeEntries(ctx, reads(reader), wanted, now, tx));
  await expect(use([fine.id, over.id])).rejects.toThrow(`knowledge entry ${over.id} is no longer valid`);
  expect(await use([fine.id, fine.id])).toEqual([{ id: fine.id, version: 1 }]);
  expect((await readEntry(ctx, reads(reader), null, fine.id)).uses).toBe(1);
  expect((await find(reader, '戊')).rows.map((r) => [r.title, r.state])).toEqual([
    ['戊在用', 'current'],
    ['戊未到', 'future'],
    ['戊过期', 'expired'],
  ]);
  expect(await titles(reader, '戊', { shelf: 'usable' })).toEqual(['戊在用']);
  expect((await titles(reader, '戊', { shelf: 'shelved' })).sort()).toEqual(['戊过期', '戊未到', '戊撤下'].sort());
  expect(await titles(reader, '戊', { shelf: 'draft' })).toEqual(['戊草稿']);
  await expect(setEntryStatus(ctx, steward, { id: draft.id, version: 1, status: 'draft', note: '' })).rejects.toMatchObject({ code: 'INVALID' });
  expect(await setEntryStatus(ctx, steward, { id: draft.id, version: 1, status: 'published', note: '' })).toEqual({ version: 2 });
  expect(await audited(gone.id)).toEqual(['knowledge.created', 'knowledge.withdrawn']);
});

test('personal numbers stop at the door, in every text and in a report', async () => {
  const phone = '13812345678';
  const made = await make({ title: `己条 ${phone}`, question: phone, answer: `联系 ${phone}，或拨 12345。`, source: `来电 ${phone}`, keywords: [phone] });
  expect(made.redacted).toBe(5);
  await reportEntry(ctx, reader, { entry: made.id, version: 1, text: `我的电话 ${phone}` });
  const stored = await ctx.db.query<{ all: string }>(
    `select (select json_agg(k) from knowledge k)::text || (select json_agg(v) from knowledge_version v)::text || (select json_agg(r) from knowledge_report r)::text "all"`,
  );
  expect(stored[0]?.all).toContain('12345');
  expect(stored[0]?.all).not.toContain(phone);
});

test('who reads says what is wrong; who edits settles it once, with a reason where it is declined', async () => {
  const { id } = await make({ title: '庚条', region: CITY, department: 'd-social' });
  const { id: report } = await reportEntry(ctx, reader, { entry: id, version: 1, text: '时限已改' });
  const edit = requireScope(ctx, cityEditor, 'knowledge.edit');
  const waiting = (entry: number | null = id) => listReports(ctx, edit, { entry, state: 'open', before: null, limit: 50 });
  expect((await waiting()).map((r) => [r.title, r.text, r.by, r.version, r.versionNow])).toEqual([['庚条', '时限已改', 'reader', 1, 1]]);
  expect((await readDesk(ctx, edit)).openReports).toBe(1);
  const other = await makePerson(ctx, [{ role: 'supervisor', region: SIBLING }]);
  expect(await listReports(ctx, requireScope(ctx, other, 'knowledge.edit'), { entry: null, state: 'all', before: null, limit: 50 })).toEqual([]);
  await expect(settleReport(ctx, other, { report, accept: true, reason: '' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(settleReport(ctx, cityEditor, { report, accept: false, reason: '' })).rejects.toMatchObject({ code: 'INVALID' });
  await settleReport(ctx, cityEditor, { report, accept: true, reason: '' });
  await expect(settleReport(ctx, steward, { report, accept: false, reason: '属实' })).rejects.toThrow(/was changed by city-editor at .*: it is accepted/);
  expect(await waiting()).toEqual([]);
  expect((await readEntry(ctx, reads(reader), null, id)).reports).toEqual({ open: 0, accepted: 1, declined: 0 });
  for (let n = 0; n < 3; n++) await reportEntry(ctx, reader, { entry: id, version: 1, text: `第 ${n} 次` });
  await expect(reportEntry(ctx, reader, { entry: id, version: 1, text: '再说' })).rejects.toMatchObject({ code: 'LIMITED' });
  expect((await audited(id)).slice(0, 3)).toEqual(['knowledge.created', 'knowledge.reported', 'knowledge.settled']);
});

test('a file is taken once; its next edition makes versions, and what it names wrongly is refused alone', async () => {
  const file = [1, 2].map((n) => ({ key: `k${n}`, content: content({ title: `辛条 ${n}` }) }));
  const options = { origin: 'file', note: '导入', replace: true };
  expect(await importEntries(ctx, SYSTEM, file, options)).toMatchObject({ added: 2, changed: 0, same: 0, rejected: [] });
  expect(await importEntries(ctx, SYSTEM, file, options)).toMatchObject({ added: 0, changed: 0, same: 2 });
  const next = [{ key: 'k1', content: content({ title: '辛条一' }) }, ...file.slice(1), { key: 'k3', content: content({ region: '123456' }) }];
  expect(await importEntries(ctx, SYSTEM, next, { ...options, replace: false })).toMatchObject({ added: 0, changed: 0, same: 2 });
  const again = await importEntries(ctx, SYSTEM, next, options);
  expect([again.changed, again.same, again.rejected]).toEqual([1, 1, [{ key: 'k3', why: 'region 123456 is not in the profile' }]]);
  expect(await titles(reader, '辛条一')).toEqual(['辛条一']);
});

test('a word that countless entries have is answered at once, those that have it in the title first', async () => {
  const insert = async (from: number, to: number, terms: string) => {
    await ctx.db.query(
      `with made as (insert into knowledge (status, title, region, updated_at, length, terms)
         select 'published', '壬条 ' || n, $1, now(), 10, $4::text::text[] from generate_series($2::int, $3::int) n returning id)
       insert into knowledge_version (entry, version, at, by, by_login, status, note, content)
       select id, 1, now(), 0, 'x', 'published', '', '{"question": "", "answer": "圆"}' from made`,
      [PROVINCE, from, to, terms],
    );
  };
  await insert(1, 1_050, '{圆}');
  await insert(1_051, 1_053, '{圆,^圆}');
  await insert(1_054, 1_100, '{圆}');
  const { rows, more, total } = await find(reader, '圆', { limit: 5 });
  expect(rows.slice(0, 3).map((r) => r.title)).toEqual(['壬条 1053', '壬条 1052', '壬条 1051']);
  expect([rows.length, more, total >= 1_000]).toEqual([5, true, true]);
});
