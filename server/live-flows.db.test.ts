import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTrade } from '../db/seed/events.ts';
import { openTestDb, type TestDb } from '../db/seed/test-db.ts';
import { type Floor, makeFloor } from '../e2e/faults/floor.ts';
import type { Core } from './compose.ts';
import { FlowCube } from './core/trade/cube.ts';
import { type Live, startLive } from './live.ts';
import type { Realtime } from './realtime/io.ts';
import { openSession } from './services/access/open-session.ts';
import { systemScope } from './services/access/require-scope.ts';
import { SESSION_COOKIE } from './services/access/session-token.ts';
import { tellAccess } from './services/access/tell-access.ts';
import { makeGrant, makePerson } from './services/access/testing.ts';
import type { GroupResult } from './services/event/commit-group.ts';
import { readCube } from './services/trade/read-cube.ts';
import type { Ack } from './wire/live.ts';
import type { FlowFrame } from './wire/trade.ts';
import { LIVE_VERSION } from './wire/version.ts';

/** The lane of flows from a committed event to the sockets of real sessions. */
let opened: TestDb;
let floor: Floor;
let live: Live;
let realtime: Realtime;
let http: Server;
let url = '';
const sockets: Socket[] = [];
const listeners: ((result: GroupResult) => void)[] = [];

beforeAll(async () => {
  opened = await openTestDb();
  floor = await makeFloor(opened.db, { now: Date.now });
  const { ctx } = floor;
  const log = { error: (fields: object) => process.stderr.write(`${JSON.stringify(fields)}\n`) };
  const core = {
    ctx,
    store: ctx.store,
    log,
    secret: 's'.repeat(32),
    env: { host: '127.0.0.1' },
    onCommit: (fn: (r: GroupResult) => void) => listeners.push(fn),
  };
  live = await startLive(core as unknown as Core);
  http = createServer();
  realtime = live.mount(http);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}, 120_000);
afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  realtime.close();
  live.hub.stop();
  await live.close();
  http.closeAllConnections();
  http.close();
  await floor.drain();
  await opened.drop();
});

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
type Client = { socket: Socket; frames: FlowFrame[]; lags: { flows: number }[] };

async function connect(of: { account: number } | { display: number }): Promise<Client> {
  const { token } = await openSession(
    opened.db,
    { of, until: 3_000_000_000_000, factorAt: Date.now(), from: { address: '127.0.0.1', agent: null } },
    Date.now(),
  );
  const socket = io(url, {
    transports: ['websocket'],
    parser,
    forceNew: true,
    reconnection: false,
    auth: { v: LIVE_VERSION },
    extraHeaders: { cookie: `${SESSION_COOKIE}=${token}` },
  });
  sockets.push(socket);
  const frames: FlowFrame[] = [];
  const lags: { flows: number }[] = [];
  socket.on('flows', (m) => frames.push(m));
  socket.on('lag', (m) => lags.push(m));
  await new Promise((resolve) => socket.once('hello', resolve));
  return { socket, frames, lags };
}

async function leader(region: string) {
  const made = await makePerson(floor.ctx, [{ role: 'leader', region }]);
  await opened.db.query('update account set factor_at = now() where id = $1', [made.id]);
  return made;
}

const show = (c: Client, region: string): Promise<Ack<{ day: string }>> =>
  c.socket.timeout(3000).emitWithAck('flows', { region, scope: 'full_scope', status: 'formal' });
async function declare(region: string, valueCny: number): Promise<void> {
  const made = makeTrade(
    { region, zone: `z-${region}`, scope: 'full_scope', status: 'formal', valueCny },
    { source: 'urn:live:trade', time: new Date().toISOString() },
  );
  expect(await floor.submit(await floor.feed('trade'), [made])).toMatchObject({ accepted: 1 });
  for (const result of floor.committed.splice(0)) for (const told of listeners) told(result);
}
const zones = (c: Client) => [...new Set(c.frames.flatMap((f) => f.cells.words.zone))].sort();

test('[W1] [W4] [W6] each sees the flows of its own regions, and what it holds is what the cube says', async () => {
  const [province, city, other] = await Promise.all(['990000', '990100', '990200'].map(async (r) => connect({ account: (await leader(r)).id })));
  expect(await show(province as Client, '990000')).toMatchObject({ ok: true });
  expect(await show(city as Client, '990100')).toMatchObject({ ok: true });
  const refusals = await Promise.all(['990000', '990200', '990999'].map((r) => show(city as Client, r)));
  expect(new Set(refusals.map((a) => JSON.stringify(a)))).toEqual(
    new Set([JSON.stringify({ ok: false, code: 'forbidden', message: 'these flows are outside your scope' })]),
  );
  expect(await show(city as Client, '990101')).toMatchObject({ ok: true });
  expect(await show(other as Client, '990200')).toMatchObject({ ok: true });
  expect(await (other as Client).socket.timeout(3000).emitWithAck('flows', { region: '990200', scope: 'all', status: 'formal' })).toMatchObject({
    code: 'bad_message',
  });
  expect(await (other as Client).socket.timeout(3000).emitWithAck('flows', null)).toMatchObject({ ok: true });
  const input = { region: '990000', from: '2000-01-01', to: '2009-01-01', scope: 'full_scope', status: 'formal' } as const;
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const read = await readCube(floor.ctx, systemScope(floor.ctx.catalog.tree), {
    ...input,
    from: day,
    to: new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10),
  });
  const cube = new FlowCube();
  cube.load(read.closed, read.live);
  for (const region of ['990101', '990102', '990200', '990101']) await declare(region, 10);
  await sleep(1600);
  expect([zones(province as Client), zones(city as Client), zones(other as Client)]).toEqual([['z-990101', 'z-990102', 'z-990200'], ['z-990101'], []]);
  for (const f of (province as Client).frames) cube.merge(f.cells);
  expect(new Map([...cube.track(['zone'], {}).groups].map(([zone, sums]) => [zone, sums[1]]))).toEqual(
    new Map([
      ['z-990101', 2000],
      ['z-990102', 1000],
      ['z-990200', 1000],
    ]),
  );
}, 30_000);

test('[W6] a display gets no flows where its topic shows other figures', async () => {
  const [row] = await opened.db.query<{ id: number }>(
    `insert into display (name, token_hash, topic, region) values ('wall-2', '\\x02', 'wall', '990100') returning id`,
  );
  const display = await connect({ display: row?.id ?? 0 });
  expect(await show(display, '990100')).toMatchObject({ ok: false, code: 'forbidden' });
});

test('[W7] [A4] a narrower scope takes effect on what is shown: no frame comes any more, and the client is told to read', async () => {
  const person = await leader('990000');
  await makeGrant(floor.ctx, person.id, { role: 'leader', region: '990200' });
  const c = await connect({ account: person.id });
  expect(await show(c, '990100')).toMatchObject({ ok: true });
  await declare('990101', 1);
  await sleep(1400);
  expect(zones(c)).toEqual(['z-990101']);
  await opened.db.transaction(async (tx) => {
    await tx.query(`update access_grant set revoked_at = now() where account = $1 and region = '990000'`, [person.id]);
    await tellAccess(tx, { account: person.id }, Date.now());
  });
  for (let i = 0; i < 250 && c.lags.length === 0; i++) await sleep(20);
  expect(c.lags).toMatchObject([{ flows: 1 }]);
  c.frames.length = 0;
  await declare('990101', 1);
  await declare('990200', 1);
  await sleep(1500);
  expect(c.frames).toEqual([]);
  expect(await show(c, '990200')).toMatchObject({ ok: true });
}, 30_000);
