import type { Lane, Param } from '../client.ts';

/** Messages between the process and the thread that holds the embedded database. */
export type Request =
  | { id: number; op: 'query'; lane: Lane; tx: number | null; text: string; params: readonly Param[]; array: boolean }
  | { id: number; op: 'begin'; lane: Lane }
  | { id: number; op: 'end'; tx: number; commit: boolean }
  | { id: number; op: 'copy'; lane: Lane; to: string; since: number }
  | { id: number; op: 'close' };

export type Reply =
  | { id: number; ok: true; rows: unknown[] }
  | { id: number; ok: true; tx: number }
  | { id: number; ok: false; message: string; code: string | null; detail: string | null }
  | { notify: string }
  | { ready: true };

/** What a thread is started with. Without limits of time it serves one caller alone. */
export type WorkerData = { dataDir: string; firstTx: number; untimed: boolean };
