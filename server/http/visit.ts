import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Asker, Call } from '../api/context.ts';
import { clientAddress } from '../core/access/client-address.ts';
import type { FoundActor, Seen } from '../services/access/find-actor.ts';
import { SESSION_COOKIE } from '../services/access/session-token.ts';
import { cookieOf, setCookie } from './cookies.ts';

/** One request and who makes it; nobody without a session that holds. */
export type Visit = Asker & { call: Call };
export type FindActor = (token: string, seen: Seen) => Promise<FoundActor | null>;
export type Visits = (req: IncomingMessage, res: ServerResponse) => Promise<Visit>;

/** Where a request comes from. */
export function addressOf(req: IncomingMessage): string | null {
  return clientAddress(req.socket.remoteAddress, req.headers['x-forwarded-for']);
}

/**
 * Whether a request is a sign of the person: a page that was opened, a change, or a read of a page whose keys or pointer
 * moved within the last minute. What a page asks by itself, or fetches ahead, keeps no session alive.
 */
function isActive(req: IncomingMessage): boolean {
  if (req.method !== 'GET' && req.method !== 'HEAD') return true;
  if (req.headers['x-active'] !== undefined) return req.headers['x-active'] === '1';
  return !(req.url ?? '').startsWith('/api/') && req.headers['next-router-prefetch'] === undefined && req.headers['sec-purpose'] === undefined;
}

/** Finds who asks, once a request. @throws what the database throws */
export function makeVisits(find: FindActor): Visits {
  const known = new WeakMap<IncomingMessage, Promise<Visit>>();
  const look = async (req: IncomingMessage, res: ServerResponse): Promise<Visit> => {
    const token = cookieOf(req, SESSION_COOKIE);
    const agent = req.headers['user-agent']?.slice(0, 300) ?? null;
    const seen = { address: addressOf(req), agent, active: isActive(req) };
    const found = token === null ? null : await find(token, seen);
    const call: Call = { ...seen, token, setCookie: (name, value, options) => setCookie(req, res, name, value, options) };
    return { actor: found?.actor ?? null, needs: found?.needs ?? null, call };
  };
  return (req, res) => {
    let visit = known.get(req);
    if (!visit) {
      visit = look(req, res);
      known.set(req, visit);
    }
    return visit;
  };
}
