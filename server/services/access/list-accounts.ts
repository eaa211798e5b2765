import { textsLiteral } from '../../../db/client.ts';
import type { AccountPage, AccountRow } from '../../wire/access.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { homeCondition } from './home-scope.ts';
import { assertRegion, type Scope } from './require-scope.ts';

export type ListAccounts = {
  /** Part of a login or a name. */
  search: string;
  /** Home in this region's subtree; null = all that the scope holds. */
  region: string | null;
  state: 'all' | AccountRow['state'] | 'no_factor';
  /** Logins after this one. */
  after: string | null;
  limit: number;
};

const STATE = `case when a.disabled_at is not null then 'disabled' when a.must_change then 'must_change' else 'active' end`;
/** `at` is the number of the parameter that holds the instant. */
const columns = (at: number) => {
  const now = `$${at}::text::timestamptz`;
  return `a.id, a.login, a.name, a.region, a.department, ${STATE} state, a.factor_at is not null factor, a.demo, a.oidc_subject is not null unified, a.version,
  a.created_at "createdAt",
  (select max(s.seen_at) from session s where s.account = a.id) "seenAt",
  (select count(*) from session s where s.account = a.id and s.ended_at is null and s.until > ${now}) "openSessions",
  (select coalesce(jsonb_agg(distinct g.role), '[]') from access_grant g where g.account = a.id and g.from_at <= ${now}
    and (g.until_at is null or g.until_at > ${now}) and g.revoked_at is null) roles`;
};

/** Accounts whose home lies in the scope, by login, a page at a time, and how many there are of each state. */
export async function listAccounts(ctx: Ctx, scope: Scope, input: ListAccounts): Promise<AccountPage> {
  const params: string[] = [];
  const where = [homeCondition(scope, ctx.catalog, 'a', params)];
  const param = (value: string) => `$${params.push(value)}::text`;
  if (input.region !== null) {
    assertRegion(scope, ctx.catalog.tree, input.region);
    where.push(`a.region = any(${param(textsLiteral(ctx.catalog.tree.subtree(input.region)))}::text[])`);
  }
  const search = input.search.trim().toLowerCase();
  if (search !== '') {
    const text = param(search);
    where.push(`(strpos(a.login, ${text}) > 0 or strpos(lower(a.name), ${text}) > 0)`);
  }
  const [counts] = await ctx.db.query<AccountPage['counts']>(
    `select count(*) "all", count(*) filter (where ${STATE} = 'active') active, count(*) filter (where ${STATE} = 'must_change') must_change,
       count(*) filter (where ${STATE} = 'disabled') disabled, count(*) filter (where a.factor_at is null and a.disabled_at is null) no_factor
     from account a where ${where.join(' and ')}`,
    params,
  );
  if (input.state === 'no_factor') where.push('a.factor_at is null and a.disabled_at is null');
  else if (input.state !== 'all') where.push(`${STATE} = ${param(input.state)}`);
  if (input.after !== null) where.push(`a.login > ${param(input.after)}`);
  const at = params.push(new Date(ctx.now()).toISOString());
  const rows = await ctx.db.query<AccountRow>(`select ${columns(at)} from account a where ${where.join(' and ')} order by a.login limit $${at + 1}::int`, [
    ...params,
    input.limit + 1,
  ]);
  const page = rows.slice(0, input.limit);
  return {
    rows: page,
    next: rows.length > input.limit ? (page.at(-1)?.login ?? null) : null,
    counts: counts ?? { all: 0, active: 0, must_change: 0, disabled: 0, no_factor: 0 },
  };
}

/** One account. @throws NotFound also when its home lies outside the scope */
export async function readAccount(ctx: Ctx, scope: Scope, id: number): Promise<AccountRow> {
  const params: string[] = [];
  const home = homeCondition(scope, ctx.catalog, 'a', params);
  const at = params.push(new Date(ctx.now()).toISOString());
  const [row] = await ctx.db.query<AccountRow>(`select ${columns(at)} from account a where ${home} and a.id = $${at + 1}::int`, [...params, id]);
  if (!row) throw new NotFound(`there is no account ${id}`);
  return row;
}
