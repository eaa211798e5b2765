import type { Browser, BrowserContext, Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { enter, sessionOf, type Who } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, type TestEvent } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const UNIT = 'gd-swt';
const SHENZHEN = '440300';
const SHOTS = process.env.RISK_SHOTS;
const DISPATCHER: Who = { role: 'dispatcher' };
const HANDLER: Who = { role: 'unit_handler', department: UNIT };

let server: ProductServer;
test.use({ as: null });
test.describe.configure({ mode: 'serial', timeout: 240_000 });

/** A day's declarations of a zone; `mismatched` of 20,000. */
function dayOf(at: number, mismatched: number, over: Record<string, unknown> = {}): TestEvent {
  return {
    type: 'cn.tongguan.trade.declared.v1',
    time: new Date(at).toISOString(),
    data: {
      region: SHENZHEN,
      zone: 'cbec-shenzhen',
      window: { from: new Date(at - HOUR).toISOString(), to: new Date(at).toISOString() },
      scope: 'customs_platform',
      status: 'preliminary',
      mode: '9610',
      direction: 'import',
      partner: 'JPN',
      valueCny: 4_000_000,
      parcels: 20_000,
      declarations: 20_000,
      hsChapter: '33',
      mismatched,
      ...over,
    },
  };
}

test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  // Told before the first look of the job, which comes about a minute after the start.
  const feed = await createFeed(server, 'customs', 'trade', ['--late-days', '60']);
  const now = Date.now();
  const past = Array.from({ length: 9 }, (_, i) => dayOf(now - (i + 1) * DAY, 60));
  const answer = await feed.post([...past, dayOf(now - 1000, 900), dayOf(now - 1000, 0, { region: '440100', zone: 'cbec-guangzhou' })]);
  expect(answer.rejected).toEqual([]);
  for (const who of [DISPATCHER, HANDLER]) await sessionOf(server, who);
});
test.afterAll(() => server?.stop());

async function open(page: Page, path: string, who: Who): Promise<void> {
  await enter(page, server, who);
  await page.goto(`${server.url}${path}`);
}

async function other(browser: Browser, who: Who, path: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await open(page, path, who);
  return { context, page };
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

const form = (page: Page, command: string) => page.locator(`[data-form="${command}"]`);
const state = (page: Page, name: string) => expect(page.locator(`[data-case-state="${name}"]`)).toBeVisible({ timeout: 30_000 });
const commandOf = (page: Page, command: string) => page.locator(`[data-primary="${command}"], footer [data-command="${command}"]`).first();

test('a mismatch over its limit is found by rule, goes to a department with a clock and comes back with a result', async ({ page, browser }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, '/commerce', DISPATCHER);
  const found = page.locator('[data-risk-panel] [data-risk]');
  await expect(found).toHaveCount(1, { timeout: 150_000 });
  await expect(found).toContainText('4.50%');
  await expect(page.locator('[data-risk-panel] [data-head="compliance"]')).toContainText('1');
  await expect(page.getByText('触发 1 条')).toBeVisible();
  await shot(page, 'panel');
  await found.click();
  await expect(page).toHaveURL(/\/commerce\/risks/);
  await state(page, 'raised');
  await expect(page.locator('[data-found="mismatch"]')).toContainText('4.50%');
  await expect(page.locator('[data-evidence]')).toContainText('900');
  await expect(page.locator('[data-rule]')).toContainText('0.8');
  expect(await axe(page)).toEqual([]);
  await shot(page, 'raised');
  const id = Number(await page.locator('[data-open-case]').getAttribute('data-open-case'));
  await commandOf(page, 'assign').click();
  const unit = form(page, 'assign').locator('[data-field=unit] input');
  await unit.fill('商务厅');
  await unit.blur();
  await form(page, 'assign').locator('button[type=submit]').click();
  await state(page, 'assigned');

  const handler = await other(browser, HANDLER, `/commerce/risks?t=${id}`);
  await state(handler.page, 'assigned');
  await handler.page.keyboard.press('s');
  await state(handler.page, 'examining');
  await commandOf(handler.page, 'answer').click();
  await form(handler.page, 'answer').locator('textarea').fill('已约谈申报企业，系统对接错误已改正');
  await form(handler.page, 'answer').locator('input[type=radio]').nth(2).check();
  await form(handler.page, 'answer').locator('button[type=submit]').click();
  await state(handler.page, 'answered');
  // Whoever watches sees it come back by itself.
  await state(page, 'answered');
  await expect(page.locator('[data-result]')).toContainText('系统对接错误已改正');
  await commandOf(page, 'file').click();
  if (await form(page, 'file').isVisible()) await form(page, 'file').locator('button[type=submit]').click();
  await state(page, 'filed');
  await shot(page, 'filed');
  await handler.context.close();
  expect(complaints.all).toEqual([]);
});

test('the list is a file with what it is of, and fits a smaller screen', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, '/commerce/risks?v=closed', DISPATCHER);
  await expect(page.locator('[data-open-case], [data-case]').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('[data-judged]')).toContainText('上次判定');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await shot(page, 'list');
});
