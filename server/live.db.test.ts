import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../db/seed/test-db.ts';
import { type Floor, makeFloor } from '../e2e/faults/floor.ts';
import type { Core } from './compose.ts';
import { allows, ROLES, type Role } from './core/access/roles.ts';
import { type Live, startLive } from './live.ts';
import type { Realtime } from './realtime/io.ts';
import type { Actor } from './services/access/actor.ts';
import { openSession } from './services/access/open-session.ts';
import { SESSION_COOKIE } from './services/access/session-token.ts';
import { tellAccess } from './services/access/tell-access.ts';
import { makeGrant, makePerson } from './services/access/testing.ts';
import type { FactFrame } from './wire/facts.ts';
import type { Ack, ByeCode, Hello, TopicsAnswer } from './wire/live.ts';
import { decodeFrame } from './wire/signal-codec.ts';
import { LIVE_VERSION } from './wire/version.ts';

/** Push is cut as pull is: the sockets of real sessions, over the tail of a real log. */
const NEVER = 3_000_000_000_000;
let opened: TestDb;
let floor: Floor;
let live: Live;
let realtime: Realtime;
let http: Server;
let url = '';
const sockets: Socket[] = [];

beforeAll(async () => {
  opened = await openTestDb();
  floor = await makeFloor(opened.db, { now: Date.now });
  const { ctx } = floor;
  const log = { error: (fields: object) => process.stderr.write(`${JSON.stringify(fields)}\n`) };
  live = await startLive({ ctx, store: floor.ctx.store, log, secret: 's'.repeat(32), env: { host: '127.0.0.1' }, onCommit: () => {} } as unknown as Core);
  http = createServer();
  realtime = live.mount(http);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}, 120_000);
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(async () => {
  realtime.close();
  live.hub.stop();
  await live.close();
  http.closeAllConnections();
  http.close();
  await floor.drain();
  await opened.drop();
});

type Person = Actor & { version: number };
/** A session that has shown its factor; `until` is its absolute end. */
async function session(of: { account: number } | { display: number }, until: number | null = NEVER): Promise<string> {
  const now = Date.now();
  return (await openSession(opened.db, { of, until, factorAt: now, from: { address: '127.0.0.1', agent: null } }, now)).token;
}

/** The policy asks a factor of every role: the account has one. */
async function person(role: Role, over: { region?: string; department?: string | null; until?: number | null; from?: number } = {}): Promise<Person> {
  const made = await makePerson(floor.ctx, [{ role, region: '990100', ...over }]);
  await opened.db.query('update account set factor_at = now() where id = $1', [made.id]);
  return made;
}

type Client = { socket: Socket; seen: { event: string; m: Record<string, unknown> }[]; bye: Promise<ByeCode>; hello: Promise<Hello> };
function connect(token: string | null): Client {
  const socket = io(url, {
    transports: ['websocket'],
    parser,
    forceNew: true,
    reconnection: false,
    auth: { v: LIVE_VERSION },
    extraHeaders: token === null ? {} : { cookie: `other=1; ${SESSION_COOKIE}=${token}` },
  });
  sockets.push(socket);
  const seen: Client['seen'] = [];
  socket.onAny((event: string, m: Record<string, unknown>) => seen.push({ event, m }));
  const bye = new Promise<ByeCode>((resolve) => {
    socket.once('bye', (m: { code: ByeCode }) => resolve(m.code));
    socket.once('connect_error', (e) => resolve((e as Error & { data?: { code: ByeCode } }).data?.code ?? 'origin'));
  });
  return { socket, seen, bye, hello: new Promise((resolve) => socket.once('hello', resolve)) };
}

const ask = <T = TopicsAnswer>(c: Client, event: string, m: unknown): Promise<Ack<T>> => c.socket.timeout(3000).emitWithAck(event, m);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const minute = () => Math.floor(Date.now() / 60_000);
let rev = 0;
const publish = (region: string, dims: Record<string, string> = {}) =>
  live.hub.publish([{ series: ++rev, indicator: 't.reviews', region, dims, minute: minute(), n: 1, num: 1, den: 0, lastNum: 0, lastDen: 0, rev }]);
