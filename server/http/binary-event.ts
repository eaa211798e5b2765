import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from './problem.ts';

/**
 * Context attributes of a binary-mode CloudEvent: the ce-* headers, unquoted and percent-decoded once, as the HTTP
 * binding of CloudEvents 1.0 asks. @throws Problem 400 when a header is not percent-encoded UTF-8
 */
export function attributesOf(headers: IncomingHttpHeaders): Record<string, string> {
  const found: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith('ce-') || typeof value !== 'string') continue;
    found.push([name.slice(3), decode(name, value)]);
  }
  return Object.fromEntries(found);
}

export const isBinary = (headers: IncomingHttpHeaders): boolean => headers['ce-specversion'] !== undefined;

function decode(name: string, value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value.trim());
  const plain = quoted ? (quoted[1] as string).replace(/\\(.)/g, '$1') : value.trim();
  if (/[^\x20-\x7e]/.test(plain)) throw new Problem(400, `header ${name} holds bytes that are not percent-encoded`);
  try {
    return decodeURIComponent(plain);
  } catch {
    throw new Problem(400, `header ${name} is not percent-encoded UTF-8`);
  }
}
