import { eq } from 'drizzle-orm';
import { feed } from '../../../db/schema/index.ts';
import type { Mark } from '../../wire/marks.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import type { FeedRow } from './feed-row.ts';

/** Says of a feed what its records are, wherever its figures are shown. @throws NotFound */
export async function markFeed(ctx: Ctx, id: number, mark: Mark): Promise<FeedRow> {
  const [row] = await ctx.db.orm.update(feed).set({ mark }).where(eq(feed.id, id)).returning();
  if (!row) throw new NotFound(`there is no feed ${id}`);
  return row;
}
