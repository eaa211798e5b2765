/** Where something stands in a JSON value: keys and array indexes from the root. */
export type JsonPath = readonly PropertyKey[];

/**
 * Line (from 1) on which the value at `path` starts in JSON text that parses. When the path leaves the document,
 * as for a missing key, the line of the deepest ancestor that exists.
 */
export function lineOf(text: string, path: JsonPath): number {
  let at = skipBlank(text, 0);
  for (const key of path) {
    const next = text[at] === '{' ? memberOf(text, at, String(key)) : text[at] === '[' ? elementOf(text, at, Number(key)) : null;
    if (next === null) break;
    at = next;
  }
  return lineAt(text, at);
}

/** Line of a character offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\r\n'.includes(text[at] as string)) at += 1;
  return at;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Offset behind the value that starts at `start`. */
function endOfValue(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  let depth = 0;
  let at = start;
  for (; at < text.length; at += 1) {
    const c = text[at] as string;
    if (c === '"') at = endOfString(text, at) - 1;
    else if (c === '{' || c === '[') depth += 1;
    else if (c === '}' || c === ']') {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (c === ',' && depth === 0) return at;
  }
  return at;
}

function memberOf(text: string, start: number, key: string): number | null {
  let at = skipBlank(text, start + 1);
  while (text[at] === '"') {
    const end = endOfString(text, at);
    const value = skipBlank(text, skipBlank(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === key) return value;
    at = skipBlank(text, endOfValue(text, value));
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return null;
}

function elementOf(text: string, start: number, index: number): number | null {
  let at = skipBlank(text, start + 1);
  for (let i = 0; text[at] !== ']' && at < text.length; i += 1) {
    if (i === index) return at;
    at = skipBlank(text, endOfValue(text, at));
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return null;
}
