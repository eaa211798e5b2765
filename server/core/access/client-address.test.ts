import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

test('a proxy on this machine names whom it asks for, and nobody else does', () => {
  expect(clientAddress('::ffff:127.0.0.1', undefined)).toBe('127.0.0.1');
  expect(clientAddress('127.0.0.1', '203.0.113.9, 198.51.100.7')).toBe('198.51.100.7');
  expect(clientAddress('::1', ['203.0.113.9', '2001:db8::7'])).toBe('2001:db8::7');
  expect(clientAddress('192.0.2.1', '198.51.100.7')).toBe('192.0.2.1');
  for (const bad of ['', 'unknown', '<script>', 'a'.repeat(46)]) expect(clientAddress('127.0.0.1', bad)).toBe('127.0.0.1');
  expect(clientAddress(undefined, '198.51.100.7')).toBeNull();
});
