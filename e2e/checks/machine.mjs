/** What the tests need of the machine beside Node: found, or brought where that is possible. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { execute } from './steps.mjs';

const APT_TRIES = 12;
const APT_PAUSE_MS = 10_000;
const isRoot = () => process.getuid?.() === 0;

/** Whether packages can be installed with apt-get: Debian or its kin, as root. */
const hasApt = () => isRoot() && existsSync('/usr/bin/apt-get') && existsSync('/etc/debian_version');

/** Installs Debian packages; another installation on the machine is waited for. Returns the output when it fails. */
async function aptInstall(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const steps = [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...packages],
  ];
  for (const args of steps) {
    for (let left = APT_TRIES; ; left--) {
      const { code, output } = await execute('apt-get', args, env);
      if (code === 0) break;
      if (left === 1 || !/could not get lock|unable to lock|temporary failure|hash sum mismatch/i.test(output)) return output;
      await new Promise((resolve) => setTimeout(resolve, APT_PAUSE_MS));
    }
  }
  return null;
}

/**
 * Finds or installs Chromium and Chinese fonts.
 * @returns {Promise<string | null>} why it cannot be had, or null
 */
export async function bringChromium() {
  // Loaded here because the packages may have been installed only a moment ago.
  const { findChromium } = await import('../fixtures/chromium.mjs');
  const fonts = (await execute('fc-list', [':lang=zh', 'family'])).output.trim() !== '' && existsSync('/usr/bin/fc-list');
  const missing = [...(findChromium() ? [] : ['chromium']), ...(fonts || process.platform !== 'linux' ? [] : ['fonts-noto-cjk', 'fontconfig'])];
  if (missing.length > 0 && hasApt()) {
    process.stdout.write(`   installing ${missing.join(', ')}\n`);
    const failure = await aptInstall(missing);
    if (failure) return `apt-get could not install ${missing.join(', ')}:\n${failure}`;
  }
  return findChromium() ? null : 'no Chromium on this machine; npx playwright install chromium brings one';
}

/** A question to a PostgreSQL server, to see that it answers and lets us make databases. */
async function usable(url) {
  const { default: connect } = await import('postgres');
  const sql = connect(url, { max: 1, connect_timeout: 3, onnotice: () => undefined });
  try {
    const [row] =
      await sql`select rolcreatedb or rolsuper as ok, current_setting('server_version_num')::int as version from pg_roles where rolname = current_user`;
    return row?.ok === true && row.version >= 150_000;
  } catch {
    return false; // Not there, or not for us: the next place is tried.
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function postgresPrograms() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'pg_ctl')) && existsSync(join(folder, 'initdb')));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** PostgreSQL refuses to run as root: its own user's ids are taken then. */
function postgresUser() {
  if (!isRoot()) return {};
  const [, , uid, gid] = (/^postgres:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0] ?? '').split(':');
  return uid ? { uid: Number(uid), gid: Number(gid) } : {};
}

function runAs(user, command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...user, cwd: tmpdir(), stdio: ['ignore', 'ignore', 'pipe'] });
    const errors = [];
    child.stderr.on('data', (chunk) => errors.push(chunk));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} failed: ${Buffer.concat(errors)}`))));
  });
}

/** Starts a server of our own in a temporary folder, on a free port of this machine only; it ends with this process. */
async function ownPostgres(programs) {
  const folder = mkdtempSync(join(tmpdir(), 'tongguan-postgres-'));
  const user = postgresUser();
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const port = await freePort();
  const data = join(folder, 'data');
  const control = join(programs, 'pg_ctl');
  await runAs(user, join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']);
  await runAs(user, control, ['-D', data, '-w', '-l', join(folder, 'log'), '-o', `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`, 'start']);
  process.once('exit', () => {
    spawnSync(control, ['-D', data, '-m', 'immediate', 'stop'], { ...user, cwd: tmpdir(), stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  });
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres` };
}

/**
 * Finds a PostgreSQL server (TEST_DATABASE_URL, then the usual port), or starts one of its own.
 * @param {{install: boolean}} options whether to install PostgreSQL where apt-get can
 * @returns {Promise<{url?: string, reason?: string}>}
 */
export async function bringPostgres({ install }) {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return (await usable(given)) ? { url: given } : { reason: 'TEST_DATABASE_URL does not answer, may not create databases or is older than 15' };
  for (const name of new Set(['postgres', userInfo().username])) {
    const url = `postgres://${encodeURIComponent(name)}@127.0.0.1:5432/postgres`;
    if (await usable(url)) return { url };
  }
  if (!postgresPrograms() && install && hasApt()) {
    process.stdout.write('   installing postgresql\n');
    const failure = await aptInstall(['postgresql']);
    if (failure) return { reason: `apt-get could not install postgresql:\n${failure}` };
  }
  const programs = postgresPrograms();
  if (!programs) return { reason: 'none answers on 127.0.0.1:5432 and no pg_ctl is installed; set TEST_DATABASE_URL' };
  return ownPostgres(programs);
}
