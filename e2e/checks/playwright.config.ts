import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { browserOptions } from '../fixtures/browser.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Browser tests drive the built product, one at a time: each starts a server of its own and a GPU-less browser. */
export default defineConfig({
  testDir: `${ROOT}e2e/specs`,
  testMatch: '**/*.spec.ts',
  outputDir: `${ROOT}test-results`,
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI === 'true',
  reporter: [['line']],
  use: browserOptions(),
});
