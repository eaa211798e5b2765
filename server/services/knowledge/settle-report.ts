import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { assertMayEdit, cleanText, type Place } from './internal.ts';
import { isVisible } from './visible.ts';

export type SettleReport = { report: number; accept: boolean; reason: string };

type Waiting = Place & { entry: number; state: string; settledBy: string | null; settledAt: number | null };

/**
 * Accepts a report or declines it with a reason. The entry itself is changed by its own verb.
 * @throws Forbidden, NotFound, OutOfScope, Invalid when declined without a reason, Conflict with who settled it and when
 */
export async function settleReport(ctx: Ctx, actor: Actor, input: SettleReport): Promise<void> {
  const scope = requireScope(ctx, actor, 'knowledge.edit');
  const reason = cleanText(input.reason.trim()).text;
  if (!input.accept && reason === '') throw new Invalid('who declines says why');
  const now = ctx.now();
  await ctx.db.transaction(async (tx) => {
    const [report] = await tx.query<Waiting>(
      `select r.entry, r.state, r.settled_by "settledBy", r.settled_at "settledAt", k.region, k.department
       from knowledge_report r join knowledge k on k.id = r.entry where r.id = $1 for update of r`,
      [input.report],
    );
    if (!report || !isVisible(scope, ctx.catalog, report.region)) throw new NotFound(`there is no report ${input.report}`);
    assertMayEdit(scope, ctx.catalog, report);
    if (report.state !== 'open')
      throw new Conflict(
        `report ${input.report} was changed by ${report.settledBy} at ${new Date(report.settledAt ?? now).toISOString()}: it is ${report.state}`,
      );
    await tx.query(`update knowledge_report set state = $2, settled_at = $3::text::timestamptz, settled_by = $4, reason = $5 where id = $1`, [
      input.report,
      input.accept ? 'accepted' : 'declined',
      new Date(now).toISOString(),
      actor.login,
      reason || null,
    ]);
    await writeAudit(
      tx,
      actor,
      {
        action: 'knowledge.settled',
        result: 'ok',
        object: { kind: 'knowledge', id: report.entry },
        region: report.region,
        department: report.department,
        purpose: reason || null,
        detail: { report: input.report, state: input.accept ? 'accepted' : 'declined' },
      },
      now,
    );
  });
}
