/** B3: main-thread time of a map update: many points of which 100 change ten times a second. */

import type { Browser } from 'playwright-core';
import { progress, REPETITIONS, report, type Sample, size } from './harness.ts';
import { bundle, spell, withBrowser } from './page-cost.ts';

const SPELL_MS = size(8_000, 4_000);
/** Points, and what the product may cost of making all attributes again. */
const SIZES: [points: number, ofRebuild: number][] = [
  [size(1_000_000, 200_000), 1 / 40],
  [100_000, 1 / 10],
];
let wrong: string | null = null;

const script = await bundle('map-page.tsx');
await withBrowser('B3', 'map update', measure);

async function measure(browser: Browser): Promise<void> {
  for (const [points, ofRebuild] of SIZES) {
    const [slow, floor]: [Sample[], Sample[]] = [[], []];
    for (let i = 0; i < REPETITIONS; i++) {
      const ours = await update(browser, 'product', points);
      const rebuild = await update(browser, 'rebuild', points);
      const binary = await update(browser, 'binary', points);
      slow.push({ value: ours, against: rebuild, ratio: ours / rebuild });
      floor.push({ value: ours, against: binary, ratio: ours / binary });
      progress(`${points} points: ${ours.toFixed(2)} ms an update; new objects ${rebuild.toFixed(1)}, all colours ${binary.toFixed(2)}`);
    }
    const metric = `main-thread time of an update: ${points} points, 100 change, 10 updates/s`;
    report({ id: 'B3', metric, unit: 'ms', against: 'deck.gl, new objects and accessors', target: { op: '<=', ratio: ofRebuild }, samples: slow, wrong });
    report({ id: 'B3', metric, unit: 'ms', against: 'deck.gl, binary colours sent whole', target: { op: '<=', ratio: 1.5 }, samples: floor, wrong });
  }
}

/** Main-thread milliseconds an update; a page that cannot keep up makes fewer. */
async function update(browser: Browser, mode: 'product' | 'rebuild' | 'binary', points: number): Promise<number> {
  const cost = await spell(browser, script, [mode, points], SPELL_MS, 6_000);
  if (cost.wrong !== null) wrong ??= `${mode}: ${cost.wrong}`;
  return cost.task / cost.ticks;
}
