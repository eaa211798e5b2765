/**
 * What `npm start` runs. Plain Node without dependencies, so that a fresh clone needs nothing but Node and npm:
 * installs from the lock file, builds what changed, then runs the product in this same process.
 *
 *   node server/start.mjs                 install, build, serve
 *   node server/start.mjs --dev           serve from the sources with reload
 *   node server/start.mjs --build-only    install and build
 *   node server/start.mjs --install-only  install
 *   node server/start.mjs --cli ARGS…     install, bundle, run the command line (progress goes to stderr)
 */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OUT = join(ROOT, '.build');
const STAMP = join(OUT, 'stamp');
const LOCK = join(OUT, 'lock');
const LOCK_STALE_MS = 10_000;
const FIRST_NODE = [20, 9];

/** Bundles by output name. Workers are found by file name and added: FOLDER/worker.ts as FOLDER-worker, X-worker.ts as X-worker. */
const ENTRIES = { main: 'server/main.ts', cli: 'server/cli/main.ts' };

const mode = ['--dev', '--cli', '--build-only', '--install-only'].includes(process.argv[2]) ? process.argv[2].slice(2) : 'serve';
const say = (line) => (mode === 'cli' ? process.stderr : process.stdout).write(`${line}\n`);

/** Folders that the running product reads from disk: no build depends on them. */
const READ_WHEN_RUNNING = ['db/profiles', 'db/migrations'].map((folder) => join(ROOT, folder));

/** The program that install or build runs right now. */
let running;

/** A condition that the reader can do something about: shown as one line, without a stack. */
class Stop extends Error {}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > FIRST_NODE[0] || (major === FIRST_NODE[0] && minor >= FIRST_NODE[1])) return;
  throw new Stop(
    `Node.js ${FIRST_NODE.join('.')} or newer is needed, this is ${process.versions.node}. Install a newer one from https://nodejs.org and start again.`,
  );
}

/** Fails early on a taken port: building for a minute and failing then would waste the reader's time. */
async function checkPort() {
  const port = Number(process.env.PORT ?? 3000);
  const host = process.env.HOST ?? '127.0.0.1';
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return;
  const probe = createServer();
  const error = await new Promise((resolve) => {
    probe.once('error', resolve);
    probe.listen({ port, host, exclusive: true }, () => resolve(undefined));
  });
  await new Promise((resolve) => probe.close(resolve));
  if (error?.code === 'EADDRINUSE')
    throw new Stop(`Port ${port} on ${host} is taken. Stop the other program or choose another port: PORT=${port + 1} npm start`);
}

/** Runs a program to its end and shows its output only when it fails. */
function run(what, command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const shell = process.platform === 'win32' && command === 'npm';
    const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], shell });
    running = child;
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => reject(new Stop(`${what} failed: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(output));
      reject(new Stop(`${what} failed (${signal ?? `exit ${code}`}); its output is above.`));
    });
  });
}

/** Whether node_modules holds what package-lock.json asks for; optional packages of other platforms may be absent. */
function installed() {
  const hidden = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(([path, pack]) => {
    if (path === '' || pack.link) return true;
    const found = present[path];
    if (!found) return Boolean(pack.optional || pack.devOptional || pack.peer);
    return found.version === pack.version && found.integrity === pack.integrity;
  });
}

async function install() {
  if (installed()) return;
  say('Installing packages from package-lock.json (about a minute the first time)…');
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  // Building needs the development packages too, whatever NODE_ENV says.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await run('npm ci', command, [...first, ...args]);
  } catch (error) {
    throw new Stop(`${error.message}\nCheck that the npm registry can be reached (npm ping) and that the disk has 2 GB free, then start again.`);
  }
}

function* filesBelow(folder, accept) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (READ_WHEN_RUNNING.includes(path)) continue;
    if (entry.isDirectory()) yield* filesBelow(path, accept);
    else if (accept(entry.name)) yield path;
  }
}

const isSource = (name) => /\.(ts|tsx|mjs|css|json)$/.test(name) && !/\.(test|spec)\.tsx?$/.test(name);

/** Digest of all that goes into a build: equal digests mean that the build on disk is the one wanted. */
function fingerprint(folders, files) {
  const hash = createHash('sha256');
  const all = [...folders.flatMap((f) => [...filesBelow(join(ROOT, f), isSource)]), ...files.map((f) => join(ROOT, f)).filter((f) => existsSync(f))];
  for (const path of all) hash.update(relative(ROOT, path)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

const bundlePrint = () => fingerprint(['server', 'db'], ['package-lock.json', 'tsconfig.json']);
const pagesPrint = () => fingerprint(['app', 'components', 'server/core', 'server/wire'], ['server/port.ts', 'package-lock.json', 'next.config.mjs']);

function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    return {}; // No stamp, or one cut off by a crash: build again.
  }
}

function writeStamp(change) {
  const temporary = `${STAMP}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify({ ...readStamp(), ...change }));
  renameSync(temporary, STAMP);
}

