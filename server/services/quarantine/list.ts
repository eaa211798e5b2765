import { type FeedPlace, type Scope, seesFeed } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';

export type HeldEvent = {
  id: number;
  feed: number;
  feedName: string;
  /** Epoch ms of arrival. */
  got: number;
  code: string;
  message: string;
  /** Redacted copy. */
  event: unknown;
  /** Whether the original is in the vault. */
  sealed: boolean;
  waits: { source: string; id: string } | null;
  state: 'held' | 'replayed' | 'dropped';
  settledAt: number | null;
};

export type QuarantineFilter = { feed?: string; code?: string; state?: HeldEvent['state']; before?: number; limit?: number };

/** Newest first, at most `limit` (100, no more than 1,000); the next page starts before the last id. */
export async function listQuarantine(ctx: Ctx, { feed, code, state = 'held', before, limit = 100 }: QuarantineFilter = {}): Promise<HeldEvent[]> {
  const rows = await ctx.db.query<Omit<HeldEvent, 'waits'> & { waitsSource: string | null; waitsId: string | null }>(
    `select q.id, q.feed, f.name as "feedName", q.got, q.code, q.message, q.event, q.person is not null as sealed,
       q.waits_source as "waitsSource", q.waits_id as "waitsId", q.state, q.settled_at as "settledAt"
     from quarantine q join feed f on f.id = q.feed
     where q.state = $1 and ($2::text is null or f.name = $2) and ($3::text is null or q.code = $3) and ($4::int8 is null or q.id < $4::int8)
     order by q.id desc limit $5::int`,
    [state, feed ?? null, code ?? null, before ?? null, Math.min(Math.max(1, limit), 1_000)],
  );
  return rows.map(({ waitsSource, waitsId, ...row }) => ({
    ...row,
    waits: waitsSource !== null && waitsId !== null ? { source: waitsSource, id: waitsId } : null,
  }));
}

export type HeldCount = { feed: number; feedName: string; code: string; held: number; overdue: number };
const OVERDUE_MS = 86_400_000;

/** How many events are held, by feed in scope and code, and how many of them wait for a reference since more than a day. */
export async function countQuarantine(ctx: Ctx, scope: Scope): Promise<HeldCount[]> {
  const rows = await ctx.db.query<HeldCount & FeedPlace>(
    `select q.feed, f.name as "feedName", f.region, f.department, q.code, count(*) held, count(*) filter (where q.waits_id is not null and q.got < $1::timestamptz) overdue
     from quarantine q join feed f on f.id = q.feed where q.state = 'held' group by 1, 2, 3, 4, 5 order by 2, 5`,
    [new Date(ctx.now() - OVERDUE_MS).toISOString()],
  );
  return rows.filter((r) => seesFeed(scope, ctx.catalog.tree, r)).map(({ region: _, department: __, ...count }) => count);
}

/** The same over all feeds as two numbers, for whoever watches the process: no region and no name in it. */
export async function totalQuarantine(ctx: Ctx): Promise<{ held: number; overdue: number }> {
  const [row] = await ctx.db.query<{ held: number; overdue: number }>(
    `select count(*) held, count(*) filter (where waits_id is not null and got < $1::timestamptz) overdue from quarantine where state = 'held'`,
    [new Date(ctx.now() - OVERDUE_MS).toISOString()],
  );
  return row ?? { held: 0, overdue: 0 };
}
