import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readTable } from './open-bytes.ts';

async function book(rows: readonly unknown[][]): Promise<Buffer> {
  const made = new ExcelJS.Workbook();
  const sheet = made.addWorksheet('目录');
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await made.xlsx.writeBuffer());
}
const base64 = (bytes: Buffer) => bytes.toString('base64');
const troubleOf = async (name: string, body: string) => (await readTable(name, body)).trouble?.code;
const packed = (text: string) => base64(gzipSync(text));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-left-'));
  vi.stubEnv('TMPDIR', folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});
const left = () => readdirSync(folder).filter((name) => !name.startsWith('tsx-') && name !== 'node-compile-cache');

test('a workbook of many rows is read to its end, and nothing that was unpacked stays', async () => {
  const rows = Array.from({ length: 2_500 }, (_, i) => [`c${i}`, i]);
  const table = await readTable('a.xlsx', base64(await book([['编码', '数'], ...rows])));
  expect([table.columns, table.rows.length, table.rows.at(-1)]).toEqual([['编码', '数'], 2_500, { line: 2_501, values: { 编码: 'c2499', 数: 2_499 } }]);
  expect(left()).toEqual([]);
}, 60_000);

test('a workbook that is cut, damaged or headed twice is refused, and leaves no thread and no file', async () => {
  const threads = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const whole = await book([['编码', '数'], ...Array.from({ length: 1_500 }, (_, i) => [`c${i}`, i])]);
  const damaged = Buffer.from(whole).fill(0x5a, 2_000, 2_200);
  expect(await troubleOf('a.xlsx', base64(whole.subarray(0, whole.length / 2)))).toBe('not_xlsx');
  expect(await troubleOf('a.xlsx', base64(damaged))).toBe('not_xlsx');
  expect(await troubleOf('a.xlsx', base64(await book([['编码', '编码']])))).toBe('two_heads');
  expect(left()).toEqual([]);
  expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort')).toHaveLength(threads);
}, 60_000);

test('a file of very many columns, or with a line without an end, is refused at once', async () => {
  const heads = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`).join(',');
  expect(await troubleOf('a.csv.gz', packed(`${heads(10_000)}\n`))).toBe('too_large');
  expect(await troubleOf('a.csv.gz', packed(`${heads(200_000)}\n`))).toBe('no_head');
  expect(await troubleOf('a.csv.gz', packed('x'.repeat(8_000_000)))).toBe('no_head');
  const table = await readTable('a.csv.gz', packed(`a,b\n1,2\n${'x'.repeat(8_000_000)}\n3,4\n`));
  expect(table.rows.map((row) => ('damage' in row ? [row.line] : Object.values(row.values)))).toEqual([['1', '2'], [3], ['3', '4']]);
  expect(await troubleOf('a.csv.gz', packed(`${heads(900)}\n${`${','.repeat(899)}\n`.repeat(8_000)}`))).toBe('too_large');
}, 60_000);
