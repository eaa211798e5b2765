import { randomBytes, randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Unavailable } from '../errors.ts';

/** argon2id with m = 19 MiB, t = 2, p = 1 (OWASP's first choice); 2 is the library's number for the id variant. */
const ARGON = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Each hash takes 19 MiB and 40 ms of a core: more at once would be a way to stop the server. */
const AT_ONCE = 2;
const WAITING_MOST = 64;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_MOST) throw new Unavailable('too many people sign in at this moment: try again');
    await new Promise<void>((go) => waiting.push(go));
  } else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), ARGON));
}

let dummy: Promise<string> | null = null;

/**
 * Whether the password is the one of `stored`. Without a stored hash the same work is done against one that nobody's
 * password has, so that the time does not tell whether there is such an account.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  dummy ??= hash(randomBytes(24), ARGON);
  const against = stored ?? (await dummy);
  const same = await inTurn(() => verify(against, password.normalize('NFKC')).catch(() => false));
  return same && stored !== null;
}

/** No letters or digits that are taken for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A one-time password of 95 random bits in four groups: to be read out, typed once and replaced. */
export function newOneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
