import { eq } from 'drizzle-orm';
import { reader } from '../../../db/schema/index.ts';
import { SYSTEM } from '../access/actor.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';

/** The reader's token opens nothing from now on. @throws NotFound */
export async function disableReader(ctx: Ctx, name: string, actor: AuditActor = SYSTEM): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.orm.update(reader).set({ disabled: true }).where(eq(reader.name, name)).returning({ region: reader.region });
    if (!row) throw new NotFound(`there is no reader ${name}`);
    await writeAudit(tx, actor, { action: 'reader.disabled', result: 'ok', object: { kind: 'reader', id: name }, region: row.region }, ctx.now());
  });
}
