import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../fixtures/chromium.mjs';
import { skip } from './harness.ts';

/** Pages that benchmarks make of the product's own components: built, opened in the machine's Chromium, and their main thread watched. */

const FLAGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const root = fileURLToPath(new URL('..', import.meta.url));

/** A page of this folder as one script. */
export async function bundle(page: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${root}e2e/bench/${page}`],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: 'out',
    logLevel: 'warning',
  });
  return outputFiles.find((f) => f.path.endsWith('.js'))?.text ?? '';
}

/** Runs `measure` with a browser; a machine without one prints that the row was skipped. */
export async function withBrowser(id: string, metric: string, measure: (browser: Browser) => Promise<void>): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) return skip(id, metric, 'no Chromium on this machine');
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    await measure(browser);
  } finally {
    await browser.close();
  }
}

export type Cost = {
  /** Main-thread milliseconds, of all tasks and of those that ran scripts, during the spell. */
  task: number;
  script: number;
  ticks: number;
  /** What is wrong with what the page shows; null when all is right. */
  wrong: string | null;
};

/**
 * Lets a page tick for a spell. The page offers `startBench(...args)`, which answers how to stop and whether all is right
 * then, and counts `benchTicks`.
 */
export async function spell(
  browser: Browser,
  script: string,
  args: readonly unknown[],
  ms: number,
  settleMs = 1_500,
  watch?: (page: Page) => Promise<void>,
): Promise<Cost> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.setContent('<!doctype html><html lang="zh-CN"><body></body></html>');
  await page.addScriptTag({ content: script });
  const stop = await page.evaluateHandle(`startBench(...${JSON.stringify(args)})`);
  await sleep(settleMs);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    const of = (name: string) => (metrics.find((m) => m.name === name)?.value ?? 0) * 1000;
    return { task: of('TaskDuration'), script: of('ScriptDuration'), ticks: Number(await page.evaluate('benchTicks')) };
  };
  const a = await busy();
  await sleep(ms);
  const b = await busy();
  await watch?.(page);
  const good = await stop.evaluate((end) => (end as unknown as () => Promise<boolean>)());
  await page.close();
  const wrong = errors[0] ?? (good ? null : 'the page does not show the newest values');
  return { task: b.task - a.task, script: b.script - a.script, ticks: b.ticks - a.ticks, wrong };
}
