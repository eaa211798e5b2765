import type { Rules } from '../../core/case/rules.ts';
import type { CaseState } from '../../core/case/state.ts';
import type { DeskAdvice } from '../../wire/desk.ts';
import type { Scope } from '../access/require-scope.ts';
import type { CaseCtx } from '../context.ts';
import { suggestClasses } from './class-model.ts';
import { duplicatesOf } from './duplicates-of.ts';
import { placeIn } from './place-in.ts';
import { type UnitPlaces, unitsFor } from './suggest-units.ts';

/** What of a ticket advice is given on; its text is redacted. */
export type AdvisedTicket = {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly region: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly at: number;
};

/**
 * All that the desk is told about a ticket that lies before it: units, classes, place, look-alikes. Nothing of it acts.
 * @param scope of ticket.read, which holds the ticket
 */
export async function adviceFor(ctx: CaseCtx, scope: Scope, state: CaseState, rules: Rules, ticket: AdvisedTicket, places?: UnitPlaces): Promise<DeskAdvice> {
  const { id, title, body, region, lon, lat, at } = ticket;
  const classes = await suggestClasses(ctx, title, body);
  const duplicates = await duplicatesOf(ctx, scope, { title, text: body, region, lon, lat, at, exclude: id });
  const units = await unitsFor(ctx, scope, state, rules, ticket, places);
  return { units, classes, place: placeIn(ctx, `${title}\n${body}`, region), duplicates };
}
