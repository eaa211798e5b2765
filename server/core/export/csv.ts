/** What a spreadsheet would run as a formula, also behind blanks, in the full width of CJK keyboards, or after a line break. */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r\n]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A table for spreadsheets: UTF-8 with a byte order mark, CRLF, quoted where needed. Text that a spreadsheet would execute
 * stands behind an apostrophe (OWASP, CSV injection); numbers stay numbers.
 */
export function csvText(lines: readonly (readonly string[])[]): string {
  return `\uFEFF${csvLines(lines)}`;
}

/** Further lines of a table, for a file that is written in parts. */
export function csvLines(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const safe = !NUMBER.test(text) && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Parts of a file's name, without what a file system or a header would read as more than a name. */
export function fileName(parts: readonly string[], ending: string): string {
  return `${parts.map((part) => part.replace(/[^0-9A-Za-z.]+/g, '-').replace(/^[-.]+|[-.]+$/g, '')).join('-')}.${ending}`;
}
