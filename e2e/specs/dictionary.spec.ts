import type { Browser, BrowserContext, Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { calls } from '../actions/events.ts';
import { enter, sessionOf, type Who } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const STEWARD: Who = { role: 'steward' };
const OFFICER: Who = { role: 'chief_data_officer' };
const LEADER: Who = { role: 'leader' };
const OPERATOR: Who = { role: 'operator' };
const CODE = 'gd145.01';
const RATE = 'hotline.answer-rate';
const CITY = '440300';
const SHOTS = process.env.DICTIONARY_SHOTS;

let server: ProductServer;
test.use({ as: null });
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  const feed = await createFeed(server, 'calls', 'call');
  await feed.post([calls(CITY, 100), calls('440100', 100)]);
  for (const who of [STEWARD, OFFICER, LEADER, OPERATOR]) await sessionOf(server, who);
});
test.afterAll(() => server?.stop());

async function open(page: Page, query: string, who: Who): Promise<void> {
  await enter(page, server, who);
  await page.goto(`${server.url}/admin/indicators${query}`);
  await expect(page.locator('[data-dictionary]')).toBeVisible({ timeout: 60_000 });
}

async function other(browser: Browser, who: Who, query: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1680, height: 1000 } });
  const page = await context.newPage();
  await open(page, query, who);
  return { context, page };
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);
const change = (page: Page, state: string) => page.locator(`[data-change-state="${state}"]`).first();

test('a definition is drafted by one and published by another, and nothing that was typed is lost', async ({ page, browser }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1680, height: 1000 });
  await open(page, '', STEWARD);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('指标管理');
  await expect(page.locator('[data-code]').first()).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('/');
  await page.keyboard.type('零跑动');
  await expect(page.locator('[data-code]')).toHaveCount(1);
  await page.locator(`[data-code="${CODE}"]`).click();
  await expect(page.locator('[data-missing]')).toContainText('无责任单位');
  await shot(page, 'definition');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: '起草' }).click();
  await field(page, 'responsible').locator('input').fill('省政务服务数据管理局');
  await field(page, 'cadence').locator('input').fill('每年');
  await page.getByRole('button', { name: '存草稿' }).click();
  await expect(field(page, 'cadence')).toHaveAttribute('data-fault', 'duration');
  await expect(field(page, 'note')).toHaveAttribute('data-fault', 'required');
  await shot(page, 'faults');
  expect(await axe(page)).toEqual([]);
  // The draft stands with what is wrong in it.
  await page.reload();
  await page.getByRole('radio', { name: /^办理/ }).click();
  await expect(change(page, 'draft')).toContainText('不是时长');
  await expect(change(page, 'draft').getByRole('button', { name: '送审' })).toBeDisabled();
  await change(page, 'draft').getByRole('button', { name: '续写' }).click();
  await expect(field(page, 'cadence').locator('input')).toHaveValue('每年');
  await field(page, 'cadence').locator('input').fill('P1Y');
  await field(page, 'note').locator('input').fill('职责分工已印发');
  await page.getByRole('button', { name: '送审' }).click();
  await expect(change(page, 'submitted')).toContainText('省政务服务数据管理局');
  await expect(page.locator('[data-said]')).toContainText('已送审');

  const { context, page: theirs } = await other(browser, OFFICER, `?code=${CODE}&tab=changes`);
  await change(theirs, 'submitted').getByRole('button', { name: '核准发布' }).click();
  await theirs.locator('[data-form=publish]').getByLabel('核准意见').fill('同意');
  await shot(theirs, 'publish');
  await theirs.locator('[data-form=publish]').getByRole('button', { name: '核准发布' }).click();
  await expect(theirs.locator('[data-said]')).toContainText('第 1 版已发布');
  await theirs.getByRole('radio', { name: /^版本/ }).click();
  await expect(theirs.locator('[data-compare] [data-field=responsible] ins')).toHaveText('省政务服务数据管理局');
  await shot(theirs, 'versions');
  expect(await axe(theirs)).toEqual([]);
  await context.close();

  await page.goto(`${server.url}/admin/indicators?code=${CODE}`);
  await expect(page.locator('[data-version="1"]')).toContainText('第 1 版');
  expect(complaints.all).toEqual([]);
});

