import { randomBytes } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Socket as NetSocket } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Ack, TopicsAnswer } from '../wire/live.ts';
import { decodeFrame } from '../wire/signal-codec.ts';
import { LIVE_VERSION } from '../wire/version.ts';
import type { Grant, Refusal } from './session.ts';
import { startServer, type TestServer, testGrant } from './testing.ts';

let server: TestServer;
const open: Socket[] = [];
let grantFor: (scope: string) => Grant | Refusal;
const plain = (scope: string) => testGrant(scope);

beforeAll(async () => {
  server = await startServer({
    lagBytes: 20_000,
    authenticate: async ({ auth }) => (typeof auth.scope === 'string' ? grantFor(auth.scope) : { refused: 'unauthorized', message: 'no' }),
  });
});
afterAll(() => server.close());
afterEach(() => {
  for (const s of open.splice(0)) s.disconnect();
  grantFor = plain;
});
grantFor = plain;

type Seen = { event: string; m: Record<string, unknown>; at: number };

function client(
  auth: Record<string, unknown> = { v: LIVE_VERSION, scope: '990000' },
  more = {},
): { socket: Socket; seen: Seen[]; until(event: string, n?: number): Promise<Record<string, unknown>> } {
  const socket = io(server.url, { transports: ['websocket'], parser, forceNew: true, reconnection: false, auth, ...more });
  open.push(socket);
  const seen: Seen[] = [];
  socket.onAny((event, m) => seen.push({ event, m, at: Date.now() }));
  return {
    socket,
    seen,
    async until(event, n = 1) {
      for (let i = 0; i < 800; i++) {
        const hits = seen.filter((s) => s.event === event);
        if (hits.length >= n) return hits[n - 1]?.m as Record<string, unknown>;
        await sleep(10);
      }
      throw new Error(`no ${event} came; there were ${seen.map((s) => s.event).join(', ')}`);
    },
  };
}
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
const ask = <T = TopicsAnswer>(s: Socket, event: string, m: unknown): Promise<Ack<T>> => s.timeout(3000).emitWithAck(event, m);
const minute = () => Math.floor(Date.now() / 60_000);
let rev = 0;
const publish = (region: string, n: number, indicator = 'calls') =>
  server.hub.publish([{ series: Number(region), indicator, region, dims: {}, minute: minute(), n, num: n, den: 0, lastNum: n, lastDen: 1, rev: ++rev }]);
const refused = (socket: Socket) =>
  new Promise<{ code?: string }>((r) => socket.once('connect_error', (e) => r((e as Error & { data?: { code?: string } }).data ?? {})));

function totals(m: Record<string, unknown>, answer: TopicsAnswer): Record<string, number> {
  const out: Record<string, number> = {};
  decodeFrame(m.body as Uint8Array, ({ topic, columns: c }) => {
    const t = answer.topics.find((x) => x.id === topic);
    for (let i = 0; i < c.count; i++) out[t?.regions[c.region[i] as number] as string] = c.num[i] as number;
  });
  return out;
}

