import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText, fileName } from './csv.ts';

describe('csvText', () => {
  test('starts with a byte order mark, ends lines as spreadsheets do, and quotes', () => {
    expect(csvText([['a', 'b,"c"\nd'], [], ['1', '-2.5']])).toBe('\uFEFFa,"b,""c""\nd"\r\n\r\n1,-2.5\r\n');
  });

  test.each(['=1+1', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1+1', '＠x', '－1', '-x'])('%j is defused', (text) => {
    const [line] = csvText([[text]])
      .slice(1)
      .split('\r\n');
    expect(line?.replace(/^"/, '')).toMatch(/^'/);
  });

  test('whatever the text, a cell comes back as it was or behind an apostrophe', () => {
    const parse = (csv: string) => {
      const body = csv.slice(1, -2);
      return body.startsWith('"') ? body.slice(1, -1).replaceAll('""', '"') : body;
    };
    fc.assert(
      fc.property(fc.string(), (text) => {
        const back = parse(csvText([[text]]));
        expect([text, `'${text}`]).toContain(back);
        if (/^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)) expect(back).toBe(`'${text}`);
      }),
    );
  });
});

test('a name of a file is a name and no path', () => {
  expect(fileName(['hotline.tickets', '../../etc', '2019-01-01T08:30'], 'csv')).toBe('hotline.tickets-etc-2019-01-01T08-30.csv');
});
