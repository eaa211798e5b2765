import type { Ctx } from '../services/context.ts';
import { Unavailable } from '../services/errors.ts';
import { commitGroup, type Fate, type GroupItem, type GroupResult } from '../services/event/commit-group.ts';
import type { EventStore } from '../services/event/event-store.ts';
import type { FeedRow } from '../services/feed/feed-row.ts';
import type { Keys } from '../services/person/vault.ts';
import type { IngestAnswer, Rejection } from '../wire/events.ts';
import { accept, type AcceptRules } from './accept.ts';
import { prepare } from './prepare.ts';
import { RateLimits } from './rate-limit.ts';
import type { Submit, SubmitOptions } from './types.ts';

/** A group goes when it has this many events, or this long after its first. */
export const GROUP_SIZE = 1_000;
export const GROUP_MS = 5;
/** Waiting events beyond this are refused with 503 before any is taken. */
export const BUFFER = 50_000;

export type PipelinePorts = {
  /** Called after each commit, in commit order per process. */
  committed(result: GroupResult): void;
  /** Keeps what was refused, with its reason. */
  refused(feed: FeedRow, items: { raw: unknown; rejection: Rejection; waitsFor: { source: string; id: string } | null }[]): Promise<void>;
  counted(feed: FeedRow, accepted: number, duplicate: number, rejected: number): void;
};

type Waiting = { item: GroupItem; raw: unknown; settle: (fate: Fate) => void; fail: (error: Error) => void };
type Queue = { feed: FeedRow; options: SubmitOptions; waiting: Waiting[]; timer: NodeJS.Timeout | null };

/**
 * The way in for every event. Accepts and prepares at once, then commits in groups per feed: one statement for up to
 * a thousand events, however many requests they came in. Answers after the commit.
 */
export function createPipeline(ctx: Ctx, store: EventStore, keys: Keys, rules: AcceptRules, ports: PipelinePorts): { submit: Submit; drain(): Promise<void>; buffered(): number } {
  const queues = new Map<string, Queue>();
  const rates = new RateLimits(ctx.now);
  const slots = ctx.db.kind === 'embedded' ? 1 : 2;
  const ready: Queue[] = [];
  let busy = 0;
  let buffered = 0;
  let idle: (() => void)[] = [];

  const flush = (queue: Queue) => {
    if (queue.timer) clearTimeout(queue.timer);
    queue.timer = null;
    if (!ready.includes(queue)) ready.push(queue);
    pump();
  };
  const pump = () => {
    while (busy < slots && ready.length > 0) {
      const queue = ready.shift() as Queue;
      const group = queue.waiting.splice(0, GROUP_SIZE);
      if (queue.waiting.length > 0) ready.push(queue);
      if (group.length === 0) continue;
      busy += 1;
      void commit(queue, group).finally(() => {
        busy -= 1;
        buffered -= group.length;
        if (busy === 0 && buffered === 0) for (const done of idle.splice(0)) done();
        pump();
      });
    }
  };
  const commit = async (queue: Queue, group: Waiting[]) => {
    const result = await commitGroup(ctx, store, queue.feed, group.map((w) => w.item), queue.options);
    for (const w of group) {
      if (w.item.fate === null) w.fail(result.failure ?? new Error(`event ${w.item.id} was left without a fate`));
      else w.settle(w.item.fate);
    }
    ports.committed(result);
  };
  const enqueue = (feed: FeedRow, options: SubmitOptions, raw: unknown, item: GroupItem) =>
    new Promise<Fate>((settle, fail) => {
      const key = `${feed.id}|${options.history ? 1 : 0}|${options.mark ?? ''}`;
      let queue = queues.get(key);
      if (!queue) queues.set(key, (queue = { feed, options, waiting: [], timer: null }));
      queue.feed = feed;
      queue.waiting.push({ item, raw, settle, fail });
      buffered += 1;
      if (queue.waiting.length >= GROUP_SIZE) flush(queue);
      else queue.timer ??= setTimeout(flush, GROUP_MS, queue);
    });

  const submit: Submit = async (feed, events, options = {}) => {
    if (buffered + events.length > BUFFER && buffered > 0) throw new Unavailable('the buffer is full; nothing was taken', 1);
    if (!options.history) rates.take(feed, events.length);
    const answer: IngestAnswer = { accepted: 0, duplicate: 0, rejected: [] };
    const refused: { raw: unknown; rejection: Rejection; waitsFor: { source: string; id: string } | null }[] = [];
    const fates: Promise<void>[] = [];
    const now = ctx.now();
    for (let index = 0; index < events.length; index++) {
      const raw = events[index];
      const accepted = accept(rules, feed, raw, index, now, options.history ?? false);
      if ('code' in accepted) {
        refused.push({ raw, rejection: accepted, waitsFor: null });
        continue;
      }
      const item: GroupItem = { ...prepare(keys, accepted), fate: null };
      fates.push(
        enqueue(feed, options, raw, item).then((fate) => {
          if (fate.kind === 'accepted') answer.accepted += 1;
          else if (fate.kind === 'duplicate') answer.duplicate += 1;
          else refused.push({ raw, rejection: { index, id: item.id, code: fate.code, message: fate.message }, waitsFor: fate.waitsFor ?? null });
        }),
      );
    }
    const settled = await Promise.allSettled(fates);
    const failed = settled.find((s): s is PromiseRejectedResult => s.status === 'rejected');
    // What a failed group took is unknown to the sender: the same batch again finds its own events as duplicates.
    if (failed) throw failed.reason;
    refused.sort((a, b) => a.rejection.index - b.rejection.index);
    answer.rejected = refused.map((r) => ({ index: r.rejection.index, id: r.rejection.id, code: r.rejection.code, message: r.rejection.message }));
    if (refused.length > 0 && !options.replay) await ports.refused(feed, refused);
    ports.counted(feed, answer.accepted, answer.duplicate, refused.length);
    return answer;
  };
  const drain = () => (buffered === 0 ? Promise.resolve() : new Promise<void>((done) => idle.push(done)));
  return { submit, drain, buffered: () => buffered };
}