async function fact(id: number, region: string, department: string | null, before?: { region: string; department: string | null }): Promise<void> {
  const list = (...all: (string | null | undefined)[]) => JSON.stringify([...new Set(all.filter((d) => typeof d === 'string'))]);
  await opened.db.query(
    `insert into fact (at, kind, subject, subject_id, version, regions, departments, body) values (now(), 'dispatch', 'case', $1, 1, $2::text::jsonb, $3::text::jsonb, $4::text::jsonb)`,
    [id, list(before?.region, region), list(before?.department, department), JSON.stringify({ region, departments: department === null ? [] : [department] })],
  );
}

test('[H3] who has no session, or one that has ended, is not let in', async () => {
  expect(await connect(null).bye).toBe('unauthorized');
  expect(await connect(`tgs_${'x'.repeat(43)}`).bye).toBe('unauthorized');
  const p = await person('operator');
  const half = await makePerson(floor.ctx, [{ role: 'operator', region: '990100' }]);
  const { token: lacking } = await openSession(
    opened.db,
    { of: { account: half.id }, until: NEVER, factorAt: null, from: { address: null, agent: null } },
    Date.now(),
  );
  expect(await connect(lacking).bye).toBe('unauthorized');
  const token = await session({ account: p.id });
  expect(await connect(token).hello).toMatchObject({ facts: true });
  await opened.db.query('update account set disabled_at = now() where id = $1', [p.id]);
  expect(await connect(token).bye).toBe('unauthorized');
});

test('[A1] [A2] roles × places: topics, frames and facts are those of the grant, and their number tells nothing more', async () => {
  const REGIONS = ['990000', '990100', '990101', '990200', '990201'];
  const DEPARTMENTS = ['d-a', 'd-b'];
  const contains = floor.ctx.catalog.tree.contains;
  const cells: string[] = [];
  const faults: string[] = [];
  const check = (cell: string, right: boolean, seen: unknown) => {
    cells.push(cell);
    if (!right) faults.push(`${cell}: ${JSON.stringify(seen)}`);
  };
  const who = await Promise.all(
    ROLES.flatMap((role) =>
      [null, 'd-a'].map(async (department) => ({ role, department, token: await session({ account: (await person(role, { department })).id }) })),
    ),
  );
  const clients = who.map((w) => ({ ...w, client: connect(w.token) }));
  for (const { role, department, client } of clients) {
    await client.hello;
    const keys = REGIONS.flatMap((region) => [`t.reviews@${region}`, ...DEPARTMENTS.map((d) => `t.reviews@${region}?department=${d}`)]);
    const answer = await ask(client, 'subscribe', { topics: keys });
    if (!answer.ok) throw new Error(answer.message);
    for (const key of keys) {
      const region = key.slice(10, 16);
      const told = key.split('department=')[1];
      const mine = allows(role, 'figure.read') && contains('990100', region) && (told === undefined || department === null || department === told);
      const given = answer.topics.some((t) => t.key === key);
      const refusal = answer.refused.find((r) => r.key === key)?.code;
      check(`${role} ${department} ${key}`, mine ? given : !given && refusal === 'out_of_scope', answer.refused);
    }
    const facts = await ask<{ at: string }>(client, 'facts', {});
    check(`${role} ${department} facts`, facts.ok === allows(role, 'ticket.read'), facts);
    Object.assign(client, { topics: answer.topics });
  }
  await sleep(300);
  for (const { client } of clients) client.seen.splice(0);

  // What nobody here may see: no frame may come of it, not even an empty one.
  publish('990201');
  publish('990200', { department: 'd-a' });
  await fact(1, '990201', null);
  await fact(2, '990200', 'd-a');
  await live.tail.kick();
  await sleep(400);
  for (const { role, department, client } of clients) {
    const came = client.seen.filter((s) => s.event !== 'beat');
    check(`${role} ${department} hears nothing of the city beside`, came.length === 0, came);
  }

  for (const region of ['990101', '990201'])
    for (const dims of [{}, { department: 'd-a' }, { department: 'd-b' }]) publish(region, dims as Record<string, string>);
  await fact(11, '990101', 'd-a');
  await fact(12, '990101', 'd-b');
  await fact(13, '990101', null);
  await fact(14, '990201', 'd-a');
  await fact(15, '990201', 'd-a', { region: '990101', department: 'd-a' });
  await live.tail.kick();
  await sleep(500);
  for (const { role, department, client } of clients) {
    const { topics } = client as Client & { topics: TopicsAnswer['topics'] };
    const told = new Set<string>();
    for (const { m } of client.seen.filter((s) => s.event === 'signals')) {
      decodeFrame(m.body as Uint8Array, ({ topic, columns }) => {
        const t = topics.find((x) => x.id === topic);
        for (let i = 0; i < columns.count; i++) told.add(`${t?.key} ${t?.regions[columns.region[i] as number]}`);
      });
    }
    const mine = (d: string) => department === null || department === d;
    const dims = ['', ...DEPARTMENTS.filter(mine).map((d) => `?department=${d}`)];
    const wanted = allows(role, 'figure.read')
      ? dims.flatMap((d) => [`t.reviews@990100${d} 990100`, `t.reviews@990100${d} 990101`, `t.reviews@990101${d} 990101`])
      : [];
    check(`${role} ${department} signals`, JSON.stringify([...told].sort()) === JSON.stringify(wanted.sort()), [...told]);
    const items = client.seen.flatMap((s) => (s.event === 'facts' ? (s.m as unknown as FactFrame).items : []));
    const ids = items.map((i) => `${i.id}${'gone' in i ? ' gone' : ''}`).sort();
    const right = !allows(role, 'ticket.read') ? [] : department === null ? ['11', '12', '13', '15 gone'] : ['11', '15 gone'];
    check(`${role} ${department} items`, JSON.stringify(ids) === JSON.stringify(right), ids);
    check(`${role} ${department} facts frames`, client.seen.some((s) => s.event === 'facts') === right.length > 0, client.seen.length);
  }
  expect(faults).toEqual([]);
  expect(cells.length).toBeGreaterThan(300);
}, 60_000);

