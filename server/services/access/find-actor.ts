import { grantState, nextChange } from '../../core/access/grants.ts';
import type { Role } from '../../core/access/roles.ts';
import { type SessionNeeds, sessionEnd, sessionNeeds } from '../../core/access/session-limits.ts';
import type { Ctx } from '../context.ts';
import type { Actor, Grant } from './actor.ts';
import { readPolicy } from './read-policy.ts';
import { accessTokenHash } from './session-token.ts';

/** Where a request came from, and whether it is a sign of the person (and not the page's own polling). */
export type Seen = { address: string | null; agent: string | null; active: boolean };

export type FoundActor = {
  /** Without grants as long as the session `needs` something, so that nothing can be reached by it. */
  actor: Actor;
  /** Earliest of idle end, absolute end and the next change of a grant, in epoch ms; Infinity for a display. */
  validUntil: number;
  /** What is lacking: only the session's own procedures may be used until it is given. */
  needs: SessionNeeds;
};

/** A sign of the person is written down at most so often. */
const TOUCH_MS = 60_000;

type Row = {
  id: number;
  seenAt: number;
  until: number | null;
  shownAt: number | null;
  account: number | null;
  login: string | null;
  name: string | null;
  mustChange: boolean | null;
  enrolledAt: number | null;
  demo: boolean | null;
  grants: Grant[] | null;
  display: number | null;
  displayName: string | null;
  topic: string | null;
  region: string | null;
  displayAt: number | null;
};

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::int8`;

const FIND = `
  select s.id, s.seen_at "seenAt", s.until, s.factor_at "shownAt",
    a.id account, a.login, a.name, a.must_change "mustChange", a.factor_at "enrolledAt", a.demo,
    (select jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'region', g.region, 'department', g.department, 'unmask', g.unmask,
        'from', ${ms('g.from_at')}, 'until', ${ms('g.until_at')}, 'revokedAt', null) order by g.id)
      from access_grant g where g.account = a.id and g.revoked_at is null and (g.until_at is null or g.until_at > $2::timestamptz)) grants,
    d.id display, d.name "displayName", d.topic, d.region, d.created_at "displayAt"
  from session s
    left join account a on a.id = s.account and a.disabled_at is null
    left join display d on d.id = s.display and d.revoked_at is null
  where s.token_hash = $1 and s.ended_at is null`;

/**
 * Who holds this session's token. Null when there is no such session, it has ended or run out, or its account is
 * disabled or its display revoked.
 */
export async function findActor(ctx: Ctx, token: string, seen: Seen): Promise<FoundActor | null> {
  const hash = accessTokenHash(token);
  if (!hash) return null;
  const now = ctx.now();
  const [row] = await ctx.db.query<Row>(FIND, [hash, new Date(now).toISOString()]);
  if (!row) return null;
  if (row.display !== null) return display(ctx, row, seen, now);
  if (row.account === null) return null;
  const policy = await readPolicy(ctx);
  const times = { kind: 'person', seenAt: row.seenAt, until: row.until } as const;
  if (sessionEnd(times, policy) <= now) return null;
  const touch = seen.active && now - row.seenAt >= TOUCH_MS;
  if (touch) await touchSession(ctx, row.id, now);
  const grants = row.grants ?? [];
  const roles: Role[] = grants.filter((g) => grantState(g, now) === 'active').map((g) => g.role);
  const state = { mustChange: row.mustChange === true, enrolled: row.enrolledAt !== null, shown: row.shownAt !== null, roles };
  // The demo's accounts are entered by a button: there is nothing that they could show.
  const needs = row.demo ? null : sessionNeeds(state, policy);
  const end = sessionEnd({ ...times, seenAt: touch ? now : row.seenAt }, policy);
  return {
    actor: {
      kind: 'person',
      id: row.account,
      login: row.login ?? '',
      name: row.name ?? '',
      session: row.id,
      address: seen.address,
      grants: needs ? [] : grants,
      topic: null,
    },
    validUntil: Math.min(end, nextChange(grants, now) ?? Number.POSITIVE_INFINITY),
    needs,
  };
}

/** A wall sees totals of its region and no more than a leader's; its credential ends by revocation alone. */
async function display(ctx: Ctx, row: Row, seen: Seen, now: number): Promise<FoundActor> {
  if (now - row.seenAt >= TOUCH_MS) await touchSession(ctx, row.id, now);
  const grant: Grant = {
    id: 0,
    role: 'leader',
    region: row.region ?? '',
    department: null,
    unmask: false,
    from: row.displayAt ?? 0,
    until: null,
    revokedAt: null,
  };
  return {
    actor: {
      kind: 'display',
      id: row.display ?? 0,
      login: row.displayName ?? '',
      name: row.displayName ?? '',
      session: row.id,
      address: seen.address,
      grants: [grant],
      topic: row.topic,
    },
    validUntil: Number.POSITIVE_INFINITY,
    needs: null,
  };
}

/** Never backwards, and not after the end: two requests of one moment write once. */
async function touchSession(ctx: Ctx, session: number, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  const before = new Date(now - TOUCH_MS).toISOString();
  await ctx.db.query('update session set seen_at = $2::timestamptz where id = $1 and ended_at is null and seen_at <= $3::timestamptz', [session, at, before]);
}
