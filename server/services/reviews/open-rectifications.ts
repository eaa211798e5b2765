import type { Tx } from '../../../db/client.ts';
import type { ReviewAbout } from '../../../db/schema/case.ts';
import { decide } from '../../core/case/decide.ts';
import { feedActor } from '../../core/case/powers.ts';
import { emptyCase, type JsonObject } from '../../core/case/state.ts';
import { RECTIFICATION } from '../../core/kinds/rectification.ts';
import { appendJournals, cityOf, takeCaseIds, updateCases, updateOf } from '../case/store-cases.ts';
import { departmentOfCase, insertFacts } from '../case/write-tickets.ts';
import type { CaseCtx } from '../context.ts';

/** A single review as its event told it; text redacted, the reviewer's row in the vault named. `at`: epoch ms. */
export type ToldReview = {
  source: number;
  /** The first id of a chain of corrections: a case is made once for all of them. */
  eventId: string;
  feed: number;
  region: string;
  located: boolean;
  desk: string;
  /** yyyyMMdd in the profile's zone, for the number. */
  day: string;
  channel: string;
  about: ReviewAbout;
  comment: string;
  anonymous: boolean;
  confidential: boolean;
  person: number | null;
  at: number;
  mark: string | null;
  bad: boolean;
};

/** What the kernel keeps of a review. */
export function reviewData({ region, channel, about }: ToldReview): JsonObject {
  return { region, channel, item: about.item, department: about.department, level: about.level };
}

/** What a case of a review is called where it is listed. */
export function reviewTitle(ctx: CaseCtx, about: ReviewAbout): string {
  return ctx.catalog.itemName(about.item) ?? about.item;
}

/** Makes a rectification of each bad review: row, journal, columns and fact, in the transaction of the events. */
export async function openRectifications(ctx: CaseCtx, tx: Tx, reviews: readonly ToldReview[], quiet: boolean): Promise<void> {
  if (reviews.length === 0) return;
  const ids = await takeCaseIds(tx, reviews.length);
  const rules = ctx.rules();
  const made = reviews.map((review, i) => {
    const id = ids[i] as number;
    const data = { desk: review.desk, review: review.eventId, ...reviewData(review) };
    const done = decide(
      RECTIFICATION,
      emptyCase('rectification', id),
      { name: 'report', data, expect: null },
      feedActor(String(review.feed)),
      rules,
      review.at,
    );
    if (!done.ok) throw new Error(`the review ${review.eventId} makes no case: ${done.refusal.code}`);
    return { id, review, done, department: departmentOfCase(ctx, done.next) };
  });
  await tx.query(
    `insert into cases (id, kind, no, source, event_id, feed, version, region, located, moved_at, request_type, channel, confidential, anonymous, title, body, person, at, got, mark, city, about)
     overriding system value
     select r.id, 'rectification', left(r.region, 6) || r.day || 'R' || lpad((r.id % 1000000)::text, 6, '0') || case when r.id >= 1000000 then '-' || (r.id / 1000000)::text else '' end,
       r.source, r."eventId", r.feed, 0, r.region, r.located, to_timestamp(r.at / 1000.0), '', r.channel, r.confidential, r.anonymous, r.title, r.comment, r.person,
       to_timestamp(r.at / 1000.0), now(), r.mark, r.city, r.about
     from json_to_recordset($1::text::json) r(id int8, source int, "eventId" text, feed int, region text, located bool, day text, channel text, confidential bool, anonymous bool,
       title text, comment text, person int8, at float8, mark text, city text, about jsonb) order by r.id`,
    [JSON.stringify(made.map(({ id, review }) => ({ ...review, id, title: reviewTitle(ctx, review.about), city: cityOf(rules, review.region) })))],
  );
  const now = ctx.now();
  await updateCases(
    tx,
    made.map(({ review, done, department }) => ({
      ...updateOf(done.next, 0, review.region, department, rules, now),
      confidential: review.confidential,
    })),
  );
  await appendJournals(
    tx,
    made.map(({ id, done }) => ({ id, entries: [done.entry], key: null })),
  );
  await insertFacts(
    tx,
    made.map(({ id, review, department }) => ({
      at: review.at,
      kind: 'report',
      id,
      version: 1,
      regions: [review.region],
      departments: department === null ? [] : [department],
      body: { ...(review.mark === null ? {} : { mark: review.mark }) },
      subject: 'rectification' as const,
    })),
    quiet,
  );
}
