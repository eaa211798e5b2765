import { Invalid } from '../../services/errors.ts';

/** Column names without blanks around them. @throws Invalid when one is there twice or none has a name */
export function checkHeader(file: string, fields: readonly string[]): string[] {
  const columns = fields.map((f) => f.trim());
  while (columns.at(-1) === '') columns.pop();
  const twice = columns.find((c, i) => c !== '' && columns.indexOf(c) !== i);
  if (twice !== undefined) throw new Invalid(`${file} has two columns named ${twice}`);
  if (columns.every((c) => c === '')) throw new Invalid(`${file} has no header`);
  return columns;
}
