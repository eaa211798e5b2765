import pino from 'pino';
import { composeCore } from '../compose.ts';
import type { Env } from '../env.ts';
import { errorForLog } from '../services/log-error.ts';
import type { CoreForCli } from './core-port.ts';

/** Opens the data folder or the database in this process; warnings go to stderr. @throws Error in one line */
export function openLocal(env: Env): Promise<CoreForCli> {
  const level = env.logLevel === 'info' ? 'warn' : env.logLevel;
  const log = pino({ level, serializers: { err: errorForLog } }, pino.destination({ dest: 2, sync: true }));
  return composeCore(env, log, (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
