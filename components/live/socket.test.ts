import { createServer as createHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import { Server } from 'socket.io';
import * as parser from 'socket.io-msgpack-parser';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LIVE_VERSION } from '../../server/wire/version.ts';
import { SignalStore } from './signal-store.ts';
import { LiveSocket } from './socket.ts';

const http = createHttp();
const io = new Server(http, { parser, transports: ['websocket'] });
let refuse: string | null = null;
let line: { server: NetServer; hold(on: boolean): void; url: string };

beforeAll(async () => {
  io.use((socket, next) =>
    refuse ? next(Object.assign(new Error('no'), { data: { code: refuse } })) : socket.handshake.auth.v === LIVE_VERSION ? next() : next(new Error('v')),
  );
  io.on('connection', (socket) => {
    socket.emit('hello', { v: 1, lane: 'hello', at: Date.now() + 5000, windowMs: 200, scope: 's', validUntil: 0 });
    socket.on('facts', (_m: unknown, ack: (a: unknown) => void) => ack({ ok: true, epoch: 'e', at: 'a' }));
    socket.on('subscribe', (_m: unknown, ack: (a: unknown) => void) => ack({ ok: true, hub: 'h', seq: 0, topics: [], refused: [] }));
    const beats = setInterval(() => socket.emit('beat', { v: 1, lane: 'beat', at: Date.now() + 5000 }), 500);
    socket.on('disconnect', () => clearInterval(beats));
  });
  await new Promise<void>((r) => http.listen(0, '127.0.0.1', r));
  line = await holdable((http.address() as AddressInfo).port);
});
afterAll(async () => {
  line.server.close();
  await io.close();
});

/** A line that can fall silent without closing, as with a stopped server or a pulled cable. */
async function holdable(to: number) {
  let held = false;
  const sockets = new Set<Socket>();
  const hold = (on: boolean): void => {
    held = on;
  };
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    for (const s of [client, upstream]) {
      sockets.add(s);
      s.on('error', () => undefined);
      s.on('close', () => sockets.delete(s));
    }
    client.pipe(upstream);
    upstream.on('data', (d) => held || client.write(d));
    upstream.on('end', () => client.end());
  });
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, hold };
}

const makeStore = () => new SignalStore({ now: Date.now, raf: (fn) => fn(), offset: () => 0, needHistory: () => undefined });

test('[B2] five silent seconds are lost although the line stands, and it comes back by itself', async () => {
  const socket = new LiveSocket({ url: line.url, store: makeStore(), delayMs: 50 });
  const states: string[] = [];
  socket.subscribe(() => states.push(socket.connection.state));
  socket.start();
  await vi.waitFor(() => expect(socket.connection.state).toBe('live'), { timeout: 3000 });
  expect(Math.abs(socket.offset - 5000)).toBeLessThan(200);
  line.hold(true);
  const from = Date.now();
  await vi.waitFor(() => expect(socket.connection.state).toBe('lost'), { timeout: 8000, interval: 50 });
  expect(Date.now() - from).toBeGreaterThan(4000);
  expect(Date.now() - from).toBeLessThan(6500);
  line.hold(false);
  await vi.waitFor(() => expect(socket.connection.state).toBe('live'), { timeout: 12_000 });
  socket.stop();
}, 30_000);

test('[H2] a refusal for the version is final, another is tried again', async () => {
  refuse = 'version';
  const socket = new LiveSocket({ url: line.url, store: makeStore(), delayMs: 20 });
  socket.start();
  await vi.waitFor(() => expect(socket.connection.code).toBe('version'), { timeout: 3000 });
  refuse = null;
  await new Promise((r) => setTimeout(r, 400));
  expect(socket.connection.state).toBe('connecting');
  socket.stop();
  refuse = 'shutdown';
  const other = new LiveSocket({ url: line.url, store: makeStore(), delayMs: 20 });
  other.start();
  await vi.waitFor(() => expect(other.connection).toMatchObject({ code: 'shutdown', attempts: 2 }), { timeout: 3000 });
  refuse = null;
  await vi.waitFor(() => expect(other.connection).toMatchObject({ state: 'live', code: null, attempts: 0 }), { timeout: 3000 });
  other.stop();
});
