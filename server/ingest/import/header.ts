import { Unreadable } from './unreadable.ts';

/** More than any list has that somebody keeps. Each row is kept by its columns. */
const MOST_COLUMNS = 1_000;

/** Column names without blanks around them. @throws Unreadable when one is there twice, none has a name, or they are too many */
export function checkHeader(file: string, fields: readonly string[]): string[] {
  const columns = fields.map((f) => f.trim());
  while (columns.at(-1) === '') columns.pop();
  if (columns.length > MOST_COLUMNS) throw new Unreadable('too_large', `${file} has more than ${MOST_COLUMNS} columns`);
  const twice = columns.find((c, i) => c !== '' && columns.indexOf(c) !== i);
  if (twice !== undefined) throw new Unreadable('two_heads', `${file} has two columns named ${twice}`, twice);
  if (columns.every((c) => c === '')) throw new Unreadable('no_head', `${file} has no header`);
  return columns;
}
