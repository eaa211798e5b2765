import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { Lane } from '../client.ts';
import { copyChanged } from './copy-folder.ts';
import type { Reply, Request, WorkerData } from './protocol.ts';

/**
 * The embedded database in a thread of its own, so that no query stalls a socket. One connection: work waits in
 * three queues; while a transaction is open only its own statements run. A transaction that idles for 2 s or lasts
 * 10 s is rolled back, so that a mistake outside cannot stop everybody; not so where nobody else works.
 */
const IDLE_MS = 2_000;
const TOTAL_MS = 10_000;
const GRACE_MS = 3;
const LANES: readonly Lane[] = ['interactive', 'ingest', 'background'];

const { dataDir, firstTx, untimed } = workerData as WorkerData;
const port = parentPort;
if (!port) throw new Error('the embedded database runs in a worker thread');
const send = (reply: Reply) => port.postMessage(reply);

const parsers = {
  20: Number,
  1700: Number,
  1184: (t: string) => Date.parse(/[+-]\d{2}$/.test(t) ? `${t.replace(' ', 'T')}:00` : t.replace(' ', 'T')),
  1082: (t: string) => t,
  17: (t: string) => new Uint8Array(Buffer.from(t.slice(2), 'hex')),
};
const json = (v: unknown) => (typeof v === 'string' ? v : JSON.stringify(v));
const db = await PGlite.create({
  dataDir,
  relaxedDurability: false,
  parsers,
  serializers: { 114: json, 3802: json },
});

type Open = { id: number; started: number; touched: number };
let open: Open | null = null;
// Ids of an earlier thread's transactions must not name one of this thread's.
let nextTx = firstTx;
let running = false;
let answered = Number.NEGATIVE_INFINITY;
const queues: Record<Lane, Request[]> = { interactive: [], ingest: [], background: [] };
const inTx: Request[] = [];

async function answer(request: Request, work: () => Promise<Reply>): Promise<void> {
  try {
    send(await work());
  } catch (error) {
    const e = error as { message?: string; code?: string; detail?: string };
    send({ id: request.id, ok: false, message: e.message ?? String(error), code: e.code ?? null, detail: e.detail ?? null });
  }
}

async function run(request: Request): Promise<void> {
  if (request.op === 'begin') {
    await answer(request, async () => {
      await db.query('BEGIN');
      open = { id: nextTx++, started: Date.now(), touched: Date.now() };
      return { id: request.id, ok: true, tx: open.id };
    });
  } else if (request.op === 'end') {
    await answer(request, async () => {
      open = null;
      await db.query(request.commit ? 'COMMIT' : 'ROLLBACK');
      return { id: request.id, ok: true, rows: [] };
    });
  } else if (request.op === 'copy') {
    // Between two statements all is in the files, or in the log that is copied with them.
    await answer(request, async () => {
      await db.query('CHECKPOINT');
      copyChanged(dataDir, request.to, request.since);
      return { id: request.id, ok: true, rows: [] };
    });
  } else if (request.op === 'query') {
    await answer(request, async () => {
      const result = await db.query(request.text, request.params as unknown[], { rowMode: request.array ? 'array' : 'object' });
      if (open) open.touched = Date.now();
      return { id: request.id, ok: true, rows: result.rows };
    });
  }
}

function take(): Request | undefined {
  if (open) return inTx.shift();
  for (const lane of LANES) {
    const request = queues[lane].shift();
    if (!request) continue;
    if (lane === 'interactive') answered = performance.now();
    return request;
  }
  return undefined;
}

/**
 * Lets messages in before background work goes on, and for a moment after an interactive query: a page's reads come one
 * after the other, and each would else wait for a whole background step.
 */
async function giveWay(): Promise<void> {
  if (open || queues.interactive.length > 0 || queues.ingest.length > 0) return;
  await new Promise((resolve) => setImmediate(resolve));
  const left = GRACE_MS - (performance.now() - answered);
  if (queues.interactive.length === 0 && left > 0) await new Promise((resolve) => setTimeout(resolve, left));
}

async function pump(): Promise<void> {
  if (running) return;
  running = true;
  for (;;) {
    await giveWay();
    const request = take();
    if (!request) break;
    await run(request);
  }
  running = false;
}

const gone = (request: Request) =>
  send({ id: request.id, ok: false, message: 'the transaction is over: it idled for 2 s or lasted 10 s', code: '25P03', detail: null });

port.on('message', (request: Request) => {
  if (request.op === 'close') {
    db.close().then(
      () => send({ id: request.id, ok: true, rows: [] }),
      (error: Error) => send({ id: request.id, ok: false, message: error.message, code: null, detail: null }),
    );
    return;
  }
  const tx = request.op === 'query' || request.op === 'end' ? (request.tx ?? null) : null;
  if (tx !== null) {
    if (open?.id !== tx) return gone(request);
    inTx.push(request);
  } else queues[(request as { lane: Lane }).lane].push(request);
  void pump();
});

setInterval(() => {
  const now = Date.now();
  if (untimed || !open || running || (now - open.touched < IDLE_MS && now - open.started < TOTAL_MS)) return;
  running = true;
  open = null;
  for (const request of inTx.splice(0)) gone(request);
  void db.query('ROLLBACK').finally(() => {
    running = false;
    void pump();
  });
}, 250).unref();

await db.query("SET TIME ZONE 'UTC'");
send({ ready: true });
