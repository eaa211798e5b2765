import { importUsualHours } from '../actions/baseline.ts';
import { calls, citiesOf, ticket } from '../actions/events.ts';
import { readPixels } from '../actions/pixels.ts';
import { chartRows, mapLook, openScreen, regionLook, tileValue } from '../actions/wall.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, type TestFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const CITIES = citiesOf('guangdong').map((c) => c.adcode);
const GUANGZHOU = '440100';
const SHENZHEN = '440300';
const USUAL = 40;

let server: ProductServer;
let callFeed: TestFeed;
let ticketFeed: TestFeed;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  server = await startServer();
  await importUsualHours(server, CITIES, USUAL);
  callFeed = await createFeed(server, 'calls', 'call');
  ticketFeed = await createFeed(server, 'tickets', 'ticket');
  await callFeed.post(CITIES.map((region) => calls(region, 10)));
});
test.afterAll(() => server?.stop());

test('an event posted over HTTP changes the right figure, a chart and a map colour, and no other region', async ({ page, context }) => {
  const complaints = await watchPage(page);
  await openScreen(page, `${server.url}/wall`);
  const map = page.locator('.tg-map');
  await expect(map).toHaveAttribute('data-map-ready', 'true', { timeout: 60_000 });
  await expect.poll(() => tileValue(page, 'hotline.tickets'), { timeout: 60_000 }).toBe(USUAL * CITIES.length);
  const before = await mapLook(page);
  expect(before.size).toBe(CITIES.length);
  for (const look of before.values()) expect(look).toMatchObject({ value: String(USUAL), state: 'fresh', severity: '' });
  const chart = page.locator('[data-region="440000"] .tg-chart').first();
  expect((await chartRows(chart))[0]?.[1]).toBe(String(USUAL * CITIES.length));

  await test.step('twelve more: figure, chart and shade of grey', async () => {
    const answer = await ticketFeed.post(Array.from({ length: 12 }, (_, i) => ticket(GUANGZHOU, { title: `路灯不亮 ${i + 1}` })));
    expect(answer).toMatchObject({ status: 200, accepted: 12, rejected: [] });
    const total = USUAL * CITIES.length + 12;
    await expect.poll(() => tileValue(page, 'hotline.tickets'), { timeout: 30_000 }).toBe(total);
    await expect.poll(async () => (await chartRows(chart))[0]?.[1], { timeout: 30_000 }).toBe(String(total));
    await expect.poll(async () => (await regionLook(page, GUANGZHOU)).value, { timeout: 30_000 }).toBe(String(USUAL + 12));
    const after = await regionLook(page, GUANGZHOU);
    expect(after.severity).toBe('');
    expect(after.ratio).toMatch(/^▲/);
    expect(after.fill).not.toBe(before.get(GUANGZHOU)?.fill);
  });

  await test.step('a hundred more: the region takes colour, on the screen as well', async () => {
    await ticketFeed.post(Array.from({ length: 100 }, () => ticket(GUANGZHOU)));
    await expect.poll(async () => (await regionLook(page, GUANGZHOU)).severity, { timeout: 30_000 }).toBe('2');
    const { fill } = await regionLook(page, GUANGZHOU);
    await expect.poll(async () => (await readPixels(context, await map.screenshot(), [fill])).counts[fill], { timeout: 30_000 }).toBeGreaterThan(200);
    await expect(page.getByRole('region', { name: /^当前异常/ })).toContainText('广州 热线受理偏高', { timeout: 30_000 });
  });

  const outside = await mapLook(page);
  for (const city of CITIES.filter((c) => c !== GUANGZHOU)) expect(outside.get(city), city).toEqual(before.get(city));
  expect((await regionLook(page, SHENZHEN)).value).toBe(String(USUAL));
  expect(complaints.all).toEqual([]);
});

test('calls move their own figure and leave the tickets alone', async ({ page }) => {
  await openScreen(page, `${server.url}/wall/hotline?r=${GUANGZHOU}`);
  await expect.poll(() => tileValue(page, 'hotline.answer-rate'), { timeout: 30_000 }).toBe(100);
  const tickets = await tileValue(page, 'hotline.tickets');
  const missed = calls(GUANGZHOU, 10);
  await callFeed.post([{ ...missed, data: { ...missed.data, answered: 0, answeredIn15s: 0, abandoned: 10 } }]);
  await expect.poll(() => tileValue(page, 'hotline.answer-rate'), { timeout: 30_000 }).toBe(50);
  expect(await tileValue(page, 'hotline.tickets')).toBe(tickets);
  await openScreen(page, `${server.url}/wall/hotline?r=${SHENZHEN}`);
  expect(await tileValue(page, 'hotline.answer-rate')).toBe(100);
});
