/** B1: main-thread time of a tick of ten moving charts, against a setOption an event and against uPlot. */

import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../fixtures/chromium.mjs';
import { progress, REPETITIONS, report, type Sample, size, skip } from './harness.ts';

const SPELL_MS = size(6_000, 3_000);
const FLAGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
type Mode = 'product' | 'naive' | 'uplot';
let wrong: string | null = null;

const root = fileURLToPath(new URL('..', import.meta.url));
const { outputFiles } = await build({
  entryPoints: [`${root}e2e/bench/dashboard-page.tsx`],
  bundle: true,
  write: false,
  minify: true,
  format: 'iife',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
});
const script = outputFiles[0]?.text ?? '';
const executablePath = findChromium();
if (!executablePath) skip('B1', 'dashboard tick', 'no Chromium on this machine');
else {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    await measure(browser);
  } finally {
    await browser.close();
  }
}

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
async function tick(browser: Browser, mode: Mode): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.setContent('<!doctype html><html lang="zh-CN"><body></body></html>');
  await page.addScriptTag({ content: script });
  const stop = await page.evaluateHandle(`startBench(${JSON.stringify(mode)})`);
  await sleep(1_500);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((m) => m.name === name)?.value ?? 0;
    return { task: of('TaskDuration') * 1000, ticks: Number(await page.evaluate('benchTicks')) };
  };
  const a = await busy();
  await sleep(SPELL_MS);
  const b = await busy();
  const good = await stop.evaluate((end) => (end as unknown as () => Promise<boolean>)());
  if (!good) wrong ??= `${mode}: a chart does not hold the newest value`;
  if (errors.length > 0) wrong ??= `${mode}: ${errors[0]}`;
  await page.close();
  return (b.task - a.task) / (b.ticks - a.ticks);
}
