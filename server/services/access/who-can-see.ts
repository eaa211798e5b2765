import { textsLiteral } from '../../../db/client.ts';
import { ADMINISTRATORS } from '../../core/access/roles.ts';
import { type Sighted, sightsOf } from '../../core/access/sights.ts';
import type { SightCount, WhoCanSee } from '../../wire/access.ts';
import type { Ctx } from '../context.ts';
import { assertRegion, departmentsIn, type Scope, seesRegion } from './require-scope.ts';

const DAY = 86_400_000;

type Held = Sighted & { department: string | null };

/** A grant holds at the instant of $1, of an account that is not disabled then. */
const HOLDS = `g.from_at <= $1::text::timestamptz and (g.until_at is null or g.until_at > $1::text::timestamptz)
  and (g.revoked_at is null or g.revoked_at > $1::text::timestamptz) and (a.disabled_at is null or a.disabled_at > $1::text::timestamptz)`;

/**
 * Who sees a region at an instant: persons by role, by what they may and by the region that their sight comes from, and
 * displays; and how often callers in it were unmasked, and things taken out of it, in the seven days before. Counts only.
 * @throws OutOfScope when the region lies outside the scope
 */
export async function whoCanSee(ctx: Ctx, scope: Scope, input: { region: string; at: number | null }): Promise<WhoCanSee> {
  const { tree } = ctx.catalog;
  assertRegion(scope, tree, input.region);
  const at = input.at ?? ctx.now();
  const lineage = [...tree.lineage(input.region)].reverse();
  const held = (await heldGrants(ctx, at, lineage)).filter(within(departmentsIn(scope, tree, input.region)));
  const work = held.filter((g) => !ADMINISTRATORS.includes(g.role));
  const [displays] = await ctx.db.query<{ n: number }>(
    `select count(*) n from display where region = any($2::text::text[]) and created_at <= $1::text::timestamptz and (revoked_at is null or revoked_at > $1::text::timestamptz)`,
    [iso(at), textsLiteral(lineage)],
  );
  return {
    region: input.region,
    at,
    ...sightsOf(work, lineage),
    displays: displays?.n ?? 0,
    administrators: new Set(held.filter((g) => ADMINISTRATORS.includes(g.role)).map((g) => g.account)).size,
    lastWeek: await lastWeek(ctx, scope, input.region, at),
  };
}

/** How many persons see each of the regions at an instant; regions outside the scope are left out. */
export async function sightCounts(ctx: Ctx, scope: Scope, input: { regions: readonly string[]; at: number | null }): Promise<SightCount[]> {
  const { tree } = ctx.catalog;
  const regions = input.regions.filter((r) => tree.has(r) && seesRegion(scope, tree, r));
  const above = [...new Set(regions.flatMap((r) => tree.lineage(r)))];
  const byRegion = new Map<string, Held[]>();
  for (const grant of await heldGrants(ctx, input.at ?? ctx.now(), above)) {
    if (ADMINISTRATORS.includes(grant.role)) continue;
    const list = byRegion.get(grant.region);
    if (list) list.push(grant);
    else byRegion.set(grant.region, [grant]);
  }
  return regions.map((region) => {
    const seen = within(departmentsIn(scope, tree, region));
    const people = new Set<number>();
    for (const from of tree.lineage(region)) for (const grant of byRegion.get(from) ?? []) if (seen(grant)) people.add(grant.account);
    return { region, people: people.size };
  });
}

/** Whoever looks after some departments only is told of their grants and of no others. */
const within = (departments: readonly string[] | null) => (grant: { department: string | null }) =>
  departments === null || (grant.department !== null && departments.includes(grant.department));

async function heldGrants(ctx: Ctx, at: number, regions: readonly string[]): Promise<Held[]> {
  return ctx.db.query(
    `select g.account, g.role, g.region, g.department, g.unmask from access_grant g join account a on a.id = g.account
     where g.region = any($2::text::text[]) and ${HOLDS} order by g.account, g.id`,
    [iso(at), textsLiteral(regions)],
  );
}

async function lastWeek(ctx: Ctx, scope: Scope, region: string, at: number): Promise<WhoCanSee['lastWeek']> {
  const departments = departmentsIn(scope, ctx.catalog.tree, region);
  const params = [iso(at - 7 * DAY), iso(at), textsLiteral(ctx.catalog.tree.subtree(region)), textsLiteral(departments ?? [])];
  const here = `region = any($3::text::text[]) and ${departments === null ? '$4::text is not null' : 'department = any($4::text::text[])'}`;
  const span = 'at > $1::text::timestamptz and at <= $2::text::timestamptz';
  const [row] = await ctx.db.query<WhoCanSee['lastWeek']>(
    `select (select count(*) from unmask where ${here} and ${span}) unmasks, (select count(distinct account) from unmask where ${here} and ${span}) "unmaskedBy",
       count(*) exports, count(distinct (actor_kind, actor)) "exportedBy"
     from audit where ${here} and ${span} and result = 'ok' and action ~ '[.]export(ed)?$'`,
    params,
  );
  return row ?? { unmasks: 0, unmaskedBy: 0, exports: 0, exportedBy: 0 };
}

const iso = (at: number) => new Date(at).toISOString();
