import type { IncomingMessage, ServerResponse } from 'node:http';

export type CookieRules = {
  /** Seconds; absent: until the browser is closed; 0: gone. */
  maxAge?: number;
  /** False lets scripts read it. */
  httpOnly?: boolean;
  path?: string;
};

/** The value of a cookie that the request carries; null without it, and when it comes twice. */
export function cookieOf(req: Pick<IncomingMessage, 'headers'>, name: string): string | null {
  const values = (req.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? (values[0] as string) : null;
}

/** Adds a cookie to the answer: SameSite=Lax, and Secure where the request came encrypted. Name and value are plain tokens. */
export function setCookie(
  req: IncomingMessage,
  res: ServerResponse,
  name: string,
  value: string,
  { maxAge, httpOnly = true, path = '/' }: CookieRules = {},
): void {
  const parts = [`${name}=${value}`, `Path=${path}`, 'SameSite=Lax'];
  if (maxAge !== undefined) parts.push(`Max-Age=${maxAge}`);
  if (httpOnly) parts.push('HttpOnly');
  if (cameEncrypted(req)) parts.push('Secure');
  res.appendHeader('set-cookie', parts.join('; '));
}

/** Whether the browser spoke TLS to whatever stands before this server. */
export function cameEncrypted(req: IncomingMessage): boolean {
  return req.headers['x-forwarded-proto'] === 'https';
}
