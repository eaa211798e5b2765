import type { Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { enter, sessionOf } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

let server: ProductServer;
test.use({ as: 'supervisor' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  server = await startServer();
  await sessionOf(server, { role: 'supervisor' });
});
test.afterAll(() => server?.stop());

const limit = (page: Page, type: string, column: number) =>
  page.getByRole('table', { name: '办理时限' }).getByRole('row', { name: type }).getByRole('button').nth(column);
const file = (name: string, mimeType: string, text: string) => ({ name, mimeType, buffer: Buffer.from(text) });

test('a limit is read with its source, changed with a reason after a look at what it does, and shown in its history', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.goto(`${server.url}/admin/rules`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('办理规则');
  await expect(limit(page, '咨询', 0)).toHaveText('2 工作日');
  await expect(limit(page, '求助', 0)).toHaveText('10 工作日');
  await expect(limit(page, '举报', 1)).toHaveText('24 小时');
  await expect(limit(page, '投诉', 2)).toHaveText('2 小时');
  expect(await axe(page)).toEqual([]);

  await limit(page, '求助', 0).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/open=rule%3Aticket-handling-help/);
  const pane = page.getByRole('dialog');
  await expect(pane).toContainText('广东省12345政务服务便民热线管理办法');
  await expect(pane).toContainText('2022-09-01 起');
  await pane.getByRole('button', { name: '修改' }).click();
  await pane.getByLabel('时长').fill('1.5');
  await expect(pane.getByText('有不合法的数值')).toBeVisible();
  await pane.getByLabel('时长').fill('8');
  await expect(pane.getByText('看了 0 件在办')).toBeVisible();
  await expect(pane.getByText('在办工单的时钟不变')).toBeVisible();
  await expect(pane.getByRole('button', { name: '写入新版本' })).toBeDisabled();
  await pane.getByLabel('决定').fill('第 5 次例会');
  expect(await axe(page)).toEqual([]);
  await pane.getByRole('button', { name: '写入新版本' }).click();
  await expect(page.getByText('已写入第 2 版')).toBeVisible();
  await expect(limit(page, '求助', 0)).toHaveText('8 工作日');
  await expect(pane.getByRole('row', { name: /第 5 次例会/ })).toContainText('8 工作日');
  await page.reload();
  await expect(pane.getByRole('row', { name: /随省份配置/ })).toContainText('10 工作日');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(`${server.url}/admin/rules`);
  expect(complaints.all).toEqual([]);
});

test('a city gets a rule of its own, which ends again', async ({ page }) => {
  await page.goto(`${server.url}/admin/rules?open=rule:ticket-redo`);
  const pane = page.getByRole('dialog');
  await pane.getByRole('button', { name: '另立一条' }).click();
  await pane.getByLabel('地区').selectOption('440300');
  await pane.getByLabel('重办次数').fill('1');
  await pane.getByLabel('决定').fill('深圳试点');
  await pane.getByRole('button', { name: '写入新版本' }).click();
  await expect(page.getByText('已写入第 1 版')).toBeVisible();
  await expect(page.getByRole('row', { name: /深圳市/ })).toContainText('至多 1 次');
  await pane.getByRole('button', { name: '停用' }).click();
  await pane.getByLabel('决定').fill('试点结束');
  await pane.getByRole('button', { name: '停用' }).click();
  await expect(page.getByRole('row', { name: /深圳市/ })).toHaveCount(0);
  await expect(pane.getByText('现不生效')).toBeVisible();
});

test('the catalogue is searched, taken out, and taken in whole or not at all', async ({ page }) => {
  await page.goto(`${server.url}/admin/rules?tab=catalogue`);
  await page.getByRole('searchbox').fill('停电');
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole('row', { name: /0502 停电/ })).toContainText('省能源局');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^catalogue-\d{4}-\d\d-\d\d\.csv$/);
  expect(await axe(page)).toEqual([]);

  await page.getByRole('button', { name: '导入' }).click();
  const pane = page.getByRole('dialog');
  const head = '诉求分类,地区,主办单位,依据条款\n';
  await pane.getByLabel('文件').setInputFiles(file('bad.csv', 'text/csv', `${head}0502,440300,gd-nyj,目录 9\n9999,440300,gd-none,\n`));
  await pane.getByRole('button', { name: '检查' }).click();
  await expect(pane.getByRole('alert')).toContainText('2 处有误');
  await expect(pane.getByRole('alert')).toContainText('第 3 行');
  await pane.getByLabel('文件').setInputFiles(file('good.csv', 'text/csv', `${head}0502,440300,gd-nyj,目录 9\n`));
  await pane.getByRole('button', { name: '检查' }).click();
  await expect(pane.getByText('将写入 1 行')).toBeVisible();
  await pane.getByLabel('决定').fill('新目录');
  await pane.getByRole('button', { name: '写入' }).click();
  await expect(page.getByText('已写入 1 行')).toBeVisible();
  await expect(page.getByRole('row', { name: /深圳市/ })).toContainText('目录 9');
});

test('a year that nobody has published says so, and has its days once it is imported', async ({ page }) => {
  const next = new Date().getFullYear() + 1;
  await page.goto(`${server.url}/admin/rules?tab=calendar&year=2026`);
  await expect(page.getByText('国办发明电〔2025〕7号')).toBeVisible();
  await expect(page.getByRole('row', { name: /2026-02-15 — 2026-02-23/ })).toContainText('春节');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('radio', { name: String(next), exact: true }).click({ force: true });
  await expect(page.getByText('日历未公布')).toBeVisible();
  await page.getByRole('button', { name: '导入' }).click();
  const year = { year: next, source: '虚构通知', holidays: [{ name: '元旦', from: `${next}-01-01`, to: `${next}-01-01` }], workdays: [] };
  const pane = page.getByRole('dialog');
  await pane.getByLabel('文件').setInputFiles(file('year.json', 'application/json', JSON.stringify(year)));
  await pane.getByRole('button', { name: '写入' }).click();
  await expect(page.getByText(`已写入 ${next} 年日历；重算了 0 件暂定到期日`)).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(`${next}-01-01`) })).toContainText('元旦');
});

test('who only reads is offered nothing to write, and who may not read is told so', async ({ page, context }) => {
  await context.clearCookies();
  await enter(page, server, { role: 'dispatcher' });
  await page.goto(`${server.url}/admin/rules?open=rule:ticket-redo`);
  await expect(page.getByRole('dialog')).toContainText('至多 2 次');
  await expect(page.getByRole('button', { name: '修改' })).toHaveCount(0);
  await context.clearCookies();
  await enter(page, server, { role: 'audit_admin' });
  await page.goto(`${server.url}/admin/rules`);
  await expect(page).toHaveURL(/\/denied/);
});
