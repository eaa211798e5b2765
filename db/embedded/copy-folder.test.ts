import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyChanged, copyLoosely } from './copy-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-copy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MIB = 1024 * 1024;
const tree = (path: string): Record<string, string> =>
  Object.fromEntries(
    (readdirSync(path, { recursive: true }) as string[])
      .sort()
      .map((name) => [name, statSync(join(path, name)).isDirectory() ? 'folder' : readFileSync(join(path, name)).toString('base64')]),
  );

test('a loose copy becomes exact: what was written, grew, shrank, came and went meanwhile', async () => {
  const [from, to] = [join(folder, 'from'), join(folder, 'to')];
  mkdirSync(join(from, 'base', 'deep'), { recursive: true });
  const put = (name: string, bytes: Buffer) => writeFileSync(join(from, name), bytes);
  put('same', Buffer.from('same'));
  put('base/blocks', Buffer.alloc(3 * MIB + 17, 1));
  put('base/grows', Buffer.alloc(100, 2));
  put('base/shrinks', Buffer.alloc(2 * MIB, 3));
  put('base/deep/goes', Buffer.from('goes'));
  put('base/000000010000000000000001', Buffer.from('old log'));
  put('base/000000010000000000000002', Buffer.from('log'));
  // Long ago, so that only what changes is new.
  for (const name of Object.keys(tree(from))) utimesSync(join(from, name), 1, 1);
  const since = Date.now();
  await copyLoosely(from, to);
  const blocks = Buffer.alloc(3 * MIB + 17, 1);
  blocks[2 * MIB + 5] = 9;
  put('base/blocks', blocks);
  put('base/grows', Buffer.alloc(MIB + 1, 2));
  put('base/shrinks', Buffer.alloc(10, 3));
  rmSync(join(from, 'base', 'deep'), { recursive: true });
  mkdirSync(join(from, 'new'));
  put('new/file', Buffer.from('new'));
  put('base/000000010000000000000002', Buffer.from('more log'));
  expect(tree(to)).not.toEqual(tree(from));
  copyChanged(from, to, since);
  // Nobody recovers from a log that was written before a checkpoint.
  expect(tree(to)).not.toHaveProperty(['base/000000010000000000000001']);
  rmSync(join(from, 'base', '000000010000000000000001'));
  expect(tree(to)).toEqual(tree(from));
});
