import type { IncomingMessage, ServerResponse } from 'node:http';
import { ownPath } from '../core/access/next-path.ts';
import type { Permission } from '../core/access/roles.ts';
import type { Actor } from '../services/access/actor.ts';
import { SESSION_COOKIE } from '../services/access/session-token.ts';
import { fromOwnPage } from './own-page.ts';
import { pageAt } from './page-access.ts';
import { Problem } from './problem.ts';
import type { Visit } from './visit.ts';

/** Browsers keep a cookie for 400 days at most: a wall's is set again whenever it is loaded. */
const DISPLAY_COOKIE_S = 400 * 86_400;

export type PageRules = {
  may(actor: Actor, permission: Permission): boolean;
  /** Where an actor's work begins; a display has this page alone. */
  home(actor: Actor): string;
  /** Told of a page that somebody was not let on to. */
  refused(visit: Visit, page: string): void;
};

/** Whether a request reads a page that is open to anybody: nobody has to be found for it. */
export function readsOpenPage(req: IncomingMessage): boolean {
  return (req.method === 'GET' || req.method === 'HEAD') && pageAt((req.url ?? '').split('?')[0] as string).access === 'open';
}

/** Where a request for a page goes on: null to the page itself, else to another path. @throws Problem 403, 405 */
export function pageGate(rules: PageRules, req: IncomingMessage, visit: Visit): string | null {
  const url = req.url ?? '/';
  const path = url.split('?')[0] as string;
  const { page, access } = pageAt(path);
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    if (!fromOwnPage(req)) throw new Problem(403, 'this may be asked by pages of this server only');
    // No page takes anything: changes are procedures.
    throw new Problem(405, 'a page is only read', { headers: { allow: 'GET, HEAD' } });
  }
  if (access === 'open') return null;
  const { actor, needs } = visit;
  if (!actor || needs) {
    const next = path === '/' ? null : ownPath(withoutState(url));
    return next === null ? '/login' : `/login?next=${encodeURIComponent(next)}`;
  }
  const home = rules.home(actor);
  if (path === '/') return home;
  if (actor.kind === 'display') return path === home || path === '/denied' || access === 'signedIn' ? null : home;
  if (access === 'signedIn' || access.some((permission) => rules.may(actor, permission))) return null;
  // Whoever asks for a screen that his work does not have lands where it begins; a page of somebody else's work says so.
  if (path === '/wall' && home !== '/wall') return home;
  rules.refused(visit, page ?? path);
  return `/denied?from=${encodeURIComponent(path)}`;
}

/** Keeps a wall's cookie young. */
export function renewDisplay(visit: Visit): void {
  if (visit.actor?.kind === 'display' && visit.call.token) visit.call.setCookie(SESSION_COOKIE, visit.call.token, { maxAge: DISPLAY_COOKIE_S });
}

export function redirect(res: ServerResponse, location: string): void {
  res.writeHead(303, { location, 'cache-control': 'no-store' }).end();
}

/** A page's address as it is typed: what the router adds for its own fetches is no part of it. */
function withoutState(url: string): string {
  const [path = '', search = ''] = url.split('?');
  const query = new URLSearchParams(search);
  query.delete('_rsc');
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
