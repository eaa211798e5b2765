import { commandLine, openDesk, opened, openTicket, pressTaken, pressWide, primary, rowIds } from '../actions/desk.ts';
import { ticket } from '../actions/events.ts';
import { sessionOf } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

/** The desk worked by keys alone. Undo has the ten seconds that the profile gives. */
const REGION = '440106';
const COUNT = 14;

let server: ProductServer;
test.use({ as: null });
test.describe.configure({ timeout: 100_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  const feed = await createFeed(server, 'keys', 'ticket');
  const made = Array.from({ length: COUNT }, (_, i) =>
    ticket(
      REGION,
      { title: `青禾路第 ${i + 1} 处窨井盖破损`, body: '井盖破了，请处理。', category: '0102', requestType: '求助' },
      Date.now() - (40 - i) * 60_000,
    ),
  );
  expect(await feed.post(made)).toMatchObject({ accepted: COUNT });
  await sessionOf(server, { role: 'dispatcher' });
});
test.afterAll(() => server?.stop());

test('with an input method on, the first suggestion is taken in a few keys, and nobody touches the mouse', async ({ page, context }) => {
  const complaints = await watchPage(page);
  await openDesk(page, server);
  const first = await opened(page);
  const cdp = await context.newCDPSession(page);
  await page.evaluate(() => {
    const seen = window as unknown as { strokes: number };
    seen.strokes = 0;
    const count = () => {
      seen.strokes += 1;
    };
    window.addEventListener('keydown', count, { capture: true });
  });
  await pressTaken(cdp, 'KeyJ');
  await expect(openTicket(page, first)).toHaveCount(0);
  const id = await opened(page);
  await expect(primary(page)).toHaveAttribute('data-primary', 'dispatch');
  await expect(primary(page)).toBeEnabled();
  await pressWide(cdp, '１', 'Digit1');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-done=dispatch]')).toContainText('已派单');
  await expect(openTicket(page, id)).toHaveCount(0);
  expect(await page.evaluate(() => (window as unknown as { strokes: number }).strokes)).toBeLessThanOrEqual(6);
  expect(complaints.all).toEqual([]);
});

test('keys pressed one right after the other are each obeyed', async ({ page }) => {
  await openDesk(page, server);
  const rows = await rowIds(page);
  await page.evaluate(async () => {
    for (const key of ['j', 'j', 'j', 'k']) {
      window.dispatchEvent(new KeyboardEvent('keydown', { key, code: `Key${key.toUpperCase()}`, bubbles: true, cancelable: true }));
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  });
  await expect(openTicket(page, rows[2] ?? 0)).toBeVisible();
});

test('what an input method composes in the command line moves nothing, and its Enter gives nothing', async ({ page, context }) => {
  await openDesk(page, server);
  const id = await opened(page);
  const cdp = await context.newCDPSession(page);
  await pressWide(cdp, '、', 'Slash');
  await expect(commandLine(page)).toBeFocused();
  await cdp.send('Input.imeSetComposition', { text: 'qian', selectionStart: 4, selectionEnd: 4 });
  for (const code of ['KeyJ', 'KeyK', 'Enter']) await pressTaken(cdp, code);
  await expect(openTicket(page, id)).toBeVisible();
  await expect(page.locator('[data-refused], [data-done]')).toHaveCount(0);
  await cdp.send('Input.insertText', { text: '催' });
  await expect(commandLine(page)).toHaveValue('催');
  await page.keyboard.press('Escape');
  await expect(commandLine(page)).not.toBeFocused();
});

test('the command line takes verb, number, unit and note, says what is wrong and what to do, and gives the focus back', async ({ page }) => {
  const complaints = await watchPage(page);
  await openDesk(page, server);
  const second = (await rowIds(page))[1] ?? 0;
  const no = await page.locator(`[data-ticket="${second}"]`).evaluate((row) => row.textContent);
  expect(no).toContain('窨井盖');
  await page.locator(`[data-ticket="${second}"] button`).click();
  await expect(openTicket(page, second)).toBeVisible();
  const number =
    (
      await page
        .getByText(/^440106\d+T\d+$/)
        .first()
        .textContent()
    )?.slice(-6) ?? '';
  await page.keyboard.press('k');
  await expect(openTicket(page, second)).toHaveCount(0);

  const line = page.locator('#desk-line');
  await page.keyboard.press('/');
  await expect(commandLine(page)).toBeFocused();
  await page.keyboard.type('搬 什么');
  await expect(line).toContainText('没有“搬”这个动作，先写动作');
  await commandLine(page).fill('派 999999');
  await expect(line).toContainText('队列里没有 999999，写工单号末几位');
  await commandLine(page).fill(`派 ${number} 月球管理局`);
  await expect(line).toContainText('没有单位“月球管理局”，写名称中的几个字');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-done], [data-refused]')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.locator(`[data-ticket="${second}"] button`)).toBeFocused();

  await page.keyboard.press('/');
  await commandLine(page).fill(`派 ${number} 公安厅 备注 请先联系来电人`);
  await expect(line).toContainText(number);
  await expect(line).toContainText('省公安厅');
  await expect(line).toContainText('备注 请先联系来电人');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-done=dispatch]')).toContainText('已派单 省公安厅');
  await expect(commandLine(page)).toHaveValue('');
  await expect(page.locator(`[data-ticket="${second}"]`)).toHaveCount(0);
  expect(complaints.all).toEqual([]);
});

