import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openKeys } from '../person/keys.ts';
import { HeadFile, type SignedHead } from './head-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-heads-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const head = (seq: number, at = seq * 1_000, note: SignedHead['note'] = null): SignedHead => ({ seq, hash: `${seq}`.padStart(64, '0'), at, note });
async function made(name: string, count: number): Promise<HeadFile> {
  const file = new HeadFile(join(folder, name), openKeys(join(folder, 'keys.json'), { generate: true }));
  await file.begin(head(0, 0, { kind: 'began' }));
  for (let i = 1; i < count; i++) await file.append(head(i));
  return file;
}
const lines = (file: HeadFile) => readFileSync(file.path, 'utf8').split('\n').slice(0, -1);

test('heads come back in their order, also after the keys were rotated, and for their owner alone', async () => {
  const file = await made('order.ndjson', 4);
  const read = await file.read();
  expect([read.state, read.heads.map((h) => h.seq), read.heads[0]?.note]).toEqual(['ok', [0, 1, 2, 3], { kind: 'began' }]);
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
  expect(await file.last()).toMatchObject({ state: 'ok', head: { seq: 3 } });
  expect(await (await made('one.ndjson', 1)).last()).toMatchObject({ state: 'ok', head: { seq: 0, note: { kind: 'began' } } });
  const keys = openKeys(join(folder, 'keys.json'));
  keys.rotate();
  expect((await new HeadFile(file.path, openKeys(join(folder, 'keys.json'))).read()).state).toBe('ok');
  expect((await new HeadFile(file.path, openKeys(join(folder, 'others.json'), { generate: true })).read()).state).toBe('altered');
  expect((await new HeadFile(join(folder, 'none.ndjson'), keys).read()).state).toBe('missing');
});

test('a changed byte, a line taken away and a line put elsewhere are met', async () => {
  const file = await made('altered.ndjson', 6);
  const good = lines(file);
  const verdict = async (changed: string[]) => {
    writeFileSync(file.path, `${changed.join('\n')}\n`);
    const read = await file.read();
    return read.state === 'altered' ? read.line : read.state;
  };
  expect(await verdict(good)).toBe('ok');
  expect(await verdict(good.map((l, i) => (i === 2 ? l.replace('"seq":2', '"seq":3') : l)))).toBe(3);
  expect(await verdict(good.filter((_, i) => i !== 3))).toBe(4);
  expect(await verdict([...good.slice(0, 2), good[3] as string, good[2] as string])).toBe(3);
  expect(await verdict([...good, 'not json'])).toBe(7);
});

test('a line that was cut by a crash is not an alteration, and is written over', async () => {
  const file = await made('cut.ndjson', 3);
  appendFileSync(file.path, '{"seq":3,"hash":"00');
  expect(await file.read()).toMatchObject({ state: 'ok', line: 3 });
  await file.append(head(4));
  expect((await file.read()).heads.map((h) => h.seq)).toEqual([0, 1, 2, 4]);
});

test('a long file keeps one head a day, the newest and the notes, signed again', async () => {
  const file = await made('long.ndjson', 1);
  for (let i = 1; i <= 60; i++) await file.append(head(i, i * 3_600_000));
  await file.shorten(0, { long: 1, recent: 3 });
  const read = await file.read();
  expect([read.state, read.heads.length, read.heads.slice(0, 3).map((h) => h.seq)]).toEqual(['ok', 6, [0, 23, 47]]);
  await file.append(head(3_000));
  expect((await file.read()).state).toBe('ok');
});

test('a file that is begun again leaves the former one beside it', async () => {
  const file = await made('again.ndjson', 3);
  await file.begin(head(9, 77, { kind: 'accepted', reason: 'disk replaced' }));
  expect((await file.read()).heads).toMatchObject([{ seq: 9, note: { reason: 'disk replaced' } }]);
  expect(readdirSync(folder)).toContain('again.77.ndjson');
});
