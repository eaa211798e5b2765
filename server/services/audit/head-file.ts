import { createHmac } from 'node:crypto';
import { copyFile, type FileHandle, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { keepHeads } from '../../core/audit/keep-heads.ts';
import type { Keys } from '../person/keys.ts';
import { hex, sameBytes } from './chain.ts';

/**
 * What happened to the file or the chain: the file began, was begun again with somebody's reason, came with a backup; or
 * the head that was written before is no longer part of the chain.
 */
export const HEAD_NOTES = ['began', 'accepted', 'restored', 'broken'] as const;
export type HeadNote = { kind: (typeof HEAD_NOTES)[number]; reason?: string };
export type SignedHead = { seq: number; hash: string; at: number; note: HeadNote | null };
/** The file as read. `altered` names the first line that its signature does not fit. */
export type HeadsRead = { state: 'missing'; heads: [] } | { state: 'ok' | 'altered'; heads: SignedHead[]; line: number };

const Line = z.object({
  seq: z.number().int().nonnegative(),
  hash: z.string(),
  at: z.string(),
  note: z.object({ kind: z.enum(HEAD_NOTES), reason: z.string().optional() }).optional(),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});

const RECENT = 2_000;
const LONG = 4 * 1024 * 1024;

/**
 * DATA_DIR/audit-heads.ndjson: heads of the audit chain, each signed by a key that the database does not hold, over the
 * signature of the line before. Whoever takes rows away from the database's end cannot take them away here.
 */
export class HeadFile {
  readonly path: string;
  readonly #keys: Pick<Keys, 'headKey'>;

  constructor(path: string, keys: Pick<Keys, 'headKey'>) {
    this.path = path;
    this.#keys = keys;
  }

  /** All heads; a last line that was cut while it was written is left out. */
  async read(): Promise<HeadsRead> {
    const text = await readText(this.path);
    if (text === null) return { state: 'missing', heads: [] };
    const heads: SignedHead[] = [];
    let before = '';
    for (const [i, line] of whole(text).split('\n').slice(0, -1).entries()) {
      const head = this.#open(line, before);
      if (!head) return { state: 'altered', heads, line: i + 1 };
      heads.push(head);
      before = head.mac;
    }
    return { state: 'ok', heads, line: heads.length };
  }

  /** The newest head, checked against the line before it; the whole file is for the verification. */
  async last(): Promise<{ state: HeadsRead['state']; head: SignedHead | null }> {
    const text = await readEnd(this.path);
    if (text === null) return { state: 'missing', head: null };
    const [before, last] = ['', ...whole(text).split('\n').slice(0, -1)].slice(-2) as [string, string];
    const head = this.#open(last, MAC.exec(before)?.[1] ?? '');
    return head ? { state: 'ok', head: { seq: head.seq, hash: head.hash, at: head.at, note: head.note } } : { state: 'altered', head: null };
  }

  /** Adds a head and returns when it is on the disk. */
  async append(head: SignedHead): Promise<void> {
    const file = await open(this.path, 'a+', 0o600);
    try {
      const { mac, size } = await lastLine(file);
      await file.appendFile(`${this.#line(head, mac).text}\n`);
      await file.sync();
      if (size === 0) await syncFolder(this.path);
    } finally {
      await file.close();
    }
  }

  /** Shortens a long file to one head a day and the newest; a file that was altered is left as it is. */
  async shorten(floorSeq: number, { long = LONG, recent = RECENT }: { long?: number; recent?: number } = {}): Promise<void> {
    const size = await stat(this.path).then(
      (s) => s.size,
      () => 0,
    );
    if (size < long) return;
    const { state, heads } = await this.read();
    if (state !== 'ok') return;
    const kept = keepHeads(
      heads.map((h) => ({ seq: h.seq, at: h.at, noted: h.note !== null })),
      { recent, floorSeq },
    );
    await this.#replace(kept.map((i) => heads[i] as SignedHead));
  }

  /** Begins the file again; what was there is kept beside it under the time. At no moment is there no file. */
  async begin(head: SignedHead): Promise<void> {
    if ((await readText(this.path)) !== null) await copyFile(this.path, this.path.replace(/(\.ndjson)?$/, `.${head.at}$1`));
    await this.#replace([head]);
  }

  async #replace(heads: readonly SignedHead[]): Promise<void> {
    const next = `${this.path}.new`;
    const file = await open(next, 'w', 0o600);
    try {
      let before = '';
      const lines = heads.map((head) => {
        const line = this.#line(head, before);
        before = line.mac;
        return `${line.text}\n`;
      });
      await file.writeFile(lines.join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, this.path);
    await syncFolder(this.path);
  }

  #line({ seq, hash, at, note }: SignedHead, before: string): { text: string; mac: string } {
    const body = { seq, hash, at: new Date(at).toISOString(), ...(note ? { note } : {}) };
    const mac = this.#sign(body, before);
    return { text: JSON.stringify({ ...body, mac }), mac };
  }

  #open(text: string, before: string): (SignedHead & { mac: string }) | null {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return null;
    }
    const parsed = Line.safeParse(json);
    if (!parsed.success) return null;
    const { mac, ...body } = parsed.data;
    if (!sameBytes(Buffer.from(mac, 'hex'), Buffer.from(this.#sign(body, before), 'hex'))) return null;
    return { seq: body.seq, hash: body.hash, at: Date.parse(body.at), note: body.note ?? null, mac };
  }

  #sign({ seq, hash, at, note }: Omit<z.infer<typeof Line>, 'mac'>, before: string): string {
    const text = JSON.stringify([before, seq, hash, at, note?.kind ?? null, note?.reason ?? null]);
    return hex(createHmac('sm3', this.#keys.headKey).update(text).digest());
  }
}

const MAC = /"mac":"([0-9a-f]{64})"\}\s*$/;
const END = 8_192;
const whole = (text: string) => text.slice(0, text.lastIndexOf('\n') + 1);

async function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

async function readEnd(path: string): Promise<string | null> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    const length = Math.min(size, END);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8');
  } finally {
    await file.close();
  }
}

/** The signature of the last whole line, and the size of the file; what was cut behind that line is taken away. */
async function lastLine(file: FileHandle): Promise<{ mac: string; size: number }> {
  const { size } = await file.stat();
  const length = Math.min(size, END);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
  const end = buffer.lastIndexOf(10) + 1;
  if (end < length) await file.truncate(size - length + end);
  const line = buffer.subarray(buffer.lastIndexOf(10, end - 2) + 1, end).toString('utf8');
  return { mac: MAC.exec(line)?.[1] ?? '', size };
}

/** A new name in a folder is on the disk when the folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  await folder.sync().catch(() => {});
  await folder.close();
}
