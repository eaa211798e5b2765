import { afterAll, beforeAll, expect, test } from 'vitest';
import { madeDictionary } from '../../../db/seed/catalog.ts';
import { makeObserved } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { LiveDictionary } from '../../core/indicator/live-dictionary.ts';
import { redactText } from '../../core/privacy/redact.ts';
import type { ChangeOf, SaveChange } from '../../wire/dictionary.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { Conflict, Forbidden, Invalid, NotFound, OutOfScope } from '../errors.ts';
import { figureCard } from '../indicator/card.ts';
import { reviewPage } from '../review/review-page.ts';
import { publishChange, returnChange, withdrawChange } from './decide-change.ts';
import { DictionarySource } from './dictionary-source.ts';
import { exportDictionary } from './export-dictionary.ts';
import { listDictionary } from './list-dictionary.ts';
import { readIndicator } from './read-indicator.ts';
import { MOST_OPEN, saveChange } from './save-change.ts';
import { submitChange } from './submit-change.ts';
import { openDictionary } from './testing.ts';

const ROOT = '990000';
const CITY = '990100';
const DAY = 86_400_000;
let now = Date.UTC(2026, 5, 16, 2);
let floor: Floor & TestDb;
let source: DictionarySource;
let steward: Actor;
let second: Actor;
let officer: Actor;
let cityOfficer: Actor;

beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  source = openDictionary(floor.ctx);
  steward = await makePerson(floor.ctx, [{ role: 'steward' }], { login: 'steward', name: '数据管理员' });
  second = await makePerson(floor.ctx, [{ role: 'steward' }], { login: 'second' });
  officer = await makePerson(floor.ctx, [{ role: 'chief_data_officer' }], { login: 'officer', name: '首席数据官' });
  cityOfficer = await makePerson(floor.ctx, [{ role: 'chief_data_officer', region: CITY }], { login: 'city' });
}, 60_000);
afterAll(() => floor.drop());

const definition = (code: string): ChangeOf => ({ kind: 'definition', code });
const target = (code: string, region: string, period = '2026'): ChangeOf => ({ kind: 'target', code, region, period, path: '' });
const save = (by: Actor, of: ChangeOf, fields: Record<string, string>, over: Partial<SaveChange> = {}) =>
  saveChange(floor.ctx, source, by, { id: null, of, base: 0, fields, note: '按新印发的文件', ...over });
const send = (by: Actor, id: number) => submitChange(floor.ctx, source, by, { id });
const publish = (by: Actor, id: number, from: number | null = null) => publishChange(floor.ctx, source, by, { id, from, reason: '同意' });
/** A whole walk by two persons. */
async function walk(of: ChangeOf, fields: Record<string, string>, { base = 0, from = null as number | null } = {}): Promise<number> {
  const { id, faults } = await save(steward, of, fields, { base });
  expect(faults).toEqual([]);
  await send(steward, id);
  await publish(officer, id, from);
  return id;
}
const rowOf = (code: string) => floor.ctx.catalog.indicators.get(code);
const reader = (by: Actor) => requireScope(floor.ctx, by, 'indicator.read');
const read = (code: string, by = steward) => readIndicator(floor.ctx, source, by, reader(by), code);
const audited = async (id: number) =>
  (
    await floor.db.query<{ action: string; who: string }>(`select action, actor_login who from audit where detail ->> 'change' = $1 order by id`, [String(id)])
  ).map((r) => `${r.action} ${r.who}`);
/** Another process, or this one after it was killed: it knows nothing but the database. */
async function restarted(): Promise<{ rows: ReadonlyMap<string, IndicatorRow>; versions: ReadonlyMap<string, number>; source: DictionarySource }> {
  const live = madeDictionary() as unknown as LiveDictionary<IndicatorRow>;
  const other = new DictionarySource(floor.db, live, { ...source.given, rows: [...live.indicators.values()] }, () => now);
  await other.refresh();
  return { rows: live.indicators, versions: live.versions, source: other };
}

