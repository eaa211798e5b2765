import { numbersLiteral, type Tx } from '../../../db/client.ts';
import type { Containment, Giver, Holder } from '../../core/access/delegation.ts';
import type { Catalog, Ctx } from '../context.ts';
import { Conflict, NotFound } from '../errors.ts';
import type { Actor, Grant } from './actor.ts';
import { departmentsIn, type Scope, seesRegion } from './require-scope.ts';

/** Who gives or takes and who holds, as the database has them now, their account rows locked. */
export type Parties = { giver: Giver; holder: Omit<Holder, 'grants'> & { grants: readonly Grant[] }; version: number };

type AccountRow = { id: number; region: string; department: string | null; version: number; disabledAt: number | null };

/**
 * Locks the holder's account and the actor's own, in the order of their ids, and reads the grants of both: an actor whose
 * last grant was taken a moment ago gives nothing any more, and two who end each other's do it one after the other.
 * @throws NotFound when the account is not there or its home lies outside `scope`
 * @throws Conflict when the account is no longer at `version`, with who changed it and when
 */
export async function lockParties(tx: Tx, catalog: Catalog, actor: Actor, scope: Scope, asked: { account: number; version: number }): Promise<Parties> {
  const own = actor.kind === 'person' ? actor.id : null;
  const ids = [...new Set([asked.account, ...(own === null ? [] : [own])])];
  const accounts = await tx.query<AccountRow>(
    `select id, region, department, version, disabled_at "disabledAt" from account where id = any($1::text::int[]) order by id for update`,
    [numbersLiteral(ids)],
  );
  const account = accounts.find((a) => a.id === asked.account);
  if (!account || !isHome(scope, catalog, account)) throw new NotFound(`there is no account ${asked.account}`);
  if (account.version !== asked.version) throw await changedBefore(tx, account.id);
  const grants = await tx.query<Grant & { account: number }>(
    `select id, account, role, region, department, unmask, from_at "from", until_at "until", revoked_at "revokedAt"
     from access_grant where account = any($1::text::int[]) order by id`,
    [numbersLiteral(ids)],
  );
  const giverIsOut = accounts.some((a) => a.id === own && a.disabledAt !== null);
  return {
    giver: { account: own, grants: giverIsOut ? [] : grants.filter((g) => g.account === own) },
    holder: { account: account.id, disabled: account.disabledAt !== null, grants: grants.filter((g) => g.account === account.id) },
    version: account.version,
  };
}

/** Whether the scope looks after accounts of this home. */
export function isHome(scope: Scope, { tree }: Pick<Catalog, 'tree'>, home: { region: string; department: string | null }): boolean {
  if (!seesRegion(scope, tree, home.region)) return false;
  const departments = departmentsIn(scope, tree, home.region);
  return departments === null || (home.department !== null && departments.includes(home.department));
}

/** The account is at a new version; the number is returned. */
export async function raiseVersion(tx: Tx, account: number, version: number): Promise<number> {
  const rows = await tx.query<{ version: number }>('update account set version = version + 1 where id = $1 and version = $2 returning version', [
    account,
    version,
  ]);
  if (!rows[0]) throw await changedBefore(tx, account);
  return rows[0].version;
}

/** Who lost is told who won: the newest change of the account that the audit holds. */
export async function changedBefore(tx: Tx, account: number): Promise<Conflict> {
  const [last] = await tx.query<{ login: string; at: number }>(
    `select actor_login login, at from audit where object_kind = 'account' and object_id = $1 and result = 'ok' and action ~ '^(grant|account|password|factor)[.]'
     order by at desc, id desc limit 1`,
    [String(account)],
  );
  const who = last ? ` by ${last.login} at ${new Date(last.at).toISOString()}` : '';
  return new Conflict(`account ${account} was changed${who} after you read it`);
}

/** By which trees a grant lies in another. */
export function containment(ctx: Pick<Ctx, 'catalog'>): Containment {
  const { tree, departmentsBelow } = ctx.catalog;
  return { region: (a, r) => tree.contains(a, r), department: (a, d) => departmentsBelow(a).includes(d) };
}
