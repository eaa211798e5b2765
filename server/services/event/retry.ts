import { Unavailable } from '../errors.ts';

const RETRIES = 5;

/**
 * Runs a transaction again when it lost a race (deadlock, serialization).
 * @throws Unavailable when the database cannot be reached.
 */
export async function withRetry<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if ((code === '40P01' || code === '40001') && attempt < RETRIES) continue;
      if (isAway(code)) throw new Unavailable('the database cannot be reached; nothing was taken', 2);
      throw error;
    }
  }
}

/** Codes of a database that is gone, starting, full or shutting down, rather than of a bad value. */
function isAway(code: string): boolean {
  return /^(08|53|57P|25P03)/.test(code) || /^(CONNECTION|CONNECT_|ECONN|ENOTFOUND|EPIPE|ETIMEDOUT)/.test(code);
}