describe('handshake', () => {
  test('[H2] another version is refused with a code', async () => {
    expect(await refused(client({ v: LIVE_VERSION + 1, scope: '990000' }).socket)).toMatchObject({ code: 'version', v: LIVE_VERSION });
    expect(await refused(client({ scope: '990000' }).socket)).toMatchObject({ code: 'version' });
  });

  test('[H3] who is not known is refused with a code', async () => {
    expect(await refused(client({ v: LIVE_VERSION }).socket)).toMatchObject({ code: 'unauthorized' });
  });

  test('[H1] polling and pages of other hosts are not let in', async () => {
    const polling = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
    expect(polling.status).toBe(400);
    await refused(client(undefined, { extraHeaders: { origin: 'http://elsewhere.example' } }).socket);
    const same = client(undefined, { extraHeaders: { origin: server.url } });
    await same.until('hello');
  });

  test('[H1] a name that was rebound to this address is not let in, though its pages are its own', async () => {
    const guarded = await startServer({ hostAllowed: (host) => host?.startsWith('127.0.0.1:') === true });
    try {
      const ask = (host: string) =>
        new Promise<number | undefined>((resolve, reject) => {
          const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
          const req = request(`${guarded.url}/socket.io/?EIO=4&transport=websocket`, { headers: { ...upgrade, host, origin: `http://${host}` } });
          const done = (res: IncomingMessage) => {
            res.destroy();
            resolve(res.statusCode);
          };
          req.once('upgrade', done).once('response', done).once('error', reject).end();
        });
      const { port } = new URL(guarded.url);
      expect(await ask(`127.0.0.1:${port}`)).toBe(101);
      expect(await ask(`elsewhere.example:${port}`)).toBe(400);
    } finally {
      await guarded.close();
    }
  });

  test('[H4] hello comes first', async () => {
    const c = client();
    expect(await c.until('hello')).toMatchObject({ v: LIVE_VERSION, lane: 'hello', scope: '990000.990000', windowMs: 20, facts: true });
    expect(c.seen[0]?.event).toBe('hello');
  });

  test('[H5] a bad message costs itself only', async () => {
    const { socket, until } = client();
    await until('hello');
    for (const m of [null, 5, {}, { topics: 'x' }, { topics: [1] }, { topics: Array(65).fill('a') }, { topics: [], since: {} }]) {
      expect(await ask(socket, 'subscribe', m)).toMatchObject({ ok: false, code: 'bad_message' });
    }
    expect(await ask(socket, 'facts', { from: 5 })).toMatchObject({ code: 'bad_message' });
    expect(await ask(socket, 'catchUp', {})).toMatchObject({ code: 'bad_message' });
    expect(await ask(socket, 'nonsense', {})).toMatchObject({ code: 'unknown_event' });
    socket.emit('subscribe');
    socket.emit('subscribe', { topics: ['x'] });
    expect(await ask(socket, 'subscribe', { topics: ['calls@990000'] })).toMatchObject({ ok: true });
  });

  test('[H6] too many messages are refused, a flood ends the connection', async () => {
    const { socket, until } = client();
    await until('hello');
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(socket, 'subscribe', { topics: [] })));
    expect(answers.filter((a) => a.ok).length).toBeLessThanOrEqual(22);
    expect(answers.at(-1)).toMatchObject({ code: 'rate_limited' });
    for (let i = 0; i < 400; i++) socket.emit('subscribe', { topics: [] });
    expect(await until('bye')).toMatchObject({ code: 'flood' });
  });

  test('[H7] a message over 64 kB ends the connection', async () => {
    const { socket, until } = client();
    await until('hello');
    const gone = new Promise((r) => socket.once('disconnect', r));
    socket.emit('subscribe', { topics: ['x'.repeat(70_000)] });
    await gone;
  });

  test('[H8] a grant that ended is asked again: refused ends, renewed stays', async () => {
    grantFor = (s) => ({ ...plain(s), validUntil: Date.now() + 300 });
    const c = client();
    await c.until('hello');
    grantFor = plain;
    await sleep(1500);
    expect(c.socket.connected).toBe(true);
    grantFor = () => ({ refused: 'expired', message: 'over' });
    server.realtime.recheck('account:1');
    expect(await c.until('bye')).toMatchObject({ code: 'expired' });
    await sleep(50);
    expect(c.socket.connected).toBe(false);
  });

  test('[H9] a changed scope brings a new view and a reset', async () => {
    const c = client();
    await c.until('hello');
    await ask(c.socket, 'subscribe', { topics: ['calls@990000', 'calls@990100'] });
    await ask(c.socket, 'facts', {});
    grantFor = () => plain('990100');
    server.realtime.recheck();
    expect(await c.until('topics')).toMatchObject({ topics: [{ key: 'calls@990100' }], refused: [{ key: 'calls@990000', code: 'out_of_scope' }] });
    expect(await c.until('reset')).toMatchObject({ reason: 'scope' });
  });
});

describe('signals', () => {
  test('[S4] [S10] the answer names regions, refuses what is out of scope, then the ring follows', async () => {
    publish('990101', 5);
    const c = client({ v: LIVE_VERSION, scope: '990100' });
    await c.until('hello');
    const answer = await ask(c.socket, 'subscribe', { topics: ['calls@990100', 'calls@990000', 'calls@990200', 'x', 'none@990100'] });
    if (!answer.ok) throw new Error('refused');
    expect(answer.topics).toMatchObject([{ key: 'calls@990100', regions: ['990100', '990101', '990102'], fold: 'sum' }]);
    expect(answer.refused.map((r) => r.code)).toEqual(['out_of_scope', 'out_of_scope', 'bad_topic', 'unknown_indicator']);
    expect(totals(await c.until('signals'), answer)).toEqual({ '990100': 5, '990101': 5 });
    publish('990201', 99);
    publish('990102', 2);
    expect(totals(await c.until('signals', 2), answer)).toEqual({ '990100': 7, '990102': 2 });
  });

  test('[S9] a client that says what it holds gets only what changed since', async () => {
    const a = client();
    await a.until('hello');
    const first = await ask(a.socket, 'subscribe', { topics: ['calls@990300'] });
    if (!first.ok) throw new Error('refused');
    publish('990301', 1);
    const { seq } = (await a.until('signals', 2)) as { seq: number };
    a.socket.disconnect();
    await sleep(30);
    publish('990302', 4);
    const b = client();
    await b.until('hello');
    const again = await ask(b.socket, 'subscribe', { topics: ['calls@990300'], since: { hub: first.hub, seq } });
    if (!again.ok) throw new Error('refused');
    expect(totals(await b.until('signals'), again)).toEqual({ '990300': 5, '990302': 4 });
  });
});

