import type { Browser, BrowserContext, Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { enter, sessionOf, type Who } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const INDICATOR = 'review.published-score';
const REGION = '440000';
const UNIT = 'gd-rst';
const SHOTS = process.env.FILLING_SHOTS;

const STEWARD: Who = { role: 'steward' };
const HANDLER: Who = { role: 'unit_handler', department: UNIT };
const OTHER: Who = { role: 'unit_handler', department: 'gd-wlt' };
const OPERATOR: Who = { role: 'operator' };

let server: ProductServer;
test.use({ as: null });
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  for (const who of [STEWARD, HANDLER, OTHER, OPERATOR]) await sessionOf(server, who);
});
test.afterAll(() => server?.stop());

/** The month before the running one, by the province's clock: 2026-10. */
function lastMonth(back = 1): string {
  const local = new Date(Date.now() + 8 * 3_600_000);
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
}

async function open(page: Page, query: string, who: Who): Promise<void> {
  await enter(page, server, who);
  await page.goto(`${server.url}/filling${query}`);
  await expect(page.locator('[data-filling]')).toBeVisible({ timeout: 60_000 });
}

async function other(browser: Browser, who: Who, query: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await open(page, query, who);
  return { context, page };
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

const form = (page: Page, name: string) => page.locator(`[data-form="${name}"]`);
const value = (page: Page, status: string) => page.locator(`[data-beside] [data-value="${status}"]`);
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"] :is(input, select, textarea)`);

test('a steward makes a duty; its department files, another checks, the figure has it; a correction takes its place', async ({ page, browser }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, '?tab=duties', STEWARD);
  await page.locator('[data-make]').click();
  await field(page, 'indicator').selectOption(INDICATOR);
  await field(page, 'region').selectOption(REGION);
  await field(page, 'department').selectOption(UNIT);
  await page.locator('[data-ask=preliminary]').check();
  await field(page, 'from').fill(lastMonth(3));
  await shot(page, 'duty-wide');
  expect(await axe(page)).toEqual([]);
  await form(page, 'duty').locator('button[type=submit]').click();
  await expect(page.locator('[data-duty]')).toHaveCount(1);

  const unit = await other(browser, HANDLER, '');
  await expect(unit.page.locator('[data-slot]').first()).toBeVisible({ timeout: 30_000 });
  await expect(unit.page.locator('[data-standing]')).toContainText('待填报 6 项');
  const slot = (status: string) => unit.page.locator(`[data-slot$="${lastMonth()}.${status}"]`);
  await slot('preliminary').locator('button').click();
  await unit.page.keyboard.press('Tab');
  await field(unit.page, 'value').fill('9.56789');
  await form(unit.page, 'submit').locator('button[type=submit]').click();
  await expect(unit.page.locator('form [role=alert], section [role=alert]')).toContainText('小数位太多');
  await field(unit.page, 'value').fill('9.5');
  await unit.page.reload();
  // What was typed is there after a reload.
  await expect(field(unit.page, 'value')).toHaveValue('9.5');
  await field(unit.page, 'basis').fill('统计台账');
  await shot(unit.page, 'form-wide');
  expect(await axe(unit.page)).toEqual([]);
  await form(unit.page, 'submit').locator('button[type=submit]').dblclick();
  await expect(unit.page.locator('[data-said]')).toHaveText('已报送，等待核定');
  await expect(unit.page.locator('[data-standing]')).toContainText('待填报 5 项');
  await expect(unit.page.locator('[data-accept]')).toHaveCount(0);

  await open(page, '', STEWARD);
  await expect(page.locator('[data-slot]')).toHaveCount(1, { timeout: 30_000 });
  await expect(form(page, 'check')).toContainText('9.5');
  await page.locator('[data-return]').click();
  await expect(page.locator('form [role=alert], section [role=alert]')).toContainText('退回须写原因');
  await field(page, 'reason').fill('请核对口径');
  expect(await axe(page)).toEqual([]);
  await shot(page, 'check-wide');
  await page.locator('[data-return]').click();
  await expect(page.locator('[data-said]')).toHaveText('已退回');

  await unit.page.reload();
  await expect(unit.page.locator('[data-slot][data-state=returned]')).toHaveCount(1, { timeout: 30_000 });
  await unit.page.locator('[data-slot][data-state=returned] button').click();
  await field(unit.page, 'value').fill('9.4');
  await form(unit.page, 'submit').locator('button[type=submit]').click();
  await expect(unit.page.locator('[data-said]')).toHaveText('已报送，等待核定');

  await page.reload();
  await page.locator('[data-slot] button').first().click();
  await page.locator('[data-accept]').click();
  await expect(page.locator('[data-said]')).toHaveText('已核定');
  await expect(value(page, 'preliminary')).toContainText('9.4');
  await page.getByRole('button', { name: '看指标卡' }).click();
  await expect(page.getByRole('dialog')).toContainText('9.4');
  await page.keyboard.press('Escape');

  await unit.page.goto(`${server.url}/filling?tab=matrix`);
  await unit.page.locator('button[aria-label*="初步 已核定"]').click();
  await field(unit.page, 'value').fill('2');
  await form(unit.page, 'submit').locator('button[type=submit]').click();
  await expect(unit.page.locator('form [role=alert], section [role=alert]')).toContainText('更正须说明原因');
  await field(unit.page, 'note').fill('原值误填');
  await form(unit.page, 'submit').locator('button[type=submit]').click();
  await expect(unit.page.locator('[data-said]')).toHaveText('已报送，等待核定');
  await expect(value(unit.page, 'preliminary')).toContainText('待核 2.0');
  await unit.page.getByRole('radio', { name: '正式' }).check({ force: true });
  await field(unit.page, 'value').fill('9.6');
  await form(unit.page, 'submit').locator('button[type=submit]').click();
  await expect(value(unit.page, 'formal')).toContainText('待核 9.6');

  await page.reload();
  for (const left of [2, 1]) {
    await expect(page.locator('[data-slot]')).toHaveCount(left, { timeout: 30_000 });
    await page.locator('[data-slot] button').first().click();
    await page.locator('[data-accept]').click();
    await expect(page.locator('[data-said]')).toHaveText('已核定');
  }
  await expect(value(page, 'preliminary')).toContainText('2.0');
  await expect(value(page, 'formal')).toContainText('9.6');
  await shot(page, 'beside-wide');
  await page.getByRole('button', { name: '看指标卡' }).click();
  await expect(page.getByRole('dialog').locator('[data-beside]')).toContainText('不相加');
  await shot(page, 'card-wide');
  await page.keyboard.press('Escape');
  expect(complaints.all).toEqual([]);
  await unit.context.close();
});

