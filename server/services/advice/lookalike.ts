import type { DeskAdvice } from '../../wire/desk.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { suggestClasses } from './class-model.ts';
import { duplicatesOf } from './duplicates-of.ts';
import { placeIn } from './place-in.ts';

export type Typed = {
  readonly title?: string;
  readonly text: string;
  readonly region: string;
  readonly lon: number | null;
  readonly lat: number | null;
  /** Keyed hashes of the caller's number, when it is known (phoneHashes of the vault). */
  readonly phoneHashes?: readonly Uint8Array[];
  /** A ticket of the same caller, as the search by his number found it: his number itself does not come here. */
  readonly callerOf?: number;
};

/** Characters below which a text is like everything. */
const LEAST_TEXT = 4;

/**
 * What a call-taker is told while typing: classes, place, tickets that may be about the same. Cheap enough to be asked at
 * every pause. Nothing that is typed is kept.
 * @param scope of ticket.read
 */
export async function lookalike(ctx: Ctx, scope: Scope, typed: Typed): Promise<Pick<DeskAdvice, 'classes' | 'place' | 'duplicates'>> {
  const { title = '', text, region, lon, lat, phoneHashes, callerOf } = typed;
  const whole = `${title}\n${text}`;
  const classes = await suggestClasses(ctx, title, text);
  const known = callerOf !== undefined || (phoneHashes !== undefined && phoneHashes.length > 0);
  const duplicates =
    whole.trim().length < LEAST_TEXT && !known ? [] : await duplicatesOf(ctx, scope, { title, text, region, lon, lat, at: ctx.now(), phoneHashes, callerOf });
  return { classes, place: placeIn(ctx, whole, region), duplicates };
}
