import type { FeedRow } from '../services/feed/feed-row.ts';
import type { IngestAnswer } from '../wire/events.ts';
import type { Mark } from '../wire/marks.ts';

export type SubmitOptions = {
  /** Old records: no late limit, no rate limit, ids kept for ever, facts quiet. */
  history?: boolean;
  /** Shown wherever the records are. */
  mark?: Mark | null;
  /** Comes from quarantine: what is refused again is there already and is not held twice. */
  replay?: boolean;
};

/**
 * The one way in for events, whichever door they came through. Resolves after the commit.
 * @throws Unavailable when the buffer is full or the database is away: nothing was taken, try again.
 */
export type Submit = (feed: FeedRow, events: readonly unknown[], options?: SubmitOptions) => Promise<IngestAnswer>;
