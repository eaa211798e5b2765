/** Q5: opening the chart of Q1 while a thousand events a second come in, against the same at rest. */
import { makeObserved } from '../../db/seed/events.ts';
import { progress, REPETITIONS, report, type Sample, size, timed } from './harness.ts';
import { compare, makeHistory, readProduct } from './history.ts';
import { onEachEngine, type Store } from './store.ts';

const EVENTS = size(2_000_000, 400_000);
const SECONDS = size(10, 3);
const BATCH = 100;
const EVERY_MS = 100;
const REGIONS = ['990101', '990102', '990201'];

await onEachEngine(
  'Q5',
  'read under write',
  () => Date.now(),
  async (store) => {
    const set = await makeHistory(store, 'q5', EVENTS);
    const wrong = await compare(store, set);
    const read = () => readProduct(store, set);
    const samples: Sample[] = [];
    let written = 0;
    for (let run = 0; run < REPETITIONS; run++) {
      const idle = await readFor(SECONDS * 1000, read);
      const stop = new AbortController();
      const writing = write(store, run, stop.signal);
      const busy = await readFor(SECONDS * 1000, read);
      stop.abort();
      const sent = await writing;
      written += sent;
      const [value, against] = [p99(busy), p99(idle)];
      samples.push({ value, against, ratio: value / against });
      progress(`${store.engine}: p99 ${value.toFixed(2)} ms beside ${Math.round(sent / SECONDS)} events/s, ${against.toFixed(2)} at rest`);
    }
    const [row] = await store.db.query<{ n: number }>(`select count(*) n from event_key where id like 'q5-%'`);
    const lost = row?.n === written ? null : `${row?.n} of ${written} events are kept`;
    report({
      id: 'Q5',
      metric: `p99 of 30 days by the hour in 21 cities beside 1,000 events/s, ${store.engine}`,
      unit: 'ms',
      against: 'the same at rest',
      target: { op: '<=', ratio: 1.5 },
      samples,
      wrong: wrong ?? lost,
    });
  },
);

/** A reader that looks again every few milliseconds, for so long. */
async function readFor(ms: number, read: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const end = performance.now() + ms; performance.now() < end; ) {
    times.push(await timed(read));
    await new Promise((done) => setTimeout(done, 5));
  }
  return times;
}

/** Sends a tenth of a thousand events each tenth of a second. @returns how many were taken */
async function write(store: Store, run: number, signal: AbortSignal): Promise<number> {
  const feed = await store.feed('indicator');
  let sent = 0;
  const waiting: Promise<unknown>[] = [];
  while (!signal.aborted) {
    const time = new Date().toISOString();
    const events = Array.from({ length: BATCH }, (_, i) =>
      makeObserved({ indicator: 'o.count', region: REGIONS[i % REGIONS.length], value: 1 }, { source: 'urn:q5', id: `q5-${run}-${sent + i}`, time }),
    );
    sent += BATCH;
    waiting.push(store.submit(feed, events));
    await new Promise((done) => setTimeout(done, EVERY_MS));
  }
  await Promise.all(waiting);
  return sent;
}

function p99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(0.99 * sorted.length) - 1)] ?? Number.NaN;
}
