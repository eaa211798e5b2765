import { LIST_ENTRY, type Open311Value } from '../wire/open311.ts';
import type { Call, ErrorDocument } from './ports.ts';
import type { Problem } from './problem.ts';

export type Open311Format = 'json' | 'xml';

const TYPES: Readonly<Record<Open311Format, string>> = { json: 'application/json; charset=utf-8', xml: 'text/xml; charset=utf-8' };
/** What a path says by its end goes before what the client accepts; XML is what every client of the specification reads. */
const ENDING = /\.(json|xml)$/;

/** The path without its format, and the format that is asked for. */
export function formatOf(path: string, accept: string | undefined): { path: string; format: Open311Format } {
  const said = ENDING.exec(path)?.[1];
  if (said === 'json' || said === 'xml') return { path: path.slice(0, -said.length - 1), format: said };
  return { path, format: /\bapplication\/json\b/i.test(accept ?? '') ? 'json' : 'xml' };
}

/** A document as it is sent; `root` names its outermost element in XML and is not there in JSON. */
export function documentOf(format: Open311Format, root: string, value: Open311Value): { type: string; text: string } {
  const text = format === 'json' ? JSON.stringify(value) : `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, value)}\n`;
  return { type: TYPES[format], text };
}

export function sendDocument({ req, res }: Call, status: number, { type, text }: { type: string; text: string }): void {
  const body = Buffer.from(text);
  res.writeHead(status, { 'content-type': type, 'content-length': body.length });
  res.end(req.method === 'HEAD' ? undefined : body);
}

/** What went wrong in the shape of the specification: a list, of several faults each by itself. */
export function errorDocument(call: Call, problem: Problem): ErrorDocument {
  const { faults } = problem.extra;
  const said = Array.isArray(faults) ? faults.map(String) : [problem.message];
  const { format } = formatOf(call.path, call.req.headers.accept);
  return documentOf(
    format,
    'errors',
    said.map((description) => ({ code: problem.status, description })),
  );
}

function element(name: string, value: Open311Value): string {
  if (value === null || value === '') return `<${name}/>`;
  return `<${name}>${contentOf(name, value)}</${name}>`;
}

function contentOf(name: string, value: Exclude<Open311Value, null>): string {
  if (typeof value !== 'object') return escaped(String(value));
  if (isList(value)) return value.map((entry) => element(LIST_ENTRY[name] ?? 'item', entry)).join('');
  return Object.entries(value)
    .map(([field, inner]) => element(field, inner))
    .join('');
}

/** Array.isArray does not know lists that are read only. */
const isList = (value: object): value is readonly Open311Value[] => Array.isArray(value);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\r': '&#13;' };

/** Text of an element. Characters that XML 1.0 has no way to say become U+FFFD. */
export function escaped(text: string): string {
  let out = '';
  for (const c of text) out += ENTITIES[c] ?? (isXmlCharacter(c.codePointAt(0) ?? 0) ? c : '\uFFFD');
  return out;
}

function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}
