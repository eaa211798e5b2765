import type { Tx } from '../../../db/client.ts';
import { accessTokenHash, newAccessToken } from './session-token.ts';

/** Where a session was begun; the agent is what the browser says of itself, cut. */
export type Origin = { address: string | null; agent: string | null };

export type NewSession = { of: { account: number } | { display: number }; until: number | null; factorAt: number | null; from: Origin };

const AGENT_MOST = 200;
const iso = (at: number) => new Date(at).toISOString();

/** Begins a session under a token that nobody had before. */
export async function openSession(tx: Tx, session: NewSession, now: number): Promise<{ id: number; token: string }> {
  const token = newAccessToken('tgs_');
  const [row] = await tx.query<{ id: number }>(
    `insert into session (token_hash, account, display, created_at, seen_at, until, factor_at, address, agent)
     values ($1, $2, $3, $4::timestamptz, $4::timestamptz, $5::timestamptz, $6::timestamptz, $7, $8) returning id`,
    [
      accessTokenHash(token) as Uint8Array,
      'account' in session.of ? session.of.account : null,
      'display' in session.of ? session.of.display : null,
      iso(now),
      session.until === null ? null : iso(session.until),
      session.factorAt === null ? null : iso(session.factorAt),
      session.from.address,
      session.from.agent?.slice(0, AGENT_MOST) ?? null,
    ],
  );
  if (!row) throw new Error('a session was not written');
  return { id: row.id, token };
}

/** The same session under a fresh token, the old one worth nothing; with `factorAt` it has shown the second factor. */
export async function renewSession(tx: Tx, id: number, factorAt: number | null): Promise<string> {
  const token = newAccessToken('tgs_');
  const rows = await tx.query<{ id: number }>(
    'update session set token_hash = $2, factor_at = coalesce($3::timestamptz, factor_at) where id = $1 and ended_at is null returning id',
    [id, accessTokenHash(token) as Uint8Array, factorAt === null ? null : iso(factorAt)],
  );
  if (rows.length === 0) throw new Error('a session that has ended is not renewed');
  return token;
}

export type EndWhy = 'sign_out' | 'replaced' | 'ended' | 'password' | 'factor' | 'disabled' | 'revoked' | 'administrator' | 'no_grant';

/** Ends open sessions of an account, all or all but one. Returns their ids. */
export async function endAccountSessions(tx: Tx, account: number, but: number | null, why: EndWhy, now: number): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    `update session set ended_at = $3::timestamptz, ended_why = $4 where account = $1 and ended_at is null and id is distinct from $2::int8 returning id`,
    [account, but, iso(now), why],
  );
  return rows.map((r) => r.id);
}

/** Ends one open session; false when it had ended. */
export async function endOneSession(tx: Tx, id: number, why: EndWhy, now: number): Promise<boolean> {
  const rows = await tx.query('update session set ended_at = $2::timestamptz, ended_why = $3 where id = $1 and ended_at is null returning id', [
    id,
    iso(now),
    why,
  ]);
  return rows.length > 0;
}
