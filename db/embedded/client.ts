import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Db, Lane, Param, Tx } from '../client.ts';
import { ormOver } from '../orm.ts';
import { copyLoosely } from './copy-folder.ts';
import { lockFolder } from './lock.ts';
import type { Reply, Request, WorkerData } from './protocol.ts';

/** An error of the database, with its SQLSTATE where there is one. */
export class DatabaseError extends Error {
  readonly code: string | null;
  readonly detail: string | null;
  constructor(message: string, code: string | null, detail: string | null) {
    super(message);
    this.name = 'DatabaseError';
    this.code = code;
    this.detail = detail;
  }
}

type Waiting = { resolve: (reply: Extract<Reply, { ok: true }>) => void; reject: (error: Error) => void };
type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

/**
 * Opens the embedded database in DATA_DIR/db, which this process then owns alone. When its thread dies all open
 * calls fail and it is opened once more; the second death is fatal.
 * @throws Error when another process owns the folder.
 */
export async function openEmbedded(dataDir: string, onFatal: (error: Error) => void, { untimed = false }: { untimed?: boolean } = {}): Promise<Db> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const release = await lockFolder(dataDir);
  // The database writes files that anybody may change: the folder keeps others out, also where DATA_DIR was there before.
  await mkdir(`${dataDir}/db`, { recursive: true, mode: 0o700 });
  await chmod(`${dataDir}/db`, 0o700);
  await dropSnapshots(dataDir);
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let closing = false;
  let deaths = 0;
  let worker: Worker;

  const start = () =>
    new Promise<void>((resolve, reject) => {
      worker = startThread({ dataDir: `${dataDir}/db`, firstTx: deaths * 1e9 + 1, untimed });
      worker.on('message', (reply: Reply) => {
        if ('ready' in reply) return resolve();
        if ('notify' in reply) return;
        const w = waiting.get(reply.id);
        waiting.delete(reply.id);
        if (!w) return;
        if (reply.ok) w.resolve(reply);
        else w.reject(new DatabaseError(reply.message, reply.code, reply.detail));
      });
      worker.on('error', (error) => reject(error));
      worker.on('exit', (code) => {
        for (const w of waiting.values()) w.reject(new DatabaseError(`the embedded database stopped (${code})`, '57P01', null));
        waiting.clear();
        if (closing) return;
        deaths += 1;
        if (deaths > 1) onFatal(new Error('the embedded database stopped twice'));
        else start().catch(onFatal);
      });
    });
  try {
    await start();
  } catch (error) {
    closing = true;
    await release();
    throw error;
  }

  const call = (request: Unnumbered<Request>) =>
    new Promise<Extract<Reply, { ok: true }>>((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...request, id });
    });
  const over = (lane: Lane, tx: number | null): Tx => {
    const ask = async (text: string, params: readonly Param[], array: boolean) => {
      const reply = await call({ op: 'query', lane, tx, text, params, array });
      return 'rows' in reply ? reply.rows : [];
    };
    const rows = async (text: string, params: readonly Param[] = []) => (await ask(text, params, true)) as unknown[][];
    const query = async <T extends object>(text: string, params: readonly Param[] = []) => (await ask(text, params, false)) as T[];
    return { query, rows, orm: ormOver({ rows, query }) };
  };
  const lanes: Record<Lane, Tx> = { interactive: over('interactive', null), ingest: over('ingest', null), background: over('background', null) };
  const listeners = new Map<string, Set<() => void>>();

  return {
    ...lanes.interactive,
    kind: 'embedded',
    lane: (lane) => lanes[lane],
    transaction: async (fn, lane = 'interactive') => {
      const reply = await call({ op: 'begin', lane });
      const tx = 'tx' in reply ? reply.tx : 0;
      let commit = false;
      try {
        const result = await fn(over(lane, tx));
        commit = true;
        return result;
      } finally {
        const end = call({ op: 'end', tx, commit });
        if (commit) await end;
        else await end.catch(() => {});
      }
    },
    // One connection cannot hold an old picture and go on: the files are copied while it works, what changed meanwhile once
    // more between two statements, and the copy is opened beside.
    snapshot: async (fn) => {
      const folder = join(dataDir, `${SNAPSHOT}${nextId++}`);
      try {
        await mkdir(folder, { mode: 0o700 });
        const [since, to] = [Date.now(), join(folder, 'db')];
        await copyLoosely(`${dataDir}/db`, to);
        await call({ op: 'copy', lane: 'background', to, since });
        const copy = await openEmbedded(folder, () => {}, { untimed: true });
        try {
          return await copy.transaction(fn);
        } finally {
          await copy.close();
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    // One process owns the folder: whoever commits also kicks, so nothing needs to be heard from elsewhere.
    listen: async (channel, fn) => {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(fn));
      return async () => void set.delete(fn);
    },
    close: async () => {
      closing = true;
      await call({ op: 'close' }).catch(() => {});
      await worker.terminate();
      await release();
    },
  };
}

const SNAPSHOT = 'snapshot-';

/** Copies that a killed process left behind. */
async function dropSnapshots(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) if (name.startsWith(SNAPSHOT)) await rm(join(dataDir, name), { recursive: true, force: true });
}

/** The built thread beside the built server, else the source through the TypeScript loader. */
function startThread(workerData: WorkerData): Worker {
  const built = fileURLToPath(new URL('./embedded-worker.mjs', import.meta.url));
  if (existsSync(built)) return new Worker(built, { workerData });
  const source = new URL('./worker.ts', import.meta.url).href;
  return new Worker(`import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(source)}); })`, { eval: true, workerData });
}
