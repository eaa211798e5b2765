import { and, eq } from 'drizzle-orm';
import { reader } from '../../../db/schema/index.ts';
import type { Ctx } from '../context.ts';
import type { ReaderRow } from './feed-row.ts';
import { tokenHash } from './token.ts';

/** The reader of a token, or null when nobody has it or it was disabled. */
export async function findReader(ctx: Ctx, token: string): Promise<ReaderRow | null> {
  if (!token.startsWith('tgr_')) return null;
  const [row] = await ctx.db.orm
    .select()
    .from(reader)
    .where(and(eq(reader.tokenHash, tokenHash(token)), eq(reader.disabled, false)));
  return row ?? null;
}
