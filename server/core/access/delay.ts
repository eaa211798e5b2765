/**
 * How long who failed to sign in waits. Three counts are kept: of a login from one address, of a login from anywhere, and
 * of an address for any login. The first grows fast. The other two only lengthen the wait of one login from one address
 * and count from that pair's own last failure: a stranger who fails elsewhere does not move it, so that nobody can lock
 * an owner out for ever. An address from which the owner has signed in lately is not held up by strangers at all.
 */
export type DelayKind = 'pair' | 'login' | 'address' | 'factor';

/** `free` failures cost nothing; then the wait begins with `first` and doubles to `most`, in ms. */
const SCHEDULE: Record<DelayKind, { free: number; first: number; most: number }> = {
  pair: { free: 3, first: 2_000, most: 15 * 60_000 },
  login: { free: 10, first: 2_000, most: 30_000 },
  address: { free: 30, first: 1_000, most: 10_000 },
  // Who stands here holds the password already.
  factor: { free: 4, first: 5_000, most: 5 * 60_000 },
};

/** Failures are forgotten when none was added for a day. */
export const FORGET_MS = 86_400_000;

/** The wait in ms after so many failures of a kind. */
export function waitAfter(kind: DelayKind, failures: number): number {
  const { free, first, most } = SCHEDULE[kind];
  const over = failures - free;
  if (over <= 0) return 0;
  return over > 30 ? most : Math.min(most, first * 2 ** (over - 1));
}

/** Failures that a kept count still stands for. */
export function failuresNow(kept: { failures: number; lastAt: number } | undefined, now: number): number {
  return kept && now - kept.lastAt < FORGET_MS ? kept.failures : 0;
}

export type Count = { failures: number; lastAt: number };
export type Tries = { pair: Count | undefined; login: Count | undefined; address: Count | undefined };

/**
 * The instant from which a login may be tried again from an address; 0 = at once.
 * @param trusted the owner has signed in from this address lately
 */
export function mayTryFrom(tries: Tries, trusted: boolean, now: number): number {
  const pair = failuresNow(tries.pair, now);
  if (pair === 0 || !tries.pair) return 0;
  const others = trusted ? 0 : Math.max(waitAfter('login', failuresNow(tries.login, now)), waitAfter('address', failuresNow(tries.address, now)));
  const wait = Math.max(waitAfter('pair', pair), others);
  return wait === 0 ? 0 : tries.pair.lastAt + wait;
}

/** The network that an address stands for: of IPv6 the /64, which one subscriber has whole. */
export function networkOf(address: string | null): string {
  if (address === null) return '-';
  const mapped = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address);
  if (mapped) return mapped[1] as string;
  if (!address.includes(':')) return address.slice(0, 64);
  const [head = '', tail = ''] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return `${[...left, ...zeros, ...right]
    .slice(0, 4)
    .map((g) => g.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