test('a definition goes from draft to force by two persons, with every step on record, and a restart keeps it', async () => {
  const before = rowOf('t.tickets');
  const { id, faults } = await save(steward, definition('t.tickets'), { name: '', responsible: '某厅' });
  expect(faults).toEqual([{ field: 'name', fault: 'required' }]);
  // What is wrong is kept, and not sent.
  await expect(send(steward, id)).rejects.toThrow(Invalid);
  expect((await read('t.tickets')).changes[0]).toMatchObject({
    state: 'draft',
    mine: true,
    fields: { name: '', responsible: '某厅' },
    faults: [{ field: 'name' }],
  });
  await expect(save(second, definition('t.tickets'), { name: '他的' }, { id })).rejects.toThrow(Forbidden);
  await expect(save(steward, definition('t.tickets'), { name: '又一稿' })).rejects.toThrow(Conflict);
  await save(steward, definition('t.tickets'), { name: '工单总量' }, { id });
  await send(steward, id);
  await expect(save(steward, definition('t.tickets'), { name: '再改' }, { id })).rejects.toThrow(Conflict);
  expect(rowOf('t.tickets')).toBe(before);
  expect(await publish(officer, id)).toEqual({ id, version: 1, from: now });
  expect(rowOf('t.tickets')).toMatchObject({ name: '工单总量', responsible: '某厅', kind: 'count', keeps: before?.keeps, from: before?.from });
  expect(floor.ctx.catalog.derivations.get('cn.tongguan.ticket.reported.v1')?.[0]?.row).toBe(rowOf('t.tickets'));
  expect(await audited(id)).toEqual(['indicator.drafted steward', 'indicator.redrafted steward', 'indicator.submitted steward', 'indicator.published officer']);
  const other = await restarted();
  expect([other.rows.get('t.tickets')?.name, other.versions.get('t.tickets')]).toEqual(['工单总量', 1]);
  const entry = await read('t.tickets');
  expect(entry.versions.map((v) => [v.version, v.fields.name, v.by, v.approvedBy])).toEqual([
    [1, '工单总量', '数据管理员', '首席数据官'],
    [0, 't.tickets', null, null],
  ]);
  const card = await figureCard(floor.ctx, floor.scope, { indicator: 't.tickets', region: ROOT, window: 'PT1H' }, async () => []);
  expect([card.version, card.definition.name]).toEqual([1, '工单总量']);
});

test('nobody decides what is his own, whatever he may; stewards decide nothing; a part of the province decides no definition', async () => {
  const { id } = await save(officer, definition('t.closed'), { name: '办结量' });
  await send(officer, id);
  await expect(publish(officer, id)).rejects.toThrow(/four eyes/);
  await expect(returnChange(floor.ctx, officer, { id, reason: '自己退' })).rejects.toThrow(Forbidden);
  await expect(publish(second, id)).rejects.toThrow(Forbidden);
  await expect(publish(cityOfficer, id)).rejects.toThrow(NotFound);
  await expect(save(cityOfficer, definition('t.done'), { name: '市的' })).rejects.toThrow(OutOfScope);
  // The database refuses it too.
  await expect(
    floor.db.query(`update dictionary_change set state = 'published', version = 1, from_at = now(), decided_at = now(), decided_by = by where id = $1`, [id]),
  ).rejects.toThrow(/four_eyes/);
  await withdrawChange(floor.ctx, officer, { id, reason: '写错了' });
  expect(rowOf('t.closed')?.name).toBe('t.closed');
});

test('what is returned says why and stays as it was; its author begins again from it', async () => {
  const { id } = await save(steward, definition('t.closed'), { name: '办结' });
  await send(steward, id);
  await expect(returnChange(floor.ctx, officer, { id, reason: ' ' })).rejects.toThrow(Invalid);
  await returnChange(floor.ctx, officer, { id, reason: '缺责任单位' });
  expect((await read('t.closed')).changes[0]).toMatchObject({ id, state: 'returned', decidedBy: '首席数据官', reason: '缺责任单位' });
  await expect(publish(officer, id)).rejects.toThrow(Conflict);
  await expect(floor.db.query('update dictionary_change set reason = $2 where id = $1', [id, '改口'])).rejects.toThrow(/append-only/);
  await expect(floor.db.query('delete from dictionary_change where id = $1', [id])).rejects.toThrow(/append-only/);
  await expect(floor.db.query('truncate dictionary_change')).rejects.toThrow(/append-only/);
  expect(await audited(id)).toEqual(['indicator.drafted steward', 'indicator.submitted steward', 'indicator.returned officer']);
});

