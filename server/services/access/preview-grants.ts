import { numbersLiteral, textsLiteral } from '../../../db/client.ts';
import { type GiveFault, type GrantWish, giveFault } from '../../core/access/delegation.ts';
import type { GrantSpan } from '../../core/access/grants.ts';
import type { GrantPreview } from '../../wire/access.ts';
import type { Ctx } from '../context.ts';
import type { Actor } from './actor.ts';
import { containment } from './grant-parties.ts';
import { homeCondition } from './home-scope.ts';
import type { Scope } from './require-scope.ts';

export type ListedGrant = Omit<GrantWish, 'from'> & { login: string /** Null = from now. */; from: number | null };

/**
 * What would come of giving grants in the order listed, as if those before had been given; nothing is written.
 * @param scope of grant.manage: accounts whose home lies outside are told as not there
 */
export async function previewGrants(ctx: Ctx, actor: Actor, scope: Scope, rows: readonly ListedGrant[]): Promise<GrantPreview[]> {
  const now = ctx.now();
  const params = [textsLiteral([...new Set(rows.map((r) => r.login))])];
  const home = homeCondition(scope, ctx.catalog, 'a', params);
  const accounts = await ctx.db.query<{ id: number; login: string; name: string; version: number; disabled: boolean }>(
    `select a.id, a.login, a.name, a.version, a.disabled_at is not null disabled from account a where a.login = any($1::text::text[]) and ${home}`,
    params,
  );
  const held = await ctx.db.query<GrantSpan & { account: number }>(
    `select account, role, region, department, unmask, from_at "from", until_at until, revoked_at "revokedAt" from access_grant where account = any($1::text::int[])`,
    [numbersLiteral(accounts.map((a) => a.id))],
  );
  const byLogin = new Map(accounts.map((a) => [a.login, { ...a, grants: held.filter((g) => g.account === a.id) as GrantSpan[] }]));
  const giver = { account: actor.kind === 'person' ? actor.id : null, grants: actor.grants };
  const trees = containment(ctx);
  return rows.map((row): GrantPreview => {
    const account = byLogin.get(row.login);
    if (!account) return { account: null, fault: { why: 'account' } };
    const shown = { id: account.id, name: account.name, version: account.version };
    if (!ctx.catalog.tree.has(row.region)) return { account: shown, fault: { why: 'region' } };
    if (row.department !== null && ctx.catalog.departmentName(row.department) === null) return { account: shown, fault: { why: 'department' } };
    const wish: GrantWish = { role: row.role, region: row.region, department: row.department, unmask: row.unmask, from: row.from ?? now, until: row.until };
    const fault: GiveFault | null = giveFault(giver, { account: account.id, disabled: account.disabled, grants: account.grants }, wish, trees, now);
    if (!fault) account.grants.push({ ...wish, revokedAt: null });
    return { account: shown, fault };
  });
}
