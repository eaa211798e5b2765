import type { Browser, BrowserContext, Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { citiesOf } from '../actions/events.ts';
import { monthsOfCalls, postAll } from '../actions/review.ts';
import { enter, sessionOf, type Who } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

/** The city whose calls go unanswered. */
const LOW = '440900';
const CODE = 'hotline.answer-rate';
const UNIT = 'gd-rst';
const SHOTS = process.env.TASKS_SHOTS;

const LEADER: Who = { role: 'leader' };
const SUPERVISOR: Who = { role: 'supervisor' };
const HANDLER: Who = { role: 'unit_handler', department: UNIT };

let server: ProductServer;
test.use({ as: null });
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  const calls = await createFeed(server, 'calls', 'call', ['--late-days', '900']);
  await postAll(
    calls,
    monthsOfCalls(citiesOf('guangdong'), Date.now(), 14, (city, i, back) => {
      const offered = 9_000 + 400 * i;
      const rate = city.adcode === LOW && back <= 3 ? 0.9 : 0.955 + 0.001 * ((i + back) % 9);
      return { offered, answered: Math.round(offered * rate) };
    }),
  );
  for (const who of [LEADER, SUPERVISOR, HANDLER]) await sessionOf(server, who);
});
test.afterAll(() => server?.stop());

async function open(page: Page, query: string, who: Who): Promise<void> {
  await enter(page, server, who);
  await page.goto(`${server.url}/tasks${query}`);
  await expect(page.locator('[data-tasks]')).toBeVisible({ timeout: 60_000 });
}

/** Somebody else's browser. */
async function other(browser: Browser, who: Who, query: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await open(page, query, who);
  return { context, page };
}

/** What of the page stands beyond its right edge. */
const beyond = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document.documentElement.scrollWidth <= window.innerWidth
      ? []
      : [...document.querySelectorAll('main *')]
          .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1)
          .map((e) => `${e.tagName}.${e.className}`),
  );

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

const form = (page: Page, command: string) => page.locator(`[data-form="${command}"]`);
const state = (page: Page, name: string) => expect(page.locator(`[data-case-state="${name}"]`)).toBeVisible({ timeout: 30_000 });

async function give(page: Page, command: string, text?: string): Promise<void> {
  await page.locator(`[data-primary="${command}"], footer [data-command="${command}"]`).first().click();
  if (text) await form(page, command).locator('textarea').first().fill(text);
  await form(page, command).locator('button[type=submit]').click();
}

async function chooseUnit(page: Page, command: string): Promise<void> {
  const field = form(page, command).locator('[data-field=unit] input');
  await field.fill('人力资源');
  await field.blur();
}

test('a figure off target becomes a task, which goes to the verdict before everybody’s eyes', async ({ page, browser }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await enter(page, server, LEADER);
  await page.goto(`${server.url}/indicators`);
  const off = page.locator(`[data-attention="off_target"][data-indicator="${CODE}"]`);
  await expect(off).toContainText('90.00%', { timeout: 60_000 });
  await shot(page, 'attention');
  await off.locator('[data-to-task]').click();
  await expect(page).toHaveURL(/\/tasks\?.*fig=/);
  await expect(form(page, 'open').locator('#new-task-title')).toHaveValue(/茂名.*低于应达值/);
  await expect(form(page, 'open').locator('textarea')).toHaveValue(/90\.00%，应达 95/);
  await chooseUnit(page, 'open');
  expect(await axe(page)).toEqual([]);
  await shot(page, 'new-wide');
  await form(page, 'open').locator('button[type=submit]').click();
  await state(page, 'issued');
  const id = Number(await page.locator('[data-open-case]').getAttribute('data-open-case'));
  await expect(page.locator('[data-then]')).toHaveText('90.00%');
  await expect(page.locator('[data-now]')).toHaveText('90.00%');
  await expect(page.locator('[data-view=working]')).toContainText('1');
  await page.locator('[data-figure] button').first().click();
  await expect(page.getByRole('dialog')).toContainText(CODE);
  await page.keyboard.press('Escape');

  const unit = await other(browser, HANDLER, `?v=working&t=${id}`);
  await state(unit.page, 'issued');
  await unit.page.keyboard.press('s');
  await state(unit.page, 'running');
  await unit.page.locator('footer [data-command="progress"]').click();
  await form(unit.page, 'progress').locator('textarea').fill('已增开 20 席，接通率回升');
  await form(unit.page, 'progress').locator('[data-field=percent] input').fill('60');
  await form(unit.page, 'progress').locator('button[type=submit]').click();
  await expect(unit.page.locator('[data-progress="1"]')).toContainText('60%');
  await give(unit.page, 'submit', '接通率已达 95%，电话13800138000');
  await state(unit.page, 'submitted');

  const watch = await other(browser, SUPERVISOR, `?v=check&t=${id}`);
  await state(watch.page, 'submitted');
  await expect(watch.page.locator('[data-result]')).toContainText('接通率已达 95%');
  await expect(watch.page.locator('[data-open-case]')).not.toContainText('13800138000');
  await watch.page.locator('[data-explain]').first().click();
  await expect(watch.page.getByRole('dialog')).toBeVisible();
  await shot(watch.page, 'ledger-wide');
  await watch.page.keyboard.press('Escape');
  await give(watch.page, 'send_back', '缺佐证材料');
  // The unit's own page and the leader's follow by themselves.
  await state(unit.page, 'running');
  await state(page, 'running');
  await watch.page.keyboard.press('u');
  await watch.page.locator('[data-form] button[type=submit]').click();
  await expect(unit.page.locator('[data-reminder]')).toBeVisible({ timeout: 30_000 });
  await unit.page.keyboard.press('a');
  await expect(unit.page.locator('[data-reminder]')).toContainText('已阅', { timeout: 30_000 });
  await give(unit.page, 'submit', '已补佐证');
  await state(watch.page, 'submitted');
  await shot(watch.page, 'case-wide');
  expect(await axe(watch.page)).toEqual([]);
  await watch.page.locator('[data-primary="finish"]').click();
  await form(watch.page, 'finish').getByText('优良').click();
  await form(watch.page, 'finish').locator('button[type=submit]').click();
  await state(watch.page, 'done');
  await expect(watch.page.locator('[data-view=closed]')).toContainText('1');
  await expect(watch.page.locator('[data-asked]')).toContainText('优良');
  await state(page, 'done');
  await unit.context.close();
  await watch.context.close();
  expect(complaints.all).toEqual([]);
});

