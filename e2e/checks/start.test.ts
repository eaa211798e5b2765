import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A product of a few lines, with a worker, that the real start program builds and runs. */
const PRODUCT: Record<string, string> = {
  'server/main.ts': `import { createServer } from 'node:http';
import { hello } from '../db/embedded/client.ts';
const word: string = await hello();
const server = createServer((_, answer) => answer.end('x')).listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write(word + ' ready ' + process.env.NODE_ENV + '\\n'));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`,
  'server/cli/main.ts': "process.stdout.write(process.argv.slice(2).join(' ') + '\\n');\n",
  'db/embedded/client.ts': `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
export const hello = async (): Promise<string> => String(await once(new Worker(new URL('./embedded-worker.mjs', import.meta.url)), 'message'));
`,
  'db/embedded/worker.ts': "import { parentPort } from 'node:worker_threads';\nconst word: string = 'hello';\nparentPort?.postMessage(word);\n",
};

let root: string;
const children: ChildProcessWithoutNullStreams[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tongguan-start-'));
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'server/start.mjs']) cpSync(join(ROOT, file), join(root, file));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const [path, text] of Object.entries(PRODUCT)) write(path, text);
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}

function start(args: string[], port = 0) {
  // The packages are those of the project, by a link: an installation must fail here rather than replace them.
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, NODE_ENV: 'test', PORT: String(port), npm_execpath: '/no/npm.js' };
  const child = spawn(process.execPath, [join(root, 'server/start.mjs'), ...args], { cwd: tmpdir(), env });
  children.push(child);
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  return {
    child,
    ended: once(child, 'close').then(([code]) => Number(code)),
    text: () => out,
    complaint: () => errors,
    ready: () => expect.poll(() => out, { timeout: 15_000 }).toContain('hello ready production'),
  };
}

test('builds once, serves with its workers, and ends cleanly', async () => {
  const first = start([], await freePort());
  await first.ready();
  expect(first.text()).toContain('Bundling');
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);

  const second = start([], await freePort());
  await second.ready();
  expect(second.text()).not.toContain('Bundling');
  second.child.kill('SIGTERM');
  await second.ended;

  write('db/embedded/worker.ts', `${PRODUCT['db/embedded/worker.ts']}// changed\n`);
  const third = start([], await freePort());
  await third.ready();
  expect(third.text()).toContain('Bundling');
});

test('a taken port ends it with one line', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const run = start([], typeof address === 'object' && address ? address.port : 0);
  expect(await run.ended).toBe(1);
  expect(run.complaint().trim().split('\n')).toEqual([expect.stringMatching(/^Port \d+ on 127\.0\.0\.1 is taken\./)]);
  taken.close();
});

test('a source that does not build is named, with what to do', async () => {
  write('server/main.ts', 'export const broken = ;\n');
  const run = start(['--build-only']);
  expect(await run.ended).toBe(1);
  expect(run.complaint()).toMatch(/server\/main\.ts:1:22[\s\S]*npm run verify/);
});

test('two starts in one folder take turns at building', async () => {
  const runs = [start([], await freePort()), start([], await freePort())];
  for (const run of runs) await run.ready();
  expect(runs.filter((run) => run.text().includes('Bundling'))).toHaveLength(1);
});

test('the command line gets its arguments, and only its own words go to standard output', async () => {
  const run = start(['--cli', 'feed', 'create', 'x', '--rate', '3']);
  expect(await run.ended).toBe(0);
  expect(run.text()).toBe('feed create x --rate 3\n');
  expect(run.complaint()).toContain('Bundling');
});