function entryPoints() {
  const entries = Object.entries(ENTRIES).filter(([, path]) => existsSync(join(ROOT, path)));
  for (const folder of ['server', 'db']) {
    for (const path of filesBelow(join(ROOT, folder), (name) => /^(?:[\w-]+-)?worker\.ts$/.test(name))) {
      const name = basename(path) === 'worker.ts' ? `${basename(dirname(path))}-worker` : basename(path, '.ts');
      if (entries.some(([other]) => other === name)) throw new Stop(`Two workers would be bundled as ${name}.mjs: rename one of their files.`);
      entries.push([name, relative(ROOT, path)]);
    }
  }
  return Object.fromEntries(entries);
}

/** Bundles the server into .build; packages stay outside, in node_modules. */
async function bundle(print) {
  say('Bundling the server…');
  const esbuild = await import('esbuild');
  const { outputFiles } = await esbuild
    .build({
      absWorkingDir: ROOT,
      entryPoints: entryPoints(),
      outdir: OUT,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      target: `node${FIRST_NODE.join('.')}`,
      sourcemap: 'linked',
      logLevel: 'silent',
      write: false,
    })
    .catch(async (error) => {
      const lines = await esbuild.formatMessages(error.errors ?? [], { kind: 'error', color: false });
      throw new Stop(
        `${lines.join('') || error.message}The server does not bundle: fix the lines named above and start again (npm run verify checks all of it).`,
      );
    });
  await esbuild.stop();
  for (const file of outputFiles) {
    writeFileSync(`${file.path}.new`, file.contents);
    renameSync(`${file.path}.new`, file.path);
  }
  writeStamp({ bundle: print });
}

async function pages(print) {
  say('Building the pages…');
  writeStamp({ pages: undefined });
  const started = performance.now();
  const next = join(ROOT, 'node_modules/next/dist/bin/next');
  try {
    await run('next build', process.execPath, [next, 'build'], { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
  } catch (error) {
    throw new Stop(
      `${error.message}\nFix what it names and start again; npm run verify checks the sources, and deleting .next and .build starts from nothing.`,
    );
  }
  writeStamp({ pages: print });
  say(`Pages built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

/** One install and build at a time in this folder; the others wait and then find the work done. */
async function withLock(work) {
  mkdirSync(OUT, { recursive: true });
  let told = false;
  while (!takeLock()) {
    if (!told) say('Another start is building in this folder, waiting for it…');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const beat = setInterval(() => existsSync(LOCK) && utimesSync(LOCK, new Date(), new Date()), LOCK_STALE_MS / 5);
  const release = () => rmSync(LOCK, { force: true });
  const interrupted = (signal) => {
    running?.kill();
    release();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    release();
  }
}

function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (lockAge(LOCK) <= LOCK_STALE_MS) return false;
  // Moved aside under a name of its own, so that of two waiters only one can remove the dead owner's lock.
  const aside = `${LOCK}.${randomUUID()}`;
  try {
    renameSync(LOCK, aside);
    if (lockAge(aside) <= LOCK_STALE_MS) linkSync(aside, LOCK); // The other waiter's new lock: put it back.
    rmSync(aside);
  } catch {
    // The other waiter was first.
  }
  return false;
}

/** Milliseconds since the owner of a lock last showed that it lives; 0 when the lock is gone. */
function lockAge(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? Date.now() - stat.mtimeMs : 0;
}

async function prepare() {
  const wantsPages = mode === 'serve' || mode === 'build-only';
  const stale = () => {
    const stamp = readStamp();
    return {
      install: !installed(),
      bundle: mode !== 'dev' && mode !== 'install-only' && (stamp.bundle !== bundlePrint() || !existsSync(join(OUT, 'main.mjs'))),
      pages: wantsPages && existsSync(join(ROOT, 'app')) && (stamp.pages !== pagesPrint() || !existsSync(join(ROOT, '.next/BUILD_ID'))),
    };
  };
  if (!Object.values(stale()).includes(true)) return;
  await withLock(async () => {
    const todo = stale();
    if (todo.install) await install();
    if (todo.bundle) await bundle(bundlePrint());
    if (todo.pages) await pages(pagesPrint());
  });
}

/** Development: the sources run in a child, because tsx must be loaded before them and in every worker. */
function develop() {
  const env = { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' };
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], { cwd: ROOT, env, stdio: 'inherit' });
  // A terminal sends Ctrl-C to both; without one it has to be passed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.once('error', (error) => {
    throw error;
  });
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

/** npm does not pass its own end on: without this, a killed `npm start` would leave the server on its port. */
function endWithNpm() {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

async function start() {
  checkNode();
  process.chdir(ROOT);
  if (mode === 'serve' || mode === 'dev') {
    endWithNpm();
    await checkPort();
  }
  await prepare();
  if (mode === 'build-only' || mode === 'install-only') return;
  if (mode === 'dev') return develop();
  process.env.NODE_ENV = 'production';
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  process.setSourceMapsEnabled(true);
  const program = join(OUT, mode === 'cli' ? 'cli.mjs' : 'main.mjs');
  process.argv = [process.argv[0], program, ...process.argv.slice(mode === 'cli' ? 3 : 2)];
  await import(pathToFileURL(program).href);
}

try {
  await start();
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
