import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { homeOf, ownPath } from '../core/access/next-path.ts';
import type { OidcClient, OidcIdentity } from '../services/access/oidc-client.ts';
import { OidcRefused } from '../services/access/oidc-sign-in.ts';
import { SESSION_COOKIE } from '../services/access/session-token.ts';
import type { SignedIn, SignInFrom } from '../services/access/sign-in.ts';
import { ServiceError, Unauthorized } from '../services/errors.ts';
import { cameEncrypted, cookieOf, setCookie } from './cookies.ts';
import type { Call, Door } from './ports.ts';
import { exactly } from './ports.ts';
import { openCookie, sealCookie } from './sealed-cookie.ts';

/** What the doors of the identity platform stand on; made by main.ts where OIDC_ISSUER is set. */
export type OidcPorts = {
  client: OidcClient;
  /** As registered at the platform; null: on the host that was asked. */
  redirectUri: string | null;
  secret: string;
  now(): number;
  addressOf(req: IncomingMessage): string | null;
  signIn(identity: OidcIdentity, from: SignInFrom): Promise<SignedIn>;
  /** Counts a callback against its address. @throws Limited */
  takeTry(address: string | null): Promise<void>;
  /** Writes down a callback that was refused before anybody was known. */
  refused(from: SignInFrom, why: string): Promise<void>;
};

const COOKIE = 'tongguan_oidc';
const PATH = '/auth/oidc';
const CALLBACK = `${PATH}/callback`;
/** How long somebody may take at the platform. */
const PENDING_S = 600;

const Pending = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), redirect: z.string(), next: z.string().nullable(), at: z.number() });

/** /auth/oidc/start sends the browser to the platform, /auth/oidc/callback is where it comes back. Both are page loads. */
export function oidcDoors(ports: OidcPorts): Door[] {
  return [
    { name: 'oidc', methods: ['GET'], access: 'open', match: exactly(`${PATH}/start`), handle: (call) => start(ports, call) },
    { name: 'oidc', methods: ['GET'], access: 'open', match: exactly(CALLBACK), handle: (call) => callback(ports, call) },
  ];
}

async function start(ports: OidcPorts, { req, res, query }: Call): Promise<void> {
  const next = ownPath(query.get('next'));
  const redirect = ports.redirectUri ?? `${cameEncrypted(req) ? 'https' : 'http'}://${req.headers.host}${CALLBACK}`;
  try {
    const { url, pending } = await ports.client.begin(redirect);
    setCookie(req, res, COOKIE, sealCookie(ports.secret, 'oidc', { ...pending, redirect, next, at: ports.now() }), { maxAge: PENDING_S, path: PATH });
    goTo(res, url);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    backToSignIn(res, 'unavailable', next);
  }
}

async function callback(ports: OidcPorts, { req, res }: Call): Promise<void> {
  const opened = Pending.safeParse(openCookie(ports.secret, 'oidc', cookieOf(req, COOKIE)));
  setCookie(req, res, COOKIE, '', { maxAge: 0, path: PATH });
  // Nobody who began here: a link of a stranger, or a tab that was left open.
  if (!opened.success || opened.data.at + PENDING_S * 1000 < ports.now()) return backToSignIn(res, 'expired', null);
  const { redirect, next, at: _at, ...pending } = opened.data;
  const agent = req.headers['user-agent'] ?? null;
  const from: SignInFrom = { address: ports.addressOf(req), agent, token: cookieOf(req, SESSION_COOKIE) };
  try {
    await ports.takeTry(from.address);
    const current = new URL(redirect);
    current.search = new URL(req.url ?? '', redirect).search;
    const signed = await ports.signIn(await ports.client.finish(current, pending), from);
    setCookie(req, res, SESSION_COOKIE, signed.token);
    const to = next ?? homeOf(signed.roles);
    goTo(res, signed.needs ? `/login?next=${encodeURIComponent(to)}` : to);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error instanceof Unauthorized && !(error instanceof OidcRefused)) await ports.refused(from, error.message.split(': ')[1] ?? 'refused');
    backToSignIn(
      res,
      error instanceof OidcRefused ? error.why : error.code === 'UNAUTHORIZED' ? 'refused' : error.code === 'LIMITED' ? 'wait' : 'unavailable',
      next,
    );
  }
}

/** 303: whatever the method was, the next is a GET. */
function goTo(res: ServerResponse, location: string): void {
  res.writeHead(303, { location }).end();
}

function backToSignIn(res: ServerResponse, why: string, next: string | null): void {
  goTo(res, `/login?${new URLSearchParams({ oidc: why, ...(next ? { next } : {}) })}`);
}
