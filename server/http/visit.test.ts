import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { Seen } from '../services/access/find-actor.ts';
import { VISITOR } from './stub-ports.ts';
import { makeVisits } from './visit.ts';

const TOKEN = `tgs_${'t'.repeat(43)}`;

async function look(url: string, headers: Record<string, string>, method = 'GET') {
  const seen: Seen[] = [];
  const visits = makeVisits(async (token, from) => {
    seen.push(from);
    return token === TOKEN ? { actor: VISITOR, validUntil: 1, needs: null } : null;
  });
  const req = { url, method, headers, socket: { remoteAddress: '::ffff:192.0.2.4' } } as unknown as IncomingMessage;
  const visit = await visits(req, {} as ServerResponse);
  expect(await visits(req, {} as ServerResponse)).toBe(visit);
  return { visit, seen };
}

test('somebody is found once a request, by the one cookie, from the address of the peer', async () => {
  const { visit, seen } = await look('/wall', { cookie: `a=b; tongguan_session=${TOKEN}`, 'user-agent': 'x'.repeat(500) });
  expect(visit).toMatchObject({ actor: { login: 'visitor' }, needs: null, call: { address: '192.0.2.4', token: TOKEN } });
  expect(seen).toHaveLength(1);
  expect(seen[0]?.agent).toHaveLength(300);
  // Two cookies of the name: one was put there by a stranger, and nobody can say which.
  for (const cookie of ['', 'tongguan_session=', `tongguan_session=${TOKEN}; tongguan_session=${TOKEN}`])
    expect((await look('/wall', { cookie })).visit.actor).toBeNull();
});

test('a page that is opened, a change, and a read of a page with somebody at it are signs of the person', async () => {
  const cookie = `tongguan_session=${TOKEN}`;
  const active = async (url: string, headers: Record<string, string> = {}, method?: string) =>
    (await look(url, { cookie, ...headers }, method)).seen[0]?.active;
  expect(await active('/wall')).toBe(true);
  expect(await active('/api/trpc/x', { 'x-active': '1' })).toBe(true);
  expect(await active('/api/trpc/x', { 'x-active': '0' }, 'POST')).toBe(true);
  // What a page asks by itself, or fetches ahead.
  expect(await active('/api/trpc/x', { 'x-active': '0' })).toBe(false);
  expect(await active('/api/trpc/x')).toBe(false);
  expect(await active('/wall?_rsc=1', { 'next-router-prefetch': '1' })).toBe(false);
  expect(await active('/wall', { 'sec-purpose': 'prefetch' })).toBe(false);
});
