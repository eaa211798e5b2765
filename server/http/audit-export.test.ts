import { afterAll, beforeAll, expect, test } from 'vitest';
import { Forbidden } from '../services/errors.ts';
import { type DoorServer, SESSION, serveDoors, stubPorts } from './stub-ports.ts';

const COOKIE = { cookie: `tongguan_session=${SESSION}` };
let seen: ReturnType<typeof stubPorts>;
let server: DoorServer;
let made = 0;
let ended = 0;

beforeAll(async () => {
  seen = stubPorts({
    auditExport: async function* (actor, filter, format) {
      if (filter.actor === 'nobody') throw new Forbidden('no grant');
      try {
        yield `${actor.login} ${format} ${JSON.stringify(filter)}\n`;
        for (; made < 200_000; made++) {
          if (filter.actor === undefined) break;
          if (filter.actor === 'broken' && made > 3) throw new Error('the database went away');
          yield 'x'.repeat(10_000);
        }
        yield 'end\n';
      } finally {
        ended += 1;
      }
    },
  });
  server = await serveDoors(seen, 0);
  const address = server.server.address();
  server.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => server.close());

const ask = (query: string, headers: Record<string, string> = COOKIE) => fetch(`${server.url}/api/audit/export?${query}`, { headers });

test('the file comes in parts, under a name, with the filter as it was asked', async () => {
  const answer = await ask('format=ndjson&from=1&to=2&q=T-1');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson; charset=utf-8']);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-\d{12}\.ndjson"$/);
  expect(await answer.text()).toBe('visitor ndjson {"from":1,"to":2,"q":"T-1"}\nend\n');
});

test('nobody without a session, no other page, no other parameter, and nobody without the right', async () => {
  expect((await ask('from=1&to=2', {})).status).toBe(401);
  expect((await ask('from=1&to=2', { ...COOKIE, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  for (const query of ['', 'from=x&to=2', 'from=1&to=2&format=exe', 'from=1&to=2&limit=5', 'from=1&to=2&__proto__=1', 'from=1&to=2&action=drop'])
    expect([query, (await ask(query)).status]).toEqual([query, 400]);
  expect((await ask('from=1&to=2&actor=nobody')).status).toBe(403);
});

test('a reader who goes away ends the reading, and no more was read than he took', async () => {
  made = 0;
  ended = 0;
  const stop = new AbortController();
  const answer = await fetch(`${server.url}/api/audit/export?from=1&to=2&actor=much`, { headers: COOKIE, signal: stop.signal });
  await answer.body?.getReader().read();
  stop.abort();
  await expect.poll(() => ended).toBe(1);
  expect(made).toBeLessThan(2_000);
});

test('a file that cannot be finished is cut and not ended', async () => {
  made = 0;
  const answer = await ask('from=1&to=2&actor=broken');
  await expect(answer.text()).rejects.toThrow();
  expect(seen.logs.some((l) => l.level === 'error')).toBe(true);
});
