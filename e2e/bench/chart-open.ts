/** Q1: opening a chart of 30 days by the hour in 21 cities, against aggregating the raw events. */
import { median, progress, REPETITIONS, report, type Sample, size, timed } from './harness.ts';
import { compare, makeHistory, readProduct, readRaw } from './history.ts';
import { onEachEngine } from './store.ts';

const EVENTS = size(10_000_000, 1_000_000);
const NOW = Date.now();

await onEachEngine(
  'Q1',
  'chart open',
  () => NOW,
  async (store) => {
    const set = await makeHistory(store, 'q1', EVENTS);
    const wrong = await compare(store, set);
    const samples: Sample[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      const ours: number[] = [];
      for (let k = 0; k < 40; k++) ours.push(await timed(() => readProduct(store, set)));
      const raw: number[] = [];
      for (let k = 0; k < 3; k++) raw.push(await timed(() => readRaw(store, set)));
      const [value, against] = [median(ours), median(raw)];
      samples.push({ value, against, ratio: value / against });
      progress(`${store.engine}: ${value.toFixed(2)} ms, from raw events ${against.toFixed(0)} ms`);
    }
    report({
      id: 'Q1',
      metric: `p50 of 30 days by the hour in 21 cities, ${set.events} raw events, ${store.engine}`,
      unit: 'ms',
      against: 'aggregating the raw events',
      target: { op: '<=', ratio: 1 / 200 },
      samples,
      wrong,
    });
  },
);
