import { type Tx, textsLiteral } from '../../../db/client.ts';
import { endFault } from '../../core/access/delegation.ts';
import { grantState } from '../../core/access/grants.ts';
import type { GrantPage, GrantRow, GrantTime } from '../../wire/access.ts';
import type { Ctx } from '../context.ts';
import type { Actor } from './actor.ts';
import { containment } from './grant-parties.ts';
import { readAccount } from './list-accounts.ts';
import { assertRegion, departmentsIn, type Scope } from './require-scope.ts';

export type ListGrants = {
  /** Grants that reach this region, from itself and from above. */
  region: string;
  /** The instant at which they are future, active or ended, epoch ms; null = now. */
  at: number | null;
  times: readonly GrantTime[];
  /** Part of a login or a name. */
  search: string;
  offset: number;
  limit: number;
};

type Stored = Omit<GrantRow, 'time' | 'mine' | 'account'> & {
  account: number;
  login: string;
  name: string;
  home: string | null;
  version: number;
  disabled: boolean;
};

const COLUMNS = `g.id, g.account, g.role, g.region, g.department, g.unmask, g.from_at "from", g.until_at until, g.revoked_at "revokedAt", g.origin, g.created_at "createdAt",
  case when g.created_by = 0 then 'system' else (select c.login from account c where c.id = g.created_by) end "createdBy",
  case when g.revoked_by = 0 then 'system' else (select r.login from account r where r.id = g.revoked_by) end "revokedBy",
  a.login, a.name, a.department home, a.version, a.disabled_at is not null disabled`;

/** Whether a grant is future, active or ended at the instant of the parameter. */
const timeAt = (at: string) =>
  `case when (g.revoked_at is not null and g.revoked_at <= ${at}) or (g.until_at is not null and g.until_at <= ${at}) then 'ended' when g.from_at > ${at} then 'future' else 'active' end`;

/**
 * Grants by which somebody sees a region, the highest first, then by role and login; a page at a time. `mine` tells those
 * that the actor may end.
 * @throws OutOfScope when the region lies outside the scope
 */
export async function listGrants(ctx: Ctx, actor: Actor, scope: Scope, input: ListGrants): Promise<GrantPage> {
  const { tree } = ctx.catalog;
  assertRegion(scope, tree, input.region);
  const lineage = [...tree.lineage(input.region)].reverse();
  const params = [new Date(input.at ?? ctx.now()).toISOString(), textsLiteral(lineage)];
  const param = (value: string) => `$${params.push(value)}::text`;
  const where = ['g.region = any($2::text::text[])'];
  const departments = departmentsIn(scope, tree, input.region);
  if (departments !== null) where.push(`g.department = any(${param(textsLiteral(departments))}::text[])`);
  const search = input.search.trim().toLowerCase();
  if (search !== '') {
    const text = param(search);
    where.push(`(strpos(a.login, ${text}) > 0 or strpos(lower(a.name), ${text}) > 0)`);
  }
  const time = timeAt('$1::text::timestamptz');
  const from = `from access_grant g join account a on a.id = g.account where ${where.join(' and ')}`;
  const counts = await countTimes(ctx.db, `select ${time} time, count(*) n ${from} group by 1`, params);
  const shown = param(textsLiteral(input.times));
  const rows = await ctx.db.query<Stored>(
    `select ${COLUMNS} ${from} and ${time} = any(${shown}::text[])
     order by array_position($2::text::text[], g.region), g.role, a.login, g.id limit $${params.length + 1}::int offset $${params.length + 2}::int`,
    [...params, input.limit, input.offset],
  );
  return { rows: rows.map((row) => toGrantRow(ctx, actor, row, input.at ?? ctx.now())), counts, offset: input.offset };
}

/** All grants that one account has or had, newest first. @throws NotFound also when its home lies outside the scope */
export async function accountGrants(ctx: Ctx, actor: Actor, scope: Scope, account: number): Promise<GrantRow[]> {
  await readAccount(ctx, scope, account);
  const rows = await ctx.db.query<Stored>(
    `select ${COLUMNS} from access_grant g join account a on a.id = g.account where g.account = $1::int order by g.from_at desc, g.id desc limit 500`,
    [account],
  );
  return rows.map((row) => toGrantRow(ctx, actor, row, ctx.now()));
}

async function countTimes(tx: Tx, statement: string, params: readonly string[]): Promise<GrantPage['counts']> {
  const counts = { future: 0, active: 0, ended: 0 };
  for (const { time, n } of await tx.query<{ time: GrantTime; n: number }>(statement, params)) counts[time] = n;
  return counts;
}

function toGrantRow(ctx: Ctx, actor: Actor, row: Stored, at: number): GrantRow {
  const { account, login, name, home, version, disabled, ...grant } = row;
  const state = grantState(grant, at);
  const giver = { account: actor.kind === 'person' ? actor.id : null, grants: actor.grants };
  return {
    ...grant,
    account: { id: account, login, name, department: home, version, disabled },
    time: state === 'revoked' ? 'ended' : state,
    mine: endFault(giver, account, grant, containment(ctx), ctx.now()) === null,
  };
}
