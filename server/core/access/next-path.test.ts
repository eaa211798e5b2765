import { expect, test } from 'vitest';
import { homeOf, ownPath } from './next-path.ts';

test.each(['/wall', '/wall/hotline?region=440100&t=1#x', '/account', '/admin/audit?q=%E7%A9%97', '/loginhelp', '/'])('%s is a page of this server', (path) => {
  expect(ownPath(path)).toBe(path);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/wall\\..\\..',
  '/.//evil.example',
  '/..//evil.example',
  'wall',
  '',
  '/login',
  '/login?next=/login',
  '/LOGIN',
  '/wall/../login',
  '/auth/oidc/start',
  '/api/trpc/session.signOut',
  `/${'a'.repeat(2_000)}`,
  '/墙',
])('%j leads nowhere', (path) => {
  expect(ownPath(path)).toBeNull();
});

test('everybody goes where his work is', () => {
  expect([homeOf(['dispatcher', 'operator']), homeOf([]), homeOf(['audit_admin']), homeOf(['security_admin'])]).toEqual([
    '/wall',
    '/wall',
    '/admin/audit',
    '/admin/users',
  ]);
  expect([null, undefined].map(ownPath)).toEqual([null, null]);
});
