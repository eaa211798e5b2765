import { closeSync, cpSync, existsSync, ftruncateSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What is compared and written at once. */
const BLOCK = 1024 * 1024;
/** Clocks of files are not finer than this, ms. */
const SLACK_MS = 2_000;

/** Segments of the log, most of them long done with: what recovery needs has been written since the copy began. */
const LOG = /^[0-9A-F]{24}$/;

/** Copies a folder that is being written to: most of it will be right, and copyChanged makes the rest right. */
export async function copyLoosely(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyLoosely(source, target);
    else if (!LOG.test(entry.name)) await copyFile(source, target).catch(ignoreGone);
  }
}

function ignoreGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/**
 * Makes a loose copy, begun at `since`, exact while nobody writes, right after a checkpoint: files that changed since are compared block by block,
 * because reading both is far less work than writing all again.
 */
export function copyChanged(from: string, to: string, since: number): void {
  if (!existsSync(to)) {
    cpSync(from, to, { recursive: true });
    return;
  }
  const names = new Set(readdirSync(from));
  for (const name of readdirSync(to)) if (!names.has(name)) rmSync(join(to, name), { recursive: true });
  for (const name of names) {
    const [source, target] = [join(from, name), join(to, name)];
    const is = statSync(source);
    if (is.isDirectory()) copyChanged(source, target, since);
    else if (LOG.test(name) && is.mtimeMs < since - SLACK_MS) continue;
    else if (!existsSync(target)) cpSync(source, target);
    else if (is.mtimeMs >= since - SLACK_MS || is.size !== statSync(target).size) copyBlocks(source, target, is.size);
  }
}

function copyBlocks(source: string, target: string, size: number): void {
  const [from, to] = [openSync(source, 'r'), openSync(target, 'r+')];
  const [is, was] = [Buffer.alloc(BLOCK), Buffer.alloc(BLOCK)];
  try {
    for (let at = 0; at < size; ) {
      const length = readSync(from, is, 0, Math.min(BLOCK, size - at), at);
      if (length === 0) break;
      const there = readSync(to, was, 0, length, at);
      if (there !== length || Buffer.compare(is.subarray(0, length), was.subarray(0, length)) !== 0) writeSync(to, is, 0, length, at);
      at += length;
    }
    ftruncateSync(to, size);
  } finally {
    closeSync(from);
    closeSync(to);
  }
}
