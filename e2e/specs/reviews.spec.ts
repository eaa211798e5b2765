import type { Browser, BrowserContext, Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { closed } from '../actions/events.ts';
import { callProcedure, enter, sessionOf, type Who } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, type TestEvent, type TestFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const ROOT = '440000';
const PLACE = '440300';
const OTHER = '440600';
const ITEM = 'sbk-shenling';
const UNIT = 'gd-rst';
/** Made counts by level, 5 to 1, in the shape of a published month. */
const COUNTS: Record<string, readonly number[]> = { [PLACE]: [60_000, 120, 30, 3, 2], [OTHER]: [39_700, 120, 20, 1, 4] };
const PUBLISHED = 103_000;
const SHOTS = process.env.REVIEWS_SHOTS;

const DISPATCHER: Who = { role: 'dispatcher' };
const HANDLER: Who = { role: 'unit_handler', department: UNIT };

let server: ProductServer;
let feed: TestFeed;
test.use({ as: null });
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const at = (ago: number) => new Date(Date.now() - ago * 60_000).toISOString();
const ZONE_MS = 8 * 3_600_000;
const dayText = (ms: number) => `${new Date(ms + ZONE_MS).toISOString().slice(0, 10)}T00:00`;
/** The days that hold all events of this test: a month may have begun a minute ago. */
const SPAN = `?from=${dayText(Date.now() - 7_200_000)}&to=${dayText(Date.now() + 86_400_000)}`;
const review = (data: Record<string, unknown>, ago = 5): TestEvent => ({
  type: 'cn.tongguan.review.submitted.v1',
  time: at(ago),
  data: { region: PLACE, item: ITEM, department: UNIT, channel: 'window', isDefault: false, ...data },
});
const bad = (tags: string[], comment: string, ago: number) => review({ level: 1, tags, comment, serviceRef: crypto.randomUUID() }, ago);

test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  feed = await createFeed(server, 'reviews', 'review');
  const counted = Object.entries(COUNTS).flatMap(([region, counts]) =>
    counts.map((count, i) => review({ region, level: 5 - i, count, channel: 'online' }, 30)),
  );
  const praise = Array.from({ length: 12 }, (_, i) => review({ level: 5, deviceHash: 'one-device', item: 'canbao-chaxun' }, 60 - i));
  const single = [
    bad(['等得太久'], '窗口排队时间太久，电话13800138000没人接', 9),
    bad(['等得太久', '多要材料'], '排队时间太久，来了三次', 8),
    bad([], '排队时间太久了', 7),
  ];
  const answer = await feed.post([...counted, review({ region: OTHER, level: 3, isDefault: true, count: 700 }, 30), ...praise, ...single]);
  expect(answer.rejected).toEqual([]);
  const services = await createFeed(server, 'services', 'service');
  expect((await services.post([closed(PLACE, 150_000, Date.now() - 1_800_000)])).rejected).toEqual([]);
  const told = await createFeed(server, 'told', 'indicator');
  const observed = (data: Record<string, unknown>): TestEvent => ({ type: 'cn.tongguan.indicator.observed.v1', time: at(20), data: { region: ROOT, ...data } });
  const values = [
    observed({ indicator: 'review.published-count', value: PUBLISHED }),
    observed({ indicator: 'review.published-score', value: 9.9 }),
    observed({ indicator: 'review.orders', value: 8 }),
    observed({ indicator: 'review.ontime-rate', numerator: 8, denominator: 8 }),
  ];
  expect((await told.post(values)).rejected).toEqual([]);
  await sessionOf(server, DISPATCHER);
  await sessionOf(server, HANDLER);
});
test.afterAll(() => server?.stop());