describe('beats and slow clients', () => {
  test('[B1] a silent connection gets a beat about every two seconds', async () => {
    const c = client();
    await c.until('hello');
    await c.until('beat', 2);
    const beats = c.seen.filter((s) => s.event === 'beat');
    expect((beats[1] as Seen).at - (beats[0] as Seen).at).toBeGreaterThan(1400);
    expect((beats[1] as Seen).at - (beats[0] as Seen).at).toBeLessThan(3500);
  }, 10_000);

  test('[B3] who does not read is left out, held in bounded memory, and told when he reads again', async () => {
    const line = await rawClient(server.url, ['calls@990000', 'calls@990100', 'calls@990200', 'calls@990300']);
    line.socket.pause();
    const before = server.realtime.stats().fan.skippedSignals;
    for (let i = 0; i < 60_000 && server.realtime.stats().fan.lagging === 0; i++) {
      // Many minutes make frames large: the kernel's buffers must fill first.
      server.hub.publish(
        Array.from({ length: 360 }, (_, k) => ({
          series: k % 2,
          indicator: 'calls',
          region: k % 2 ? '990101' : '990202',
          dims: {},
          minute: minute() - (k >> 1),
          n: i * 104_729 * (k + 1),
          num: i * 7919 * (k + 7),
          den: i * 6_700_417 * (k + 3),
          lastNum: 0,
          lastDen: 0,
          rev: 1000 + i,
        })),
      );
      await sleep(20);
    }
    expect(server.realtime.stats().fan.lagging).toBe(1);
    await sleep(200);
    publish('990101', 123_456);
    await sleep(100);
    expect(server.realtime.stats().fan.skippedSignals).toBeGreaterThan(before);
    expect(server.realtime.stats().fan.backlog).toBeLessThan(100_000);
    line.socket.resume();
    for (let i = 0; i < 200 && !line.text().includes('lag'); i++) await sleep(20);
    expect(line.text()).toContain('lane\xa3lag');
    expect(server.realtime.stats().fan.lagging).toBe(0);
    line.socket.destroy();
  }, 60_000);
});

