import { type Stage, stageOf } from '../../core/case/progress.ts';
import type { TicketFlow } from '../../wire/figure.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import { assertRegion, type Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { STAGES } from './read-tickets.ts';

/** Open tickets below a region by stage: totals, for who sees no single ticket. @param scope of figure.read @throws OutOfScope */
export async function countTickets(ctx: Ctx, scope: Scope, region: string): Promise<Pick<TicketFlow, 'open' | 'byStep'>> {
  assertRegion(scope, ctx.catalog.tree, region);
  const held = ticketCondition(ctx, scope, region, 1);
  const counts = await asReader(ctx, scope, (tx) =>
    tx.query<{ step: string; n: number }>(`select step, count(*) n from cases where open and parent is null and ${held.sql} group by step`, held.params),
  );
  const byStage = new Map<Stage, number>();
  for (const { step, n } of counts) byStage.set(stageOf(step), (byStage.get(stageOf(step)) ?? 0) + n);
  const byStep = STAGES.map(([step, name]) => ({ step, name, count: byStage.get(step) ?? 0 }));
  return { open: byStep.reduce((sum, s) => sum + s.count, 0), byStep };
}
