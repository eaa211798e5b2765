import { join } from 'node:path';
import { type Env, readEnv } from '../env.ts';
import type { Io } from './command.ts';
import { readArgs } from './command.ts';
import type { CoreForCli } from './core-port.ts';
import { callAdminDoor } from './door.ts';
import { openLocal } from './local.ts';
import { findCommand, HELP, runCommand } from './run-command.ts';

/**
 * The command line: through the running server when one owns the data folder, else it opens the folder itself; with
 * DATABASE_URL always the database.
 */
async function main(argv: string[]): Promise<number> {
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort()).on('SIGTERM', () => stop.abort());
  // A reader that has seen enough (| head) is no failure.
  process.stdout.on('error', () => process.exit(0));
  const io: Io = {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    cwd: process.cwd(),
    signal: stop.signal,
  };
  if (argv.length === 1 && ['help', '--help', '-h'].includes(argv[0] ?? '')) {
    for (const line of HELP) io.out(line);
    return 0;
  }
  let core: CoreForCli | null = null;
  try {
    const env = needsCore(argv) ? readEnv() : null;
    const exit = env && !env.databaseUrl ? await callAdminDoor(doorPath(env), argv, io) : null;
    if (exit !== null) return exit;
    return await runCommand(argv, io, async () => {
      core = await openLocal(env ?? readEnv());
      return core;
    });
  } catch (error) {
    io.err((error as Error).message.split('\n')[0] ?? 'failed');
    return 1;
  } finally {
    await (core as CoreForCli | null)?.close();
  }
}

const doorPath = (env: Env) => join(env.dataDir, 'admin.sock');

/** A command that is written wrongly or looks at files only is not sent to the server. */
function needsCore(argv: string[]): boolean {
  try {
    const { command, rest } = findCommand(argv);
    readArgs(command, rest);
    return !command.offline;
  } catch {
    return false;
  }
}

process.exitCode = await main(process.argv.slice(2));
