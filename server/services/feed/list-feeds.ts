import { asc } from 'drizzle-orm';
import { feed } from '../../../db/schema/index.ts';
import type { Ctx } from '../context.ts';
import type { FeedRow } from './feed-row.ts';
import { type FeedState, feedState } from './find-feed.ts';

/** All feeds by name, without their token hashes. */
export async function listFeeds(ctx: Ctx): Promise<(Omit<FeedRow, 'tokenHash'> & { state: FeedState })[]> {
  const rows = await ctx.db.orm.select().from(feed).orderBy(asc(feed.name));
  const now = ctx.now();
  return rows.map(({ tokenHash: _, ...row }) => ({ ...row, state: feedState(row, now) }));
}
