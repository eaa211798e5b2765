import type { IngestAnswer } from '../../wire/events.ts';
import type { LiveFeed } from './parts.ts';
import type { Post, PostAnswer } from './run-live.ts';

export type HttpPostOptions = {
  /** e.g. http://127.0.0.1:3000 */
  base: string;
  /** Token of each feed. */
  tokens: Record<LiveFeed, string>;
  /** Told of events that the door did not take: a fault of the simulator. */
  onRejected?: (feed: LiveFeed, answer: IngestAnswer) => void;
  timeoutMs?: number;
};

/** Sends batches to the public door as any other source does. */
export function httpPost({ base, tokens, onRejected, timeoutMs = 30_000 }: HttpPostOptions): Post {
  const url = new URL('/api/v1/events', base);
  return async (feed, events): Promise<PostAnswer> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json', authorization: `Bearer ${tokens[feed]}` },
      body: JSON.stringify(events),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.ok) {
      const answer = (await response.json()) as IngestAnswer;
      if (answer.rejected.length > 0) onRejected?.(feed, answer);
      return { kind: 'taken' };
    }
    await response.body?.cancel();
    if (response.status === 429 || response.status >= 500) return { kind: 'retry', afterMs: retryAfter(response.headers.get('retry-after')) };
    return { kind: 'refused', reason: `HTTP ${response.status}` };
  };
}

/** Seconds or a date, in milliseconds from now; null when absent or unreadable. */
function retryAfter(value: string | null): number | null {
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
