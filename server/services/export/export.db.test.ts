import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { OutOfScope } from '../errors.ts';
import { exportFigure } from './export-figure.ts';
import { exportRecords } from './export-records.ts';

const NAMES = { categories: { '0401': '噪声' }, items: {}, departments: {}, profile: { reviewLevels: [] } };
const [ZH, EN] = [
  { locale: 'zh-CN', names: NAMES },
  { locale: 'en', names: NAMES },
] as const;
let floor: Floor & TestDb;
let actor: Actor;
const span = { from: FLOOR_NOW - 3_600_000, to: FLOOR_NOW + 60_000 };
const query = { indicator: 't.tickets', region: '990100', span };

beforeAll(async () => {
  floor = await openFloor();
  const feed = await floor.feed('ticket');
  const events = Array.from({ length: 7 }, (_, n) =>
    makeTicket(
      { region: '990101', title: n === 0 ? '=HYPERLINK("http://x")' : `云溪路${n}号路灯`, body: '电话19900001234', channel: n === 1 ? '+SUM' : 'phone' },
      { id: `r-${n}`, time: new Date(FLOOR_NOW - (n + 1) * 60_000).toISOString() },
    ),
  );
  // An id that is somebody's number is a source's fault; it must not leave all the same.
  const odd = makeTicket({ region: '990102' }, { id: '19900004321', time: new Date(FLOOR_NOW - 60_000).toISOString() });
  expect(await floor.submit(feed, [...events, odd])).toMatchObject({ accepted: 8, rejected: [] });
  actor = await makePerson(floor.ctx, [{ role: 'supervisor', region: '990100' }], { login: 'du.yi', name: '督办甲' });
}, 60_000);
afterAll(() => floor.drop());

const audits = (action: string) =>
  floor.db.query<{ actorLogin: string; region: string; objectId: string; detail: Record<string, unknown> }>(
    `select actor_login "actorLogin", region, object_id "objectId", detail from audit where action = $1 order by id`,
    [action],
  );

test('records leave under a watermark, masked and defused, and the audit has them', async () => {
  const file = await exportRecords(floor.ctx, actor, requireScope(floor.ctx, actor, 'record.export'), query, ZH);
  expect(file).toMatchObject({ name: 't.tickets-990100-2026-03-10-15-00.csv', rows: 8, cut: false });
  const lines = file.text.split('\r\n');
  expect(lines[0]).toBe('\uFEFF水印,督办甲（du.yi） 于 2026-03-10 16:00 导出,个人信息已遮蔽；仅供本人工作使用，不得外传');
  expect(lines[1]).toBe('可见范围,地区990100（全部部门）');
  expect(file.text).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(file.text).toContain(`'+SUM`);
  expect(lines.find((line) => line.startsWith('发生,'))).toContain(',标题,诉求类型,分类,渠道');
  expect(file.text).toContain(',噪声,电话,');
  expect(file.text).toContain('云溪路〔门牌〕路灯');
  expect(file.text).not.toMatch(/1990000|示例甲乙/);
  expect(await audits('record.exported')).toEqual([
    { actorLogin: 'du.yi', region: '990100', objectId: 't.tickets', detail: { from: span.from - 30_000, to: span.to + 30_000, rows: 8, cut: false } },
  ]);
});

test('a file that is cut says so', async () => {
  const file = await exportRecords(floor.ctx, actor, requireScope(floor.ctx, actor, 'record.export'), query, ZH, 3);
  expect(file).toMatchObject({ rows: 3, cut: true });
  expect(file.text).toContain('记录,3／8 条，已达导出上限，请缩短时段或下钻');
  const all = await exportRecords(floor.ctx, actor, requireScope(floor.ctx, actor, 'record.export'), query, EN, 8);
  expect(all).toMatchObject({ rows: 8, cut: false });
});

test('a figure leaves with its regions and its course', async () => {
  const scope = requireScope(floor.ctx, actor, 'figure.export');
  const file = await exportFigure(floor.ctx, actor, scope, query, 'hour', ZH);
  expect(file.text).toContain('990101,地区990101,7,0,7,7');
  expect(file.text).toContain('990102,地区990102,1,0,1,1');
  expect(file.text).toMatch(/\r\n分时段\r\n时间,分子,分母,数值,记录\r\n/);
  expect(await audits('figure.exported')).toMatchObject([{ objectId: 't.tickets', region: '990100', detail: { grain: 'hour' } }]);
});

test('nothing leaves that is not in scope, and nothing is written down as if it had', async () => {
  const before = await audits('record.exported');
  const there = { ...query, region: '990200' };
  await expect(exportRecords(floor.ctx, actor, requireScope(floor.ctx, actor, 'record.export'), there, ZH)).rejects.toThrow(OutOfScope);
  await expect(exportFigure(floor.ctx, actor, requireScope(floor.ctx, actor, 'figure.export'), there, 'hour', ZH)).rejects.toThrow(OutOfScope);
  expect(await audits('record.exported')).toEqual(before);
});