describe('access', () => {
  test('[A2] who may see no tickets gets signals, and of facts neither frame nor number', async () => {
    grantFor = (s) => ({ ...plain(s), facts: null });
    const c = client();
    expect(await c.until('hello')).toMatchObject({ facts: false });
    expect(await ask(c.socket, 'subscribe', { topics: ['calls@990000'] })).toMatchObject({ ok: true, refused: [] });
    for (const event of ['facts', 'catchUp']) expect(await ask(c.socket, event, { epoch: 'e1', from: 'x' })).toMatchObject({ ok: false, code: 'forbidden' });
    server.log.append({ at: 0, kind: 'reported', subject: 'case', subjectId: 1, version: 1, regions: ['990101'], departments: [], quiet: false, body: {} });
    await server.tail.kick();
    await sleep(100);
    expect(c.seen.filter((s) => s.event === 'facts' || s.event === 'reset')).toEqual([]);
  });

  test('[A2] who may see no figures is connected, and every topic is refused', async () => {
    grantFor = (s) => ({ ...plain(s), scope: null, facts: null });
    const c = client();
    await c.until('hello');
    expect(await ask(c.socket, 'subscribe', { topics: ['calls@990000'] })).toMatchObject({ topics: [], refused: [{ code: 'out_of_scope' }] });
    publish('990202', 1);
    await sleep(100);
    expect(c.seen.filter((s) => s.event === 'signals')).toEqual([]);
  });

  test('[A4] a right to another kind of thing that comes or goes ends the connection, so that the page is made again', async () => {
    const c = client();
    await c.until('hello');
    grantFor = (s) => ({ ...plain(s), facts: null });
    server.realtime.recheck('account:2');
    await sleep(100);
    expect(c.socket.connected).toBe(true);
    server.realtime.recheck('account:1');
    expect(await c.until('bye')).toMatchObject({ code: 'changed' });
  });

  test('[A5] of two checks on their way the later answer counts, whichever comes first', async () => {
    const slow: ((g: Grant | Refusal) => void)[] = [];
    let asked = 0;
    const other = await startServer({
      authenticate: () => (++asked === 1 ? Promise.resolve(plain('990000')) : new Promise((r) => void slow.push(r))),
    });
    const socket = io(other.url, { transports: ['websocket'], parser, reconnection: false, auth: { v: LIVE_VERSION } });
    open.push(socket);
    await new Promise((r) => socket.once('hello', r));
    other.realtime.recheck();
    other.realtime.recheck();
    const bye = new Promise<{ code: string }>((r) => socket.once('bye', r));
    slow[1]?.({ refused: 'unauthorized', message: 'over' });
    slow[0]?.(plain('990000'));
    expect(await bye).toMatchObject({ code: 'unauthorized' });
    await other.close();
  });

  test('[A5] a change while a client is being let in is not missed', async () => {
    let letIn: (g: Grant) => void = () => {};
    let asked = 0;
    const other = await startServer({
      authenticate: () => (++asked === 1 ? new Promise<Grant>((r) => (letIn = r)) : Promise.resolve({ refused: 'unauthorized' as const, message: 'over' })),
    });
    const socket = io(other.url, { transports: ['websocket'], parser, reconnection: false, auth: { v: LIVE_VERSION } });
    open.push(socket);
    const bye = new Promise<{ code: string }>((r) => socket.once('bye', r));
    while (asked === 0) await sleep(10);
    other.realtime.recheck();
    letIn(plain('990000'));
    expect(await bye).toMatchObject({ code: 'unauthorized' });
    await other.close();
  });

  test('[H3] an address that connects too often is refused', async () => {
    const other = await startServer({ authenticate: () => Promise.resolve(plain('990000')), connects: { burst: 2, perSecond: 0 } });
    const come = () => {
      const socket = io(other.url, { transports: ['websocket'], parser, forceNew: true, reconnection: false, auth: { v: LIVE_VERSION } });
      open.push(socket);
      return new Promise<string>((resolve) => socket.once('hello', () => resolve('in')).once('connect_error', () => resolve('out')));
    };
    expect([await come(), await come(), await come()]).toEqual(['in', 'in', 'out']);
    await other.close();
  });

  test('[H3] a connection that asks again and again to be let in is closed', async () => {
    let asked = 0;
    const other = await startServer({
      authenticate: () => {
        asked++;
        return Promise.resolve({ refused: 'unauthorized', message: 'no' });
      },
    });
    const { socket, send, text } = await rawSocket(other.url);
    for (let i = 0; i < 500; i++) send({ type: 0, nsp: '/', data: { v: LIVE_VERSION } });
    await expect.poll(text, { timeout: 5000 }).toContain(CLOSE_FRAME);
    expect(asked).toBe(3);
    socket.destroy();
    await other.close();
  });

  test('[A6] who cannot be checked for three seconds is let go', async () => {
    let asked = 0;
    const other = await startServer({ authenticate: () => (++asked === 1 ? Promise.resolve(plain('990000')) : new Promise<Grant>(() => {})) });
    const socket = io(other.url, { transports: ['websocket'], parser, reconnection: false, auth: { v: LIVE_VERSION } });
    open.push(socket);
    await new Promise((r) => socket.once('hello', r));
    const bye = new Promise<{ code: string }>((r) => socket.once('bye', r));
    const at = Date.now();
    other.realtime.recheck();
    expect(await bye).toMatchObject({ code: 'expired' });
    expect(Date.now() - at).toBeLessThan(4000);
    await other.close();
  });
});

/** What a server that closes a WebSocket sends last. */
const CLOSE_FRAME = '\u0088\u0000';

/** A WebSocket on a bare socket, so that reading can stop; `text` is the newest bytes it got. Nobody was let in yet. */
async function rawSocket(url: string) {
  const port = Number(new URL(url).port);
  const socket: NetSocket = connect(port, '127.0.0.1');
  let tail = '';
  socket.on('data', (d) => {
    tail = (tail + d.toString('latin1')).slice(-400_000);
  });
  const send = (packet: unknown) => {
    const body = new parser.Encoder().encode(packet) as unknown as Buffer[];
    const data = body[0] as Buffer;
    const head = data.length < 126 ? Buffer.from([0x82, 0x80 | data.length]) : Buffer.from([0x82, 0xfe, data.length >> 8, data.length & 255]);
    socket.write(Buffer.concat([head, Buffer.alloc(4), data]));
  };
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  await sleep(100);
  return { socket, send, text: () => tail };
}

async function rawClient(url: string, topics: string[]) {
  const { socket, send, text } = await rawSocket(url);
  send({ type: 0, nsp: '/', data: { v: LIVE_VERSION, scope: '990000' } });
  await sleep(100);
  send({ type: 2, nsp: '/', id: 1, data: ['subscribe', { topics }] });
  await sleep(100);
  return { socket, text };
}
