/**
 * The checks that guard main. `verify`: what needs no database and no browser. `test`: all of it. With `--faults` also
 * the suites that stop and kill the product and its services. The last line is `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bringChromium, bringPostgres } from './machine.mjs';
import { countBrowserTests, playwright, together, vitest } from './runners.mjs';
import { check, runSteps, skip } from './steps.mjs';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const NODE = process.execPath;
const [, , mode, ...flags] = process.argv;
const withFaults = flags.includes('--faults');

if (!['verify', 'test'].includes(mode) || flags.some((flag) => flag !== '--faults')) {
  process.stderr.write('usage: node e2e/checks/run.mjs verify | test [--faults]\n');
  process.exit(2);
}
process.chdir(ROOT);
if (spawnSync(NODE, ['server/start.mjs', '--install-only'], { stdio: ['ignore', 'inherit', 'inherit'] }).status !== 0) {
  process.stdout.write('0 passed, 1 failed\n');
  process.exit(1);
}

const verify = [
  {
    name: 'format and lint',
    run: () =>
      check(NODE, [
        'node_modules/@biomejs/biome/bin/biome',
        'ci',
        '--colors=off',
        '--max-diagnostics=30',
        '--diagnostic-level=warn',
        '--error-on-warnings',
        '.',
      ]),
  },
  { name: 'types', run: () => check(NODE, ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'e2e/checks/tsconfig.json']) },
  { name: 'dependency rules', run: () => check(NODE, ['e2e/checks/check-dependencies.mjs']) },
  { name: 'names and sizes', run: () => check(NODE, ['e2e/checks/check-source.mjs']) },
  { name: 'documents and migrations', run: () => check(NODE, ['e2e/checks/check-docs.mjs']) },
  { name: 'unit tests', run: () => vitest('unit') },
];

let postgres;
let embedded = { passed: 0, failed: 0, skipped: 0 };

async function integrationOnPostgres() {
  postgres = await bringPostgres({ install: withFaults });
  if (postgres.url) return together(embedded, await vitest('integration', { TEST_DATABASE_URL: postgres.url }));
  return skip(`integration tests on PostgreSQL: ${postgres.reason}`, embedded.passed + embedded.failed + embedded.skipped);
}

/** Shares of the browser tests: each has the time of a step. */
const BROWSER_PARTS = 3;

async function browser(part) {
  const reason = await bringChromium();
  if (!reason) return playwright({ part, of: BROWSER_PARTS });
  return skip(`browser tests: ${reason}`, part === 1 ? await countBrowserTests() : 0);
}

const rest = [
  {
    name: 'integration tests on the embedded database',
    run: async () => {
      embedded = await vitest('integration');
      return { ...embedded, skipped: 0 }; // What it skips may be for PostgreSQL: the next step counts.
    },
  },
  { name: 'integration tests on PostgreSQL', run: integrationOnPostgres },
  { name: 'build', run: () => check(NODE, ['server/start.mjs', '--build-only']) },
  ...Array.from({ length: BROWSER_PARTS }, (_, i) => ({ name: `browser tests, part ${i + 1} of ${BROWSER_PARTS}`, run: () => browser(i + 1) })),
];

const faults = { name: 'fault tests', run: () => vitest('faults', postgres?.url ? { TEST_DATABASE_URL: postgres.url } : {}) };

const code = await runSteps([...verify, ...(mode === 'test' ? rest : []), ...(withFaults ? [faults] : [])]);
process.exit(code);
