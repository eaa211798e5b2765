/** Q3: the same chart over ten times as many raw events costs the same. */
import { median, progress, REPETITIONS, report, type Sample, size, timed } from './harness.ts';
import { compare, makeHistory, readProduct } from './history.ts';
import { onEachEngine } from './store.ts';

const [FEW, MANY] = [size(1_000_000, 100_000), size(10_000_000, 1_000_000)];
const NOW = Date.now();

await onEachEngine(
  'Q3',
  'history flatness',
  () => NOW,
  async (store) => {
    const few = await makeHistory(store, 'few', FEW);
    const many = await makeHistory(store, 'many', MANY);
    const wrong = (await compare(store, few)) ?? (await compare(store, many));
    const samples: Sample[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      const [a, b]: [number[], number[]] = [[], []];
      for (let k = 0; k < 100; k++) {
        a.push(await timed(() => readProduct(store, many)));
        b.push(await timed(() => readProduct(store, few)));
      }
      const [value, against] = [median(a), median(b)];
      samples.push({ value, against, ratio: value / against });
      progress(`${store.engine}: ${value.toFixed(2)} ms at ${many.events}, ${against.toFixed(2)} ms at ${few.events}`);
    }
    report({
      id: 'Q3',
      metric: `p50 of a chart over ${many.events} raw events, ${store.engine}`,
      unit: 'ms',
      against: `the same over ${few.events}`,
      target: { op: '<=', ratio: 1.1 },
      samples,
      wrong,
    });
  },
);
