import type { Browser, Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { openDesk, opened, openTicket, primary, rowIds } from '../actions/desk.ts';
import { ticket } from '../actions/events.ts';
import { callProcedure, enter, sessionOf, type Who } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, type TestFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

/** Several people at one desk, what arrives while one reads, a deadline explained, a unit on its phone. */
const REGION = '440106';
const COUNT = 40;
const SECOND: Who = { role: 'dispatcher', region: '440000' };

let server: ProductServer;
let feed: TestFeed;
test.use({ as: null });
test.describe.configure({ timeout: 100_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  feed = await createFeed(server, 'live', 'ticket');
  const made = Array.from({ length: COUNT }, (_, i) => reported(`青禾路第 ${i + 1} 处路灯不亮`, 90 - i));
  expect(await feed.post(made)).toMatchObject({ accepted: COUNT });
  const [session] = await Promise.all([{ role: 'dispatcher' } as const, SECOND, { role: 'unit_handler' } as const].map((who) => sessionOf(server, who)));
  const sent = await feed.post([reported('归雁路护栏松动', 95), reported('归雁路护栏缺损', 94)]);
  expect(sent).toMatchObject({ accepted: 2 });
  const queue = await callProcedure<{ rows: { id: number; version: number }[] }>(server.url, 'desk.queue', {
    input: { region: '440000', view: 'dispatch', text: '归雁路护栏' },
    session,
  });
  for (const { id, version } of queue.data?.rows ?? []) {
    const input = { id, command: 'dispatch', data: { unit: 'gd-gat' }, expect: version, key: crypto.randomUUID() };
    expect((await callProcedure(server.url, 'desk.act', { input, session, change: true })).data).toMatchObject({ ok: true });
  }
});
test.afterAll(() => server?.stop());

function reported(title: string, minutesAgo: number) {
  const body = `${title}，晚上看不清路。${'沿路的店家和住户都说过多次，没有人来看。'.repeat(40)}`;
  return ticket(REGION, { title, body, category: '0102', requestType: '求助' }, Date.now() - minutesAgo * 60_000);
}

async function colleague(browser: Browser, query: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1600, height: 1000 } })).newPage();
  await openDesk(page, server, query, SECOND);
  return page;
}

test('two at one ticket: the second reads who was first and when, and keeps what he wrote', async ({ page, browser }) => {
  await openDesk(page, server);
  const id = await opened(page);
  const other = await colleague(browser, `?t=${id}`);
  await expect(page.locator('[data-presence]')).toContainText('dispatcher-', { timeout: 30_000 });
  await other.locator('[data-actions] summary').click();
  await other.locator('[data-actions] [data-command=supplement]').click();
  const form = other.locator('[data-form=supplement]');
  await form.locator('[data-field=text] textarea').fill('来电人情绪激动，已约下午回电');
  // He gives it while the first dispatches: his command reaches the server second.
  let release = () => {};
  const first = new Promise<void>((resolve) => {
    release = resolve;
  });
  await other.route('**/api/trpc/desk.act**', async (route) => {
    await first;
    await route.continue();
  });
  await other.keyboard.press('Control+Enter');
  await expect(primary(page)).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-done=dispatch]')).toBeVisible();
  release();
  const refused = other.locator('[data-refused=conflict]');
  await expect(refused).toContainText(/dispatcher-\d+ \d\d:\d\d 已派单/);
  await expect(refused).toContainText('请看过再定');
  await expect(form.locator('[data-field=text] textarea')).toHaveValue('来电人情绪激动，已约下午回电');
  await expect(openTicket(other, id)).toContainText('已由他人处理，现为待签收');

  await other.reload();
  await expect(openTicket(other, id)).toBeVisible({ timeout: 30_000 });
  await other.locator('[data-actions] summary').click();
  await other.locator('[data-actions] [data-command=supplement]').click();
  await expect(form).toContainText('草稿');
  await expect(form.locator('[data-field=text] textarea')).toHaveValue('来电人情绪激动，已约下午回电');
  await other.unroute('**/api/trpc/desk.act**');
  await other.keyboard.press('Control+Enter');
  await expect(other.locator('[data-done=supplement]')).toBeVisible();
  await other.context().close();
});

