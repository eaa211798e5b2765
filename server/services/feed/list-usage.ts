import { type FeedPlace, type Scope, servesScope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';

export type FeedUsage = { feed: number; name: string; month: string; accepted: number; duplicate: number; rejected: number };

/** Events by feed that serves the scope and month (YYYY-MM-01), newest month first; `from` and `to` are months, both included. */
export async function listUsage(ctx: Ctx, scope: Scope, { feed, from, to }: { feed?: number; from?: string; to?: string } = {}): Promise<FeedUsage[]> {
  const rows = await ctx.db.query<FeedUsage & FeedPlace>(
    `select u.feed, f.name, f.region, f.department, u.month, u.accepted, u.duplicate, u.rejected from feed_usage u join feed f on f.id = u.feed
     where ($1::int is null or u.feed = $1::int) and ($2::date is null or u.month >= $2::date) and ($3::date is null or u.month <= $3::date)
     order by u.month desc, f.name`,
    [feed ?? null, from ?? null, to ?? null],
  );
  return rows.filter((r) => servesScope(scope, ctx.catalog.tree, r)).map(({ region: _, department: __, ...usage }) => usage);
}
