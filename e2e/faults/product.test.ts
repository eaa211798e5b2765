import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFeed, type TestEvent, type TestFeed, tongguan } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';

const TOTAL = 20_000;
const BATCH = 500;

let dataDir: string;
let server: ProductServer;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tongguan-product-'));
  server = await startServer({ dataDir, env: { DEMO: '0' } });
}, 600_000);
afterAll(async () => {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** The batches are made once: what is sent again must be the same events. */
function makeBatches(region: string | undefined): TestEvent[][] {
  const now = Date.now();
  return Array.from({ length: TOTAL / BATCH }, (_, b) =>
    Array.from({ length: BATCH }, (_, i) => ({
      type: 'cn.tongguan.service.handled.v1',
      id: `k${b}-${i}`,
      time: new Date(now - ((b * BATCH + i) % 300) * 60_000).toISOString(),
      data: { item: 'item', department: 'department', channel: 'online', outcome: 'closed', region },
    })),
  );
}

/** Sends batches until the server is gone; how many events it acknowledged. */
async function sendUntilGone(feed: TestFeed, batches: readonly TestEvent[][], onBatch: (sent: number) => void): Promise<number> {
  let acknowledged = 0;
  for (const [i, batch] of batches.entries()) {
    try {
      const answer = await feed.post(batch);
      if (answer.status !== 200) break;
      acknowledged += answer.accepted;
    } catch {
      break;
    }
    onBatch(i + 1);
  }
  return acknowledged;
}

test('kill -9 in the middle of 20,000 events: every acknowledged one is there once, and the rollups agree', async () => {
  const feed = await createFeed(server, 'kill', 'service');
  const batches = makeBatches(undefined);
  let killing: Promise<void> | null = null;
  const acknowledged = await sendUntilGone(feed, batches, (sent) => {
    // Not awaited: the next batch is on its way when the process dies.
    if (sent === 17) killing = new Promise((done) => setTimeout(done, 20)).then(() => server.kill9());
  });
  await killing;
  expect(acknowledged).toBeGreaterThanOrEqual(17 * BATCH);
  await server.restart();
  const sum = { accepted: 0, duplicate: 0, rejected: 0 };
  for (const batch of batches) {
    const answer = await feed.post(batch);
    expect(answer.status).toBe(200);
    sum.accepted += answer.accepted;
    sum.duplicate += answer.duplicate;
    sum.rejected += answer.rejected.length;
  }
  expect([sum.accepted + sum.duplicate, sum.rejected]).toEqual([TOTAL, 0]);
  expect(sum.duplicate).toBeGreaterThanOrEqual(acknowledged);
  // At most the batch that was on its way was taken without an answer.
  expect(sum.duplicate).toBeLessThanOrEqual(acknowledged + BATCH);
  const printed = await tongguan(server, ['rollup', 'verify']);
  expect(printed).toMatch(/differences 0/);
});

test('a second process on the same folder ends with one line', async () => {
  const second = await startServer({ dataDir }).then(
    () => 'it started',
    (error: Error) => error.message,
  );
  expect(second).toContain(`${dataDir} is in use by another process`);
  expect(
    second
      .trim()
      .split('\n')
      .filter((line) => line.includes('in use')),
  ).toHaveLength(1);
});
