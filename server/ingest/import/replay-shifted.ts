import { setTimeout as sleep } from 'node:timers/promises';
import type { IngestAnswer } from '../../wire/events.ts';
import { type Draft, replayedEvent } from './draft.ts';

const MOST = 1_000;
const LOOK_MS = 200;

export type Replay<D extends { draft: Draft }> = {
  /** Where the time comes from; tests own it. */
  now: () => number;
  /** How many times faster than it was. */
  speed: number;
  source: string;
  signal?: AbortSignal;
  sleep?: (ms: number) => Promise<void>;
  submit(events: Record<string, unknown>[]): Promise<IngestAnswer>;
  done(sent: D[], answer: IngestAnswer): Promise<void>;
};

/**
 * Sends drafts as live events: the first now, the others with their spacing divided by `speed`, each when it is due.
 * Every run has ids of its own, so that a replay can be started again.
 */
export async function replayShifted<D extends { draft: Draft }>(drafts: readonly D[], replay: Replay<D>): Promise<void> {
  const { now, speed, source, signal } = replay;
  const wait = replay.sleep ?? ((ms: number) => sleep(ms, undefined, { signal }));
  const sorted = [...drafts].sort((a, b) => a.draft.at - b.draft.at);
  const first = sorted[0]?.draft.at ?? 0;
  const started = now();
  const suffix = `~${started.toString(36)}`;
  const due = (one: D) => started + Math.round((one.draft.at - first) / speed);
  for (let next = 0; next < sorted.length; ) {
    signal?.throwIfAborted();
    const at = now();
    let end = next;
    while (end < sorted.length && end - next < MOST && due(sorted[end] as D) <= at) end++;
    if (end === next) {
      await wait(Math.min(LOOK_MS, due(sorted[next] as D) - at));
      continue;
    }
    const part = sorted.slice(next, end);
    const answer = await replay.submit(part.map((one) => replayedEvent(one.draft, source, suffix, due(one))));
    await replay.done(part, answer);
    next = end;
  }
}
