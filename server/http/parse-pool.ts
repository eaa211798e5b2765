import { existsSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Unavailable } from '../services/errors.ts';
import type { ParseReply, ParseRequest } from './parse-worker.ts';
import { type BodyShape, type ReadEvents, readEvents, Unreadable } from './read-events.ts';

/** Bodies up to this size are parsed at once: a thread hop would cost more. */
export const INLINE_BYTES = 256 * 1024;
const HEAP_MB = 512;

export type BodyParser = {
  /** `bytes` may not be used afterwards. @throws Unreadable, Unavailable when the thread died */
  read(shape: BodyShape, bytes: Uint8Array): Promise<ReadEvents>;
  close(): Promise<void>;
};

type Waiting = { resolve: (reply: ParseReply) => void; reject: (error: Error) => void };

/** Parses small bodies inline and large ones in one thread, which starts with the first of them. */
export function createBodyParser(): BodyParser {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let nextId = 1;

  const start = (): Worker => {
    const started = startThread();
    const died = () => {
      if (worker === started) worker = null;
      for (const w of waiting.values()) w.reject(new Unavailable('the body could not be read now', 1));
      waiting.clear();
    };
    started.on('message', (reply: ParseReply) => {
      waiting.get(reply.id)?.resolve(reply);
      waiting.delete(reply.id);
      // An idle thread does not keep the process alive, a busy one does.
      if (waiting.size === 0) started.unref();
    });
    started.once('error', died);
    started.once('exit', died);
    return started;
  };

  const ask = (shape: BodyShape, bytes: Uint8Array) =>
    new Promise<ParseReply>((resolve, reject) => {
      worker ??= start();
      worker.ref();
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      const whole = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
      const request: ParseRequest = { id, shape, bytes: new Uint8Array(whole.buffer as ArrayBuffer) };
      worker.postMessage(request, [request.bytes.buffer as ArrayBuffer]);
    });

  return {
    async read(shape, bytes) {
      if (bytes.byteLength <= INLINE_BYTES) return readEvents(shape, bytes);
      const reply = await ask(shape, bytes);
      if ('unreadable' in reply) throw new Unreadable(reply.unreadable, reply.status);
      const events: unknown[] = [];
      for (const part of reply.parts) {
        for (const event of JSON.parse(part) as unknown[]) events.push(event);
        await turn();
      }
      return { events, faults: reply.faults };
    },
    async close() {
      await worker?.terminate();
    },
  };
}

function startThread(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB };
  const built = fileURLToPath(new URL('./parse-worker.mjs', import.meta.url));
  if (existsSync(built)) return new Worker(built, { resourceLimits });
  const source = new URL('./parse-worker.ts', import.meta.url).href;
  return new Worker(`import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(source)}); })`, { eval: true, resourceLimits });
}
