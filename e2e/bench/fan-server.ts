/** The server side of the fan-out benchmarks, in a process of its own: the product, the floor or the peer. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';
import { createRealtime } from '../../server/realtime/io.ts';
import { systemScope } from '../../server/services/access/require-scope.ts';
import type { Mode, ToServer } from './fan.ts';
import { CITIES, INDICATORS, Load, makeHub, PROVINCE, SERIES, WINDOW_MS } from './fan-load.ts';

const mode = process.argv[2] as Mode;
const http = createServer();
const load = new Load();
let delivered = 0;

/** Puts changed series on the way to every client; `stamped` carries the instant, in microseconds, as the value. */
let publish: (series: readonly number[], stamp?: number) => void;
let clients: () => number;

if (mode === 'product') {
  const hub = makeHub();
  const scope = systemScope({ root: PROVINCE });
  const realtime = createRealtime({
    httpServer: http,
    hub,
    tail: null,
    authenticate: async ({ auth }) =>
      auth.token === 'bench' ? { scope, facts: null, validUntil: Date.now() + 3_600_000 } : { refused: 'unauthorized', message: 'no' },
    mayRead: (s, ref) => s.parts.some((part) => part.region === PROVINCE) && (ref.region === PROVINCE || CITIES.includes(ref.region)),
  });
  publish = (series, stamp) => hub.publish(series.map((s) => load.row(s, stamp)));
  clients = () => realtime.stats().fan.peers;
} else if (mode === 'floor') {
  // Frames made once and written to bare sockets; a handshake by ws, then nothing of it.
  const sockets = new Set<NetSocket>();
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  http.on('upgrade', (req, socket, head) =>
    wss.handleUpgrade(req, socket, head, () => {
      sockets.add(socket as NetSocket);
      socket.on('close', () => sockets.delete(socket as NetSocket));
    }),
  );
  const dirty = new Set<number>();
  setInterval(() => {
    if (dirty.size === 0) return;
    const frame = frameOf(dirty);
    dirty.clear();
    for (const socket of sockets) socket.write(frame);
  }, WINDOW_MS);
  publish = (series) => {
    for (const s of series) dirty.add(s);
  };
  clients = () => sockets.size;
} else {
  const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });
  publish = (series, stamp) => {
    for (const s of series) io.emit('value', { series: s, value: stamp ?? load.totals[s] });
  };
  clients = () => io.engine.clientsCount;
}

/** A binary WebSocket frame: for each changed series its index in two bytes and its value in four. */
function frameOf(series: ReadonlySet<number>): Buffer {
  const body = Buffer.allocUnsafe(series.size * 6);
  let at = 0;
  for (const s of series) {
    body.writeUInt16LE(s, at);
    body.writeUInt32LE(load.totals[s] as number, at + 2);
    at += 6;
  }
  const header = body.length < 126 ? Buffer.from([0x82, body.length]) : Buffer.from([0x82, 126, body.length >> 8, body.length & 255]);
  return Buffer.concat([header, body]);
}

const nowMicros = () => Number(process.hrtime.bigint() / 1000n);

process.on('message', (message: ToServer) => {
  if (message.do === 'load') {
    load.start(message.perSecond, (series) => {
      delivered += series.length;
      publish(series);
    });
  } else if (message.do === 'stamp') {
    // One event at a time, evenly.
    let next = 0;
    const timer = setInterval(() => {
      load.totals[next] = (load.totals[next] as number) + 1;
      delivered += 1;
      publish([next], nowMicros());
      next = (next + 1) % SERIES;
    }, 1000 / message.perSecond);
    setTimeout(() => clearInterval(timer), message.forMs);
  } else if (message.do === 'stop') load.stop();
  else if (message.do === 'end') process.exit(0);
  const { user, system } = process.cpuUsage();
  process.send?.({
    cpu: (user + system) / 1e6,
    clients: clients(),
    totals: [...load.totals],
    changed: delivered,
    minute: load.minute,
    indicators: INDICATORS.length,
  });
});
http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }));
