import { eq } from 'drizzle-orm';
import { feed } from '../../../db/schema/index.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { newToken, tokenHash } from './token.ts';

/** A new token, returned once; the old one ends at once. @throws NotFound */
export async function rotateFeed(ctx: Ctx, name: string): Promise<string> {
  const token = newToken('tgf_');
  const rows = await ctx.db.orm
    .update(feed)
    .set({ tokenHash: tokenHash(token) })
    .where(eq(feed.name, name))
    .returning({ id: feed.id });
  if (rows.length === 0) throw new NotFound(`there is no feed ${name}`);
  return token;
}
