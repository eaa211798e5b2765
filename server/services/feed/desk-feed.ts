import type { Ctx } from '../context.ts';
import { Conflict } from '../errors.ts';
import { createFeed } from './create-feed.ts';
import type { FeedRow } from './feed-row.ts';
import { findFeedByName } from './find-feed.ts';

/** The feed of what is entered at the desk itself. No token of it was ever told to anybody. */
export const DESK_FEED = 'desk';
export const DESK_SOURCE = 'urn:tongguan:desk';
/** What the call centre is called where feeds are listed. */
const LABEL = '坐席登记';

/** The desk's own feed, made when it is first needed. Its tickets are native: our commands move them. */
export async function deskFeed(ctx: Ctx): Promise<FeedRow> {
  const known = await findFeedByName(ctx, DESK_FEED);
  if (known) return known.feed;
  try {
    return (await createFeed(ctx, { name: DESK_FEED, kind: 'ticket', label: LABEL, purpose: LABEL })).feed;
  } catch (error) {
    const made = error instanceof Conflict ? await findFeedByName(ctx, DESK_FEED) : null;
    if (made) return made.feed;
    throw error;
  }
}
