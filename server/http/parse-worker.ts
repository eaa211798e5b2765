import { parentPort } from 'node:worker_threads';
import { type BodyShape, type Fault, readEvents, Unreadable } from './read-events.ts';

/** Reads large bodies away from the thread that serves sockets. See parse-pool.ts. */
export type ParseRequest = { id: number; shape: BodyShape; bytes: Uint8Array };
/** `parts`: JSON arrays of events in order, each small enough to be parsed between two other tasks. */
export type ParseReply = { id: number; parts: string[]; faults: Fault[] } | { id: number; unreadable: string; status: 400 | 413 };

const PART_BYTES = 128 * 1024;

function answer({ id, shape, bytes }: ParseRequest): ParseReply {
  try {
    const { events, faults } = readEvents(shape, bytes);
    const size = Math.max(1, Math.floor((events.length * PART_BYTES) / Math.max(1, bytes.length)));
    const parts: string[] = [];
    for (let from = 0; from < events.length; from += size) parts.push(JSON.stringify(events.slice(from, from + size)));
    return { id, parts, faults };
  } catch (error) {
    if (error instanceof Unreadable) return { id, unreadable: error.message, status: error.status };
    throw error;
  }
}

parentPort?.on('message', (request: ParseRequest) => parentPort?.postMessage(answer(request)));
