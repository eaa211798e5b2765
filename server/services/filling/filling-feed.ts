import type { Mark } from '../../wire/marks.ts';
import type { Ctx } from '../context.ts';
import { Conflict } from '../errors.ts';
import { createFeed } from '../feed/create-feed.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { findFeedByName } from '../feed/find-feed.ts';

/** A feed of values that were filled in and accepted, and the source that its events are of. */
type Own = { name: string; source: string; label: string };
const OWN: Own = { name: 'filling', source: 'urn:tongguan:filling', label: '指标填报' };
const DEMO: Own = { name: 'demo-filling', source: 'urn:tongguan:demo:filling', label: '指标填报（演示）' };
/** A correction may come years after the period that it is of. */
const LATE_DAYS = 3_650;

const ownOf = (mark: Mark | null): Own => (mark === 'demo' ? DEMO : OWN);

export const fillingSource = (mark: Mark | null): string => ownOf(mark).source;

/** The feed of what is filled in, made when it is first needed. No token of it was ever told to anybody. What is made for a demo is marked by its feed. */
export async function fillingFeed(ctx: Ctx, mark: Mark | null): Promise<FeedRow> {
  const { name, label } = ownOf(mark);
  const known = await findFeedByName(ctx, name);
  if (known) return known.feed;
  try {
    return (await createFeed(ctx, { name, kind: 'indicator', label, purpose: label, lateDays: LATE_DAYS, ...(mark === 'demo' ? { mark } : {}) })).feed;
  } catch (error) {
    const made = error instanceof Conflict ? await findFeedByName(ctx, name) : null;
    if (made) return made.feed;
    throw error;
  }
}
