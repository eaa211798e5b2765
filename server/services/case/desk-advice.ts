import type { DeskAdvice } from '../../wire/desk.ts';
import type { Scope } from '../access/require-scope.ts';
import { adviceFor } from '../advice/advice-for.ts';
import type { CaseCtx } from '../context.ts';
import { findTicket } from './desk-ticket.ts';

/** What the desk is told about one ticket: units, classes, place, look-alikes. @throws NotFound also when it is out of scope */
export async function deskAdvice(ctx: CaseCtx, scope: Scope, id: number): Promise<DeskAdvice> {
  const { row, one } = await findTicket(ctx, scope, id);
  const { title, body, region, lon, lat, at } = row;
  return adviceFor(ctx, scope, one.state, ctx.rules(), { id, title, body, region, lon, lat, at });
}
