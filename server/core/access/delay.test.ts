import { expect, test } from 'vitest';
import { FORGET_MS, failuresNow, mayTryFrom, networkOf, waitAfter } from './delay.ts';

const NOW = 1_700_000_000_000;
const count = (failures: number, lastAt = NOW) => ({ failures, lastAt });
const seconds = (at: number) => (at === 0 ? 0 : (at - NOW) / 1000);

test('the wait grows with failures, doubles, and has an end', () => {
  expect([0, 3, 4, 5, 6, 20, 4_000].map((n) => waitAfter('pair', n))).toEqual([0, 0, 2_000, 4_000, 8_000, 900_000, 900_000]);
  expect([10, 11, 15, 4_000].map((n) => waitAfter('login', n))).toEqual([0, 2_000, 30_000, 30_000]);
  expect([30, 31, 4_000].map((n) => waitAfter('address', n))).toEqual([0, 1_000, 10_000]);
  expect([4, 5, 4_000].map((n) => waitAfter('factor', n))).toEqual([0, 5_000, 300_000]);
});

test('a stranger who fails for ever holds the owner up for half a minute between tries, and not at all at his own desk', () => {
  const attacked = { login: count(1_000_000), address: undefined };
  expect(mayTryFrom({ pair: undefined, ...attacked }, false, NOW)).toBe(0);
  expect(seconds(mayTryFrom({ pair: count(1), ...attacked }, false, NOW))).toBe(30);
  expect(mayTryFrom({ pair: count(1), ...attacked }, true, NOW)).toBe(0);
  expect(seconds(mayTryFrom({ pair: count(6), ...attacked }, true, NOW))).toBe(8);
});

test('one address that fails at many logins waits between tries at each, and gently', () => {
  expect(seconds(mayTryFrom({ pair: count(1), login: count(1), address: count(500) }, false, NOW))).toBe(10);
  expect(seconds(mayTryFrom({ pair: count(9), login: count(9), address: count(500) }, false, NOW))).toBe(64);
});

test('failures are forgotten after a quiet day', () => {
  expect(failuresNow(count(9, NOW - FORGET_MS + 1), NOW)).toBe(9);
  expect(failuresNow(count(9, NOW - FORGET_MS), NOW)).toBe(0);
  expect(mayTryFrom({ pair: count(9, NOW - FORGET_MS), login: undefined, address: undefined }, false, NOW)).toBe(0);
});

test('an address counts as its network: IPv4 whole, IPv6 by the /64', () => {
  expect(networkOf('10.1.2.3')).toBe('10.1.2.3');
  expect(networkOf('::ffff:10.1.2.3')).toBe('10.1.2.3');
  expect(networkOf('2001:db8:0:7::1')).toBe('2001:db8:0:7::/64');
  expect(networkOf('2001:0db8:0000:0007:aaaa:bbbb:cccc:dddd')).toBe('2001:db8:0:7::/64');
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf(null)).toBe('-');
});
