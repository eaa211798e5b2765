import { ServiceError } from '../services/errors.ts';
import type { FeedRow } from '../services/feed/feed-row.ts';

/** The feed sends more than its rate: wait `retryAfter` seconds. */
export class RateLimited extends ServiceError {
  readonly retryAfter: number;
  constructor(feed: string, rate: number, retryAfter: number) {
    super('LIMITED', `feed ${feed} may send ${rate} events a second`);
    this.retryAfter = retryAfter;
  }
}

/**
 * One token bucket a feed: a second's worth may come at once. A batch larger than that is taken when the bucket is
 * full, and its surplus is waited off afterwards.
 */
export class RateLimits {
  private readonly buckets = new Map<number, { tokens: number; at: number }>();
  private readonly now: () => number;
  constructor(now: () => number) {
    this.now = now;
  }

  /** @throws RateLimited; nothing was taken then. */
  take(feed: Pick<FeedRow, 'id' | 'name' | 'rate'>, count: number): void {
    const now = this.now();
    const bucket = this.buckets.get(feed.id) ?? { tokens: feed.rate, at: now };
    const tokens = Math.min(feed.rate, bucket.tokens + ((now - bucket.at) * feed.rate) / 1000);
    const needed = Math.min(count, feed.rate);
    if (tokens < needed) throw new RateLimited(feed.name, feed.rate, Math.max(1, Math.ceil((needed - tokens) / feed.rate)));
    this.buckets.set(feed.id, { tokens: tokens - count, at: now });
  }
}
