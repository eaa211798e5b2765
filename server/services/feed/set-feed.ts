import { eq } from 'drizzle-orm';
import { feed } from '../../../db/schema/index.ts';
import type { Ctx } from '../context.ts';
import { Invalid, NotFound } from '../errors.ts';
import { checkPapers, type FeedPapers } from './feed-input.ts';
import type { FeedRow } from './feed-row.ts';

/** Changes the papers that are given; name, kind and token stay. @throws Invalid, NotFound */
export async function setFeed(ctx: Ctx, name: string, papers: FeedPapers): Promise<FeedRow> {
  checkPapers(ctx, papers);
  const given = Object.fromEntries(Object.entries(papers).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) throw new Invalid('nothing to set');
  const [row] = await ctx.db.orm.update(feed).set(given).where(eq(feed.name, name)).returning();
  if (!row) throw new NotFound(`there is no feed ${name}`);
  return row;
}
