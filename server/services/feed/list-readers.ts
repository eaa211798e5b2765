import { asc } from 'drizzle-orm';
import { reader } from '../../../db/schema/index.ts';
import type { Ctx } from '../context.ts';
import type { ReaderRow } from './feed-row.ts';

/** All readers by name, without their token hashes. */
export async function listReaders(ctx: Ctx): Promise<Omit<ReaderRow, 'tokenHash'>[]> {
  const rows = await ctx.db.orm.select().from(reader).orderBy(asc(reader.name));
  return rows.map(({ tokenHash: _, ...row }) => row);
}
