import type { Page } from '@playwright/test';
import { calls, citiesOf, observed, ticket } from '../actions/events.ts';
import { followFacts, watchFacts } from '../actions/facts.ts';
import { postOften } from '../actions/post-often.ts';
import { mapLook, markDocument, openScreen, overlay, tile } from '../actions/wall.ts';
import { createFeed, type TestFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const CITIES = citiesOf('guangdong').map((c) => c.adcode);
const SHANWEI = '441500';
const OLD = ['stale', 'dead'];

let server: ProductServer;
let callFeed: TestFeed;
let valueFeed: TestFeed;
let ticketFeed: TestFeed;
let posted = 0;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  server = await startServer();
  callFeed = await createFeed(server, 'calls', 'call', ['--cadence', 'PT8S']);
  valueFeed = await createFeed(server, 'values', 'indicator', ['--cadence', 'PT8S']);
  ticketFeed = await createFeed(server, 'tickets', 'ticket');
});
test.afterAll(() => server?.stop());

test('a city that falls silent is hatched alone, and the province says 20 of 21', async ({ page }) => {
  test.setTimeout(240_000);
  let speaking = CITIES;
  const living = [
    postOften(callFeed, () => speaking.map((region) => calls(region, 1)), 2_000),
    postOften(valueFeed, () => speaking.map((region) => observed(region, 1)), 2_000),
  ];
  try {
    await openScreen(page, `${server.url}/wall`);
    await expect.poll(() => oldRegions(page), { timeout: 60_000 }).toEqual([]);
    expect((await mapLook(page)).size).toBe(CITIES.length);
    await expect(tile(page, 'hotline.tickets').locator('[data-coverage]')).toHaveCount(0);

    speaking = CITIES.filter((city) => city !== SHANWEI);
    await expect.poll(() => oldRegions(page), { timeout: 90_000 }).toEqual([SHANWEI]);
    for (const indicator of ['hotline.tickets', 'hotline.answer-rate']) {
      await expect(tile(page, indicator).locator('[data-coverage="20/21"]')).toHaveText('20／21 市', { timeout: 60_000 });
      expect(OLD).not.toContain(await tile(page, indicator).getAttribute('data-state'));
    }
    await expect(page.locator(`[data-severity="silent"][data-region="${SHANWEI}"]`).first()).toContainText('汕尾', { timeout: 60_000 });
    await page.goto(`${server.url}/wall?card=hotline.tickets@440000&cw=PT1H`);
    await expect(page.getByRole('dialog')).toContainText(/20／21 市，汕尾 .*静默/, { timeout: 60_000 });

    await openScreen(page, `${server.url}/wall`);
    speaking = CITIES;
    await expect.poll(() => oldRegions(page), { timeout: 90_000 }).toEqual([]);
    await expect(tile(page, 'hotline.tickets').locator('[data-coverage]')).toHaveCount(0, { timeout: 60_000 });
  } finally {
    for (const source of living) await source.stop();
  }
});

for (const way of ['stopped', 'frozen'] as const) {
  test(`a server that is ${way} puts the overlay over the page; back again, facts go on without gap or repeat`, async ({ page }, info) => {
    test.setTimeout(240_000);
    const facts = watchFacts(page);
    await openScreen(page, `${server.url}/wall/hotline`);
    const same = await markDocument(page);
    const before = posted;
    await report(2, way);
    await expectListed(page);

    const began = Date.now();
    const down = way === 'stopped' ? server.stopProcess() : server.freeze();
    await expect(overlay(page)).toBeVisible({ timeout: 30_000 });
    info.annotations.push({ type: 'overlay', description: `${way}: after ${((Date.now() - began) / 1000).toFixed(1)} s` });
    await expect(overlay(page)).toContainText('连接中断');
    await expect(overlay(page)).toContainText(/第 \d+ 次重连/, { timeout: 30_000 });
    if (way === 'frozen') {
      // What is sent to the frozen process waits in its socket, and is there when the page comes back.
      const waiting = report(2, way);
      await page.waitForTimeout(6_000);
      server.thaw();
      await waiting;
    } else {
      await down;
      await server.restart();
    }
    await expect(overlay(page)).toBeHidden({ timeout: 60_000 });
    await report(2, way);
    await expectListed(page);

    const sent = posted - before;
    await expect.poll(() => new Set(followFacts(facts).applied.map((item) => item.id)).size, { timeout: 30_000 }).toBe(sent);
    const { applied, repeats } = followFacts(facts);
    expect(applied.filter((item) => 'kind' in item && item.kind === 'reported')).toHaveLength(sent);
    expect(repeats).toEqual([]);
    expect(await same()).toBe(true);
  });
}

async function report(count: number, way: string): Promise<void> {
  const titles = Array.from({ length: count }, () => `第 ${++posted} 件，${way}`);
  const answer = await ticketFeed.post(titles.map((title) => ticket('440100', { title })));
  expect(answer).toMatchObject({ status: 200, accepted: count, rejected: [] });
}

/** The list of tickets in motion says how many there are, and shows the newest of them, each once. */
async function expectListed(page: Page): Promise<void> {
  const panel = page.getByRole('region', { name: '流转中工单' });
  await expect(panel).toContainText(`${posted} 件`, { timeout: 60_000 });
  const newest = Array.from({ length: Math.min(posted, 6) }, (_, i) => posted - i).sort((a, b) => a - b);
  const shown = () => panel.locator('[data-ticket]').evaluateAll((rows) => rows.map((row) => Number(/第 (\d+) 件/.exec(row.textContent ?? '')?.[1])));
  await expect.poll(async () => (await shown()).sort((a, b) => a - b), { timeout: 60_000 }).toEqual(newest);
}

async function oldRegions(page: Page): Promise<string[]> {
  return [...(await mapLook(page))].filter(([, look]) => OLD.includes(look.state)).map(([adcode]) => adcode);
}
