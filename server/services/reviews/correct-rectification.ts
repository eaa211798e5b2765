import type { Tx } from '../../../db/client.ts';
import { feedActor } from '../../core/case/powers.ts';
import { type CaseState, type JsonObject, textField } from '../../core/case/state.ts';
import { WITHDRAWN } from '../../core/kinds/rectification.ts';
import { CaseWorld } from '../case/case-world.ts';
import { lockCases } from '../case/write-tickets.ts';
import type { CaseCtx } from '../context.ts';
import { openRectifications, reviewData, reviewTitle, type ToldReview } from './open-rectifications.ts';

/**
 * A review was replaced, or retracted (null): its case follows. One that is no longer bad ends its case, one that has become
 * bad begins one, and neither happens twice. `ref` is the event that the case is made of, whichever version was corrected.
 */
export async function correctRectification(
  ctx: CaseCtx,
  tx: Tx,
  ref: { source: number; id: string },
  review: ToldReview | null,
  quiet: boolean,
): Promise<void> {
  const [row] = (await lockCases(tx, [ref], 'rectification')).values();
  if (!row) {
    if (review?.bad) await openRectifications(ctx, tx, [review], quiet);
    return;
  }
  const world = new CaseWorld(ctx, tx);
  await world.load([row.id]);
  const one = world.get(row.id);
  const given = one && commandOf(one.state, review);
  if (!one || !given) return;
  const done = await world.decide(row.id, { ...given, expect: null }, feedActor(String(one.row.feed)));
  if (!done.ok) throw new Error(`the case of the review ${ref.id} does not follow: ${done.refusal.code}`);
  await world.write(done.steps, null);
  if (review === null) return;
  await tx.query(
    `update cases set about = $2::text::jsonb, title = $3, body = $4, channel = $5, anonymous = $6, confidential = $7, located = $8, person = coalesce($9::int8, person),
       at = to_timestamp($10::float8 / 1000.0) where id = $1::int8`,
    [
      row.id,
      JSON.stringify(review.about),
      reviewTitle(ctx, review.about),
      review.comment,
      review.channel,
      review.anonymous,
      review.confidential,
      review.located,
      review.person,
      review.at,
    ],
  );
}

function commandOf(state: CaseState, review: ToldReview | null): { name: string; data: JsonObject } | null {
  const withdrawn = WITHDRAWN.some((why) => why === textField(state, 'verdict'));
  if (review?.bad) return { name: withdrawn ? 'restore' : 'revise', data: reviewData(review) };
  if (state.open) return { name: 'withdraw', data: { why: review ? 'no_longer_bad' : 'retracted' } };
  return review ? { name: 'revise', data: reviewData(review) } : null;
}
