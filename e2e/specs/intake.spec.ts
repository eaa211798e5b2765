import { axe } from '../actions/axe.ts';
import { ticket } from '../actions/events.ts';
import { callProcedure, sessionOf } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

/** A caller who cannot exist. */
const NAME = '示例壬癸';
const PHONE = '19900007531';
/** The first in the row of kinds. */
const TYPE = '咨询';
const BODY = '深圳市南山区青禾路路灯连续三晚不亮，行人看不清台阶';

let server: ProductServer;
test.use({ as: 'dispatcher' });
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  const feed = await createFeed(server, 'line', 'ticket');
  const reporter = { name: NAME, phone: PHONE };
  expect(await feed.post([ticket('440305', { title: '青禾路路灯不亮', body: BODY, reporter })])).toMatchObject({ accepted: 1 });
});
test.afterAll(() => server?.stop());

async function ticketsNamed(text: string): Promise<{ no: string; state: string }[]> {
  const session = await sessionOf(server, { role: 'dispatcher' });
  const input = { region: '440000', view: 'open', sort: 'newest', limit: 50, text };
  const queue = await callProcedure<{ rows: { no: string; state: string }[] }>(server.url, 'desk.queue', { input, session });
  return queue.data?.rows ?? [];
}

test('a call is taken by keys: faults by field, the caller, the place, a look-alike, one ticket for two presses', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.goto(`${server.url}/tickets/new`);
  await expect(page.getByLabel('电话号码')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('有 3 处要改：诉求类型、标题、诉求内容')).toBeVisible();
  await expect(page.getByRole('radio', { name: TYPE, exact: true })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByText('未定到市县，将按全省登记')).toBeVisible();
  await page.getByLabel('电话号码').fill(PHONE);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-earlier]')).toContainText('青禾路路灯不亮');
  await page.getByLabel('标题').fill('青禾路路灯又坏了');
  await page.getByLabel('诉求内容').fill(BODY);
  await expect(page.locator('[data-place="440305"]')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Alt+p');
  await expect(page.getByLabel('事发地区')).toHaveValue('440305');
  await expect(page.getByText('未定到市县')).toHaveCount(0);
  await expect(page.locator('[data-similar]').first()).toContainText('青禾路路灯不亮', { timeout: 30_000 });
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('[data-saved]')).toBeVisible({ timeout: 30_000 });
  expect(await ticketsNamed('路灯又坏了')).toHaveLength(1);
  await expect(page.getByRole('button', { name: '再登记一件' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('标题')).toHaveValue('');
  await expect(page.getByLabel('电话号码')).toHaveValue('');
  await expect(page.getByLabel('电话号码')).toBeFocused();
  await expect(page.getByRole('radio', { name: TYPE, exact: true })).not.toBeChecked();
  expect(complaints.all).toEqual([]);
});

test('a look-alike is urged at its row, and neither that end of a call nor a press of 清空 loses what was written', async ({ page }) => {
  await page.goto(`${server.url}/tickets/new`);
  await page.getByLabel('标题').fill('青禾路路灯不亮');
  await page.getByLabel('诉求内容').fill(BODY);
  await page.getByRole('button', { name: '清空' }).click();
  await expect(page.getByLabel('标题')).toHaveValue('');
  await page.getByRole('button', { name: '撤回' }).click();
  await expect(page.getByLabel('标题')).toHaveValue('青禾路路灯不亮');
  await expect(page.getByLabel('诉求内容')).toHaveValue(BODY);
  const row = page.locator('[data-similar]').first();
  await expect(row).toBeVisible({ timeout: 30_000 });
  await row.getByRole('button', { name: /^催办/ }).click();
  await expect(row).toContainText('已催办，没有另立工单');
  await expect(row.getByRole('button', { name: /^催办/ })).toBeDisabled();
  await row.getByRole('button', { name: '结束登记' }).click();
  await expect(page.getByLabel('标题')).toHaveValue('');
  await expect(page.getByRole('button', { name: '撤回' })).toBeVisible();
  await expect(page.getByLabel('电话号码')).toBeFocused();
});

test('a draft comes back without the caller, and what is answered at once is closed in one go', async ({ page }) => {
  await page.goto(`${server.url}/tickets/new`);
  await page.getByLabel('电话号码').fill(PHONE);
  await page.getByLabel('称呼').fill(NAME);
  await page.getByRole('radio', { name: TYPE, exact: true }).focus();
  await page.keyboard.press('Space');
  await page.getByLabel('标题').fill('咨询社保转移');
  await page.getByLabel('诉求内容').fill(`${NAME}问社保如何转移，电话${PHONE}`);
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(stored).toContain('咨询社保转移');
  expect([NAME, PHONE].filter((personal) => stored.includes(personal))).toEqual([]);
  await page.reload();
  await expect(page.getByText('已恢复草稿')).toBeVisible();
  await expect(page.getByLabel('标题')).toHaveValue('咨询社保转移');
  await expect(page.getByLabel('电话号码')).toHaveValue('');
  await page.getByLabel('标题').focus();
  await page.keyboard.press('Alt+d');
  await page.getByLabel('答复内容').fill('凭身份证在窗口或网上办理。');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('已当场答复并办结')).toBeVisible({ timeout: 30_000 });
  expect(await ticketsNamed('咨询社保转移')).toMatchObject([{ state: 'to_follow_up' }]);
});
