import type { BrowserContext, Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { tongguan } from '../fixtures/feed.ts';
import type { ProductServer } from '../fixtures/server.ts';

export type Role =
  | 'operator'
  | 'dispatcher'
  | 'unit_handler'
  | 'supervisor'
  | 'leader'
  | 'steward'
  | 'chief_data_officer'
  | 'system_admin'
  | 'security_admin'
  | 'audit_admin';
export type Who = { role: Role; region?: string; department?: string };

const COOKIE = 'tongguan_session';
const PASSWORD = 'lantern quay 47 orchard';

/** Sessions by server and who: an account is made and signed in once, by the ways that everybody has. */
const sessions = new Map<string, Promise<string>>();

/**
 * The session of somebody with one role. On a demo's server its own account is entered by its button; elsewhere an account
 * is made by the command line and takes its first steps: the one-time password, its own, a second factor.
 */
export function sessionOf(server: ProductServer, who: Who = { role: 'operator' }): Promise<string> {
  const key = JSON.stringify([server.dataDir, who]);
  let session = sessions.get(key);
  if (!session) {
    session = server.env.DEMO === '1' && !who.region ? enterDemo(server, who.role) : enrol(server, who);
    sessions.set(key, session);
  }
  return session;
}

/** Puts the session into the browser, so that what it opens next is opened by that person. */
export async function enter(browser: BrowserContext | Page, server: ProductServer, who?: Who): Promise<void> {
  const context = 'addCookies' in browser ? browser : browser.context();
  await context.addCookies([{ name: COOKIE, value: await sessionOf(server, who), url: server.url, httpOnly: true, sameSite: 'Lax' }]);
}

export type Called<T> = { status: number; data: T | undefined; code: string | undefined; session: string | null };

/** Calls a procedure as a program does, with a session or without; `session` is the one that the answer set. */
export async function callProcedure<T = unknown>(
  url: string,
  path: string,
  { input, session, change = false }: { input?: unknown; session?: string | null; change?: boolean } = {},
): Promise<Called<T>> {
  const json = JSON.stringify({ json: input ?? null, ...(input === undefined ? { meta: { values: ['undefined'] } } : {}) });
  const headers: Record<string, string> = { 'content-type': 'application/json', ...(session ? { cookie: `${COOKIE}=${session}` } : {}) };
  const response = change
    ? await fetch(`${url}/api/trpc/${path}`, { method: 'POST', headers, body: json })
    : await fetch(`${url}/api/trpc/${path}?input=${encodeURIComponent(json)}`, { headers });
  const body = (await response.json()) as { result?: { data: { json: T } }; error?: { json: { data: { code: string } } } };
  const set = response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${COOKIE}=`));
  return {
    status: response.status,
    data: body.result?.data.json,
    code: body.error?.json?.data?.code,
    session: set?.slice(COOKIE.length + 1).split(';')[0] ?? null,
  };
}

async function change<T>(server: ProductServer, path: string, input: unknown, session: string | null): Promise<{ data: T; session: string | null }> {
  const answer = await callProcedure<T>(server.url, path, { input, session, change: true });
  if (answer.data === undefined) throw new Error(`${path} was refused: ${answer.status} ${answer.code}`);
  return { data: answer.data, session: answer.session ?? session };
}

async function enterDemo(server: ProductServer, role: Role): Promise<string> {
  const { session } = await change(server, 'session.signInDemo', { login: `demo-${role.replaceAll('_', '-')}` }, null);
  return session ?? '';
}

let count = 0;

async function enrol(server: ProductServer, { role, region, department }: Who): Promise<string> {
  const login = `${role.replaceAll('_', '-')}-${++count}`;
  const place = [...(region ? ['--region', region] : []), ...(department ? ['--department', department] : [])];
  const printed = await tongguan(server, ['user', 'create', login, '--role', role, '--name', login, ...place]);
  const first = printed.trim().split('\n').at(-1)?.trim() ?? '';
  let { session } = await change(server, 'session.signIn', { login, password: first }, null);
  ({ session } = await change(server, 'session.changePassword', { current: first, next: PASSWORD }, session));
  const offer = await change<{ secret: string; enrolment: string }>(server, 'session.offerFactor', undefined, session);
  const code = new TOTP({ secret: Secret.fromBase32(offer.data.secret) }).generate();
  ({ session } = await change(server, 'session.confirmFactor', { enrolment: offer.data.enrolment, code }, session));
  return session ?? '';
}
