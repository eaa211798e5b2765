import { eq } from 'drizzle-orm';
import { feed } from '../../../db/schema/index.ts';
import type { Ctx } from '../context.ts';
import type { FeedRow } from './feed-row.ts';
import { tokenHash } from './token.ts';

export type FeedState = 'active' | 'disabled' | 'ended';
export type FoundFeed = { feed: FeedRow; state: FeedState };

/** Whether the feed may send at `now`: a feed ends by itself when its `until` has come. */
export function feedState(row: Pick<FeedRow, 'disabled' | 'until'>, now: number): FeedState {
  if (row.disabled) return 'disabled';
  return row.until !== null && now >= row.until ? 'ended' : 'active';
}

/** The feed of a token, or null for a token that nobody has. */
export async function findFeed(ctx: Ctx, token: string): Promise<FoundFeed | null> {
  if (!token.startsWith('tgf_')) return null;
  return found(
    ctx,
    await ctx.db.orm
      .select()
      .from(feed)
      .where(eq(feed.tokenHash, tokenHash(token))),
  );
}

/** The feed of a name, or null. */
export async function findFeedByName(ctx: Ctx, name: string): Promise<FoundFeed | null> {
  return found(ctx, await ctx.db.orm.select().from(feed).where(eq(feed.name, name)));
}

function found(ctx: Ctx, [row]: FeedRow[]): FoundFeed | null {
  return row ? { feed: row, state: feedState(row, ctx.now()) } : null;
}
