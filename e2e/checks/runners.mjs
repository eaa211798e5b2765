/** The two test runners, started with a machine-readable report beside the one for people. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from './steps.mjs';

const VITEST = 'node_modules/vitest/vitest.mjs';
const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';
const BROWSER_CONFIG = 'e2e/checks/playwright.config.ts';

async function reported(run, count) {
  const folder = mkdtempSync(join(tmpdir(), 'tongguan-report-'));
  const path = join(folder, 'report.json');
  try {
    const { code, output } = await run(path);
    let outcome = { passed: 0, failed: 0, skipped: 0 };
    try {
      outcome = count(JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      outcome.failed = 1; // The runner ended before it could report.
    }
    // An error outside of any test, such as an unhandled rejection, shows in the exit code alone.
    if (code !== 0 && outcome.failed === 0) outcome.failed = 1;
    return { ...outcome, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts of a vitest JSON report; a file that did not load is one failure. */
export function countVitest(report) {
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const named = (...states) =>
    new Set(report.testResults.flatMap((f) => f.assertionResults.filter((a) => states.includes(a.status)).map((a) => `${f.name}: ${a.fullName}`)));
  const skipped = named('pending', 'skipped', 'todo');
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded, skipped: skipped.size, names: { passed: named('passed'), skipped } };
}

/**
 * Two runs of one suite on two databases: a test that one of them skips and the other passes was not left out.
 * @returns the second outcome, with the tests that no run has passed as its skipped ones
 */
export function together(first, second) {
  const left = (a, b) => [...(a.names?.skipped ?? [])].filter((name) => !b.names?.passed.has(name));
  return { ...second, skipped: new Set([...left(first, second), ...left(second, first)]).size };
}

/** Counts of a Playwright JSON report; a test that passed only when repeated has failed. */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const broken = unexpected + flaky === 0 ? report.errors.length : 0;
  return { passed: expected, failed: unexpected + flaky + broken, skipped };
}

/**
 * @param {'unit' | 'integration' | 'faults'} project of e2e/checks/vitest.config.ts
 * @param {Record<string, string>} [env]
 */
export function vitest(project, env = {}) {
  const args = (path) => [
    VITEST,
    'run',
    '--config',
    'e2e/checks/vitest.config.ts',
    '--project',
    project,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path}`,
  ];
  return reported((path) => execute(process.execPath, args(path), env), countVitest);
}

/** @param {{ part: number, of: number }} share which share of the files, from 1 */
export function playwright({ part, of }) {
  const args = [PLAYWRIGHT, 'test', '--config', BROWSER_CONFIG, `--shard=${part}/${of}`, '--reporter=line,json'];
  return reported((path) => execute(process.execPath, args, { PLAYWRIGHT_JSON_OUTPUT_FILE: path }), countPlaywright);
}

/** How many browser tests there are, without running them. */
export async function countBrowserTests() {
  const { output } = await execute(process.execPath, [PLAYWRIGHT, 'test', '--config', BROWSER_CONFIG, '--list', '--reporter=list']);
  return Number(/^Total: (\d+) tests?/m.exec(output)?.[1] ?? 1);
}
