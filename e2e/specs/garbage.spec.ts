import { request } from 'node:http';
import { calls, ticket } from '../actions/events.ts';
import { openScreen, overlay } from '../actions/wall.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, type TestFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const GUANGZHOU = '440100';
const NASTY = `<img src=x onerror="alert(1)"><script>window.ran=true</script>'; DROP TABLE event; --`;

let server: ProductServer;
let callFeed: TestFeed;
let ticketFeed: TestFeed;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  server = await startServer();
  callFeed = await createFeed(server, 'calls', 'call');
  ticketFeed = await createFeed(server, 'tickets', 'ticket');
});
test.afterAll(() => server?.stop());

const codeOf = async (event: object) => (await callFeed.post([event as never])).rejected[0]?.code;

test('bodies that are no events are answered clearly', async () => {
  for (const [body, type, status] of [
    ['{', 'application/cloudevents+json', 400],
    ['[1, 2', 'application/cloudevents-batch+json', 400],
    ['<event/>', 'text/xml', 415],
    [new Uint8Array(9 * 1024 * 1024).fill(32), 'application/cloudevents-batch+json', 413],
  ] as const) {
    const answer = await callFeed.postRaw(body as string | Uint8Array, type);
    expect(answer.status, type).toBe(status);
    expect(JSON.parse(answer.text), type).toMatchObject({ status });
  }
  const stranger = await fetch(`${server.url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: 'Bearer nobody', 'content-type': 'application/cloudevents+json' },
    body: '{}',
  });
  expect(stranger.status).toBe(401);
  const list = await callFeed.postRaw(JSON.stringify([1, 'two', null, []]));
  expect(list.status).toBe(200);
  expect(JSON.parse(list.text).rejected).toHaveLength(4);
});

test('events that cannot be are refused one by one, with a code each', async () => {
  const good = calls(GUANGZHOU, 1);
  const data = good.data;
  expect(await codeOf({ ...good, data: { ...data, region: '999999' } })).toBe('unknown_region');
  expect(await codeOf({ ...good, type: 'cn.tongguan.ticket.reported.v1' })).toBe('wrong_kind');
  expect(await codeOf({ ...good, type: 'org.example.nothing' })).toBe('invalid');
  expect(await codeOf({ ...good, time: '1900-01-01T00:00:00Z' })).toBe('time_out_of_range');
  expect(await codeOf({ ...good, time: '2999-01-01T00:00:00Z' })).toBe('time_out_of_range');
  expect(await codeOf({ ...good, data: { ...data, offered: 'many' } })).toBe('invalid');
  expect(await codeOf({ ...good, data: { ...data, offered: -1 } })).toBe('invalid');
  expect(await codeOf({ ...good, data: { ...data, line: '\u0000' } })).toBe('bad_text');
  // JSON knows no NaN: a text that holds one cannot be read at all.
  expect((await callFeed.postRaw('[{"specversion":"1.0","id":"n","source":"urn:test:calls","data":{"offered":NaN}}]')).status).toBe(400);
});

test('one bad event among ten thousand costs only itself', async () => {
  test.setTimeout(180_000);
  const batch = Array.from({ length: 10_000 }, () => calls(GUANGZHOU, 1));
  const bad = batch[4321];
  if (bad) bad.data = { ...bad.data, offered: '∞' };
  const answer = await callFeed.post(batch);
  expect(answer).toMatchObject({ status: 200, accepted: 9_999, rejected: [{ index: 4321, code: 'invalid' }] });
});

test('a foreign host name is turned away at every door', async () => {
  const port = new URL(server.url).port;
  for (const path of ['/wall', '/api/v1/indicators', '/api/trpc/console.meta', '/socket.io/?EIO=4&transport=websocket']) {
    const status = await new Promise<number>((resolve, reject) => {
      const req = request({ host: '127.0.0.1', port, path, headers: { host: 'rebound.example' } }, (res) => {
        res.resume();
        resolve(res.statusCode ?? 0);
      });
      req.once('error', reject);
      req.end();
    });
    expect(status, path).toBeGreaterThanOrEqual(400);
    expect(status, path).toBeLessThan(500);
  }
});

test('code in texts is shown as text, and garbage on the socket ends nobody else’s picture', async ({ page }) => {
  test.setTimeout(180_000);
  const complaints = await watchPage(page);
  const answer = await ticketFeed.post([ticket(GUANGZHOU, { title: NASTY, body: NASTY, requestType: '投诉' })]);
  expect(answer).toMatchObject({ accepted: 1, rejected: [] });
  await openScreen(page, `${server.url}/wall/hotline`);
  const row = page.getByRole('region', { name: '流转中工单' }).locator('[data-ticket]').first();
  await expect(row).toContainText(NASTY, { timeout: 60_000 });
  await row.click();
  await expect(page.getByRole('dialog')).toContainText(NASTY);
  await page.keyboard.press('Escape');
  await page.goto(`${server.url}/wall/hotline?card=hotline.tickets@${GUANGZHOU}&cw=PT1H`);
  await expect(page.getByRole('dialog')).toContainText('<script>', { timeout: 60_000 });
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);

  const ends = await page.evaluate(sendGarbage);
  expect(ends.length).toBe(5);
  await page.waitForTimeout(6_000);
  await expect(overlay(page)).toHaveCount(0);
  const health = await fetch(`${server.url}/readyz`);
  expect(health.status).toBe(200);
  expect(complaints.all).toEqual([]);
});

/** Opens five connections and says on each what no client should. Runs in the page. */
async function sendGarbage(): Promise<string[]> {
  const noise = crypto.getRandomValues(new Uint8Array(512));
  const messages: (string | Uint8Array<ArrayBuffer>)[] = ['42["subscribe",{"topics":"all"}]', '4{', noise, new Uint8Array(100_000), '\u0000'];
  const speak = (message: string | Uint8Array<ArrayBuffer>) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`ws://${location.host}/socket.io/?EIO=4&transport=websocket`);
      socket.onopen = () => socket.send(message);
      socket.onclose = (event) => resolve(`closed ${event.code}`);
      socket.onerror = () => resolve('error');
      setTimeout(() => {
        socket.close();
        resolve('left open');
      }, 2_000);
    });
  return Promise.all(messages.map(speak));
}

test.describe('a data steward', () => {
  test.use({ as: 'steward' });

  test('finds an item that nobody has registered taken, counted and listed, after a crash as well', async ({ page }) => {
    const hall = await createFeed(server, 'hall', 'service');
    const handled = (item: string) => ({
      type: 'cn.tongguan.service.handled.v1',
      data: { item, department: 'no-such-bureau', region: GUANGZHOU, channel: 'window', outcome: 'closed' },
    });
    expect(await hall.post([handled('no-such-item'), handled('no-such-item')])).toMatchObject({ accepted: 2, rejected: [] });
    await page.goto(`${server.url}/admin/feeds`);
    const item = page.locator('[data-pending="no-such-item"]');
    await expect(item).toContainText('事项', { timeout: 30_000 });
    await expect(page.locator('[data-pending="no-such-bureau"]')).toContainText('部门');
    await server.kill9();
    await server.restart();
    await page.goto(`${server.url}/admin/feeds`);
    await expect(item).toContainText('2', { timeout: 30_000 });
  });
});