test('[A3] a display sees its topic’s figures, of its region, and no ticket', async () => {
  const [display] = await opened.db.query<{ id: number }>(
    `insert into display (name, token_hash, topic, region) values ('wall-1', '\\x01', 'wall', '990100') returning id`,
  );
  const id = display?.id ?? 0;
  const client = connect(await session({ display: id }, null));
  expect(await client.hello).toMatchObject({ facts: false, validUntil: null });
  const answer = await ask(client, 'subscribe', { topics: ['t.tickets@990100', 't.reviews@990100', 't.tickets@990000', 't.tickets@990200'] });
  expect(answer).toMatchObject({ topics: [{ key: 't.tickets@990100' }] });
  expect(answer.ok && answer.refused.map((r) => r.code)).toEqual(['out_of_scope', 'out_of_scope', 'out_of_scope']);
  expect(await ask(client, 'facts', {})).toMatchObject({ ok: false, code: 'forbidden' });
  await opened.db.query('update display set revoked_at = now() where id = $1', [id]);
  const at = Date.now();
  await opened.db.transaction((tx) => tellAccess(tx, { display: id }, at));
  expect(await client.bye).toBe('unauthorized');
  expect(Date.now() - at).toBeLessThan(5_000);
});

test('[A4] a grant that is revoked, a session that ends and a policy that changes take effect on open sockets within five seconds', async () => {
  const p = await person('dispatcher');
  const second = await makeGrant(floor.ctx, p.id, { role: 'dispatcher', region: '990200' });
  const token = await session({ account: p.id });
  const client = connect(token);
  await client.hello;
  await ask(client, 'subscribe', { topics: ['t.tickets@990100', 't.tickets@990200'] });
  await ask(client, 'facts', {});
  const stranger = connect(await session({ account: (await person('dispatcher')).id }));
  await stranger.hello;
  let at = Date.now();
  await opened.db.transaction(async (tx) => {
    await tx.query('update access_grant set revoked_at = now() where id = $1', [second.id]);
    await tellAccess(tx, { account: p.id }, at);
  });
  const topics = await new Promise<TopicsAnswer>((resolve) => client.socket.once('topics', resolve));
  expect(Date.now() - at).toBeLessThan(5_000);
  expect(topics).toMatchObject({ topics: [{ key: 't.tickets@990100' }], refused: [{ key: 't.tickets@990200', code: 'out_of_scope' }] });
  client.seen.splice(0);
  await fact(30, '990201', null);
  await live.tail.kick();
  await sleep(200);
  expect(client.seen.filter((s) => s.event === 'facts')).toEqual([]);
  at = Date.now();
  await opened.db.transaction(async (tx) => {
    await tx.query(`update session set ended_at = now() where account = $1`, [p.id]);
    await tellAccess(tx, { account: p.id }, at);
  });
  expect(await client.bye).toBe('unauthorized');
  expect(Date.now() - at).toBeLessThan(5_000);
  expect(stranger.socket.connected).toBe(true);
  await opened.db.query('update session set ended_at = now() where ended_at is null');
  at = Date.now();
  await opened.db.transaction((tx) => tellAccess(tx, { everybody: true }, at));
  expect(await stranger.bye).toBe('unauthorized');
  expect(Date.now() - at).toBeLessThan(5_000);
}, 30_000);

