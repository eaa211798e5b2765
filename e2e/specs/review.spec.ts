import type { Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { citiesOf } from '../actions/events.ts';
import { monthBack, monthsOfCalls, postAll, reports } from '../actions/review.ts';
import { enter } from '../actions/sign-in.ts';
import { openScreen } from '../actions/wall.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const NOW = Date.now();
const ROOT = '440000';
const LOW = '440900';
const FEW = '441500';
const CITIES = citiesOf('guangdong');

let server: ProductServer;
test.use({ as: 'leader' });
test.describe.configure({ timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  const calls = await createFeed(server, 'calls', 'call', ['--late-days', '900']);
  await postAll(
    calls,
    monthsOfCalls(CITIES, NOW, 14, (city, i, back) => {
      const offered = city.adcode === FEW ? 20 : 9_000 + 400 * i;
      const rate = city.adcode === LOW && back <= 3 ? 0.9 : 0.955 + 0.001 * ((i + back) % 9);
      return { offered, answered: Math.round(offered * rate) };
    }),
  );
  const plans = await createFeed(server, 'plans', 'indicator', ['--late-days', '3650']);
  const year = { region: ROOT, period: '2025' };
  await postAll(
    plans,
    reports(
      [
        { indicator: 'gd145.06', ...year, value: 9.44, status: 'formal' },
        { indicator: 'gd145.06', ...year, value: 9.46, status: 'revised' },
        { indicator: 'gd145.08', ...year, value: 63.4, status: 'formal' },
        { indicator: 'gd145.13', ...year, value: 82.6, status: 'formal' },
        { indicator: 'gd145.10', ...year, numerator: 1244, denominator: 1249, status: 'formal' },
      ],
      monthBack(NOW, 6),
    ),
  );
});
test.afterAll(() => server?.stop());

const card = (page: Page, code: string) => page.locator(`article[data-indicator="${code}"]`);

test('a leader sees what is off, why and where, and opens the card behind it', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${server.url}/indicators`);
  await expect(card(page, 'gd145.06')).toContainText('9.46', { timeout: 60_000 });
  await expect(card(page, 'gd145.06')).toHaveAttribute('data-form', 'span');
  await expect(card(page, 'gd145.06')).toContainText('80.0% 走完基线至目标');
  await expect(card(page, 'gd145.06')).toContainText('2025年');
  await expect(card(page, 'gd145.13')).toContainText('82.6% 占目标');
  await expect(card(page, 'gd145.13')).toContainText('无基线');
  await expect(card(page, 'gd145.10')).toContainText('缺 5，共 1,249');
  await expect(card(page, 'hotline.answer-rate')).toHaveAttribute('data-form', 'limit');
  const off = page.locator('[data-attention="off_target"][data-indicator="hotline.answer-rate"]');
  await expect(off).toContainText('茂名 90.00%');
  await expect(off).toContainText(/自\d+年\d+月起连续 3 期/);
  await expect(page.locator('[data-attention="revised"]')).toHaveCount(0);
  // The six kinds of plan figures that nobody told stand with the word, and none is a sum.
  await expect(page.locator('[data-indicator="gd145.21"]')).toContainText('未报');
  await expect(page.locator('[data-indicator="service.volume"]').first()).toContainText('未接入');

  await page.goto(`${server.url}/indicators?i=hotline.answer-rate`);
  const regions = page.locator('[data-order="worst"] li[data-region]');
  await expect(regions).toHaveCount(CITIES.length, { timeout: 30_000 });
  await expect(regions.first()).toHaveAttribute('data-region', LOW);
  await expect(page.locator(`li[data-region="${FEW}"]`)).toContainText('样本 20');
  expect(await axe(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('review-1440.png') });

  await card(page, 'hotline.answer-rate').getByRole('button').press('Enter');
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText('人工接通率', { timeout: 30_000 });
  await expect(page).toHaveURL(/from=.*to=.*card=hotline\.answer-rate/);
  const said = (await card(page, 'hotline.answer-rate').locator('b').first().textContent()) ?? '';
  await expect(drawer).toContainText(said);
  await page.screenshot({ path: test.info().outputPath('review-1440-card.png') });
  expect(await axe(page)).toEqual([]);
  await page.reload();
  await expect(page.getByRole('dialog')).toContainText(said, { timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/card=/);
  await expect(page).toHaveURL(/i=hotline\.answer-rate/);
  // A figure of a year opens the card of that year, whatever the page's month.
  await card(page, 'gd145.06').getByRole('button').press('Enter');
  await expect(page).toHaveURL(/card=gd145\.06.*cfrom=2025-01-01/);
  await expect(page.getByRole('dialog')).toContainText(/9\.[45]/, { timeout: 30_000 });
  expect(complaints.all).toEqual([]);
});

test('the regions are a table as well, may be left uncompared, and lead down to a city', async ({ page }) => {
  await page.goto(`${server.url}/indicators?i=hotline.answer-rate`);
  await page.getByRole('radio', { name: '表', exact: true }).click();
  const low = page.locator(`tr[data-region="${LOW}"]`);
  await expect(low).toContainText('粤西', { timeout: 30_000 });
  await expect(low).toContainText('3／3');
  await page.getByRole('radio', { name: '不作比较' }).click();
  await expect(low).not.toContainText('3／3');
  await expect(page.locator('[data-order="tree"] tbody tr').first()).toHaveAttribute('data-region', '440100');
  await low.getByRole('button', { name: '茂名' }).click();
  await expect(page).toHaveURL(/r=440900/);
  await expect(card(page, 'hotline.answer-rate')).toContainText('90.00', { timeout: 30_000 });
  await expect(card(page, 'hotline.answer-rate')).toContainText('未达标');
});

test('the page of one indicator says what is printed, what is missing, and what to expect', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${server.url}/indicators/gd145.06`);
  await expect(card(page, 'gd145.06')).toContainText('9.46', { timeout: 60_000 });
  await expect(page.locator('[data-missing]')).toContainText('负责 未公布');
  await expect(page.locator('[data-missing]')).toContainText('基线日期 未公布');
  await expect(page.getByText('第 1722 行').first()).toBeVisible();
  await expect(page.getByRole('table', { name: '各状态值' })).toContainText('9.4');
  await expect(page.getByText(/少于 12 期，不作预测/)).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('indicator-plan.png'), fullPage: true });
  await page.goto(`${server.url}/indicators/hotline.answer-rate`);
  await expect(page.getByText(/回测 \d+ 次，一步平均误差/)).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: test.info().outputPath('indicator-course.png'), fullPage: true });
  await page.goto(`${server.url}/indicators/gd145.99`);
  await expect(page.getByText('没有这个指标')).toBeVisible();
});

test('on a phone what needs attention comes first, and nothing leaves the page at its side', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.url}/indicators`);
  await expect(page.locator('[data-attention]').first()).toBeVisible({ timeout: 60_000 });
  await page.screenshot({ path: test.info().outputPath('review-390.png') });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await axe(page)).toEqual([]);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.reload();
  await expect(card(page, 'gd145.06')).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: test.info().outputPath('review-1920.png') });
});

test('the mayor of a city begins with the city, the keys lead there', async ({ browser }) => {
  const context = await browser.newContext();
  await enter(context, server, { role: 'leader', region: LOW });
  const page = await context.newPage();
  await page.goto(`${server.url}/indicators?r=${ROOT}`);
  await expect(card(page, 'hotline.answer-rate')).toContainText('90.00', { timeout: 60_000 });
  await openScreen(page, `${server.url}/wall`);
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(page).toHaveURL(/\/indicators/);
  await context.close();
});
