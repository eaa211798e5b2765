/** Runs the steps of a check, one after the other, and sums what they counted. */
import { spawn } from 'node:child_process';

const STEP_LIMIT_MS = 30 * 60_000;
const KILL_AFTER_MS = 5_000;

/** What the product reads from its environment: a check starts from a known one, not from the reader's. */
const PRODUCT_VARIABLES =
  /^(?:PORT|HOST|DATA_DIR|DATABASE_URL|REDIS_URL|NATS_URL|MQTT_URL|PROFILE|DEMO|DEMO_PUBLIC|SECRET|KEY_FILE|OPEN311_PUBLIC|OIDC_.*|SMTP_URL|MAIL_FROM|WEBHOOK_KEY_FILE|OTEL_.*|LOG_LEVEL|NODE_ENV|NODE_OPTIONS|FORCE_COLOR)$/;

/** @typedef {{passed: number, failed: number, skipped: number, output?: string, notes?: string[]}} Outcome */

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running) endGroup(child, 'SIGTERM');
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
}

function endGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/**
 * Runs a program to its end in a process group of its own, so that nothing it started survives it.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] over a clean environment
 * @returns {Promise<{code: number, output: string}>} output and errors as they came
 */
export function execute(command, args, env = {}) {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !PRODUCT_VARIABLES.test(name)));
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...clean, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
    const output = [];
    running.add(child);
    const limit = setTimeout(() => {
      output.push(Buffer.from(`\nstopped after ${STEP_LIMIT_MS / 60_000} minutes\n`));
      endGroup(child, 'SIGTERM');
      setTimeout(() => endGroup(child, 'SIGKILL'), KILL_AFTER_MS).unref();
    }, STEP_LIMIT_MS);
    const done = (code) => {
      clearTimeout(limit);
      running.delete(child);
      endGroup(child, 'SIGKILL');
      resolve({ code, output: Buffer.concat(output).toString('utf8') });
    };
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => {
      output.push(Buffer.from(`${command}: ${error.message}\n`));
      done(127);
    });
    child.once('close', (code) => done(code ?? 1));
  });
}

/** A program whose exit code is the whole answer: one passed or one failed. */
export async function check(command, args, env) {
  const { code, output } = await execute(command, args, env);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0, output, notes: output.match(/^warning: .*$/gm) ?? [] } : { passed: 0, failed: 1, skipped: 0, output };
}

/** A step that this machine cannot take: `count` tests are named and skipped. */
export const skip = (reason, count) => ({ passed: 0, failed: 0, skipped: count, notes: [`skipped: ${reason}`] });

/**
 * Runs steps in order and prints the sum as the last line; with CI=true a skipped test is a failed one.
 * @param {{name: string, run: () => Promise<Outcome>}[]} steps
 * @returns {Promise<number>} exit code
 */
export async function runSteps(steps) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const strict = process.env.CI === 'true';
  for (const { name, run } of steps) {
    process.stdout.write(`== ${name}\n`);
    const started = performance.now();
    const outcome = await run().catch((error) => ({ passed: 0, failed: 1, skipped: 0, output: String(error?.stack ?? error) }));
    if (outcome.failed > 0 && outcome.output) process.stdout.write(`${outcome.output.trimEnd()}\n`);
    for (const note of outcome.notes ?? []) process.stdout.write(`   ${note}\n`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`   ${outcome.failed > 0 ? 'FAILED' : 'ok'}: ${sentence(outcome)} (${seconds} s)\n`);
    for (const key of Object.keys(total)) total[key] += outcome[key];
  }
  if (strict && total.skipped > 0) {
    process.stdout.write(`CI=true: ${total.skipped} skipped count as failed\n`);
    total.failed += total.skipped;
    total.skipped = 0;
  }
  process.stdout.write(`${sentence(total)}\n`);
  return total.failed > 0 ? 1 : 0;
}

const sentence = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
