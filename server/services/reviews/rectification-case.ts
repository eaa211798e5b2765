import type { ReviewCase } from '../../wire/reviews.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { deskTicket } from '../case/desk-ticket.ts';
import type { CaseCtx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { rectificationRow } from './list-rectifications.ts';

/** One rectification with its review, what was done, its clocks, and what the reader may do. @throws NotFound also when it is out of scope */
export async function rectificationCase(ctx: CaseCtx, scope: Scope, actor: Actor, id: number): Promise<ReviewCase> {
  const row = await rectificationRow(ctx, scope, id);
  if (!row) throw new NotFound(`no rectification ${id} in your scope`);
  return { ...(await deskTicket(ctx, scope, actor, id, 'rectification')), review: row.review, outcome: row.verdict };
}
