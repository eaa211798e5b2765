import { calls, citiesOf, ticket } from '../actions/events.ts';
import { callProcedure, enter, sessionOf } from '../actions/sign-in.ts';
import { openScreen } from '../actions/wall.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, tongguan } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const GUANGZHOU = '440100';
const SHENZHEN = '440300';

let server: ProductServer;
test.use({ as: null });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  server = await startServer();
  const callFeed = await createFeed(server, 'calls', 'call');
  const ticketFeed = await createFeed(server, 'tickets', 'ticket');
  await callFeed.post(citiesOf('guangdong').map(({ adcode }) => calls(adcode, 10)));
  await ticketFeed.post([ticket(GUANGZHOU, { title: '广州一件' }), ticket(SHENZHEN, { title: '深圳一件' }), ticket(SHENZHEN, { title: '深圳又一件' })]);
});
test.afterAll(() => server?.stop());

test('without a session every page leads to sign-in, and procedures and sockets refuse', async ({ page }) => {
  for (const path of ['/wall', '/wall/hotline?r=440100', '/admin/feeds', '/callers', '/account', '/no/such/page']) {
    await page.goto(server.url + path);
    await expect(page).toHaveURL(`${server.url}/login?next=${encodeURIComponent(path)}`);
  }
  await page.goto(server.url);
  await expect(page).toHaveURL(/\/login$/);
  await expect(page.locator('body')).not.toContainText(/广州一件|热线受理/);
  for (const path of ['console.meta', 'figure.choices', 'feed.list']) expect(await callProcedure(server.url, path)).toMatchObject({ status: 401 });
  const refused = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/socket.io/?EIO=4&transport=websocket`);
        socket.binaryType = 'arraybuffer';
        // What the packet of a connection with {v: 1} is.
        const connect = '83a474797065 00 a36e7370 a12f a464617461 81 a176 01'.replaceAll(' ', '');
        socket.onmessage = (event) => {
          if (typeof event.data === 'string') socket.send(Uint8Array.from(connect.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
          else resolve(new TextDecoder().decode(event.data));
        };
        setTimeout(() => resolve('nothing came'), 5_000);
      }),
  );
  expect(refused).toContain('unauthorized');
});

test('a chief data officer sees totals: counts of tickets without one of them, and no record', async ({ page }) => {
  await enter(page, server, { role: 'chief_data_officer' });
  const complaints = await watchPage(page);
  await openScreen(page, `${server.url}/wall`);
  const panel = page.getByRole('region', { name: '流转中工单' });
  await expect(panel.locator('ol li').first()).toContainText('3');
  await expect(panel.locator('[data-ticket]')).toHaveCount(0);
  await expect(page.getByRole('banner')).toContainText('chief-data-officer');
  await page.goto(`${server.url}/wall?card=hotline.tickets@440000&cw=PT1H`);
  const card = page.getByRole('dialog');
  await expect(card).toContainText('您的角色只看汇总', { timeout: 60_000 });
  await expect(card.locator('tr[data-record-state]')).toHaveCount(0);
  await expect(card).not.toContainText('广州一件');
  await page.goto(`${server.url}/callers`);
  await expect(page).toHaveURL(/\/denied\?from=/);
  await expect(page.locator('[data-page="denied"]')).toContainText('无权查看');
  expect(complaints.all).toEqual([]);
});

test('a city’s dispatcher begins in his city and finds nothing of the next', async ({ page }) => {
  await enter(page, server, { role: 'dispatcher', region: GUANGZHOU });
  const complaints = await watchPage(page);
  for (const path of ['/wall/hotline', `/wall/hotline?r=${SHENZHEN}`, '/wall/hotline?r=440000']) {
    await openScreen(page, server.url + path);
    const panel = page.getByRole('region', { name: '流转中工单' });
    await expect(panel).toContainText('广州一件', { timeout: 30_000 });
    await expect(page.locator('main')).not.toContainText('深圳');
    await expect(page.locator('.tg-carto-tile').first()).toBeVisible();
  }
  await page.keyboard.press('Backspace');
  await expect(page.getByRole('region', { name: '流转中工单' })).toContainText('广州一件');
  expect(complaints.all).toEqual([]);
});

test('an account that is shut while its page is open is out within seconds', async ({ page }) => {
  await enter(page, server, { role: 'supervisor' });
  await openScreen(page, `${server.url}/wall`);
  const session = await sessionOf(server, { role: 'supervisor' });
  const me = await callProcedure<{ login: string }>(server.url, 'session.me', { session });
  await tongguan(server, ['user', 'disable', me.data?.login ?? '']);
  await expect(page).toHaveURL(/\/login\?next=%2Fwall$/, { timeout: 15_000 });
  expect(await callProcedure(server.url, 'console.meta', { session })).toMatchObject({ status: 401 });
});

test('whoever signs out is out, and the way back is asked for', async ({ page }) => {
  await enter(page, server, { role: 'chief_data_officer' });
  await openScreen(page, `${server.url}/wall`);
  await page.locator('[data-account] summary').click();
  await expect(page.locator('[data-account]')).toContainText('数据总监');
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await page.goto(`${server.url}/wall`);
  await expect(page).toHaveURL(/\/login\?next=%2Fwall$/);
});
