import type { Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { enter, sessionOf, type Who } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const ROOT = '440000';
const CITY = '440300';
const COUNTY = '440305';
const CODE = 'gd145.01';
const SHOTS = process.env.ITEMS_SHOTS;
const STEWARD: Who = { role: 'steward' };
const LEADER: Who = { role: 'leader' };
const HEAD = '事项编码,事项名称,行政区划代码,实施主体,事项类型,依申请办理,零跑动,可网办,可单点登录';

let server: ProductServer;
test.use({ as: null });
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  for (const who of [STEWARD, LEADER]) await sessionOf(server, who);
});
test.afterAll(() => server?.stop());

type Item = { code: string; kind?: string; zero: boolean; region?: string };
const lineOf = ({ code, kind = '行政许可', zero, region = CITY }: Item) =>
  [code, `事项${code}`, region, '虚构局', kind, '是', zero ? '是' : '否', '是', '否'].join(',');
const fileOf = (items: readonly Item[], head = HEAD) => ({
  name: '目录.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([head, ...items.map(lineOf)].join('\r\n')),
});
/** 3 of 4 permits in the city, one of them its county's; a public service besides, which no permit ratio counts. */
const CITY_ITEMS: Item[] = [
  { code: 'A1', zero: true },
  { code: 'A2', zero: true },
  { code: 'A3', zero: false },
  { code: 'A4', zero: true, region: COUNTY },
  { code: 'B1', zero: true, kind: '公共服务' },
];
const OWN_ITEMS: Item[] = [
  { code: 'P1', zero: true, region: ROOT },
  { code: 'P2', zero: false, region: ROOT },
];

async function open(page: Page, query: string, who = STEWARD): Promise<void> {
  await enter(page, server, who);
  await page.goto(`${server.url}/services/items${query}`);
  await expect(page.locator('[data-items]')).toBeVisible({ timeout: 60_000 });
}

const ratio = (page: Page, code = CODE) => page.locator(`[data-items] [data-ratio="${code}"]`);

/** Imports a file for a region by the form, as far as its preview. */
async function choose(page: Page, region: string, file: ReturnType<typeof fileOf>): Promise<void> {
  await page.getByRole('button', { name: '导入目录' }).click();
  await page.getByRole('combobox', { name: '地区' }).last().selectOption(region);
  await page.getByLabel('文件').setInputFiles(file);
  await page.getByRole('button', { name: '检查', exact: true }).click();
}

async function importFile(page: Page, region: string, items: readonly Item[]): Promise<void> {
  await choose(page, region, fileOf(items));
  await expect(page.locator(`[data-preview="${items.length}"]`)).toBeVisible();
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await expect(page.getByText(`已导入 ${items.length} 项`).first()).toBeVisible();
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

test('a wrong file says where and what to do, and nothing of it is kept', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, `?r=${ROOT}`);
  await expect(page.locator('[data-items]')).toContainText('还没有导入目录');
  await choose(
    page,
    CITY,
    fileOf([
      { code: 'A1', zero: true },
      { code: 'A2', zero: true, kind: '许可' },
      { code: 'A1', zero: false },
      { code: 'A3', zero: true, region: ROOT },
    ]),
  );
  const faults = page.locator('[data-faults="3"]');
  for (const text of ['第 3 行：没有事项类型“许可”', '第 4 行：与第 2 行是同一地区的同一事项', '第 5 行：440000 不在所选地区内', '请在文件里改好'])
    await expect(faults).toContainText(text);
  await shot(page, 'items-faults');
  expect(await axe(page)).toEqual([]);
  await page.getByLabel('文件').setInputFiles(fileOf([], '名称,地址'));
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await expect(page.locator('[data-faults]')).toContainText('缺“事项编码”列，请补上这一列');
  for (const [buffer, text] of [
    ['', '文件是空的（0 字节）'],
    ['no workbook', '不是 XLSX 文件'],
  ] as const) {
    await page.getByLabel('文件').setInputFiles({ name: '目录.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(buffer) });
    await page.getByRole('button', { name: '检查', exact: true }).click();
    await expect(page.locator('[data-faults="1"]')).toContainText(text);
  }
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载模板' }).click();
  expect((await saved).suggestedFilename()).toBe('items-template.csv');
  await page.getByRole('combobox', { name: '地区' }).last().selectOption(ROOT);
  await page.getByLabel('文件').setInputFiles(fileOf([...OWN_ITEMS, { code: 'A1', zero: true }]));
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await expect(page.locator('[data-faults="1"]')).toContainText('440300 有自己的目录，列在这里会重复计数');
  await expect(page.getByRole('button', { name: '导入', exact: true })).toHaveCount(0);
  expect(complaints.all).toEqual([]);
});

test('imported lists give the ratio here, on /services and on its card, and what it leaves out', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, `?r=${ROOT}`);
  await importFile(page, CITY, CITY_ITEMS);
  await expect(ratio(page)).toContainText('75.00%');
  await expect(ratio(page)).toContainText('3 ÷ 4');
  await importFile(page, ROOT, OWN_ITEMS);
  // The province is its own list and its city's, by their sums.
  await expect(ratio(page)).toContainText('4 ÷ 6');
  await expect(ratio(page)).toContainText('66.67%');
  await expect(ratio(page, 'gd145.17')).toContainText('目录缺“使用电子证照”列');
  await expect(ratio(page, 'gd145.05')).toContainText('目录缺“跨省通办”“高频事项”列');
  await expect(page.locator(`[data-place="${CITY}"]`)).toContainText('第 1 版');
  await shot(page, 'items-wide');
  expect(await axe(page)).toEqual([]);
  expect(await sideways(page)).toBeLessThanOrEqual(0);

  await page.goto(`${server.url}/services?r=${ROOT}`);
  const listed = page.locator(`[data-listed="${CODE}"]`);
  await expect(listed).toContainText('66.67%', { timeout: 60_000 });
  await expect(listed).toContainText('4 ÷ 6');
  await expect(listed).toContainText('按事项目录计数');
  await listed.getByRole('button').click();
  const card = page.getByRole('dialog');
  for (const text of [CODE, '66.67', '事项目录']) await expect(card).toContainText(text);
  await page.keyboard.press('Escape');
  await listed.getByRole('link', { name: '不具备' }).click();
  await expect(page).toHaveURL(new RegExp(`/services/items.*i=${CODE}`));
  await expect(page.locator('[data-found="2"]')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-item]')).toHaveCount(2);
  for (const code of ['A3', 'P2']) await expect(page.locator(`[data-item="${code}"]`)).toBeVisible();
  await page.getByRole('button', { name: '看全部' }).click();
  await expect(page.locator('[data-found="7"]')).toBeVisible();
  await page.getByRole('searchbox').fill('事项A');
  await expect(page.locator('[data-found="4"]')).toBeVisible();
  expect(complaints.all).toEqual([]);
});

