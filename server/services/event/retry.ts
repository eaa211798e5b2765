import { setTimeout } from 'node:timers/promises';
import { Unavailable } from '../errors.ts';

const RETRIES = 8;
/** Those that lost together do not come back together. */
const PAUSE_MS = 10;

/**
 * Runs a transaction again when it lost a race (deadlock, serialization).
 * @throws Unavailable when the database cannot be reached, or the race was lost again and again.
 */
export async function withRetry<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (code === '40P01' || code === '40001') {
        if (attempt === RETRIES) throw new Unavailable('too many write at once; nothing was taken', 1);
        await setTimeout(Math.random() * PAUSE_MS * attempt);
        continue;
      }
      if (isAway(code)) throw new Unavailable('the database cannot be reached; nothing was taken', 2);
      throw error;
    }
  }
}

/** Codes of a database that is gone, starting, full or shutting down, rather than of a bad value. */
export function isAway(code: string): boolean {
  return /^(08|53|57P|25P03)/.test(code) || /^(CONNECTION|CONNECT_|ECONN|ENOTFOUND|EPIPE|ETIMEDOUT)/.test(code);
}
