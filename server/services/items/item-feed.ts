import type { Mark } from '../../wire/marks.ts';
import type { Ctx } from '../context.ts';
import { Conflict } from '../errors.ts';
import { createFeed } from '../feed/create-feed.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { findFeedByName } from '../feed/find-feed.ts';

/** A feed of what item lists count, and the source that its events are of. */
type Own = { name: string; source: string; label: string };
const OWN: Own = { name: 'items', source: 'urn:tongguan:items', label: '事项目录' };
const DEMO: Own = { name: 'demo-items', source: 'urn:tongguan:demo:items', label: '事项目录（演示）' };
/** How far back a list may be dated: past ones are imported to have a course. */
export const ITEM_LATE_DAYS = 3_650;

const ownOf = (mark: Mark | null): Own => (mark === 'demo' ? DEMO : OWN);

export const itemSource = (mark: Mark | null): string => ownOf(mark).source;

/** The feed of item lists, made when it is first needed. No token of it was ever told to anybody. What is made for a demo is marked by its feed. */
export async function itemFeed(ctx: Ctx, mark: Mark | null): Promise<FeedRow> {
  const { name, label } = ownOf(mark);
  const known = await findFeedByName(ctx, name);
  if (known) return known.feed;
  try {
    return (await createFeed(ctx, { name, kind: 'indicator', label, purpose: label, lateDays: ITEM_LATE_DAYS, ...(mark === 'demo' ? { mark } : {}) })).feed;
  } catch (error) {
    const made = error instanceof Conflict ? await findFeedByName(ctx, name) : null;
    if (made) return made.feed;
    throw error;
  }
}
