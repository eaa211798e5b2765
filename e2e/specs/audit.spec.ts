import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { enter, sessionOf } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { tongguan } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

let server: ProductServer;
test.use({ as: 'audit_admin' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  server = await startServer();
  await sessionOf(server, { role: 'audit_admin' });
  await tongguan(server, ['feed', 'create', 'audited', '--kind', 'call']);
  await tongguan(server, ['feed', 'set', 'audited', '--rate', '7']);
});
test.afterAll(() => server?.stop());

const rows = (page: Page) => page.getByRole('grid', { name: '审计行' }).locator('tbody tr');
const detail = (page: Page) => page.getByRole('region', { name: '审计行详情' });

test('rows are searched, walked with keys and verified one by one, and the address carries the search', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.goto(`${server.url}/admin/audit`);
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('combobox', { name: '动作' }).selectOption('feed.');
  await expect(page).toHaveURL(/act=feed\./);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('audited');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=audited/);
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('j');
  await expect(detail(page)).toContainText('改数据源');
  await expect(detail(page)).toContainText('与行一致');
  await expect(detail(page)).toContainText('与上一行相接');
  await page.keyboard.press('j');
  await expect(detail(page)).toContainText('建数据源');
  await page.getByRole('button', { name: '看此对象经过' }).click();
  await expect(page).toHaveURL(/id=audited.*order=oldest/);
  await expect(rows(page).first()).toContainText('建数据源');
  expect(await axe(page)).toEqual([]);
  await page.goto(`${server.url}/admin/audit?q=no-such-thing`);
  await expect(page.getByText('没有符合条件的审计行')).toBeVisible();
  expect(complaints.all).toEqual([]);
});

test('the whole chain is verified by a button, and the searches themselves are in it', async ({ page }) => {
  await page.goto(`${server.url}/admin/audit`);
  const chain = page.getByRole('region', { name: '链' });
  await expect(chain).toContainText('签名相符');
  await chain.getByRole('button', { name: '校验全链' }).click();
  await expect(chain).toContainText(/全链校验 .*，\d+ 行，0 处不符/);
  await expect(chain).toContainText('完整');
  await page.goto(`${server.url}/admin/audit?act=audit.`);
  await expect(rows(page).filter({ hasText: '查审计' }).first()).toBeVisible();
  await expect(rows(page).filter({ hasText: '校验审计链' })).toHaveCount(1);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(rows(page).first()).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test('an export carries who took it and ends with its count, and is on record', async ({ page }) => {
  await page.goto(`${server.url}/admin/audit?act=feed.&q=audited`);
  await expect(rows(page)).toHaveCount(2);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出 CSV' }).click()]);
  const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFwatermark,\S+ \d{4}-\d\d-\d\dT/);
  expect(lines.filter((line) => line.includes(',audited,'))).toHaveLength(2);
  expect(lines.at(-2)).toBe('end,2');
  await page.goto(`${server.url}/admin/audit?act=audit.exported`);
  await expect(rows(page)).toHaveCount(1);
});

test('who may not read the audit is not let in, on the page or past it', async ({ browser }) => {
  const context = await browser.newContext();
  await enter(context, server, { role: 'operator' });
  const page = await context.newPage();
  await page.goto(`${server.url}/admin/audit`);
  await expect(page).not.toHaveURL(/\/admin\/audit/);
  const answer = await context.request.get(`${server.url}/api/audit/export?from=0&to=4102444800000`);
  expect(answer.status()).toBe(403);
  await context.close();
});

test('the command line backs up and verifies while the server runs, and after it was killed', async () => {
  const file = join(server.dataDir, 'running.backup');
  expect(await tongguan(server, ['backup', file])).toMatch(/backup .*: \d+ rows of \d+ tables/);
  expect(await tongguan(server, ['backup', file, '--list'])).toMatch(/checksums and signature fit/);
  expect(await tongguan(server, ['audit', 'verify'])).toMatch(/the audit is whole/);
  await server.kill9();
  await server.restart();
  // The sealer takes up what was committed before the end.
  await expect.poll(() => tongguan(server, ['audit', 'verify']).catch(String), { timeout: 30_000 }).toMatch(/the audit is whole/);
});