test('another’s draft that was published first makes one stale: who, when, what differs, and the way on', async () => {
  const mine = await save(steward, definition('o.sum'), { name: '我的名', caliber: '我的口径' });
  const theirs = await save(second, definition('o.sum'), { name: '他的名', responsible: '某厅' });
  await send(steward, mine.id);
  await send(second, theirs.id);
  await publish(officer, theirs.id);
  const refusal = await publish(officer, mine.id).catch((e: Error) => e);
  expect(refusal).toBeInstanceOf(Conflict);
  expect((refusal as Error).message).toContain(`published by officer at ${new Date(now).toISOString()}`);
  const change = (await read('o.sum')).changes.find((c) => c.id === mine.id);
  expect(change?.stale).toMatchObject({ version: 1, by: '首席数据官', at: now, changed: ['name', 'caliber', 'responsible'], both: ['name'] });
  await withdrawChange(floor.ctx, steward, { id: mine.id, reason: '以新版为底重起' });
  await expect(save(steward, definition('o.sum'), change?.stale?.fields ?? {})).rejects.toThrow(Conflict);
  await walk(definition('o.sum'), change?.stale?.fields ?? {}, { base: 1 });
  expect(rowOf('o.sum')).toMatchObject({ name: '我的名', caliber: '我的口径', responsible: '某厅' });
});

test('a changed counting rule is another indicator', async () => {
  await expect(save(steward, definition('o.count'), { unit: '万件' })).rejects.toThrow(/another indicator/);
  await expect(save(steward, definition('o.count'), { kind: 'ratio', scale: '2' })).rejects.toThrow(/kind, scale/);
  expect(await floor.db.query(`select 1 from dictionary_change where code = 'o.count'`)).toEqual([]);
});

test('a version for later comes into force by the clock, and none for earlier is published', async () => {
  const { id } = await save(steward, definition('o.stock'), { name: '明日之名' });
  await send(steward, id);
  await expect(publish(officer, id, now - 1)).rejects.toThrow(Invalid);
  await publish(officer, id, now + DAY);
  expect(rowOf('o.stock')?.name).toBe('o.stock');
  const list = await listDictionary(floor.ctx, source, steward, reader(steward));
  expect(list.rows.find((r) => r.code === 'o.stock')).toMatchObject({ version: 0, next: { version: 1, from: now + DAY } });
  now += DAY - 1;
  expect(await source.refresh()).toBe(false);
  expect(rowOf('o.stock')?.name).toBe('o.stock');
  now += 1;
  expect(await source.refresh()).toBe(true);
  expect([rowOf('o.stock')?.name, (await restarted()).rows.get('o.stock')?.name]).toEqual(['明日之名', '明日之名']);
});

test('events of a new indicator are taken from its publication on and not before', async () => {
  const code = 'x.built';
  const feed = await floor.feed('indicator');
  const told = (id: string) =>
    makeObserved({ indicator: code, region: CITY, period: '2025', value: 7 }, { source: 'urn:new', id, time: new Date(now).toISOString() });
  const counts = { kind: 'manual', unit: '个', scale: '0', factor: '1', regionAdds: 'add', timeAdds: 'last', reportedAt: 'province city' };
  const words = { name: '新建数', shortName: '新建数', direction: 'up', decimals: '0', cadence: 'P1Y', sourceDocument: '某通知' };
  const { id, faults } = await save(steward, definition(code), { ...counts, ...words, timeAdds: 'add' });
  expect(faults).toEqual([{ field: 'timeAdds', fault: 'choice' }]);
  await save(steward, definition(code), { timeAdds: 'last' }, { id });
  await send(steward, id);
  expect((await floor.submit(feed, [told('a')])).rejected.map((r) => r.code)).toEqual(['unknown_indicator']);
  await publish(officer, id);
  expect((await floor.submit(feed, [told('b')])).rejected).toEqual([]);
  const page = await reviewPage(floor.ctx, floor.scope, { region: ROOT, month: now });
  expect(page.rows.find((r) => r.code === code)).toMatchObject({ grain: 'year', cells: expect.stringContaining(`["${CITY}",`) });
  expect((await restarted()).rows.get(code)).toMatchObject({ kind: 'manual', reportedAt: ['province', 'city'], name: '新建数' });
  // Its own counting rule is as fixed as any other.
  await expect(save(steward, definition(code), { unit: '座' }, { base: 1 })).rejects.toThrow(/another indicator/);
  await walk(definition(code), { name: '新建个数' }, { base: 1 });
  expect(rowOf(code)).toMatchObject({ name: '新建个数', unit: '个' });
});

