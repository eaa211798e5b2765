/** The clients of the fan-out benchmarks, in a process of their own: they read everything and keep the newest values. */
import { io } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import WebSocket from 'ws';
import { decodeFrame } from '../../server/wire/signal-codec.ts';
import { LIVE_VERSION } from '../../server/wire/version.ts';
import type { ClientReport, Mode, ToClients } from './fan.ts';
import { CITIES, INDICATORS, PROVINCE, SERIES } from './fan-load.ts';

type Client = { values: Float64Array; close(): void };
const [mode, port, count] = [process.argv[2] as Mode, Number(process.argv[3]), Number(process.argv[4])];
const clients: Client[] = [];
let stamps: number[] | null = null;
let updates = 0;
let bytes = 0;
const nowMicros = () => Number(process.hrtime.bigint() / 1000n);

function take(values: Float64Array, series: number, value: number): void {
  if (values[series] === value) return;
  values[series] = value;
  updates++;
  if (stamps) stamps.push(nowMicros() - value);
}

async function product(): Promise<Client> {
  const values = new Float64Array(SERIES);
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    parser,
    forceNew: true,
    reconnection: false,
    auth: { v: LIVE_VERSION, token: 'bench' },
  });
  const topics = new Map<number, number>();
  socket.on('signals', (m: { body: Uint8Array }) => {
    bytes += m.body.length;
    decodeFrame(m.body, ({ topic, columns }) => {
      const first = (topics.get(topic) ?? 0) * CITIES.length;
      // Region 0 is the province, which nobody reports by itself.
      for (let i = 0; i < columns.count; i++) if (columns.region[i] !== 0) take(values, first + (columns.region[i] as number) - 1, columns.num[i] as number);
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('connect_error', reject);
    socket.on('connect', () => resolve());
  });
  const answer = (await socket.emitWithAck('subscribe', { topics: INDICATORS.map((code) => `${code}@${PROVINCE}`) })) as {
    ok: boolean;
    topics: { key: string; id: number }[];
  };
  if (!answer.ok || answer.topics.length !== INDICATORS.length) throw new Error(`the subscription was refused: ${JSON.stringify(answer)}`);
  for (const t of answer.topics) topics.set(t.id, INDICATORS.indexOf(t.key.slice(0, t.key.indexOf('@'))));
  return { values, close: () => socket.disconnect() };
}

async function floor(): Promise<Client> {
  const values = new Float64Array(SERIES);
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  socket.on('message', (data: Buffer) => {
    bytes += data.length;
    for (let at = 0; at < data.length; at += 6) take(values, data.readUInt16LE(at), data.readUInt32LE(at + 2));
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return { values, close: () => socket.terminate() };
}

async function peer(): Promise<Client> {
  const values = new Float64Array(SERIES);
  const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true, reconnection: false });
  socket.on('value', (m: { series: number; value: number }) => take(values, m.series, m.value));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect_error', reject);
    socket.on('connect', () => resolve());
  });
  return { values, close: () => socket.disconnect() };
}

const open = { product, floor, peer }[mode];
for (let i = 0; i < count; i += 50) clients.push(...(await Promise.all(Array.from({ length: Math.min(50, count - i) }, open))));

process.on('message', (message: ToClients) => {
  const report: ClientReport = { updates, bytes, wrong: 0, stamps: [] };
  if (message.do === 'check') for (const c of clients) for (let s = 0; s < SERIES; s++) if (c.values[s] !== message.totals[s]) report.wrong++;
  if (message.do === 'stamps') stamps = [];
  if (message.do === 'take-stamps') report.stamps = stamps ?? [];
  if (message.do === 'end') process.exit(0);
  process.send?.(report);
});
process.send?.({ ready: true });
