/**
 * `npm run bench [-- F1 Q1 …] [--quick]`: each benchmark is a process of its own and prints JSON objects, one a line,
 * on stdout; what it is doing goes to stderr. It is built first, as the product is: the loader that runs TypeScript as it
 * stands would be measured too. What is compared with packages that the product does not use installs
 * them first, from the lock file beside this one.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BENCHES = {
  F1: 'fan-floor.ts',
  F4: 'event-rate.ts',
  F5: 'freshness-idle.ts',
  I1: 'ingest-floor.ts',
  I3: 'replay.ts',
  Q1: 'chart-open.ts',
  Q3: 'history-flatness.ts',
  Q4: 'review-page.ts',
  Q5: 'read-under-write.ts',
  T1: 'ticket-queue.ts',
  T2: 'ticket-dispatch.ts',
  T3: 'ticket-race.ts',
  B1: 'dashboard-tick.ts',
  B3: 'map-update.ts',
  FLOWS: 'flows.ts',
};
const WITH_RIVALS = new Set(['B1']);

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const ids = args.filter((a) => !a.startsWith('--')).map((a) => a.toUpperCase());
const unknown = [...ids.filter((id) => !(id in BENCHES)), ...args.filter((a) => a.startsWith('--') && a !== '--quick')];
if (unknown.length > 0) {
  console.error(`${unknown.join(' ')}: not known; benchmarks are ${Object.keys(BENCHES).join(' ')}, the only option is --quick`);
  process.exit(2);
}

/** @returns {Promise<number>} exit code; the child's stdout is ours unless it is sent to stderr */
function run(command, params, { stdout = 'inherit' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, params, { cwd: ROOT, stdio: ['ignore', stdout === 'inherit' ? 'inherit' : 2, 'inherit'] });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

const chosen = ids.length > 0 ? Object.keys(BENCHES).filter((id) => ids.includes(id)) : Object.keys(BENCHES);
if (chosen.some((id) => WITH_RIVALS.has(id)) && !existsSync(`${HERE}node_modules/uplot`)) {
  console.error('installing what is compared with …');
  if ((await run('npm', ['ci', '--prefix', HERE, '--no-audit', '--no-fund', '--ignore-scripts'], { stdout: 'stderr' })) !== 0) process.exit(1);
}
// Directly under the root, where the product, too, finds its migrations from what was built.
const OUT = `${ROOT}.build-bench`;
await build({
  entryPoints: Object.fromEntries([
    ...chosen.map((id) => [BENCHES[id].replace('.ts', ''), `${HERE}${BENCHES[id]}`]),
    ['fan-server', `${HERE}fan-server.ts`],
    ['fan-clients', `${HERE}fan-clients.ts`],
    ['embedded-worker', `${ROOT}db/embedded/worker.ts`],
  ]),
  outdir: OUT,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'linked',
  logLevel: 'warning',
});
let failed = 0;
for (const id of chosen) {
  console.error(`${id} …`);
  const code = await run(process.execPath, ['--enable-source-maps', `${OUT}/${BENCHES[id].replace('.ts', '.mjs')}`, ...(quick ? ['--quick'] : [])]);
  if (code !== 0) {
    failed += 1;
    console.log(
      JSON.stringify({
        id,
        metric: 'run',
        value: null,
        unit: null,
        against: null,
        ratio: null,
        target: null,
        pass: quick ? null : false,
        samples: [],
        quick,
        reason: `ended with ${code}`,
      }),
    );
  }
}
process.exit(failed > 0 ? 1 : 0);
