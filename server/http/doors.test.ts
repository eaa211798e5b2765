import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initTRPC } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countiesFile } from '../services/boundary/counties-file.ts';
import { hostAllowed, pagePolicy } from './headers.ts';
import { type DoorServer, SESSION, serveDoors, stubPorts, TOKEN } from './stub-ports.ts';
import { createTrpcHandler } from './trpc.ts';

const t = initTRPC.context<{ who: string }>().create();
let stored = '';
const router = t.router({
  hello: t.procedure.query(({ ctx }) => `hello ${ctx.who}`),
  store: t.procedure
    .input((value: unknown) => String(value))
    .mutation(({ input }) => {
      stored = input;
      return input.length;
    }),
});

let dataDir: string;
let ports: ReturnType<typeof stubPorts>;
let door: DoorServer;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tongguan-doors-'));
  ports = stubPorts({ dataDir, trpc: createTrpcHandler({ router, createContext: () => ({ who: 'page' }) }) });
  door = await serveDoors(ports, 4253);
});
afterAll(async () => {
  await door.close();
  await rm(dataDir, { recursive: true });
});

/** A request with headers that fetch does not let through. */
function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const req = request({ port: door.port, host: '127.0.0.1', path, method, headers }, (res) => {
      let text = '';
      res.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
      });
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text }));
    });
    req.on('error', reject);
    req.end();
  });
}

describe('router', () => {
  it('hands on what is not a door, with a fresh nonce that the policy and the request agree on', async () => {
    const get = async () => {
      const headers = { 'x-nonce': 'mine', 'content-security-policy': "script-src 'nonce-mine'" };
      const response = await fetch(`${door.url}/wall?region=990100`, { headers });
      return { policy: response.headers.get('content-security-policy'), body: (await response.json()) as { page: string; nonce: string; policy: string } };
    };
    const [one, two] = [await get(), await get()];
    expect(one.body.page).toBe('/wall?region=990100');
    expect(one.policy).toBe(one.body.policy);
    expect(one.policy).toMatch(`script-src 'self' 'nonce-${one.body.nonce}' 'strict-dynamic';`);
    expect(one.policy).toMatch(`connect-src 'self' ws://127.0.0.1:${door.port}`);
    expect(one.policy).not.toMatch('unsafe-eval');
    expect(one.body.nonce).not.toBe('mine');
    expect(one.body.nonce).not.toBe(two.body.nonce);
    expect(pagePolicy('n', 'h', true)).toMatch('unsafe-eval');
  });

  it('sends security headers with everything', async () => {
    for (const path of ['/healthz', '/api/nothing', '/wall']) {
      const { headers } = await fetch(door.url + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toMatch('geolocation=()');
      expect(headers.get('content-security-policy')).toMatch("frame-ancestors 'none'");
    }
  });

  it('answers 404 below /api itself, as a problem with the request id', async () => {
    const response = await fetch(`${door.url}/api/v2/secret`, { headers: { 'x-request-id': 'abc-12345' } });
    expect(response.status).toBe(404);
    expect(response.headers.get('x-request-id')).toBe('abc-12345');
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 404, title: 'Not Found', requestId: 'abc-12345' });
    const forged = await fetch(`${door.url}/api/v2/x`, { headers: { 'x-request-id': 'a b{}' } });
    expect(forged.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses names that are not its own, except to probes', async () => {
    expect((await ask('/wall', { host: 'evil.example' })).status).toBe(421);
    expect((await ask('/api/v1/indicators', { host: '127.0.0.1.evil.example:3000' })).status).toBe(421);
    expect((await ask('/healthz', { host: '10.0.0.7:3000' })).status).toBe(200);
    for (const host of ['localhost', 'localhost:9', '127.0.0.1:4253', '[::1]:3000']) expect((await ask('/wall', { host })).status).toBe(200);
    expect(hostAllowed('console.example', { host: '127.0.0.1', more: ['console.example'] })).toBe(true);
    expect(hostAllowed('any.example:3000', { host: '0.0.0.0' })).toBe(true);
    for (const bad of [undefined, '', 'a b', "x';script-src *", 'evil.example#localhost']) expect(hostAllowed(bad, { host: '0.0.0.0' })).toBe(false);
  });

  it('takes no path with parts that lead elsewhere', async () => {
    const paths = ['/_next/../admin/users', '/_next/%2E%2e/admin', '/_next/..%2fadmin', '/fonts/x\\..\\..\\admin', '/./wall', '/api/trpc/../x', '/wall/..'];
    for (const path of paths) expect([path, (await ask(path, {})).status]).toEqual([path, 400]);
    for (const path of ['/wall/a..b', '/wall/.well-known', '/wall?x=/../y', '/...']) expect([path, (await ask(path, {})).status]).toEqual([path, 200]);
  });

  it('logs status and time, and neither query nor body', async () => {
    await fetch(`${door.url}/api/v1/series?phone=13800000000`);
    await new Promise((done) => setTimeout(done, 50));
    const line = ports.logs.findLast((l) => l.fields.path === '/api/v1/series');
    expect(line).toMatchObject({ level: 'info', fields: { method: 'GET', door: 'series', status: 401 } });
    expect(typeof line?.fields.ms).toBe('number');
    // The whole number: three digits of it stand in many a request's id.
    expect(JSON.stringify(ports.logs)).not.toContain('13800000000');
  });
});

