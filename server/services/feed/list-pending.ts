import { type FeedPlace, type Scope, seesFeed } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import type { PendingKind } from './pending-codes.ts';

/** A code that waits for registration; `code` is empty for all further ones of its feed. Instants are arrivals, epoch ms. */
export type PendingRow = { feed: number; feedName: string; kind: PendingKind; code: string; events: number; firstGot: number; lastGot: number };
export type PendingFilter = { feed?: string; kind?: PendingKind; limit?: number };

/** Unknown codes that feeds in scope named, the newest first, at most `limit` (200); `total` counts them all. */
export async function listPending(ctx: Ctx, scope: Scope, { feed, kind, limit = 200 }: PendingFilter = {}): Promise<{ rows: PendingRow[]; total: number }> {
  const all = await ctx.db.query<PendingRow & FeedPlace>(
    `select p.feed, f.name as "feedName", f.region, f.department, p.kind, p.code, p.events, p.first_got as "firstGot", p.last_got as "lastGot"
     from pending_code p join feed f on f.id = p.feed where ($1::text is null or f.name = $1) and ($2::text is null or p.kind = $2)
     order by p.last_got desc, p.events desc, f.name, p.kind, p.code`,
    [feed ?? null, kind ?? null],
  );
  const seen = all.filter((r) => seesFeed(scope, ctx.catalog.tree, r));
  return { rows: seen.slice(0, limit).map(({ region: _, department: __, ...row }) => row), total: seen.length };
}
