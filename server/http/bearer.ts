import type { IncomingMessage } from 'node:http';
import { Problem } from './problem.ts';

const SCHEME = /^Bearer +([A-Za-z0-9._~+/-]{1,200}=*)$/i;

/** The token of `Authorization: Bearer TOKEN`. @throws Problem 401 */
export function bearerOf(req: IncomingMessage): string {
  const token = SCHEME.exec(req.headers.authorization ?? '')?.[1];
  if (!token) throw unauthorized('send Authorization: Bearer TOKEN');
  return token;
}

export const unauthorized = (detail: string): Problem => new Problem(401, detail, { headers: { 'www-authenticate': 'Bearer' } });
