import type { Actor } from '../access/actor.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';

/** Ends the account's own open unmaskings of one ticket before their time. Returns how many there were. */
export function remaskCaller(ctx: Ctx, actor: Actor, ticket: number): Promise<{ ended: number }> {
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const rows = await tx.query<{ id: number; region: string; department: string | null }>(
      `update unmask set until = $3::timestamptz where account = $1 and case_id = $2 and until > $3::timestamptz returning id, region, department`,
      [actor.id, ticket, new Date(now).toISOString()],
    );
    for (const row of rows) {
      const { id, region, department } = row;
      await writeAudit(
        tx,
        actor,
        { action: 'person.remasked', result: 'ok', object: { kind: 'ticket', id: ticket }, region, department, detail: { unmask: id } },
        now,
      );
    }
    return { ended: rows.length };
  });
}
