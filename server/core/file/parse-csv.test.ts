import { describe, expect, it } from 'vitest';
import { parseCsv } from './parse-csv.ts';

describe('parseCsv', () => {
  it('keeps the line on which each record starts, also after a cell with line ends', () => {
    const { records, faults } = parseCsv('a,b\r\n"x\ny",2\n\n3,"say ""hi"", then go"\n');
    expect(faults).toEqual([]);
    expect(records).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x\ny', '2'] },
      { line: 5, cells: ['3', 'say "hi", then go'] },
    ]);
  });

  it('keeps empty cells at the end and a last line without a line end', () => {
    expect(parseCsv('a,,\n,b,').records.map(({ cells }) => cells)).toEqual([
      ['a', '', ''],
      ['', 'b', ''],
    ]);
  });

  it.each([
    ['\uFEFFa,b\n', 1, 'byte-order mark'],
    ['a\nb"c,d\n', 2, 'quote inside'],
    ['a\n"b"c,d\n', 2, 'after the closing quote'],
    ['a\n"b,c\n', 2, 'never closed'],
  ])('reports %j', (text, line, message) => {
    const { faults } = parseCsv(text);
    expect(faults[0]?.line).toBe(line);
    expect(faults[0]?.message).toContain(message);
  });
});
