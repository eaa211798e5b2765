import { eq } from 'drizzle-orm';
import { feed } from '../../../db/schema/index.ts';
import type { Ctx } from '../context.ts';
import type { FeedRow } from './feed-row.ts';

export type FeedState = 'active' | 'disabled' | 'ended';
export type FoundFeed = { feed: FeedRow; state: FeedState };

/** Whether the feed may send at `now`: a feed ends by itself when its `until` has come. */
export function feedState(row: Pick<FeedRow, 'disabled' | 'until'>, now: number): FeedState {
  if (row.disabled) return 'disabled';
  return row.until !== null && now >= row.until ? 'ended' : 'active';
}

/** The feed of a name, or null. */
export async function findFeedByName(ctx: Ctx, name: string): Promise<FoundFeed | null> {
  const [row] = await ctx.db.orm.select().from(feed).where(eq(feed.name, name));
  return row ? { feed: row, state: feedState(row, ctx.now()) } : null;
}
