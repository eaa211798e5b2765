import { type Tx, textsLiteral } from '../../../db/client.ts';
import { DEFAULT_POLICY, type Policy, toPolicy } from '../../core/access/policy.ts';
import { ROLES } from '../../core/access/roles.ts';
import type { PolicyEffect, PolicyVersion } from '../../wire/access.ts';
import type { Ctx } from '../context.ts';
import { OutOfScope } from '../errors.ts';
import type { Scope } from './require-scope.ts';

type Row = { version: number; at: number; by: string | null; note: string; body: unknown };
const DEFAULTS: PolicyVersion = { version: 0, at: null, by: null, note: '', policy: DEFAULT_POLICY };

const toVersion = ({ body, ...row }: Row): PolicyVersion => ({ ...row, policy: toPolicy(body) });

/** The version that holds. */
export async function newestPolicy(tx: Tx): Promise<PolicyVersion> {
  return (await versions(tx, 1))[0] ?? DEFAULTS;
}

/** Versions, newest first, the defaults last; at most `limit`. */
export async function policyHistory(ctx: Ctx, _scope: Scope, limit: number): Promise<PolicyVersion[]> {
  const made = await versions(ctx.db, limit);
  return made.length < limit ? [...made, DEFAULTS] : made;
}

async function versions(tx: Tx, limit: number): Promise<PolicyVersion[]> {
  const rows = await tx.query<Row>(
    `select p.version, p.at, case when p.by = 0 then 'system' else a.login end "by", p.note, p.body
     from policy p left join account a on a.id = p.by order by p.version desc limit $1::int`,
    [limit],
  );
  return rows.map(toVersion);
}

/** @throws OutOfScope for whoever does not hold `policy.manage` for the whole province */
export async function policyEffect(ctx: Ctx, scope: Scope, policy: Policy): Promise<PolicyEffect> {
  assertWhole(ctx, scope);
  const roles = ROLES.filter((role) => policy.factorRoles.includes(role));
  const [row] = await ctx.db.query<PolicyEffect>(
    `with at as (select $1::text::timestamptz now),
       open as (select s.created_at, s.seen_at from session s, at where s.account is not null and s.ended_at is null and s.until > at.now)
     select
       (select count(*) from account a, at where a.disabled_at is null and a.factor_at is null and not a.demo and exists (
          select 1 from access_grant g where g.account = a.id and g.role = any($2::text::text[]) and g.from_at <= at.now
            and (g.until_at is null or g.until_at > at.now) and g.revoked_at is null)) "withoutFactor",
       (select count(*) from open, at where seen_at + make_interval(mins => $3::int) <= at.now or created_at + make_interval(hours => $4::int) <= at.now) "sessionsEnded",
       (select count(*) from open) sessions,
       (select count(*) from account where disabled_at is null and password is not null) passwords,
       (select count(*) from audit a, at where a.at < at.now - make_interval(years => $5::int)) "auditRows"`,
    [new Date(ctx.now()).toISOString(), textsLiteral(roles), policy.idleMinutes, policy.absoluteHours, policy.auditYears],
  );
  if (!row) throw new Error('the count of a policy gave no row');
  return row;
}

/** @throws OutOfScope when the scope is a part of the province only: the policy holds for all of it */
export function assertWhole(ctx: Ctx, scope: Scope): void {
  const whole = scope.parts.some((part) => part.region === ctx.catalog.tree.root && part.departments === null);
  if (!whole) throw new OutOfScope('the policy holds for the whole province, and your grant for a part of it');
}
