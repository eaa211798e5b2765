import type { Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { enter, sessionOf, type Who } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, type TestEvent } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const WEEKS = 8;
const ROOT = '440000';
const PLACE = '440300';
const EMPTY_PLACE = '445300';
const [CALM, MORE, LESS] = ['canbao-chaxun', 'sbk-shenling', 'gongjijin'];
const SHOTS = process.env.SERVICES_SHOTS;
/** 00:00 of yesterday in the profile's zone: a day that is over whatever the hour of the test. */
const YESTERDAY = Math.floor((Date.now() + 8 * HOUR) / DAY) * DAY - 8 * HOUR - DAY;
const YEAR = new Date(YESTERDAY + 8 * HOUR).getUTCFullYear();
const wall = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 16);
const DAY_QUERY = `?r=${ROOT}&from=${wall(YESTERDAY)}&to=${wall(YESTERDAY + DAY)}`;

let server: ProductServer;
test.use({ as: null });
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const handled = (at: number, data: Record<string, unknown>): TestEvent => ({
  type: 'cn.tongguan.service.handled.v1',
  time: new Date(at).toISOString(),
  data: { department: 'gd-rst', region: PLACE, channel: 'online', outcome: 'closed', ...data },
});
const observed = (data: Record<string, unknown>): TestEvent => ({
  type: 'cn.tongguan.indicator.observed.v1',
  time: new Date(YESTERDAY + HOUR).toISOString(),
  data: { region: ROOT, period: String(YEAR - 1), ...data },
});

/** An hour of a day `weeks` before yesterday: one item as ever, one far more yesterday, one that stopped. */
function hourOf(weeks: number, hour: number): TestEvent[] {
  const at = YESTERDAY - weeks * WEEK + hour * HOUR + 600_000;
  const shape = hour >= 8 && hour < 18 ? 4 : 1;
  return [
    handled(at, { item: CALM, count: 20 * shape, channel: 'online' }),
    handled(at, { item: MORE, count: (weeks === 0 ? 60 : 10) * shape, channel: 'window' }),
    ...(weeks === 0 ? [] : [handled(at, { item: LESS, count: 15 * shape, channel: 'mobile' })]),
    handled(at, { item: CALM, count: 50 * shape, outcome: 'accepted' }),
  ];
}
const SHAPES = 24 + 10 * 3;
const CLOSED = 80 * SHAPES;
const [REJECTED, WITHDRAWN] = [7, 3];

test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  const feed = await createFeed(server, 'services', 'service', ['--late-days', '400']);
  for (let weeks = WEEKS; weeks >= 0; weeks--) {
    const answer = await feed.post(Array.from({ length: 24 }, (_, hour) => hourOf(weeks, hour)).flat());
    expect(answer.rejected).toEqual([]);
  }
  const ended = [
    handled(YESTERDAY + 10 * HOUR, { item: CALM, outcome: 'rejected', count: REJECTED }),
    handled(YESTERDAY + 10 * HOUR, { item: CALM, outcome: 'withdrawn', count: WITHDRAWN }),
  ];
  expect((await feed.post(ended)).rejected).toEqual([]);
  const told = await createFeed(server, 'told', 'indicator', ['--late-days', '3000']);
  const ratios = [
    observed({ indicator: 'gd145.02', numerator: 1990, denominator: 2000 }),
    observed({ indicator: 'gd145.17', numerator: 310, denominator: 400 }),
  ];
  expect((await told.post(ratios)).rejected).toEqual([]);
  await sessionOf(server, { role: 'operator' });
});
test.afterAll(() => server?.stop());