test('an instruction waits until it is issued, by keys; the appraisal counts each department', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, '', SUPERVISOR);
  await page.locator('[data-make]').click();
  await form(page, 'open').locator('button[type=submit]').click();
  await expect(form(page, 'open').getByRole('alert')).toContainText('标题');
  await form(page, 'open').locator('#new-task-title').fill('汛期前排查低洼积水点');
  await form(page, 'open').locator('textarea').fill('逐点登记，六月底前整改到位');
  // What was typed outlives a reload.
  await page.reload();
  await expect(form(page, 'open').locator('#new-task-title')).toHaveValue('汛期前排查低洼积水点', { timeout: 30_000 });
  await form(page, 'open').locator('textarea').press('Control+Enter');
  await state(page, 'drafted');
  await expect(page.locator('[data-view=drafted]')).toContainText('1');
  await page.locator('[data-open-case] h2').first().click();
  await page.keyboard.press('Enter');
  await chooseUnit(page, 'issue');
  await form(page, 'issue').locator('button[type=submit]').click();
  await state(page, 'issued');
  await page.getByRole('radio', { name: '考核', exact: true }).click();
  const row = page.locator(`tr[data-unit="${UNIT}"]`);
  await expect(row).toContainText('50.0%', { timeout: 30_000 });
  await expect(row).toContainText('1 / 2');
  await expect(row).toContainText('100.0% 1 / 1');
  await expect(page.locator('tr[data-unit="total"]')).toContainText('1 / 2');
  expect(await axe(page)).toEqual([]);
  await shot(page, 'appraisal-wide');
  // Each number leads to what it counts, finished tasks too.
  await row.getByRole('button', { name: /下达的任务/ }).click();
  await expect(page).toHaveURL(/dept=gd-rst.*of=issued/);
  await expect(page.locator('[data-ticket]')).toHaveCount(2);
  await expect(page.locator('[data-view][aria-selected=true]')).toHaveCount(0);
  await page.goBack();
  await row.getByRole('button', { name: /按时办结的任务/ }).click();
  await expect(page.locator('[data-ticket]')).toHaveCount(1);
  await expect(page.locator('[data-ticket]')).toHaveAttribute('data-state', 'done');
  await page.getByRole('button', { name: '全部任务' }).click();
  await expect(page).not.toHaveURL(/of=/);
  expect(complaints.all).toEqual([]);
});

test('it works on a phone', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [query, name, seen] of [
    ['', 'list-phone', '[data-ticket]'],
    ['?v=late', 'empty-phone', '[data-view=late][aria-selected=true]'],
    ['?tab=appraisal', 'appraisal-phone', `tr[data-unit="${UNIT}"]`],
    ['?new=1', 'new-phone', '[data-form=open]'],
  ] as const) {
    await open(page, query, LEADER);
    await expect(page.locator(seen).first()).toBeVisible({ timeout: 30_000 });
    await expect(page.locator('.tg-skel')).toHaveCount(0);
    expect(await beyond(page), name).toEqual([]);
    expect(await axe(page), name).toEqual([]);
    await shot(page, name);
  }
  await open(page, '?v=closed', LEADER);
  await page.locator('[data-ticket] button').first().click();
  await expect(page.locator('[data-open-case]')).toBeVisible();
  await expect(page.locator('[data-now]')).toHaveText('90.00%');
  expect(await beyond(page)).toEqual([]);
  await shot(page, 'case-phone');
  await page.getByRole('button', { name: '返回清单' }).click();
  await expect(page.locator('[data-ticket]').first()).toBeVisible();
  expect(complaints.all).toEqual([]);
});

test('who only reads makes nothing, a department sees its own, and an administrator sees none', async ({ page, browser }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, '?v=open', { role: 'steward' });
  await expect(page.locator('[data-ticket]')).toHaveCount(1);
  await expect(page.locator('[data-make]')).toHaveCount(0);
  await expect(page.locator('[data-open-case]')).toBeVisible();
  await expect(page.locator('[data-primary]')).toHaveCount(0);
  // One that is not there says so at once.
  await page.goto(`${server.url}/tasks?t=999999999`);
  await expect(page.locator('[data-tasks]').getByText('没有这项内容')).toBeVisible({ timeout: 5_000 });
  const stranger = await other(browser, { role: 'unit_handler', department: 'gd-gat' }, '?v=open');
  await expect(stranger.page.getByText('没有在办的任务')).toBeVisible({ timeout: 30_000 });
  await stranger.context.close();
  await enter(page, server, { role: 'system_admin' });
  await page.goto(`${server.url}/tasks`);
  await expect(page.locator('[data-tasks]')).toHaveCount(0);
});
