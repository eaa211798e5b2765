import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvRecord, CsvRecords } from './csv-records.ts';

function read(text: string, piece = text.length || 1): CsvRecord[] {
  const csv = new CsvRecords();
  const out: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += piece) out.push(...csv.push(text.slice(at, at + piece)));
  return [...out, ...csv.end()];
}
const good = (records: CsvRecord[]) => records.flatMap((r) => ('fields' in r ? [r.fields] : []));
const bad = (records: CsvRecord[]) => records.flatMap((r) => ('damage' in r ? [[r.line, r.damage]] : []));

describe('sound text', () => {
  test.each([
    [
      'plain',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'no last line end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CRLF and blank lines',
      'a,b\r\n\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quotes',
      'a,b\n"x,""y""\nz",2\n',
      [
        ['a', 'b'],
        ['x,"y"\nz', '2'],
      ],
    ],
    [
      'empty fields',
      'a,b\n,\n"",""',
      [
        ['a', 'b'],
        ['', ''],
        ['', ''],
      ],
    ],
    [
      'a quote inside a bare field',
      'a,b\n1"2,3',
      [
        ['a', 'b'],
        ['1"2', '3'],
      ],
    ],
    [
      'quoted at the end with CRLF',
      'a,b\r\n"1","2"\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'trailing empty fields',
      'a,b\n1,2,,\n',
      [
        ['a', 'b'],
        ['1', '2', '', ''],
      ],
    ],
  ])('%s', (_, text, rows) => {
    expect(good(read(text))).toEqual(rows);
    expect(bad(read(text))).toEqual([]);
  });

  test('whatever was written is read back, in pieces of any size', () => {
    const cell = fc.string({ maxLength: 8, unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '中', ' ') });
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 40 }), (rows, piece) => {
        const text = rows.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(read(text, piece)).toEqual(read(text));
        expect(good(read(text, piece))).toEqual(rows);
      }),
    );
  });
});

describe('damage is named and contained', () => {
  const header = 'id,title,body\n';
  test('a quote that is never closed', () => {
    const records = read(`${header}1,a,b\n2,"open,c\n3,d,e\n4,f,g\n`);
    expect(bad(records)).toEqual([[3, '引号没有闭合']]);
    expect(good(records).slice(1)).toEqual([
      ['1', 'a', 'b'],
      ['3', 'd', 'e'],
      ['4', 'f', 'g'],
    ]);
  });
  test('a quote that a later row seems to close', () => {
    const records = read(`${header}1,"open,c\n2,"x","y"\n3,f,g\n`);
    expect(bad(records)).toEqual([[2, '引号位置不对']]);
    expect(good(records).slice(1)).toEqual([
      ['2', 'x', 'y'],
      ['3', 'f', 'g'],
    ]);
  });
  test('a quote that swallowed a row with another number of fields', () => {
    const records = read(`${header}1,"open\n2,d,e"\n3,f,g\n`);
    expect(bad(records)).toEqual([[2, '有 2 列，应为 3 列']]);
    expect(good(records).slice(1)).toEqual([
      ['2', 'd', 'e"'],
      ['3', 'f', 'g'],
    ]);
  });
  test('a cut last row and a row with too many fields', () => {
    expect(bad(read(`${header}1,a,b,c\n2,a`))).toEqual([
      [2, '有 4 列，应为 3 列'],
      [3, '有 2 列，应为 3 列'],
    ]);
  });
  test('a cut inside the last quoted field', () => {
    expect(bad(read(`${header}1,a,"bc`))).toEqual([[2, '引号没有闭合']]);
  });
  test('an open quote before a long file costs one row and no more than its share of memory', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i},标题,正文正文正文`).join('\n');
    const records = read(`${header}x,"open,c\n${rows}`, 65_536);
    expect(bad(records)).toEqual([[2, '引号没有闭合']]);
    expect(good(records)).toHaveLength(20_001);
  });
  test('pieces do not matter', () => {
    const text = `${header}1,"open,c\n2,"x","y"\r\n3,"a""\nb",g\n4,x\n5,"z`;
    for (let piece = 1; piece < 30; piece++) expect(read(text, piece)).toEqual(read(text));
  });
});