test('the steward sees the matrix, urges and takes it out; another department sees nothing of it', async ({ page, browser }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, '?tab=matrix', STEWARD);
  await expect(page.locator('[data-duty]')).toHaveCount(1, { timeout: 30_000 });
  await page.locator('button[aria-label*="正式"]').last().click();
  await page.locator('[data-urge]').click();
  await expect(page.locator('[data-said]')).toHaveText('已催报');
  expect(await axe(page)).toEqual([]);
  await shot(page, 'matrix-wide');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出表格' }).click();
  expect((await download).suggestedFilename()).toMatch(/^filling-440000-.*\.xlsx$/);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.url}/filling?tab=todo`);
  await expect(page.locator('[data-slot]').first()).toBeVisible({ timeout: 30_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await shot(page, 'todo-phone');
  await page.locator('[data-slot] button').first().click();
  await expect(page.locator('[data-beside]')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await shot(page, 'period-phone');

  const stranger = await other(browser, OTHER, '?tab=matrix');
  await expect(stranger.page.locator('[data-filling]')).toContainText('还没有填报任务', { timeout: 30_000 });
  await stranger.context.close();
  const outside = await browser.newContext();
  await enter(outside, server, OPERATOR);
  const denied = await outside.newPage();
  await denied.goto(`${server.url}/filling`);
  await expect(denied).toHaveURL(/\/denied/);
  await outside.close();
});
