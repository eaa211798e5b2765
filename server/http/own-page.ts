import type { IncomingMessage } from 'node:http';

/**
 * Browsers say where a request comes from, by Sec-Fetch-Site or at least by Origin, and no page can forge it. A program
 * that says neither carries nobody's cookies.
 */
export function fromOwnPage(req: IncomingMessage): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const origin = req.headers.origin;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === req.headers.host;
}
