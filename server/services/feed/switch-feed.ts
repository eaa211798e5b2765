import { eq } from 'drizzle-orm';
import { feed } from '../../../db/schema/index.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import type { FeedRow } from './feed-row.ts';

/** The feed's events are refused with 403 from now on. @throws NotFound */
export const disableFeed = (ctx: Ctx, name: string): Promise<FeedRow> => switchFeed(ctx, name, true);

/** @throws NotFound */
export const enableFeed = (ctx: Ctx, name: string): Promise<FeedRow> => switchFeed(ctx, name, false);

async function switchFeed(ctx: Ctx, name: string, disabled: boolean): Promise<FeedRow> {
  const [row] = await ctx.db.orm.update(feed).set({ disabled }).where(eq(feed.name, name)).returning();
  if (!row) throw new NotFound(`there is no feed ${name}`);
  return row;
}