test('what an authority reports stands beside the list’s ratio and is never added to it', async ({ page }) => {
  const feed = await createFeed(server, 'told', 'indicator', ['--late-days', '3000']);
  const year = String(new Date(Date.now() + 8 * 3_600_000).getUTCFullYear());
  const time = new Date(Date.now() - 60_000).toISOString();
  const data = { indicator: CODE, region: ROOT, period: year, numerator: 900, denominator: 1000 };
  expect((await feed.post([{ type: 'cn.tongguan.indicator.observed.v1', time, data }])).rejected).toEqual([]);
  await enter(page, server, LEADER);
  await page.goto(`${server.url}/services?r=${ROOT}`);
  await expect(page.locator(`[data-ratio="${CODE}"]`)).toContainText('90.00%', { timeout: 60_000 });
  await expect(page.locator(`[data-ratio="${CODE}"]`)).toContainText('900 ÷ 1,000');
  await expect(page.locator(`[data-listed="${CODE}"]`)).toContainText('4 ÷ 6');
  await shot(page, 'items-beside');
});

test('a corrected file takes the place of its day, the same again writes nothing, and a version is withdrawn', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, `?r=${CITY}`);
  await choose(page, CITY, fileOf(CITY_ITEMS));
  await expect(page.locator('[data-preview]')).toContainText('与当天已导入的目录相同');
  await expect(page.getByRole('button', { name: '导入', exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await choose(page, CITY, fileOf([...CITY_ITEMS.filter((i) => i.code !== 'A3'), { code: 'A3', zero: true }]));
  await expect(page.locator('[data-preview]')).toContainText('将代替当天的第 1 版');
  await expect(page.locator('[data-against="0 0 1"]')).toContainText('内容改变 1 项');
  await expect(page.locator('[data-uncounted]')).toContainText('跨省通办比例：只计省级目录');
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await expect(ratio(page)).toContainText('4 ÷ 4');
  await page.locator(`[data-place="${CITY}"]`).getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-version]')).toHaveCount(2);
  await expect(page.locator('[data-version]').last()).toContainText('已被更正');
  await page.locator('[data-version] summary').click();
  await page.getByLabel('撤销原因').fill('日期有误');
  await shot(page, 'items-history');
  expect(await axe(page)).toEqual([]);
  await page.locator('[data-version] form').getByRole('button', { name: '撤销' }).click();
  await expect(page.locator('[data-version]').first()).toContainText('已撤销：日期有误');
  await page.keyboard.press('Escape');
  await expect(ratio(page)).toContainText('没有目录');
  await expect(ratio(page, 'gd145.05')).toContainText('只计省级目录');
});

test('leaders read and take away, on a phone too, and administrators do not come here', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, `?r=${ROOT}`, LEADER);
  await expect(ratio(page)).toContainText('1 ÷ 2');
  await expect(page.getByRole('button', { name: '导入目录' })).toHaveCount(0);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  expect(await axe(page)).toEqual([]);
  await shot(page, 'items-phone');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^items-440000-.*\.xlsx$/);
  expect(complaints.all).toEqual([]);
  await page.route('**/api/trpc/*items.find*', (route) => route.abort());
  await page.reload();
  await expect(page.locator('[data-state="error"]', { has: page.getByRole('heading', { name: '事项', exact: true }) })).toBeVisible({ timeout: 60_000 });
  await enter(page, server, { role: 'system_admin' });
  await page.goto(`${server.url}/services/items`);
  await expect(page).toHaveURL(/\/denied/);
});