test('what arrives moves nothing that is read: the open ticket, both scrolls and the rows stay, and a count says it', async ({ page, browser }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 1600, height: 800 });
  await openDesk(page, server);
  const [above = 0, id = 0] = (await rowIds(page)).slice(8, 10);
  await page.locator(`[data-ticket="${id}"] button`).click();
  await expect(openTicket(page, id)).toBeVisible();
  const queue = page.locator('section[aria-label=工单队列] [aria-busy]');
  const pane = page.locator('section[aria-label=工单] > [tabindex]');
  await queue.evaluate((box) => box.scrollTo(0, 220));
  await pane.evaluate((box) => box.scrollTo(0, 160));
  const seen = async () => ({
    open: await opened(page),
    rows: await page
      .locator('[data-ticket]')
      .evaluateAll((rows) =>
        rows.map((row) => [row.getAttribute('data-ticket'), row.getBoundingClientRect().top] as const).filter(([, top]) => top > 0 && top < innerHeight),
      ),
    ticket: await pane
      .locator('p', { hasText: '晚上看不清路' })
      .first()
      .evaluate((text) => text.getBoundingClientRect().top),
  });
  const foot = page.locator('section[aria-label=工单队列] footer');
  const read = Number(/已读 (\d+)/.exec((await foot.textContent()) ?? '')?.[1]);
  const before = await seen();
  expect(await feed.post([reported('归雁路水管爆裂', 200), reported('归雁路积水', 1)])).toMatchObject({ accepted: 2 });
  await expect(page.locator('[data-waiting]')).toHaveText('2 件新工单', { timeout: 30_000 });
  await expect(page.locator('[data-waiting]')).toBeInViewport();
  expect(await seen()).toEqual(before);

  // Somebody takes the one above: it fades where it is, and nothing closes up.
  const other = await colleague(browser, `?t=${above}`);
  await expect(primary(other)).toBeEnabled();
  await other.keyboard.press('Enter');
  await expect(other.locator('[data-done=dispatch]')).toBeVisible();
  await other.context().close();
  await expect(page.locator(`[data-ticket="${above}"]`)).toHaveAttribute('data-state', 'to_sign');
  expect(await seen()).toEqual(before);

  await page.keyboard.press('n');
  await expect(page.locator('[data-waiting]')).toHaveCount(0);
  // Two came and one went.
  await expect(foot).toContainText(`已读 ${read + 1} `);
  expect(await opened(page)).toBe(id);
  expect((await seen()).ticket).toBe(before.ticket);
  expect(complaints.all).toEqual([]);
});

test('a deadline is explained line by line; desk, form and drawer pass the accessibility rules', async ({ page }) => {
  const complaints = await watchPage(page);
  await openDesk(page, server, '?v=sign');
  const id = await opened(page);
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('e');
  const ledger = page.locator('[data-ledger]');
  await expect(ledger).toBeVisible();
  await expect(page).toHaveURL(/ledger=/);
  await expect(ledger.locator('[data-line]').first()).toBeVisible();
  await expect(ledger).toContainText('与存档期限一致');
  expect(await axe(page)).toEqual([]);
  await page.reload();
  await expect(ledger).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(ledger).toHaveCount(0);
  await expect(openTicket(page, id)).toBeVisible();
  await page.locator('[data-actions] summary').click();
  await page.locator('[data-actions] [data-command=supplement]').click();
  await expect(page.locator('[data-form=supplement]')).toBeVisible();
  expect(await axe(page)).toEqual([]);
  expect(complaints.all).toEqual([]);
});

test('another queue opens with a ticket of its own, and the menu of further commands closes by a key', async ({ page }) => {
  await openDesk(page, server);
  await page.locator('[data-view=sign]').click();
  await expect(page.locator('[data-ticket]').filter({ hasText: '归雁路护栏' }).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('[data-open-ticket]')).toBeVisible({ timeout: 30_000 });
  expect(await opened(page)).toBe((await rowIds(page))[0]);
  await expect(page.locator('[data-ticket-state]')).toHaveAttribute('data-ticket-state', 'to_sign');
  const more = page.locator('[data-actions] details');
  await more.locator('summary').click();
  await expect(more).toHaveAttribute('open');
  await page.keyboard.press('Escape');
  await expect(more).not.toHaveAttribute('open');
  await expect(more.locator('summary')).toBeFocused();
});

test('a unit signs on a phone', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await enter(page, server, { role: 'unit_handler' });
  await page.goto(`${server.url}/tickets?v=sign`);
  const first = page.locator('[data-ticket]').first();
  await expect(first).toBeVisible({ timeout: 30_000 });
  const id = Number(await first.getAttribute('data-ticket'));
  await first.getByRole('button', { name: '办理' }).click();
  await first.getByRole('button', { name: '签收', exact: true }).click();
  await expect(page.locator('[data-done=sign]')).toContainText('已签收');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await axe(page)).toEqual([]);
  await page.goto(`${server.url}/tickets?v=handle&t=${id}`);
  await page.locator(`[data-ticket="${id}"]`).getByRole('button', { name: '看详情' }).click();
  await expect(page.locator('[data-ticket-state=handling]')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(complaints.all).toEqual([]);
});

test('who may not read tickets is told so', async ({ page }) => {
  await enter(page, server, { role: 'chief_data_officer' });
  await page.goto(`${server.url}/tickets`);
  await expect(page).toHaveURL(/\/denied/);
  await expect(page.getByRole('main')).toContainText('无权查看这一页');
  expect(await axe(page)).toEqual([]);
});
