import type { FigureCard, RecordRow } from '../../server/wire/figure.ts';

/** The listed records as a table for a spreadsheet. Pure. */

export type CsvWords = {
  head: string[];
  /** Lines above the table: what the figure is, of when, by which rule. */
  notes: [label: string, value: string][];
  state: Record<RecordRow['state'], string>;
  counted: string;
  time: (at: number) => string;
};

/** UTF-8 with a byte order mark, CRLF, quoted; a leading = + - @ is defused, because spreadsheets execute it. */
export function recordsCsv(rows: readonly RecordRow[], words: CsvWords): string {
  const labels = [...new Set(rows.flatMap((row) => row.fields.map(([label]) => label)))];
  const lines = [
    ...words.notes.map(([label, value]) => [label, value]),
    [],
    [...words.head, ...labels],
    ...rows.map((row) => {
      const fields = new Map(row.fields);
      const state = row.counted && row.state === 'live' ? words.counted : words.state[row.state];
      const own = [words.time(row.at), words.time(row.got), row.source, row.id, row.type, row.region, row.regionName, String(row.num), String(row.den), state];
      return [...own, ...labels.map((label) => fields.get(label) ?? '')];
    }),
  ];
  return `\uFEFF${lines.map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const plain = /^-?\d+(\.\d+)?$/.test(text);
  const safe = !plain && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** hotline.tickets-440000-20190101-0000.csv */
export function csvName(card: FigureCard, stamp: string): string {
  return `${card.definition.code}-${card.figure.query.region}-${stamp.replace(/[^0-9]+/g, '-')}.csv`;
}
