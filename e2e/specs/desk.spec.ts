import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ticket } from '../actions/events.ts';
import { enter, sessionOf } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, tongguan } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const REGION = '440106';
const TITLES = ['青禾路夜间施工扰民', '青禾路窨井盖破损', '归雁路路灯不亮', '白鹭湾停水两天', '沐川街违建', '栖霜路积水', '晓棠路占道经营', '玉麦路噪声'];

let server: ProductServer;
test.use({ as: null });
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  const feed = await createFeed(server, 'desk', 'ticket');
  const made = TITLES.map((title, i) =>
    ticket(REGION, { title, body: `${title}，请处理。`, category: '0102', requestType: '投诉' }, Date.now() - (20 - i) * 60_000),
  );
  expect(await feed.post(made)).toMatchObject({ accepted: TITLES.length });
  // A slow machine takes longer than the ten seconds that the profile gives.
  const rules = join(server.dataDir, 'undo.json');
  const value = { seconds: 600, commands: ['accept', 'dispatch', 'mark', 'unmark', 'reclassify', 'prioritize'] };
  writeFileSync(rules, JSON.stringify([{ id: 'undo', rule: 'undo', where: {}, from: '2020-01-01', until: null, source: null, value }]));
  await tongguan(server, ['profile', 'import', 'rules', rules]);
  await sessionOf(server, { role: 'dispatcher' });
});
test.afterAll(() => server?.stop());

async function openDesk(page: Page, query = ''): Promise<void> {
  await enter(page, server, { role: 'dispatcher' });
  await page.goto(`${server.url}/tickets${query}`);
  await expect(page.locator('[data-open-ticket]')).toBeVisible({ timeout: 60_000 });
}

const opened = (page: Page) => page.locator('[data-open-ticket]').getAttribute('data-open-ticket');
const primary = (page: Page) => page.locator('[data-primary]');

test('the first suggestion is taken by one key, taken back by another, and the journal keeps both', async ({ page }) => {
  const complaints = await watchPage(page);
  await openDesk(page);
  await expect(page.locator('[data-view=dispatch]')).toContainText(String(TITLES.length));
  await expect(primary(page)).toHaveAttribute('data-primary', 'dispatch');
  await expect(page.locator('[data-unit][aria-pressed=true]')).toContainText('反证');
  await expect(primary(page)).toBeEnabled();
  const id = Number(await opened(page));
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-done=dispatch]')).toContainText('已派单');
  // The next one is read at once.
  await expect(page.locator('[data-open-ticket]')).not.toHaveAttribute('data-open-ticket', String(id));
  await page.keyboard.press('z');
  await expect(page.locator(`[data-open-ticket="${id}"]`)).toBeVisible();
  await expect(page.locator('[data-command=undo]')).toHaveCount(1);
  await expect(page.locator('[data-command=dispatch][data-seq]')).toHaveCount(1);
  await expect(page.locator('[data-ticket-state=registered]')).toBeVisible();
  expect(complaints.all).toEqual([]);
});

test('keys walk, and the address carries the ticket, the queue and the filters', async ({ page }) => {
  const complaints = await watchPage(page);
  await openDesk(page);
  const first = await opened(page);
  await page.keyboard.press('j');
  await expect(page.locator('[data-open-ticket]')).not.toHaveAttribute('data-open-ticket', first ?? '');
  const second = await opened(page);
  await expect(page).toHaveURL(new RegExp(`t=${second}`));
  await page.reload();
  await expect(page.locator(`[data-open-ticket="${second}"]`)).toBeVisible();
  await page.keyboard.press('k');
  await expect(page.locator(`[data-open-ticket="${first}"]`)).toBeVisible();
  await page.getByRole('button', { name: '筛选' }).click();
  await page.getByLabel('查找').fill('路灯');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-ticket]')).toHaveCount(1);
  await expect(page).toHaveURL(/q=/);
  await page.getByLabel('视图名称').fill('路灯');
  await page.getByRole('button', { name: '存为视图' }).click();
  await page.getByLabel('查找').fill('');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-ticket]')).not.toHaveCount(1);
  await page.getByRole('button', { name: '路灯', exact: true }).click();
  await expect(page.locator('[data-ticket]')).toHaveCount(1);
  expect(complaints.all).toEqual([]);
});