test('undo is there for ten seconds, and too late afterwards', async ({ page }) => {
  await openDesk(page, server);
  const id = await opened(page);
  await expect(primary(page)).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-undo]')).toContainText(/(10|9|8|7) 秒/);
  await page.keyboard.press('z');
  await expect(openTicket(page, id)).toBeVisible();
  await expect(page.locator('[data-ticket-state=registered]')).toBeVisible();
  await expect(page.locator('[data-command=undo]')).toHaveCount(1);
  await expect(page.locator(`[data-ticket="${id}"]`)).toBeVisible();
  await expect(page.locator('[data-waiting]')).toHaveCount(0);
  await expect(primary(page)).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-undo]')).toBeVisible();
  await expect(page.locator('[data-undo]')).toHaveCount(0, { timeout: 20_000 });
  await page.keyboard.press('z');
  await expect(page.locator('[data-refused=undo_late]')).toContainText('撤销时限 10 秒已过');
});

test('the sheet of keys opens in the middle of walking; a key is changed, kept over a reload, and all can be turned off', async ({ page }) => {
  await openDesk(page, server);
  const first = await opened(page);
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('?');
  const sheet = page.locator('[data-key-sheet]');
  await expect(sheet).toBeVisible();
  await expect(openTicket(page, first)).toBeVisible();
  await expect(sheet).toBeVisible();
  await sheet.locator('[data-key-of=dispatch]').press('Enter');
  await page.keyboard.press('y');
  await expect(sheet.locator('[data-key-of=dispatch]')).toHaveText('y');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await page.keyboard.press('d');
  await page.keyboard.press('y');
  await expect(page.locator('[data-form=dispatch]')).toHaveCount(1);
  await page.reload();
  await expect(openTicket(page, first)).toBeVisible();
  await page.keyboard.press('y');
  await expect(page.locator('[data-form=dispatch]')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-form]')).toHaveCount(0);

  await page.keyboard.press('?');
  await sheet.getByLabel('启用单键').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('y');
  await page.keyboard.press('Control+k');
  await expect(commandLine(page)).toBeFocused();
  await expect(openTicket(page, first)).toBeVisible();
  await expect(page.locator('[data-form]')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(openTicket(page, first)).toBeVisible();
  await page.getByRole('button', { name: '全部按键' }).press('Enter');
  await expect(sheet.getByLabel('启用单键')).not.toBeChecked();
  await sheet.getByRole('button', { name: '恢复默认' }).press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect(openTicket(page, first)).toHaveCount(0);
});

test('several are chosen, looked at and dispatched together by keys', async ({ page }) => {
  await openDesk(page, server);
  const ids = (await rowIds(page)).slice(0, 3);
  await page.keyboard.press('x');
  const pane = page.locator('[data-bulk]');
  await page.keyboard.press('Shift+j');
  await expect(openTicket(page, ids[1] ?? 0)).toBeVisible();
  await page.keyboard.press('Shift+j');
  await expect(openTicket(page, ids[2] ?? 0)).toBeVisible();
  await expect(pane).toHaveAttribute('data-bulk', '3');
  await page.keyboard.press('d');
  const unit = pane.locator('[data-field=unit] input');
  await expect(unit).toBeFocused();
  await page.keyboard.type('公安');
  await page.keyboard.press('Enter');
  await expect(unit).toHaveValue('省公安厅');
  await page.keyboard.press('Enter');
  await expect(pane.locator('[data-preview=before]')).toContainText('可办 3 件，不能办 0 件');
  await expect(page.locator('[data-view=dispatch]')).toContainText(String((await rowIds(page)).length));
  await page.keyboard.press('Enter');
  await expect(pane.locator('[data-preview=given]')).toContainText('已办 3 件，未办 0 件');
  await page.keyboard.press('Enter');
  await expect(pane).toHaveCount(0);
  for (const id of ids) await expect(page.locator(`[data-ticket="${id}"]`)).toHaveCount(0);
  await expect(page.locator('[data-open-ticket]')).toBeVisible();
});
