const BLANK = /[ \t\r\n]*/y;
const SCALAR = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

/** Offset of the first character at which the text stops being JSON; null when it is JSON. Engines do not always tell. */
export function faultOf(text: string): number | null {
  const value = readValue(text, 0);
  if (value.fault) return value.at;
  const end = skip(text, value.at);
  return end === text.length ? null : end;
}

type Step = { at: number; fault: boolean };
const fail = (at: number): Step => ({ at, fault: true });

function skip(text: string, at: number): number {
  BLANK.lastIndex = at;
  BLANK.test(text);
  return BLANK.lastIndex;
}

function readScalar(text: string, at: number): Step {
  SCALAR.lastIndex = at;
  return SCALAR.test(text) ? { at: SCALAR.lastIndex, fault: false } : fail(at);
}

function readValue(text: string, start: number): Step {
  const at = skip(text, start);
  if (text[at] === '{') return readList(text, at, '}', readMember);
  if (text[at] === '[') return readList(text, at, ']', readValue);
  return readScalar(text, at);
}

function readMember(text: string, start: number): Step {
  const at = skip(text, start);
  if (text[at] !== '"') return fail(at);
  const key = readScalar(text, at);
  if (key.fault) return key;
  const colon = skip(text, key.at);
  return text[colon] === ':' ? readValue(text, colon + 1) : fail(colon);
}

function readList(text: string, start: number, close: string, readEntry: (text: string, at: number) => Step): Step {
  let at = skip(text, start + 1);
  if (text[at] === close) return { at: at + 1, fault: false };
  for (;;) {
    const entry = readEntry(text, at);
    if (entry.fault) return entry;
    at = skip(text, entry.at);
    if (text[at] === close) return { at: at + 1, fault: false };
    if (text[at] !== ',') return fail(at);
    at += 1;
  }
}
