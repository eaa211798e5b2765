/** A record of a CSV text, or the line at which one was found damaged. */
export type CsvRecord = { line: number; fields: string[] } | { line: number; damage: string; raw: string };

/** A record may run over lines, but not for ever: past this a quote counts as unbalanced, and a line as no record. */
const LONGEST_RECORD = 100_000;
const QUOTE = 34;
const LF = 10;
const CR = 13;

type Scan = { fields: string[]; end: number; lines: number } | { damage: string } | 'more';

/**
 * Splits CSV text that comes in pieces into records. A record that cannot be right (a quote that is not closed or is
 * closed inside a field, another number of fields than the header has) is reported with its line, and reading goes on
 * at the next line: one bad quote must not swallow what follows.
 */
export class CsvRecords {
  #text = '';
  #at = 0;
  #line = 1;
  #columns: number | null = null;
  readonly #delimiter: number;

  constructor(delimiter = ',') {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  push(piece: string): CsvRecord[] {
    this.#text = this.#text.slice(this.#at) + piece;
    this.#at = 0;
    return this.#take(false);
  }

  end(): CsvRecord[] {
    return this.#take(true);
  }

  #take(last: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    while (this.#at < this.#text.length) {
      const scan = this.#scan(last);
      if (scan === 'more') break;
      const damage = 'damage' in scan ? scan.damage : this.#miscount(scan.fields);
      const line = this.#line;
      if (damage === null && 'fields' in scan) {
        this.#at = scan.end;
        this.#line += scan.lines;
        if (scan.fields.length === 1 && scan.fields[0] === '') continue;
        this.#columns ??= scan.fields.length;
        records.push({ line, fields: scan.fields });
        continue;
      }
      const end = this.#text.indexOf('\n', this.#at);
      if (end < 0 && !last) break;
      const raw = this.#text.slice(this.#at, end < 0 ? this.#text.length : end);
      this.#at = end < 0 ? this.#text.length : end + 1;
      this.#line += 1;
      records.push({ line, damage: damage ?? '', raw: raw.slice(0, 2_000) });
    }
    return records;
  }

  /** Fields beyond the header's are let pass when they are empty: spreadsheets write them. */
  #miscount(fields: string[]): string | null {
    const columns = this.#columns;
    if (columns === null || fields.length === columns || (fields.length === 1 && fields[0] === '')) return null;
    if (fields.length > columns && fields.slice(columns).every((f) => f === '')) return null;
    return `有 ${fields.length} 列，应为 ${columns} 列`;
  }

  #scan(last: boolean): Scan {
    const text = this.#text;
    const fields: string[] = [];
    let at = this.#at;
    let lines = 1;
    for (;;) {
      if (text.charCodeAt(at) === QUOTE) {
        const quoted = this.#quoted(at, last);
        if (typeof quoted === 'string') return quoted === 'more' ? quoted : { damage: quoted };
        fields.push(quoted.value);
        at = quoted.end;
        lines += quoted.breaks;
      } else {
        const start = at;
        while (at < text.length && text.charCodeAt(at) !== this.#delimiter && text.charCodeAt(at) !== LF) at++;
        if (at - this.#at > LONGEST_RECORD) return { damage: '这一行太长' };
        if (at >= text.length && !last) return 'more';
        const end = at > start && text.charCodeAt(at - 1) === CR && text.charCodeAt(at) !== this.#delimiter ? at - 1 : at;
        fields.push(text.slice(start, end));
      }
      if (at >= text.length) return { fields, end: at, lines };
      if (text.charCodeAt(at) === LF) return { fields, end: at + 1, lines };
      at += 1;
      // A delimiter that ends the text so far: an empty field follows, or more is to come.
      if (at >= text.length) {
        if (!last) return 'more';
        return { fields: [...fields, ''], end: at, lines };
      }
    }
  }

  /** A field from its opening quote to the delimiter or line end behind its closing quote. */
  #quoted(open: number, last: boolean): { value: string; end: number; breaks: number } | string {
    const text = this.#text;
    let value = '';
    let at = open + 1;
    for (;;) {
      const close = text.indexOf('"', at);
      if (close < 0 || close - this.#at > LONGEST_RECORD) return !last && text.length - this.#at <= LONGEST_RECORD ? 'more' : '引号没有闭合';
      value += text.slice(at, close);
      const next = text.charCodeAt(close + 1);
      if (close + 1 >= text.length && !last) return 'more';
      if (next === QUOTE) {
        value += '"';
        at = close + 2;
        continue;
      }
      const end = next === CR ? close + 2 : close + 1;
      if (end >= text.length && !last) return 'more';
      if (end < text.length && text.charCodeAt(end) !== LF && (next === CR || next !== this.#delimiter)) return '引号位置不对';
      return { value, end, breaks: countBreaks(value) };
    }
  }
}

function countBreaks(value: string): number {
  let n = 0;
  for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) n++;
  return n;
}
