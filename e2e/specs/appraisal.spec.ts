import { axe } from '../actions/axe.ts';
import { callProcedure, sessionOf } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const REGION = '440300';

let server: ProductServer;
test.use({ as: 'dispatcher' });
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  const session = await sessionOf(server, { role: 'dispatcher' });
  const change = true;
  for (const [title, answered] of [
    ['问公交线路', true],
    ['问图书馆时间', true],
    ['路灯不亮', false],
  ] as const) {
    const input = { region: REGION, requestType: '咨询', title, body: `${title}，请答复`, channel: 'phone', key: crypto.randomUUID() };
    const made = await callProcedure<{ id: number; version: number }>(server.url, 'desk.report', { input, session, change });
    expect(made.status).toBe(200);
    const { id = 0, version: expected = 0 } = made.data ?? {};
    const act = answered ? { command: 'direct_answer', data: { text: '已答复' } } : { command: 'accept', data: {} };
    const acted = await callProcedure(server.url, 'desk.act', { input: { id, ...act, expect: expected, key: crypto.randomUUID() }, session, change });
    expect(acted.data).toMatchObject({ ok: true });
  }
});
test.afterAll(() => server?.stop());

test('every rate shows its parts, a number opens its tickets, and the address carries it all', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.goto(`${server.url}/appraisal?by=region`);
  const row = page.locator(`[data-row="${REGION}"]`);
  const direct = row.getByRole('button', { name: /直接办结率 66\.7% 2\/3/ });
  await expect(direct).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-row="total"]').getByRole('button', { name: /直接办结率 66\.7% 2\/3/ })).toBeVisible();
  await expect(direct).toContainText('样本少');
  await direct.press('Enter');
  await expect(page).toHaveURL(/n=direct\.miss&k=440300/);
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText('2 ÷ 3 = 66.67%');
  await expect(drawer).toContainText('路灯不亮');
  expect(await axe(page)).toEqual([]);
  await page.reload();
  await expect(page.getByRole('dialog')).toContainText('路灯不亮', { timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/n=direct/);
  expect(complaints.all).toEqual([]);
});

test('what is open stands by its band, and the table leaves as a file', async ({ page }) => {
  await page.goto(`${server.url}/appraisal?tab=watch&by=region`);
  await expect(page.locator('[data-table="watch"] [data-row="total"]')).toContainText('合计', { timeout: 60_000 });
  await page.getByRole('radio', { name: '考核' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 XLSX' }).click();
  expect((await download).suggestedFilename()).toMatch(/^appraisal-440000-region-.*\.xlsx$/);
  await expect(page.getByText(/已导出 \d+ 行，已记入审计/)).toBeVisible();
});