async function open(page: Page, query = '', who: Who = DISPATCHER): Promise<void> {
  await enter(page, server, who);
  await page.goto(`${server.url}/reviews${SPAN}${query.replace('?', '&')}`);
  await expect(page.locator('[data-reviews]')).toBeVisible({ timeout: 60_000 });
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

const table = (page: Page, name: string) => page.locator(`[data-table="${name}"]`);
const openCase = async (page: Page): Promise<number> => Number(await page.locator('[data-open-case]').getAttribute('data-open-case'));
const state = (page: Page, name: string) => expect(page.locator(`[data-case-state="${name}"]`)).toBeVisible({ timeout: 30_000 });
const form = (page: Page, command: string) => page.locator(`[data-form="${command}"]`);

async function give(page: Page, command: string, text?: string): Promise<void> {
  await page.locator(`[data-primary="${command}"], [data-command="${command}"]:not(li)`).first().click();
  if (text) await form(page, command).locator('textarea').first().fill(text);
  await form(page, command).locator('button[type=submit]').click();
}

test('score, rates and counts come from the levels, and what was published stands beside them', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page);
  const sums = [0, 1, 2, 3, 4].map((i) => Object.values(COUNTS).reduce((sum, c) => sum + (c[i] ?? 0), 0));
  const levels = [(sums[0] ?? 0) + 12, sums[1] ?? 0, sums[2] ?? 0, sums[3] ?? 0, (sums[4] ?? 0) + 3];
  const count = levels.reduce((a, b) => a + b, 0);
  const points = levels.reduce((sum, n, i) => sum + n * ([10, 8, 6, 3, 0][i] ?? 0), 0);
  const score = (points / count).toFixed(3);
  await expect(page.locator('[data-figure="review.score"]')).toContainText(score);
  await expect(page.locator('[data-figure="review.ontime-rate"]')).toContainText('100.00');
  await expect(page.locator('[data-figure="review.bad"]')).toContainText('13');
  await expect(table(page, 'levels').locator('[data-level=total]')).toContainText(count.toLocaleString('en-US'));
  await expect(table(page, 'levels').locator('[data-level=default]')).toContainText('700');
  await expect(page.locator('[data-division]')).toContainText(`→ ${score}`);
  await expect(table(page, 'published').locator('[data-published=count]')).toContainText((PUBLISHED - count).toLocaleString('en-US'));
  await expect(table(page, 'published')).toContainText('没有等级');
  await expect(table(page, 'published').locator('[data-published=orders]')).toContainText('8');
  await expect(page.locator(`[data-row="${PLACE}"]`)).toBeVisible();
  await expect(table(page, 'attention').locator(`[data-item="${ITEM}"]`)).toContainText('3');
  await expect(page.getByText('排队时间太久', { exact: true })).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'figures-wide');
  await page.getByRole('radio', { name: '部门' }).click();
  await expect(page).toHaveURL(/by=department/);
  await expect(page.locator(`[data-row="${UNIT}"]`)).toBeVisible();
  await page.getByRole('radio', { name: '事项' }).click();
  await expect(page.locator('[data-row="canbao-chaxun"]')).toContainText('10.00');
  await page.locator('[data-figure="review.score"] button').click();
  await expect(page.getByRole('dialog')).toContainText('review.score');
  await page.keyboard.press('Escape');
  await table(page, 'attention').getByRole('button').first().click();
  await expect(page).toHaveURL(/tab=work.*item=/);
  await expect(page.locator('[data-ticket]')).toHaveCount(3);
  expect(complaints.all).toEqual([]);
});

test('a bad review is judged, contacted, put right, checked and asked again, and everybody sees it live', async ({ page, browser }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, '?tab=work');
  await expect(page.locator('[data-ticket]')).toHaveCount(3);
  await state(page, 'judging');
  const first = await openCase(page);
  await page.keyboard.press('j');
  await expect(page.locator('[data-open-case]')).not.toHaveAttribute('data-open-case', String(first));
  await page.keyboard.press('k');
  await expect(page.locator('[data-open-case]')).toHaveAttribute('data-open-case', String(first));
  await expect(page.locator('[data-open-case]')).not.toContainText('13800138000');
  await page.keyboard.press('Enter');
  await expect(form(page, 'judge_valid')).toBeVisible();
  await form(page, 'judge_valid').getByText('简易').click();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'work-wide');
  await form(page, 'judge_valid').locator('button[type=submit]').click();
  await state(page, 'contacting');
  await expect(page.locator('[data-view=work]')).toContainText('1');
  await expect(page.locator('[data-ticket]')).toHaveCount(2);

  const unit = await other(browser, HANDLER, `?tab=work&v=work&c=${first}`);
  await state(unit.page, 'contacting');
  await give(unit.page, 'contact', '已电话联系，说明情况');
  await state(unit.page, 'rectifying');
  await give(unit.page, 'rectify', '已增开窗口');
  await state(unit.page, 'reported');
  // The desk's own page follows by itself.
  await state(page, 'reported');
  await page.locator('[data-explain]').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await give(page, 'pass');
  await state(page, 'second_review');
  await page.locator('[data-primary="second_review"]').click();
  await form(page, 'second_review').locator('[data-field=reached] input').first().check();
  await form(page, 'second_review').locator('[data-field=level] input[value="4"]').check();
  await form(page, 'second_review').locator('button[type=submit]').click();
  await state(page, 'filed');
  await expect(page.locator('[data-view=filed]')).toContainText('1');
  await expect(page.locator('[data-open-case]')).toContainText('满意');
  await unit.context.close();
  expect(complaints.all).toEqual([]);
});

