import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import type { Actor } from '../services/access/actor.ts';
import { pageAt } from './page-access.ts';
import { type PageRules, pageGate, readsOpenPage } from './page-gate.ts';
import { VISITOR } from './stub-ports.ts';
import type { Visit } from './visit.ts';

const call = { address: null, agent: null, active: true, token: null, setCookie: () => {} };
const refused: string[] = [];
const rules: PageRules = {
  may: (actor, permission) => actor.login === 'operator' && ['figure.read', 'feed.read'].includes(permission),
  home: (actor) => (actor.kind === 'display' ? '/wall/hotline' : actor.login === 'admin' ? '/admin/users' : '/wall'),
  refused: (_, page) => void refused.push(page),
};
const who = (login: string | null, needs: Visit['needs'] = null, kind: Actor['kind'] = 'person'): Visit => ({
  actor: login === null ? null : { ...VISITOR, login, kind },
  needs,
  call,
});
const go = (visit: Visit, url: string, more: Partial<IncomingMessage> = {}) =>
  pageGate(rules, { url, method: 'GET', headers: {}, ...more } as IncomingMessage, visit);

test('without a session, or with one that lacks a step, every page leads to sign-in and back', () => {
  for (const visit of [who(null), who('operator', 'password'), who('operator', 'factor')]) {
    for (const url of ['/wall', '/wall/hotline', '/admin/feeds', '/nothing/here', '/geo/x/cities.topo.json']) {
      expect(go(visit, url)).toBe(`/login?next=${encodeURIComponent(url)}`);
    }
    expect(go(visit, '/wall?r=440100&_rsc=abc')).toBe(`/login?next=${encodeURIComponent('/wall?r=440100')}`);
    expect(go(visit, '/')).toBe('/login');
    expect(go(visit, '//evil.example/x')).toBe('/login');
    for (const open of ['/login', '/login?next=%2Fwall', '/_next/static/chunk.js', '/icon.svg']) expect(go(visit, open)).toBeNull();
  }
});

test('a page of a permission that nobody gave is refused and written down; one begins where his work is', () => {
  expect(go(who('operator'), '/')).toBe('/wall');
  for (const url of ['/wall', '/wall/topics', '/wall/hotline', '/admin/feeds', '/denied', '/not/a/page']) expect(go(who('operator'), url)).toBeNull();
  expect(go(who('admin'), '/')).toBe('/admin/users');
  expect(go(who('admin'), '/wall')).toBe('/admin/users');
  expect(refused).toEqual([]);
  expect(go(who('admin'), '/wall/hotline')).toBe('/denied?from=%2Fwall%2Fhotline');
  expect(go(who('nobody'), '/wall')).toBe('/denied?from=%2Fwall');
  expect(refused).toEqual(['/wall/[topic]', '/wall']);
});

test('a display has its one screen', () => {
  const wall = who('wall-1', null, 'display');
  expect(go(wall, '/wall/hotline')).toBeNull();
  for (const url of ['/', '/wall', '/wall/topics', '/wall/services', '/admin/feeds', '/callers']) expect(go(wall, url)).toBe('/wall/hotline');
});

test('a page takes nothing, whoever sends it', () => {
  expect(() => go(who('operator'), '/wall', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })).toThrow(/pages of this server only/);
  expect(() => go(who('operator'), '/wall', { method: 'POST', headers: { host: 'a', origin: 'http://b' } })).toThrow(/pages of this server only/);
  expect(() => go(who('operator'), '/login', { method: 'POST', headers: { host: 'a', origin: 'http://a' } })).toThrow(/only read/);
  const open = (method: string, url: string) => readsOpenPage({ method, url } as IncomingMessage);
  expect([open('GET', '/login?next=%2Fwall'), open('HEAD', '/_next/static/chunk.js'), open('GET', '/wall')]).toEqual([true, true, false]);
  // What is sent to an open page goes through the gate as well, which refuses it.
  expect([open('POST', '/login'), open('POST', '/_next/x'), open('PUT', '/icon.svg')]).toEqual([false, false, false]);
});

test('a path falls under the line that names it, and only then under one with a hole', () => {
  expect(pageAt('/wall/topics').page).toBe('/wall/topics');
  expect(pageAt('/wall/x').page).toBe('/wall/[topic]');
  for (const path of ['/wall/', '/wall/x/y', '/Wall', '/wall//']) expect(pageAt(path)).toEqual({ page: null, access: 'signedIn' });
});