describe('health', () => {
  it('says that the process lives', async () => {
    const response = await fetch(`${door.url}/healthz`);
    expect(await response.json()).toEqual({ status: 'ok', build: 'test' });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await fetch(`${door.url}/healthz`, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(`${door.url}/healthz`, { method: 'POST' })).headers.get('allow')).toBe('GET, HEAD');
  });

  it('says what the embedded database survives', async () => {
    const body = (await (await fetch(`${door.url}/readyz`)).json()) as { status: string; notes: string[] };
    expect(body.status).toBe('ready');
    expect(body.notes[0]).toMatch(/survives the death of this process, but not a power cut/);
  });

  it.each([
    ['reasons', async () => ({ ok: false, reasons: ['the database does not answer'], notes: [] }), 'the database does not answer'],
    ['a check that throws, without its words', async () => Promise.reject(new Error('secret')), 'the checks failed'],
  ])('is not ready: %s', async (_, readiness, reason) => {
    const server = await serveDoors(stubPorts({ readiness, database: 'postgres' }), 4254);
    try {
      const response = await fetch(`${server.url}/readyz`);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('2');
      expect(await response.json()).toMatchObject({ status: 'not ready', reasons: [reason], notes: [] });
    } finally {
      await server.close();
    }
  });

  it('tells its numbers, without region, department or person', async () => {
    ports.metrics.groupCommit(0.004);
    const response = await fetch(`${door.url}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch('text/plain');
    for (const line of [
      'tongguan_events_accepted_total 7',
      'tongguan_events_duplicate_total 2',
      'tongguan_events_rejected_total{code="invalid"} 3',
      'tongguan_group_commit_seconds_count 1',
      'tongguan_buffer_events 5',
      'tongguan_signals_conflated_total 11',
      'tongguan_frames_skipped_total 1',
      'tongguan_sockets 4',
      'tongguan_packed_rows_total 13',
      'tongguan_quarantine_events 3',
    ]) {
      expect(text).toContain(`\n${line}\n`);
    }
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds/);
    expect(text).not.toMatch(/region|department|person|feed=/);
    const again = await (await fetch(`${door.url}/metrics`)).text();
    expect(again).toContain('\ntongguan_events_accepted_total 7\n');
  });
});

describe('geometry', () => {
  const path = '/geo/counties/test.json';

  const cookie = `tongguan_session=${SESSION}`;
  const get = (headers: Record<string, string> = {}, method = 'GET') => fetch(door.url + path, { method, headers: { cookie, ...headers } });

  it('is for whoever has signed in, or a program by its token', async () => {
    expect((await fetch(door.url + path)).status).toBe(401);
    expect((await fetch(door.url + path, { headers: { cookie: `tongguan_session=tgs_${'x'.repeat(43)}` } })).status).toBe(401);
    expect((await fetch(door.url + path, { headers: { cookie: `${cookie}; ${cookie}` } })).status).toBe(401);
    expect((await fetch(door.url + path, { headers: { authorization: 'Bearer tgf_nobody' } })).status).toBe(401);
    expect((await fetch(door.url + path, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(404);
    expect(ports.refusals.filter((r) => r === 'geometry 401')).toHaveLength(4);
  });

  it('is 404 until something was imported, and then comes with a tag', async () => {
    expect((await get()).status).toBe(404);
    await mkdir(join(dataDir, 'geo', 'counties'), { recursive: true });
    await writeFile(countiesFile(dataDir, 'test'), '{"type":"FeatureCollection","features":[]}');
    const response = await get();
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ type: 'FeatureCollection', features: [] });
    const etag = response.headers.get('etag') as string;
    expect((await get({ 'if-none-match': etag })).status).toBe(304);
    expect((await get({}, 'HEAD')).headers.get('content-length')).toBe('42');
  });

  it('leaves every other file to the pages, and no way out of its folder', async () => {
    for (const other of ['/geo/cities.json', '/geo/counties/a/b.json', '/geo/counties/a%2fb.json']) {
      expect((await (await fetch(door.url + other)).json()) as object).toHaveProperty('page');
    }
    for (const out of ['/geo/counties/..%2f..%2fsecret.json', '/geo/counties/../../keys.json']) expect((await ask(out, {})).status).toBe(400);
  });
});

describe('trpc', () => {
  const call = (headers: Record<string, string>, body = '"x"') =>
    fetch(`${door.url}/api/trpc/store`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const session = { cookie: `tongguan_session=${SESSION}` };

  it('answers queries', async () => {
    const response = await fetch(`${door.url}/api/trpc/hello`);
    expect(await response.json()).toMatchObject({ result: { data: 'hello page' } });
  });

  it('takes changes from its own pages only', async () => {
    expect((await call({ origin: door.url }, '"own"')).status).toBe(200);
    expect(stored).toBe('own');
    expect((await call({ origin: 'http://evil.example' }, '"evil"')).status).toBe(403);
    expect((await call({ origin: 'null' }, '"evil"')).status).toBe(403);
    expect(stored).toBe('own');
    const site = (value: string) => ask('/api/trpc/store', { 'sec-fetch-site': value, host: '127.0.0.1' }, 'POST');
    expect((await site('cross-site')).status).toBe(403);
    expect((await site('same-site')).status).toBe(403);
    expect((await site('same-origin')).status).not.toBe(403);
  });

  it('has a limit of 1 MiB, and of 16 KiB whose length is told before sign-in', async () => {
    const own = { origin: door.url, ...session };
    expect((await call(own, `"${'x'.repeat(1024 * 1024)}"`)).status).toBe(413);
    expect((await call(own, `"${'x'.repeat(1000 * 1024)}"`)).status).toBe(200);
    expect((await call({ origin: door.url }, `"${'x'.repeat(16 * 1024)}"`)).status).toBe(413);
    expect((await ask('/api/trpc/store', { 'transfer-encoding': 'chunked', 'content-type': 'application/json' }, 'POST')).status).toBe(413);
    expect((await call({ origin: door.url }, '"after"')).status).toBe(200);
  });

  it('answers no page of another origin, whatever it asks', async () => {
    const read = (site: string) => ask('/api/trpc/hello', { 'sec-fetch-site': site, host: '127.0.0.1' });
    expect([(await read('cross-site')).status, (await read('same-site')).status, (await read('none')).status]).toEqual([403, 403, 403]);
    expect((await read('same-origin')).status).toBe(200);
  });

  it('takes so many calls of a session, and few of an address without one', async () => {
    const own = await serveDoors(stubPorts({ now: () => 1_000_000, trpc: createTrpcHandler({ router, createContext: () => ({ who: 'page' }) }) }), 4254);
    try {
      const batch = (n: number, headers = {}, comma = ',', name = 'hello') =>
        fetch(`${own.url}/api/trpc/${Array(n).fill(name).join(comma)}?batch=1&input=%7B%7D`, { headers });
      expect((await batch(65)).status).toBe(400);
      expect((await batch(65, {}, '%2C')).status).toBe(400);
      const status = async (n: number, headers = {}) => (await batch(n, headers)).status;
      for (let i = 0; i < 10; i++) expect(await status(60, session)).not.toBe(429);
      expect(await status(1, session)).toBe(429);
      expect(await status(60)).not.toBe(429);
      const refused = await batch(1);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await own.close();
    }
  });

  it('counts tries to sign in by their address, with a session or without', async () => {
    const own = await serveDoors(stubPorts({ now: () => 1_000_000, trpc: createTrpcHandler({ router, createContext: () => ({ who: 'page' }) }) }), 4255);
    try {
      const tries = (comma: string) => fetch(`${own.url}/api/trpc/${Array(60).fill('session.signIn').join(comma)}?batch=1&input=%7B%7D`, { headers: session });
      expect((await tries('%2C')).status).toBe(404);
      expect((await tries(',')).status).toBe(429);
      expect((await fetch(`${own.url}/api/trpc/hello`, { headers: session })).status).toBe(200);
    } finally {
      await own.close();
    }
  });
});