test('a target judges its own region alone, with its version and source, until it is ended', async () => {
  const told = { comparator: '>=', value: '12', document: '某市年度任务', place: '附件一' };
  expect((await save(cityOfficer, target('o.plan', CITY), { ...told, place: '' })).faults).toEqual([{ field: 'place', fault: 'required' }]);
  await expect(save(cityOfficer, target('o.plan', '990200'), told)).rejects.toThrow(OutOfScope);
  expect((await save(steward, target('o.plan', '990101'), told)).faults).toEqual([{ field: 'region', fault: 'choice' }]);
  expect((await save(steward, target('o.count', '990101'), told)).faults).toEqual([]);
  expect((await save(steward, target('o.level', '990101'), told)).faults).toEqual([{ field: 'region', fault: 'choice' }]);
  await walk(target('o.plan', CITY), told);
  const own = async (region: string) => {
    const page = await reviewPage(floor.ctx, floor.scope, { region, month: now });
    const card = await figureCard(floor.ctx, floor.scope, { indicator: 'o.plan', region, window: 'PT1H' }, async () => []);
    return { page: (page.ownTargets['o.plan'] ?? []).map((g) => `${g.region} ${g.comparator} ${g.value} ${g.version}`), card: card.ownTargets };
  };
  expect(await own(CITY)).toMatchObject({ page: [`${CITY} >= 12 1`], card: [{ value: 12, version: 1, source: { document: '某市年度任务', line: '附件一' } }] });
  // The province's page carries it for the city's cell; no other region has it.
  expect(await own(ROOT)).toEqual({ page: [`${CITY} >= 12 1`], card: [] });
  expect(await own('990200')).toEqual({ page: [], card: [] });
  await walk(target('o.plan', CITY), { ...told, value: '15' }, { base: 1 });
  expect((await own(CITY)).card).toMatchObject([{ value: 15, version: 2 }]);
  await walk(target('o.plan', CITY), { document: '某市通知', place: '第一条', ended: 'yes' }, { base: 2 });
  expect(await own(CITY)).toEqual({ page: [], card: [] });
  const [course] = (await read('o.plan')).targets;
  expect([course?.inForce, course?.versions.map((v) => v.version)]).toEqual([null, [3, 2, 1]]);
});

test('a process that was killed between the commit and its own reading finds the version at its start; another within a look', async () => {
  const other = await restarted();
  const { id } = await save(steward, definition('o.level'), { name: '新水位' });
  await send(steward, id);
  // The commit, and nothing after it: as if the process ended there.
  const died = new DictionarySource(floor.db, madeDictionary() as unknown as LiveDictionary<IndicatorRow>, source.given, () => now);
  let looks = 0;
  died.refresh = async () => {
    looks += 1;
    if (looks > 1) throw new Error('killed');
    return DictionarySource.prototype.refresh.call(died);
  };
  await expect(publishChange(floor.ctx, died, officer, { id, from: null, reason: '' })).rejects.toThrow('killed');
  expect(other.rows.get('o.level')?.name).toBe('o.level');
  expect(await other.source.refresh()).toBe(true);
  expect(other.rows.get('o.level')?.name).toBe('新水位');
  expect((await restarted()).versions.get('o.level')).toBe(1);
  // Nothing of a step that broke off before its commit is left.
  const [{ n } = { n: -1 }] = await floor.db.query<{ n: number }>(
    `select count(*)::int8 n from audit where action = 'indicator.published' and detail ->> 'change' = $1`,
    [String(id)],
  );
  expect(n).toBe(1);
});