async function open(page: Page, query = DAY_QUERY, who: Who = { role: 'operator' }): Promise<void> {
  await enter(page, server, who);
  await page.goto(`${server.url}/services${query}`);
  await expect(page.locator('[data-services]')).toBeVisible({ timeout: 60_000 });
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
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

const family = (page: Page, name: 'usage' | 'catalogue') => page.locator(`[data-family="${name}"]`);
const part = (page: Page, table: string, name: string) => page.locator(`[data-table="${table}"] [data-part="${name}"]`);
const number = (n: number) => n.toLocaleString('en-US');

test('cases by channel and outcome and items of the catalogue are two families, each with its population', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page);
  await expect(family(page, 'usage')).toContainText('各级政务服务办件');
  await expect(family(page, 'catalogue')).toContainText('列入目录的事项');
  await expect(page.locator('[data-figure="service.volume"]')).toContainText(number(CLOSED));
  await expect(page.locator('[data-figure="service.volume"]')).toContainText('比上周同期');
  await expect(part(page, 'channels', 'window')).toContainText(`${number(60 * SHAPES)} ÷ ${number(CLOSED)}`);
  await expect(part(page, 'channels', 'window')).toContainText('75.00%');
  await expect(part(page, 'channels', 'total')).toContainText(number(CLOSED));
  await expect(part(page, 'channels', 'untold')).toHaveCount(0);
  const ended = CLOSED + REJECTED + WITHDRAWN;
  await expect(part(page, 'outcomes', 'closed')).toContainText(`${number(CLOSED)} ÷ ${number(ended)}`);
  await expect(part(page, 'outcomes', 'withdrawn')).toContainText(`${WITHDRAWN} ÷ ${number(ended)}`);
  await expect(part(page, 'outcomes', 'total')).toContainText(number(ended));
  const ratio = page.locator('[data-ratio="gd145.02"]');
  await expect(ratio).toContainText('99.50%');
  await expect(ratio).toContainText('1,990 ÷ 2,000');
  await expect(ratio).toContainText('≥ 100');
  await expect(page.locator('[data-ratio="gd145.01"]')).toContainText('未报');
  await expect(family(page, 'usage').locator('[data-ratio]')).toHaveCount(0);
  await expect(family(page, 'catalogue').locator('[data-part], [data-figure], canvas')).toHaveCount(0);
  expect(await axe(page)).toEqual([]);
  await shot(page, 'services-wide');
  expect(complaints.all).toEqual([]);
});

test('each number opens its card, a ratio that of its own years', async ({ page }) => {
  await open(page);
  await part(page, 'channels', 'window').getByRole('button').click();
  const card = page.getByRole('dialog');
  await expect(card).toContainText('service.volume');
  await expect(card).toContainText(number(60 * SHAPES));
  await page.keyboard.press('Escape');
  await page.locator('[data-ratio="gd145.02"]').getByRole('button').click();
  await expect(card).toContainText('gd145.02');
  await expect(card).toContainText('99.50');
  await expect(page).toHaveURL(/cfrom=/);
  // The address alone gives the same card.
  await page.reload();
  await expect(page.getByRole('dialog')).toContainText('99.50', { timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/cfrom=/);
  await page.locator('[data-services] details', { hasText: '逐时数据' }).locator('summary').click();
  await page.locator('[data-hour="09:00"]').getByRole('button').click();
  await expect(card).toContainText(number(80 * 4));
  await page.keyboard.press('Escape');
});

test('the hours of a day stand against the usual week, which says how many weeks it is of', async ({ page }) => {
  await open(page);
  await expect(page.locator('[data-usual]')).toHaveAttribute('data-usual', String(WEEKS));
  await expect(page.locator('[data-usual]')).toContainText('有记录的 24 个整点小时中，高于范围 24 个');
  await page.locator('details', { hasText: '逐时数据' }).locator('summary').click();
  const hour = page.locator('[data-hour="09:00"]');
  for (const text of ['320', '180', '8', '高于']) await expect(hour).toContainText(text);
  await page.getByRole('radio', { name: '受理' }).check();
  await expect(page).toHaveURL(/of=accepted/);
  await expect(page.locator('[data-usual]')).toContainText('高于范围 0 个');
  await open(page, `?r=${ROOT}&from=${wall(YESTERDAY - WEEKS * WEEK)}&to=${wall(YESTERDAY - WEEKS * WEEK + DAY)}`);
  await expect(page.locator('[data-usual="none"]')).toContainText('没有平常值');
});

test('items far from their own past are told with what that was measured by, more and fewer', async ({ page }) => {
  await open(page);
  const rows = page.locator('[data-of="unusual"]');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toHaveAttribute('data-item', MORE as string);
  for (const text of ['增多', number(60 * SHAPES), number(10 * SHAPES), '6.0 倍', '8 周']) await expect(rows.first()).toContainText(text);
  for (const text of ['减少', number(15 * SHAPES), '0.0 倍']) await expect(rows.nth(1)).toContainText(text);
  await page.locator('details', { hasText: '其余 1 个事项' }).locator('summary').click();
  await expect(page.locator('[data-of="others"]')).toHaveAttribute('data-item', CALM as string);
  await rows.first().getByRole('button').click();
  await expect(page.getByRole('dialog')).toContainText(number(60 * SHAPES));
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: '近 7 天' }).click();
  await expect(page).toHaveURL(new RegExp(`from=${wall(YESTERDAY - 6 * DAY).slice(0, 10)}`));
  await expect(rows).toHaveCount(2);
});

