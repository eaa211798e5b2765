import type { BrowserContext, Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { importUsualHours } from '../actions/baseline.ts';
import { calls, citiesOf, ticket } from '../actions/events.ts';
import { readPixels } from '../actions/pixels.ts';
import { openScreen, regionLook, tile } from '../actions/wall.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, type TestFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const CITIES = citiesOf('guangdong').map((c) => c.adcode);
const GUANGZHOU = '440100';
const SCREENS = ['/wall', '/wall/hotline', '/wall/services', '/wall/reviews', '/wall/commerce', '/wall/topics', '/admin/feeds'];

let server: ProductServer;
let ticketFeed: TestFeed;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  server = await startServer();
  await importUsualHours(server, CITIES, 40);
  // Slow sources, so that nothing grows old while the screens are looked at.
  const callFeed = await createFeed(server, 'calls', 'call', ['--cadence', 'PT1H']);
  ticketFeed = await createFeed(server, 'tickets', 'ticket', ['--cadence', 'PT1H']);
  await callFeed.post(CITIES.map((region) => calls(region, 10)));
});
test.afterAll(() => server?.stop());

test('every screen opens without an error or a report of the policy', async ({ page }) => {
  test.setTimeout(180_000);
  const complaints = await watchPage(page);
  for (const screen of [...SCREENS, `/wall?r=${GUANGZHOU}`, '/wall/hotline?r=441900', '/wall?card=hotline.tickets@440000&cw=PT1H']) {
    await page.goto(server.url + screen);
    await expect(page.getByRole('banner').first()).toContainText('广东省');
    await page.waitForLoadState('networkidle');
    expect(complaints.all, screen).toEqual([]);
  }
  await page.goto(`${server.url}/`);
  await expect(page).toHaveURL(/\/wall$/);
  expect(complaints.all).toEqual([]);
});

test('no screen fails the accessibility rules', async ({ page }) => {
  test.setTimeout(240_000);
  for (const screen of [...SCREENS, '/wall?card=hotline.tickets@440000&cw=PT1H']) {
    await page.goto(server.url + screen);
    await page.waitForLoadState('networkidle');
    expect(await axe(page), screen).toEqual([]);
  }
});

test('the keyboard reaches a figure, its card, the past and the help, and comes back', async ({ page }) => {
  test.setTimeout(180_000);
  await openScreen(page, `${server.url}/wall`);
  const first = tile(page, 'hotline.tickets');
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(first).toBeFocused({ timeout: 100 });
  }).toPass({ timeout: 30_000, intervals: [50] });
  await page.keyboard.press('Enter');
  const card = page.getByRole('dialog');
  await expect(card).toContainText('热线受理');
  await expect(page).toHaveURL(/card=hotline\.tickets/);
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await expect(first).toBeFocused();

  await page.keyboard.press('l');
  await expect(page.locator('[data-banner="history"]')).toBeVisible();
  await expect(page).toHaveURL(/from=.*to=/);
  await page.keyboard.press('l');
  await expect(page.locator('[data-banner="history"]')).toHaveCount(0);
  await page.keyboard.press('p');
  await expect(page.locator('[data-banner="paused"]')).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.locator('[data-banner="paused"]')).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '快捷键一览' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: '快捷键一览' })).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL(/\/wall\/topics$/, { timeout: 30_000 });
});

test('a phone gets the headline figures as a list, and nothing to scroll sideways', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const screen of ['/wall', '/wall/hotline', '/wall/topics', '/admin/feeds', '/wall?card=hotline.tickets@440000&cw=PT1H']) {
    await page.goto(server.url + screen);
    await expect(page.getByRole('banner').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth), screen).toBeLessThanOrEqual(390);
  }
  await openScreen(page, `${server.url}/wall`);
  await expect(page.locator('button[data-figure]')).toHaveCount(5);
  await expect(page.locator('.tg-map')).toHaveCount(0);
});

test('a very wide wall shows a second picture and stretches nothing', async ({ page }) => {
  await openScreen(page, `${server.url}/wall`);
  await expect(page.locator('.tg-map')).toHaveCount(1);
  const normal = await shapeOf(page);
  await page.setViewportSize({ width: 3840, height: 1080 });
  await openScreen(page, `${server.url}/wall`);
  await expect(page.locator('.tg-map')).toHaveCount(2);
  const wide = await shapeOf(page);
  expect(wide.width / normal.width).toBeLessThan(1.3);
  expect(wide.height / normal.height).toBeGreaterThan(0.8);
  expect(wide.text).toBeCloseTo(normal.text, 0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(3840);
});

test('grey is normal: almost nothing is coloured until a region is abnormal', async ({ page, context }) => {
  test.setTimeout(180_000);
  await openScreen(page, `${server.url}/wall`);
  await expect(page.locator('.tg-map')).toHaveAttribute('data-map-ready', 'true', { timeout: 60_000 });
  await expect(page.getByRole('region', { name: /^当前异常/ })).toContainText('没有异常', { timeout: 30_000 });
  const quiet = await colouredShare(page, context);
  expect(quiet).toBeLessThan(0.03);
  await ticketFeed.post(Array.from({ length: 120 }, () => ticket(GUANGZHOU)));
  await expect.poll(async () => (await regionLook(page, GUANGZHOU)).severity, { timeout: 30_000 }).toBe('2');
  await expect.poll(() => colouredShare(page, context), { timeout: 30_000 }).toBeGreaterThan(quiet + 0.002);
});

async function colouredShare(page: Page, context: BrowserContext): Promise<number> {
  const { saturated, total } = await readPixels(context, await page.locator('main').screenshot());
  return saturated / total;
}

/** Box of the first headline figure and the size of its number. */
async function shapeOf(page: Page): Promise<{ width: number; height: number; text: number }> {
  return tile(page, 'hotline.tickets').evaluate((element) => {
    const { width, height } = element.getBoundingClientRect();
    const value = element.querySelector('.tg-value-num') ?? element;
    return { width, height, text: Number.parseFloat(getComputedStyle(value).fontSize) };
  });
}
