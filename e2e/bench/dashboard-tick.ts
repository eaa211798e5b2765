/** B1: main-thread time of a tick of ten moving charts, against a setOption an event and against uPlot. */

import type { Browser } from 'playwright-core';
import { progress, REPETITIONS, report, type Sample, size } from './harness.ts';
import { bundle, spell, withBrowser } from './page-cost.ts';

const SPELL_MS = size(6_000, 3_000);
let wrong: string | null = null;

const script = await bundle('dashboard-page.tsx');
await withBrowser('B1', 'dashboard tick', measure);

async function measure(browser: Browser): Promise<void> {
  const [naive, rival]: [Sample[], Sample[]] = [[], []];
  for (let i = 0; i < REPETITIONS; i++) {
    const ours = await tick(browser, 'product');
    const slow = await tick(browser, 'naive');
    const fast = await tick(browser, 'uplot');
    naive.push({ value: ours, against: slow, ratio: ours / slow });
    rival.push({ value: ours, against: fast, ratio: ours / fast });
    progress(`${ours.toFixed(2)} ms a tick; a setOption an event ${slow.toFixed(1)}, uPlot ${fast.toFixed(2)}`);
  }
  const metric = 'main-thread time of a tick: 10 charts of 1,000 points, 10 ticks/s';
  report({ id: 'B1', metric, unit: 'ms', against: 'ECharts, a setOption an event', target: { op: '<=', ratio: 0.1 }, samples: naive, wrong });
  report({ id: 'B1', metric, unit: 'ms', against: 'uPlot, one setData a tick', target: { op: '<=', ratio: 3 }, samples: rival, wrong });
}

/** Main-thread milliseconds a tick; a page that cannot keep up makes fewer. */
async function tick(browser: Browser, mode: 'product' | 'naive' | 'uplot'): Promise<number> {
  const cost = await spell(browser, script, [mode], SPELL_MS);
  if (cost.wrong !== null) wrong ??= `${mode}: ${cost.wrong}`;
  return cost.task / cost.ticks;
}