test('[A4] a grant that begins or ends by its date, and a session at its end, take effect without anybody’s doing', async () => {
  const begins = Date.now() + 1_500;
  const ends = Date.now() + 3_000;
  const p = await person('dispatcher', { until: ends });
  await makeGrant(floor.ctx, p.id, { role: 'chief_data_officer', region: '990200', from: begins });
  const client = connect(await session({ account: p.id }));
  await client.hello;
  await ask(client, 'subscribe', { topics: ['t.tickets@990100', 't.tickets@990200'] });
  await ask(client, 'facts', {});
  const topics = await new Promise<TopicsAnswer>((resolve) => client.socket.once('topics', resolve));
  expect(topics.topics.map((t) => t.key)).toEqual(['t.tickets@990100', 't.tickets@990200']);
  expect(Date.now() - begins).toBeLessThan(5_000);
  // With the dispatcher's grant the right to tickets is gone: the page is to be made again.
  expect(await client.bye).toBe('changed');
  expect(Date.now()).toBeGreaterThanOrEqual(ends);
  expect(Date.now() - ends).toBeLessThan(5_000);
  const short = Date.now() + 1_200;
  const other = connect(await session({ account: (await person('operator')).id }, short));
  await other.hello;
  expect(await other.bye).toBe('unauthorized');
  expect(Date.now() - short).toBeLessThan(5_000);
}, 30_000);

test('[A4] what ends during a disconnect is not given back to who comes again', async () => {
  const p = await person('dispatcher');
  const token = await session({ account: p.id });
  const client = connect(token);
  const first = await client.hello;
  const subscribed = await ask(client, 'subscribe', { topics: ['t.tickets@990100'] });
  const facts = await ask<{ epoch: string; at: string }>(client, 'facts', {});
  if (!subscribed.ok || !facts.ok) throw new Error('not joined');
  client.socket.disconnect();
  await opened.db.query('update access_grant set revoked_at = now() where account = $1', [p.id]);
  await makeGrant(floor.ctx, p.id, { role: 'dispatcher', region: '990200' });
  await fact(40, '990101', null);
  publish('990101');
  await live.tail.kick();
  const again = connect(token);
  const hello = await again.hello;
  expect(hello.scope).not.toBe(first.scope);
  const answer = await ask(again, 'subscribe', { topics: ['t.tickets@990100'], since: { hub: subscribed.hub, seq: subscribed.seq } });
  expect(answer).toMatchObject({ topics: [], refused: [{ code: 'out_of_scope' }] });
  await ask(again, 'catchUp', { epoch: facts.epoch, from: facts.at });
  await sleep(200);
  expect(again.seen.flatMap((s) => (s.event === 'facts' ? (s.m as unknown as FactFrame).items : []))).toEqual([]);
});
