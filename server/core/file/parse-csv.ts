/** One record with the line that it starts on. */
export type CsvRecord = { line: number; cells: string[] };
export type CsvFault = { line: number; message: string };

/**
 * Reads comma-separated text: cells in double quotes may hold commas, line ends and doubled quotes; no byte-order
 * mark, no spaces trimmed, blank lines skipped. A profile is edited by hand, so every oddity is a fault, not a guess.
 */
export function parseCsv(text: string): { records: CsvRecord[]; faults: CsvFault[] } {
  const records: CsvRecord[] = [];
  const faults: CsvFault[] = [];
  let at = 0;
  let line = 1;
  if (text.startsWith('\uFEFF')) {
    faults.push({ line: 1, message: 'starts with a byte-order mark: save as UTF-8 without it' });
    at = 1;
  }
  while (at < text.length) {
    const start = line;
    const cells: string[] = [];
    for (let more = true; more; ) {
      const cell = text[at] === '"' ? quoted(text, at) : plain(text, at);
      if (cell.fault) faults.push({ line: start, message: cell.fault });
      cells.push(cell.value);
      line += countLines(cell.value);
      at = cell.end;
      more = text[at] === ',';
      if (more) at += 1;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    line += 1;
    if (cells.length > 1 || cells[0] !== '') records.push({ line: start, cells });
  }
  return { records, faults };
}

type Cell = { value: string; end: number; fault?: string };

function plain(text: string, start: number): Cell {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end += 1;
  const value = text.slice(start, end);
  return value.includes('"') ? { value, end, fault: `a quote inside the unquoted cell ${JSON.stringify(value)}` } : { value, end };
}

function quoted(text: string, start: number): Cell {
  let value = '';
  let at = start + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) return { value: value + text.slice(at), end: text.length, fault: 'a quoted cell is never closed' };
    value += text.slice(at, close);
    if (text[close + 1] !== '"') {
      const rest = plain(text, close + 1);
      return rest.value === '' ? { value, end: rest.end } : { value, end: rest.end, fault: `text after the closing quote of ${JSON.stringify(value)}` };
    }
    value += '"';
    at = close + 2;
  }
}

const countLines = (value: string): number => value.split('\n').length - 1;