test('who was first is told to the second, whose words stay; an appeal is judged', async ({ page, browser }) => {
  await open(page, '?tab=work');
  await state(page, 'judging');
  const id = await openCase(page);
  const session = await sessionOf(server, DISPATCHER);
  await page.locator('[data-command="judge_invalid"]').click();
  await form(page, 'judge_invalid').getByText('误评').click();
  await form(page, 'judge_invalid').locator('textarea').fill('评价人自己说选错了');
  // Somebody else is quicker, on a page that the first does not hear of in time.
  await page.context().setOffline(true);
  const input = { id, command: 'judge_valid', data: { unit: UNIT, priority: 'normal' }, expect: 1, key: crypto.randomUUID() };
  expect((await callProcedure(server.url, 'reviews.act', { input, session, change: true })).data).toMatchObject({ ok: true });
  await page.context().setOffline(false);
  await form(page, 'judge_invalid').locator('button[type=submit]').click();
  await expect(page.locator('[data-refused]')).toContainText(/判定有效|待联系/);
  await expect(form(page, 'judge_invalid').locator('textarea')).toHaveValue('评价人自己说选错了');

  const unit = await other(browser, HANDLER, `?tab=work&v=work&c=${id}`);
  await give(unit.page, 'appeal', '不是我单位办理');
  await state(unit.page, 'appealed');
  await unit.context.close();
  await page.keyboard.press('Escape');
  await open(page, `?tab=work&v=judge&c=${id}`);
  await state(page, 'appealed');
  await page.locator('[data-primary="uphold_appeal"]').click();
  await form(page, 'uphold_appeal').getByText('非本单位事项').click();
  await form(page, 'uphold_appeal').locator('textarea').fill('属实');
  await form(page, 'uphold_appeal').locator('button[type=submit]').click();
  await state(page, 'filed');
  await expect(page.locator('[data-open-case]')).toContainText('非本单位事项');
});

test('signs of staged praise are told with what was counted, and without a blame', async ({ page }) => {
  const complaints = await watchPage(page);
  await open(page, '?tab=praise');
  const sign = page.locator('[data-sign=device]');
  await expect(sign).toContainText('同一设备 12 条满分', { timeout: 30_000 });
  await sign.locator('summary').click();
  await expect(sign.getByRole('row')).toHaveCount(6);
  await expect(page.locator('[data-looked]')).toContainText('12');
  expect(await axe(page)).toEqual([]);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await shot(page, 'praise-wide');
  expect(complaints.all).toEqual([]);
});

test('it works on a phone, and who may not read single reviews sees the figures alone', async ({ page, browser }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [tab, name] of [
    ['', 'figures-phone'],
    ['?tab=work', 'work-phone'],
    ['?tab=praise', 'praise-phone'],
  ] as const) {
    await open(page, tab);
    await expect(page.locator('[data-figure="review.score"], [data-ticket], [data-sign]').first()).toBeVisible({ timeout: 30_000 });
    await expect(page.locator('.tg-skel')).toHaveCount(0);
    expect(await beyond(page), name).toEqual([]);
    expect(await axe(page), name).toEqual([]);
    await shot(page, name);
  }
  await open(page, '?tab=work&v=open');
  await page.locator('[data-ticket] button').first().click();
  await expect(page.locator('[data-open-case]')).toBeVisible();
  expect(await beyond(page)).toEqual([]);
  await shot(page, 'case-phone');
  await page.getByRole('button', { name: '返回清单' }).click();
  await expect(page.locator('[data-ticket]').first()).toBeVisible();
  expect(complaints.all).toEqual([]);

  const steward = await other(browser, { role: 'steward' }, '?tab=work');
  await expect(steward.page.getByText('没有查看单条差评的权限')).toBeVisible();
  await steward.page.goto(`${server.url}/reviews`);
  await expect(steward.page.locator('[data-figure="review.score"]')).toBeVisible({ timeout: 30_000 });
  await steward.context.close();
});

/** Somebody else's browser. */
async function other(browser: Browser, who: Who, query: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await open(page, query, who);
  return { context, page };
}
