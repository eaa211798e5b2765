import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { calls } from '../actions/events.ts';
import { shownNumber } from '../actions/wall.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, type TestFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const SHENZHEN = '440300';
const DAY = 86_400_000;
/** Yesterday in the profile's zone: a span that is over, so that nothing but what the test does changes the figure. */
const YESTERDAY = new Date(Date.now() + DAY / 3 - DAY).toISOString().slice(0, 10);
const TODAY = new Date(Date.now() + DAY / 3).toISOString().slice(0, 10);
const at = (clock: string) => Date.parse(`${YESTERDAY}T${clock}:00+08:00`);
const CARD = `/wall?from=${YESTERDAY}T00%3A00&to=${TODAY}T00%3A00&card=hotline.calls@${SHENZHEN}`;

/** Who dispatches takes records out as a file; who watches does not. */
test.use({ as: 'dispatcher' });

let server: ProductServer;
let feed: TestFeed;
/** A minute before which everything first posted had come, and after which everything else came. */
let then: Date;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  server = await startServer();
  feed = await createFeed(server, 'calls', 'call');
  const first = [
    { ...calls(SHENZHEN, 100, at('12:00')), id: 'a' },
    { ...calls(SHENZHEN, 50, at('12:10')), id: 'b' },
    { ...calls(SHENZHEN, 30, at('13:00')), id: 'c' },
  ];
  expect(await feed.post(first)).toMatchObject({ accepted: 3, rejected: [] });
  then = new Date(Math.ceil((Date.now() + 500) / 60_000) * 60_000);
  await new Promise((resolve) => setTimeout(resolve, then.getTime() + 1_000 - Date.now()));
  const later = [
    { ...calls(SHENZHEN, 70, at('12:00')), id: 'a2', replaces: 'a' },
    { ...calls(SHENZHEN, 50, at('12:10')), id: 'b2', retracts: 'b' },
    { ...calls(SHENZHEN, 20, at('12:20')), id: 'd' },
  ];
  expect(await feed.post(later)).toMatchObject({ accepted: 3, rejected: [] });
});
test.afterAll(() => server?.stop());

test('the card shows what is known now and what was known then, and folds to both', async ({ page }) => {
  test.setTimeout(240_000);
  const complaints = await watchPage(page);
  await page.goto(server.url + CARD);
  const card = page.getByRole('dialog');
  await expect.poll(() => shownNumber(card), { timeout: 60_000 }).toBe(120);
  await expectFolded(page, 120);
  await expect(card.locator('tr[data-record-state="live"]')).toHaveCount(3);
  for (const [state, word, count] of [
    ['replaced', '已更正', '100'],
    ['retracted', '已撤回', '50'],
  ] as const) {
    const row = card.locator(`tr[data-record-state="${state}"]`);
    await expect(row).toHaveCount(1);
    await expect(row).toContainText(word);
    await expect(row.locator('s').last()).toHaveText(count);
  }

  await card.locator('label', { hasText: '当时所知' }).click();
  const time = card.getByLabel('当时', { exact: true });
  await time.fill(new Date(then.getTime() + DAY / 3).toISOString().slice(0, 16).replace('T', ' '));
  await time.press('Enter');
  await expect.poll(() => shownNumber(card), { timeout: 60_000 }).toBe(180);
  await expectFolded(page, 180);
  await expect(card).toContainText('迟到 1，更正 1，撤回 1');
  await expect(card).toContainText(/现在所知[\s\S]*120[\s\S]*当时[\s\S]*180/);

  const address = page.url();
  await page.goto(address);
  await expect.poll(() => shownNumber(card), { timeout: 60_000 }).toBe(180);
  await card.locator('label', { hasText: '现在所知' }).click();
  await expect.poll(() => shownNumber(card), { timeout: 60_000 }).toBe(120);
  expect(complaints.all).toEqual([]);
});

test.describe('for who may take records out', () => {
  test.use({ as: 'supervisor' });

  test('the exported records are those of the card', async ({ page }) => {
    await page.goto(server.url + CARD);
    const card = page.getByRole('dialog');
    await expect.poll(() => shownNumber(card), { timeout: 60_000 }).toBe(120);
    const [download] = await Promise.all([page.waitForEvent('download'), card.getByRole('button', { name: '导出记录' }).click()]);
    expect(download.suggestedFilename()).toBe(`hotline.calls-${SHENZHEN}-${YESTERDAY.replaceAll('-', '-')}-00-00.csv`);
    const text = await readFile(await download.path(), 'utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    const lines = text.slice(1).split('\r\n');
    const head = lines.findIndex((line) => line.startsWith('发生,到达,来源,记录'));
    expect(head).toBeGreaterThan(0);
    expect(lines.slice(0, head).join('\n')).toContain('值,120');
    const rows = lines
      .slice(head + 1)
      .filter(Boolean)
      .map((line) => line.split(','));
    const counted = rows.filter((row) => row[9] === '').reduce((sum, row) => sum + Number(row[7]), 0);
    expect(counted).toBe(120);
    expect(rows.map((row) => [row[3], row[9]]).sort()).toEqual([
      ['a', '已更正'],
      ['a2', ''],
      ['b', '已撤回'],
      ['c', ''],
      ['d', ''],
    ]);
  });
});

/** Both folds of the card, of the regions and of the records, give its figure. */
async function expectFolded(page: Page, value: number): Promise<void> {
  const card = page.getByRole('dialog');
  await expect(card.locator('[data-equal="true"]')).toContainText(`${value}`);
  await expect(card.locator('[data-record-fold="true"]')).toContainText(`${value}`);
}
