import { citiesOf, observed } from '../actions/events.ts';
import { markDocument, openScreen, overlay, shownNumber, tile } from '../actions/wall.ts';
import { createFeed, tongguan } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const CITIES = citiesOf('guangdong').map((c) => c.adcode);
const BATCHES = 40;
const BATCH = 500;

let server: ProductServer;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  server = await startServer();
});
test.afterAll(() => server?.stop());

test('kill -9 amid 20,000 events: what was acknowledged is there once, and the page comes back by itself', async ({ page }) => {
  test.setTimeout(300_000);
  const feed = await createFeed(server, 'values', 'indicator');
  const batches = Array.from({ length: BATCHES }, (_, b) =>
    Array.from({ length: BATCH }, (_, i) => ({ ...observed(CITIES[(b + i) % CITIES.length] as string, 1), id: `${b}-${i}` })),
  );
  await openScreen(page, `${server.url}/wall`);
  const same = await markDocument(page);

  const acknowledged = new Set<number>();
  let killed: Promise<void> | null = null;
  const post = async (b: number) => {
    const answer = await feed.post(batches[b] ?? []).catch(() => null);
    if (answer?.accepted === BATCH) acknowledged.add(b);
    if (acknowledged.size >= BATCHES / 3) killed ??= server.kill9();
  };
  for (let b = 0; b < BATCHES; b += 4) await Promise.all([b, b + 1, b + 2, b + 3].map(post));
  await killed;
  expect(acknowledged.size).toBeGreaterThanOrEqual(Math.floor(BATCHES / 3));
  expect(acknowledged.size).toBeLessThan(BATCHES);
  await expect(overlay(page)).toBeVisible({ timeout: 30_000 });

  await server.restart();
  await expect(overlay(page)).toBeHidden({ timeout: 60_000 });
  expect(await same()).toBe(true);
  // A batch may be there whose acknowledgement was cut off; one that was acknowledged must be.
  await tile(page, 'hotline.tickets').click();
  const card = page.getByRole('dialog');
  const figure = () => shownNumber(card);
  await expect.poll(figure, { timeout: 60_000 }).toBeGreaterThanOrEqual(acknowledged.size * BATCH);
  for (const b of acknowledged) expect(await feed.post(batches[b] ?? []), `batch ${b}`).toMatchObject({ accepted: 0, duplicate: BATCH, rejected: [] });
  for (let b = 0; b < BATCHES; b++) {
    if (acknowledged.has(b)) continue;
    const answer = await feed.post(batches[b] ?? []);
    expect(answer.accepted + answer.duplicate).toBe(BATCH);
  }
  await expect.poll(figure, { timeout: 60_000 }).toBe(BATCHES * BATCH);
  expect(await same()).toBe(true);
  await tongguan(server, ['rollup', 'verify']);
});
