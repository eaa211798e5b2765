import { eq } from 'drizzle-orm';
import { reader } from '../../../db/schema/index.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';

/** The reader's token opens nothing from now on. @throws NotFound */
export async function disableReader(ctx: Ctx, name: string): Promise<void> {
  const rows = await ctx.db.orm.update(reader).set({ disabled: true }).where(eq(reader.name, name)).returning({ id: reader.id });
  if (rows.length === 0) throw new NotFound(`there is no reader ${name}`);
}