test('it is reached from the menu, works by keys and on a phone, and says why a panel is empty', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await expect(page.locator('[data-of="unusual"]')).toHaveCount(2);
  await expect(page.locator('.tg-skel')).toHaveCount(0);
  expect(await beyond(page)).toEqual([]);
  expect(await axe(page)).toEqual([]);
  await shot(page, 'services-phone');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.locator('[data-figure="service.volume"] button').focus();
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog')).toContainText('service.volume');
  await page.keyboard.press('Escape');
  await open(page, `${DAY_QUERY.replace(ROOT, EMPTY_PLACE)}`);
  await expect(page.getByText('这段时间没有办件记录').first()).toBeVisible();
  await expect(page.locator('[data-ratio="gd145.02"]')).toContainText('未报');
  expect(await axe(page)).toEqual([]);
  await shot(page, 'services-empty');
  await open(page, '');
  await expect(page).toHaveURL(/from=/);
  await shot(page, 'services-today');
  await page.goto(`${server.url}/wall`);
  await page.locator('a[href="/services"]').first().waitFor({ state: 'attached', timeout: 60_000 });
  expect(complaints.all).toEqual([]);
});

test('who sees a city sees its numbers alone', async ({ page }) => {
  const complaints = await watchPage(page);
  await open(page, DAY_QUERY.replace(ROOT, PLACE), { role: 'leader', region: PLACE });
  await expect(page.locator('[data-figure="service.volume"]')).toContainText(number(CLOSED));
  await expect(page.locator('[data-ratio="gd145.02"]')).toContainText('未报');
  const places = await page.locator('select option').evaluateAll((all) => all.map((o) => (o as HTMLOptionElement).value));
  expect(places.every((adcode) => adcode.startsWith(PLACE.slice(0, 4)))).toBe(true);
  expect(complaints.all).toEqual([]);
});

test('what cannot be read says so, and is read again when asked', async ({ page }) => {
  await enter(page, server);
  await page.route('**/api/trpc/*volume.unusual*', (route) => route.abort());
  await page.goto(`${server.url}/services${DAY_QUERY}`);
  const failed = page.locator('[data-state="error"]', { hasText: '办件量异常的事项' });
  await expect(failed).toBeVisible({ timeout: 60_000 });
  await shot(page, 'services-error');
  await page.unroute('**/api/trpc/*volume.unusual*');
  await failed.getByRole('button', { name: '重试' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-of="unusual"]')).toHaveCount(2);
});

test('another profile names its own ratios, and says which formulas are not published', async ({ page }) => {
  const other = await startServer({ env: { PROFILE: 'fujian' } });
  try {
    await enter(page, other);
    await page.goto(`${other.url}/services`);
    const ratio = page.locator('[data-ratio="fjgov.05"]');
    await expect(ratio).toContainText('未公布', { timeout: 60_000 });
    await expect(ratio).toContainText('未报');
    await expect(page.locator('[data-family="usage"] [data-state="not_connected"]')).toHaveCount(4);
    await expect(page.locator('[data-ratio^="gd"]')).toHaveCount(0);
    await page.setViewportSize({ width: 1920, height: 1080 });
    await shot(page, 'services-fujian');
  } finally {
    await other.stop();
  }
});
