import { calls } from '../actions/events.ts';
import { openScreen } from '../actions/wall.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const SHENZHEN = '440300';
const DONGGUAN = '441900';

let server: ProductServer;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  server = await startServer();
  const feed = await createFeed(server, 'calls', 'call');
  const now = Date.now();
  expect(await feed.post([calls(SHENZHEN, 120, now - 60_000), calls(DONGGUAN, 40, now - 60_000)])).toMatchObject({ accepted: 2, rejected: [] });
});
test.afterAll(() => server?.stop());

test('keys pause, look back, open a card and the list of keys, and go to other screens', async ({ page }) => {
  const complaints = await watchPage(page);
  await openScreen(page, `${server.url}/wall`);

  await page.keyboard.press('p');
  await expect(page.locator('[data-banner="paused"]')).toContainText('已暂停');
  await page.keyboard.press('p');
  await expect(page.locator('[data-banner="paused"]')).toHaveCount(0);

  await page.keyboard.press('l');
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect(page.locator('[data-banner="history"]')).toContainText('历史回看');
  await page.keyboard.press('l');
  await expect(page).toHaveURL(`${server.url}/wall`);

  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: '快捷键一览' });
  await expect(sheet).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.locator('[data-banner="paused"]')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  const second = page.locator('button[data-figure]').nth(1);
  const indicator = await second.getAttribute('data-figure');
  await second.focus();
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog')).toContainText(indicator ?? 'no indicator');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(second).toBeFocused();

  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL(/\/wall\/topics$/);
  await expect(page.locator('[data-topic]')).not.toHaveCount(0);
  expect(complaints.all).toEqual([]);
});

test('a span is typed, carried by the address, and kept between screens', async ({ page }) => {
  await openScreen(page, `${server.url}/wall`);
  const range = page.getByTestId('time-range');
  await range.locator('summary').click();
  await range.getByLabel('自').fill('2019-01');
  await range.getByLabel('至').fill('2020-01');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=2019-01-01T00%3A00&to=2020-02-01T00%3A00/);
  await expect(page.locator('[data-banner="history"]')).toContainText('2019年1月1日—2020年1月31日');
  await page.getByRole('link', { name: '热线', exact: true }).click();
  await expect(page).toHaveURL(/\/wall\/hotline\?from=2019-01-01T00%3A00/);

  await range.locator('summary').click();
  await range.getByLabel('至').fill('2018');
  await expect(range.getByRole('alert')).toContainText('止于起之前');
});

test('a row drills, a city without counties lists its towns, and Backspace goes up', async ({ page }) => {
  await openScreen(page, `${server.url}/wall/hotline`);
  await page.locator(`tr[data-region="${SHENZHEN}"]`).click();
  await expect(page).toHaveURL(new RegExp(`r=${SHENZHEN}`));
  await expect(page.locator('.tg-carto-tile').first()).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(page).toHaveURL(`${server.url}/wall/hotline`);
  await page.locator(`tr[data-region="${DONGGUAN}"]`).click();
  await expect(page.locator('tr[data-adcode]').first()).toBeVisible();
  await expect(page.locator('.tg-carto-tile')).toHaveCount(0);
});

test('a phone shows the headline figures as a list', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openScreen(page, `${server.url}/wall`);
  await expect(page.locator('.tg-map')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const low = await page
    .locator('button')
    .evaluateAll((all) => all.filter((b) => b.getBoundingClientRect().height > 0 && b.getBoundingClientRect().height < 24).length);
  expect(low).toBe(0);
});

/** No skeleton is left: what is read is drawn. */
