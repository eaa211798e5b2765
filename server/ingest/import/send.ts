import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '../../services/errors.ts';
import type { FeedRow } from '../../services/feed/feed-row.ts';
import type { IngestAnswer } from '../../wire/events.ts';
import type { Submit, SubmitOptions } from '../types.ts';

const MOST_TRIES = 120;

/**
 * Sends a batch; while there is no room it waits and tries again, for some minutes. What a failed try took is found as
 * duplicates by the next, so `accepted` may then be too low: both were stored once.
 * @throws Unavailable
 */
export async function send(submit: Submit, feed: FeedRow, events: readonly unknown[], options: SubmitOptions, signal?: AbortSignal): Promise<IngestAnswer> {
  for (let tries = 1; ; tries++) {
    try {
      return await submit(feed, events, options);
    } catch (error) {
      if (!(error instanceof Unavailable) || tries >= MOST_TRIES) throw error;
      await sleep(error.retryAfter * 1_000, undefined, { signal });
    }
  }
}