test('nobody approves his own; a returned change says why and is begun again', async ({ page, browser }) => {
  await open(page, `?code=${CODE}`, OFFICER);
  await page.getByRole('button', { name: '起草' }).click();
  await field(page, 'caliber').locator('textarea').fill('按事项计');
  await field(page, 'note').locator('input').fill('补口径');
  await page.getByRole('button', { name: '送审' }).click();
  await expect(change(page, 'submitted')).toContainText('不能核准自己起草的');
  await expect(change(page, 'submitted').getByRole('button', { name: '核准发布' })).toBeDisabled();
  await change(page, 'submitted').getByRole('button', { name: '撤回' }).click();
  await page.locator('[data-form=withdraw]').getByLabel('理由').fill('另议');
  await page.locator('[data-form=withdraw]').getByRole('button', { name: '撤回' }).click();
  await expect(change(page, 'withdrawn')).toContainText('另议');
  const { context, page: reader } = await other(browser, LEADER, `?code=${CODE}`);
  await expect(reader.locator('[data-version="1"]')).toBeVisible();
  await expect(reader.getByRole('button', { name: '起草' })).toHaveCount(0);
  await context.close();
});

test('a region’s own target stands in its figure card with version and source, and in no other’s', async ({ page, browser }) => {
  await page.setViewportSize({ width: 1680, height: 1000 });
  await open(page, `?code=${RATE}&tab=targets`, STEWARD);
  await page.getByRole('button', { name: '定目标' }).click();
  await field(page, 'region').locator('select').selectOption(CITY);
  await field(page, 'period').locator('input').fill('2099');
  await field(page, 'value').locator('input').fill('98.5');
  await field(page, 'document').locator('input').fill('某市年度任务');
  await field(page, 'note').locator('input').fill('年度任务分解');
  await page.getByRole('button', { name: '送审' }).click();
  await expect(field(page, 'place')).toHaveAttribute('data-fault', 'required');
  await shot(page, 'target');
  await field(page, 'place').locator('input').fill('附件一');
  await page.getByRole('button', { name: '送审' }).click();
  await expect(change(page, 'submitted')).toContainText('2099');
  const { context, page: theirs } = await other(browser, OFFICER, `?code=${RATE}&tab=changes`);
  await change(theirs, 'submitted').getByRole('button', { name: '核准发布' }).click();
  await theirs.locator('[data-form=publish]').getByRole('button', { name: '核准发布' }).click();
  await theirs.getByRole('radio', { name: /^目标/ }).click();
  await expect(theirs.getByRole('row', { name: /深圳市/ })).toContainText('≥ 98.5 %');
  await shot(theirs, 'targets');
  const card = (region: string) => `${server.url}/indicators?r=${region}&card=${encodeURIComponent(`${RATE}@${region}`)}`;
  await theirs.goto(card(CITY));
  const own = theirs.locator('[data-own-target]');
  await expect(own).toContainText('第 1 版，某市年度任务 附件一', { timeout: 60_000 });
  await shot(theirs, 'card');
  await theirs.getByRole('dialog').getByRole('link', { name: '看版本' }).click();
  await expect(theirs).toHaveURL(/\/admin\/indicators\?code=hotline\.answer-rate&tab=versions/);
  await theirs.goto(card('440100'));
  await expect(theirs.getByRole('dialog').locator('[data-version]')).toBeVisible({ timeout: 60_000 });
  await expect(own).toHaveCount(0);
  await context.close();
});

test('the dictionary goes out as a workbook, and who may not read it is not let in', async ({ page }) => {
  await open(page, '', STEWARD);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^dictionary-.*\.xlsx$/);
  await enter(page, server, OPERATOR);
  await page.goto(`${server.url}/admin/indicators`);
  await expect(page).toHaveURL(/\/denied/);
});
