import type { Db } from '../../../db/client.ts';
import { makeCatalog } from '../../../db/seed/catalog.ts';
import type { GrantSpan } from '../../core/access/grants.ts';
import type { Catalog, Ctx } from '../context.ts';
import type { Actor, Grant } from './actor.ts';

const OFFICES: Record<string, readonly string[]> = { 'd-social': ['d-social', 'd-social-1'], 'd-social-1': ['d-social-1'], 'd-water': ['d-water'] };

/** The province that does not exist, with a department that has an office below it and one beside it; the clock is the test's. */
export function accessWorld(db: Db, now: () => number): Ctx {
  const catalog: Catalog = {
    ...makeCatalog(),
    departmentName: (id: string) => (OFFICES[id] ? `部门${id}` : null),
    departmentsBelow: (id: string) => OFFICES[id] ?? [id],
  } as unknown as Catalog;
  return { db, catalog, now };
}

let made = 0;

/** An account with its grants, written past all rules, and the actor that it signs in as. */
export async function makePerson(
  ctx: Ctx,
  grants: readonly (Partial<GrantSpan> & Pick<GrantSpan, 'role'>)[],
  home: { region?: string; department?: string | null; login?: string; name?: string } = {},
): Promise<Actor & { version: number }> {
  made += 1;
  const { region = ctx.catalog.tree.root, department = null, login = `user-${made}`, name = `测试${made}` } = home;
  const [row] = await ctx.db.query<{ id: number; version: number }>(
    'insert into account (login, name, region, department) values ($1, $2, $3, $4) returning id, version',
    [login, name, region, department],
  );
  if (!row) throw new Error('no account was made');
  const held: Grant[] = [];
  for (const grant of grants) held.push(await makeGrant(ctx, row.id, grant));
  return { kind: 'person', id: row.id, login, name, session: null, address: '192.0.2.7', grants: held, topic: null, version: row.version };
}

/** A grant written past all rules; without a region over the whole province, from a month ago and without end. */
export async function makeGrant(ctx: Ctx, account: number, over: Partial<GrantSpan> & Pick<GrantSpan, 'role'>): Promise<Grant> {
  const grant: GrantSpan = {
    region: ctx.catalog.tree.root,
    department: null,
    unmask: false,
    from: ctx.now() - 30 * 86_400_000,
    until: null,
    revokedAt: null,
    ...over,
  };
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const [row] = await ctx.db.query<{ id: number }>(
    `insert into access_grant (account, role, region, department, unmask, from_at, until_at, revoked_at)
     values ($1, $2, $3, $4, $5, $6::text::timestamptz, $7::text::timestamptz, $8::text::timestamptz) returning id`,
    [account, grant.role, grant.region, grant.department, grant.unmask, iso(grant.from), iso(grant.until), iso(grant.revokedAt)],
  );
  if (!row) throw new Error('no grant was made');
  return { id: row.id, ...grant };
}