test('a city’s reader sees the targets of its own regions; the workbook has versions and sources and is on record', async () => {
  await source.refresh();
  await walk(target('o.count', '990200', '2027'), { comparator: '<=', value: '3', document: '乙市任务', place: '一' });
  expect((await read('o.count', cityOfficer)).targets).toEqual([]);
  expect((await read('o.count', cityOfficer)).changes.map((c) => c.regionName)).toEqual(['地区990101']);
  expect((await read('o.count')).targets).toMatchObject([{ region: '990200', period: '2027', inForce: 1 }]);
  const { body, rows } = await exportDictionary(floor.ctx, source, steward, reader(steward), 'zh-CN');
  expect(rows).toBe(floor.ctx.catalog.indicators.size);
  expect(Buffer.from(body, 'base64').subarray(0, 2).toString()).toBe('PK');
  expect(await floor.db.query(`select 1 from audit where action = 'indicator.exported'`)).toHaveLength(1);
  await expect(read('no.such')).rejects.toThrow(NotFound);
});

test('open drafts are bounded by person and by indicator, also of presses at once, and each that is closed makes room', async () => {
  const author = await makePerson(floor.ctx, [{ role: 'steward' }], { login: 'author' });
  const fill = async (n: number, rest: string) =>
    floor.db.query(
      `insert into dictionary_change (kind, code, region, period, path, subject, base, fields, note, by, by_login, at, saved_at)
       select 'target', ${rest}, '', gen_random_uuid()::text, 0, '{}', '', $2::int, 'author', now(), now() from generate_series(1, $1::int) i`,
      [n, author.id],
    );
  await fill(MOST_OPEN.person - 1, `'o.' || i, '990100', '2026'`);
  const drafts = await Promise.allSettled([
    save(author, target('o.count', CITY, '2031'), {}),
    save(author, target('o.count', CITY, '2032'), {}),
    save(author, target('o.count', CITY, '2033'), {}),
  ]);
  expect(drafts.filter((d) => d.status === 'fulfilled')).toHaveLength(1);
  for (const draft of drafts) if (draft.status === 'rejected') expect(String(draft.reason)).toContain(`too many open drafts: you have ${MOST_OPEN.person}`);
  const mine = (await read('o.count', author)).changes.find((c) => c.mine && c.state === 'draft');
  if (!mine) throw new Error('no draft');
  // One's own goes on, and another person begins.
  await save(author, mine.of, { value: '3' }, { id: mine.id });
  const other = await save(second, target('o.count', CITY, '2031'), {});
  await withdrawChange(floor.ctx, author, { id: mine.id, reason: '不用了' });
  const again = await save(author, target('o.count', CITY, '2034'), {});
  await withdrawChange(floor.ctx, author, { id: again.id, reason: '不用了' });
  await withdrawChange(floor.ctx, second, { id: other.id, reason: '不用了' });
  await fill(MOST_OPEN.indicator, `'o.rate', '990100', i::text`);
  await expect(save(second, target('o.rate', CITY, '2035'), {})).rejects.toThrow(`too many open drafts: o.rate has ${MOST_OPEN.indicator}`);
});

test('what is typed into a draft is kept as other texts are: without numbers, house numbers and names of whoever introduces himself', async () => {
  const typed = '我叫张晓明，电话13800138000，住中山路12号';
  const clean = redactText(typed).text;
  for (const secret of ['张晓明', '13800138000', '12号']) expect(clean).not.toContain(secret);
  const { id } = await save(steward, definition('o.stock'), { definition: typed }, { note: typed, base: 1 });
  expect((await read('o.stock')).changes.find((c) => c.id === id)).toMatchObject({ fields: { definition: clean }, note: clean });
  await withdrawChange(floor.ctx, steward, { id, reason: typed });
  expect((await read('o.stock')).changes.find((c) => c.id === id)?.reason).toBe(clean);
  const kept = JSON.stringify([
    await floor.db.query('select * from dictionary_change where id = $1', [id]),
    await floor.db.query(`select purpose, detail from audit where detail ->> 'change' = $1`, [String(id)]),
  ]);
  for (const secret of ['张晓明', '13800138000', '12号']) expect(kept).not.toContain(secret);
});
