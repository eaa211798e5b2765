import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { makeCall } from '../../db/seed/events.ts';
import { axe } from '../actions/axe.ts';
import { citiesOf } from '../actions/events.ts';
import { postAll } from '../actions/review.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, type TestEvent, type TestFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const DAY = 86_400_000;
const ZONE = 8 * 3_600_000;
/** Midnight of today in the profile's zone. */
const TODAY = Math.floor((Date.now() + ZONE) / DAY) * DAY - ZONE;
const CITIES = citiesOf('guangdong');
const LOW = '440900';

let server: ProductServer;
let calls: TestFeed;
test.use({ as: 'leader' });
test.describe.configure({ timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  calls = await createFeed(server, 'calls', 'call', ['--late-days', '900']);
  // Yesterday, the day before, the same weekday a week ago, and a week whose brief is due no more by itself.
  const days = [1, 2, 8, 15];
  await postAll(
    calls,
    days.flatMap((back) =>
      CITIES.map((city, i) => report(city.adcode, TODAY - back * DAY + 36_000_000, 1_000 + 10 * i + back, city.adcode === LOW ? 0.5 : 0.97)),
    ),
  );
});
test.afterAll(() => server?.stop());

function report(region: string, at: number, offered: number, rate: number): TestEvent {
  const answered = Math.round(offered * rate);
  const window = { from: new Date(at - 60_000).toISOString(), to: new Date(at).toISOString() };
  const data = { region, window, offered, answered, answeredIn15s: answered, abandoned: offered - answered };
  return { type: 'cn.tongguan.call.counted.v1', time: new Date(at).toISOString(), data: makeCall(data).data };
}

/** The page of the period that a day lies in: what is due by itself depends on the hour. */
const wall = (at: number) => new Date(at + ZONE).toISOString().slice(0, 16);
const briefOf = (day: number, more = '') => `${server.url}/briefs?from=${wall(day)}&to=${wall(day + DAY)}${more}`;
const YESTERDAY = TODAY - DAY;

const article = (page: Page) => page.locator('[data-brief-id]');
const figureRow = (page: Page, code: string) => page.locator(`tr[data-indicator="${code}"]`);
const OFFERED = CITIES.reduce((sum, _, i) => sum + 1_000 + 10 * i + 1, 0);
const grouped = (n: number) => n.toLocaleString('en-US');

test('a brief that is missing is made, says what stands out, and each number leads to its card', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(briefOf(YESTERDAY));
  await expect(page.getByText('这一期没有简报')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: '补制' }).click();
  await expect(article(page)).toContainText('广东省运行日报', { timeout: 30_000 });
  await expect(article(page)).toContainText('数值至');
  const off = page.locator('[data-attention][data-indicator="hotline.answer-rate"]');
  await expect(off).toContainText('茂名 50');
  const narrative = page.locator('span[data-indicator="hotline.calls"]');
  await expect(narrative).toContainText('较前一日 持平');
  await expect(figureRow(page, 'hotline.calls')).toContainText(`${grouped(OFFERED)} 通`);
  await expect(figureRow(page, 'hotline.calls')).toContainText('21/21');
  expect(await axe(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('brief-1440.png'), fullPage: true });

  const number = figureRow(page, 'hotline.calls').getByRole('button').first();
  await number.click();
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText(grouped(OFFERED), { timeout: 30_000 });
  await expect(page).toHaveURL(/from=.*to=.*card=hotline\.calls/);
  await page.screenshot({ path: test.info().outputPath('brief-1440-card.png') });
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/card=/);
  await page.keyboard.press('k');
  await expect(page.getByText('这一期没有简报')).toBeVisible();
  await page.keyboard.press('j');
  await expect(article(page)).toBeVisible();
  expect(complaints.all).toEqual([]);
});

test('what comes later changes no brief: both values stand side by side', async ({ page }) => {
  await page.goto(briefOf(YESTERDAY));
  await expect(figureRow(page, 'hotline.calls')).toContainText('未变', { timeout: 60_000 });
  const then = (await figureRow(page, 'hotline.calls').getByRole('button').first().textContent()) ?? '';
  await postAll(calls, [report('440100', TODAY - DAY + 40_000_000, 70_000, 0.97)]);
  await page.reload();
  const changed = figureRow(page, 'hotline.calls');
  await expect(changed).toHaveAttribute('data-changed', 'true', { timeout: 30_000 });
  await expect(changed.getByRole('button').first()).toHaveText(then);
  await expect(changed.getByRole('button').nth(1)).not.toHaveText(then);
  await expect(article(page)).toContainText(/\d 项数值此后有变/);
  await page.screenshot({ path: test.info().outputPath('brief-changed.png') });
  await changed.getByRole('button').first().click();
  await expect(page).toHaveURL(/known=/);
  await expect(page.getByRole('dialog')).toContainText(grouped(OFFERED + 70_000), { timeout: 30_000 });
});

test('on paper it is the brief alone, with text that can be searched; as a file it is a workbook', async ({ page }) => {
  await page.goto(briefOf(YESTERDAY));
  await expect(article(page)).toBeVisible({ timeout: 60_000 });
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 XLSX' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^brief-440000-day-\d{4}-\d\d-\d\d\.xlsx$/);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  writeFileSync(test.info().outputPath('brief.pdf'), pdf);
  const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  // A font may lend one glyph to a character and its radical.
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '');
  expect(plain).toContain('广东省运行日报');
  expect(plain).toContain('需要关注');
  expect(plain).toContain('茂名50');
  // What the page folds is unfolded on paper.
  if (await page.locator('[data-silent-print]').count()) expect(plain).toMatch(/另有\d+项本期无数据：/);
  expect(plain).not.toContain('补制');
  expect(plain).not.toContain('导出XLSX');
  expect(totalPages).toBeLessThanOrEqual(3);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.screenshot({ path: test.info().outputPath('brief-print.png'), fullPage: true });
});

test('weeks, months and cities have briefs of their own, also on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.url}/briefs?r=440100`);
  // The page writes its period into the address when it can be clicked.
  await expect(page).toHaveURL(/from=/, { timeout: 60_000 });
  await page.getByRole('radio', { name: '周报' }).click();
  await expect(page).toHaveURL(/kind=week/);
  await page.goto(briefOf(TODAY - 15 * DAY, '&r=440100&kind=week'));
  await page.getByRole('button', { name: '补制' }).click({ timeout: 60_000 });
  await expect(article(page)).toContainText('广州市运行周报', { timeout: 30_000 });
  await expect(page).toHaveURL(/kind=week/);
  await page.screenshot({ path: test.info().outputPath('brief-390.png'), fullPage: true });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await axe(page)).toEqual([]);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.reload();
  await expect(article(page)).toContainText('广州市运行周报', { timeout: 30_000 });
  await page.screenshot({ path: test.info().outputPath('brief-1920.png') });
});

test.describe('a unit handler', () => {
  test.use({ as: 'unit_handler' });
  test('reads briefs, and is told who can have one made', async ({ page }) => {
    await page.goto(briefOf(TODAY - 75 * DAY, '&kind=month'));
    await expect(page.getByText('有导出权限的人可以补制')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('button', { name: '补制' })).toHaveCount(0);
  });
});
