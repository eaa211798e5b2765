import { setImmediate } from 'node:timers/promises';
import type { CaseCtx } from '../services/context.ts';
import { Unavailable } from '../services/errors.ts';
import { commitGroup, type GroupItem, type GroupResult } from '../services/event/commit-group.ts';
import type { EventStore } from '../services/event/event-store.ts';
import { REPORTED } from '../services/event/group-item.ts';
import { scopeCap } from '../services/event/scope-cap.ts';
import type { FeedRow } from '../services/feed/feed-row.ts';
import type { Keys } from '../services/person/vault.ts';
import type { IngestAnswer, Rejection } from '../wire/events.ts';
import { type AcceptRules, accept } from './accept.ts';
import { prepare } from './prepare.ts';
import { RateLimits } from './rate-limit.ts';
import type { Submit, SubmitOptions } from './types.ts';

/** A group goes when it has this many events, or this long after a batch in it was checked. */
export const GROUP_SIZE = 1_000;
export const GROUP_MS = 5;
/** Waiting events beyond this are refused with 503 before any is taken. */
export const BUFFER = 50_000;

/** Groups at work in each lane: one is written while the next is made ready. */
const IN_FLIGHT = 2;
/** Events of a batch that are checked in one go, before others have their turn. */
const TURN = 250;

export type Refusal = { raw: unknown; rejection: Rejection; waitsFor: { source: string; id: string } | null };

export type PipelinePorts = {
  /** Called after each commit, in commit order per process; `seconds` is how long it took. */
  committed(result: GroupResult, seconds: number): void;
  /** Keeps what was refused, with its reason. */
  refused(feed: FeedRow, items: Refusal[]): Promise<void>;
  counted(feed: FeedRow, accepted: number, duplicate: number, rejected: number): void;
  /** Told of what `committed` threw: the events are in, and nothing is waiting for it. */
  failed(error: unknown): void;
};

/** What one submit waits for: its items, until the groups that they went in are committed. */
type Batch = { left: number; failure: Error | null; done: () => void };
type Waiting = { item: GroupItem; batch: Batch };
type Queue = { feed: FeedRow; options: SubmitOptions; waiting: Waiting[]; timer: NodeJS.Timeout | null; lane: Lane; busy: number };
/** Old records have groups in flight of their own, so that living ones never wait for a place. */
type Lane = { busy: number; ready: Queue[] };

/** How many of the waiting go together: of old records those of one batch, whose steps mostly have their tickets in it. */
function groupSize({ waiting, options }: Queue): number {
  const most = Math.min(waiting.length, GROUP_SIZE);
  if (!options.history) return most;
  const batch = waiting[0]?.batch;
  let size = 0;
  while (size < most && waiting[size]?.batch === batch) size += 1;
  return size;
}

/** Whether the first `size` hold the ticket of every step among them. */
function standsAlone(waiting: readonly Waiting[], size: number): boolean {
  const tickets = new Set<string>();
  for (let i = 0; i < size; i++) {
    const { item } = waiting[i] as Waiting;
    if (item.type === REPORTED) tickets.add(`${item.source}\n${item.id}`);
  }
  for (let i = 0; i < size; i++) {
    const { item } = waiting[i] as Waiting;
    const ref = item.data.ticketRef as { source: string; id: string } | undefined;
    if (item.replaces !== null || item.retracts !== null || (ref && !tickets.has(`${ref.source}\n${ref.id}`))) return false;
  }
  return true;
}

/**
 * The way in for every event. Accepts and prepares at once, then commits in groups per feed: one statement for up to
 * a thousand events, however many requests they came in. Answers after the commit.
 */
export function createPipeline(
  ctx: CaseCtx,
  store: EventStore,
  keys: Keys,
  rules: AcceptRules,
  ports: PipelinePorts,
): { submit: Submit; drain(): Promise<void>; buffered(): number } {
  const bounded: AcceptRules = { ...rules, admitScope: scopeCap(store.series) };
  const queues = new Map<string, Queue>();
  const rates = new RateLimits(ctx.now);
  const live: Lane = { busy: 0, ready: [] };
  const past: Lane = { busy: 0, ready: [] };
  const checking = new Map<number, Promise<void>>();
  let buffered = 0;
  const idle: (() => void)[] = [];

  const flush = (queue: Queue) => {
    if (queue.timer) clearTimeout(queue.timer);
    queue.timer = null;
    if (!queue.lane.ready.includes(queue)) queue.lane.ready.push(queue);
    pump(queue.lane);
  };
  const pump = (lane: Lane) => {
    while (lane.busy < IN_FLIGHT && lane.ready.length > 0) {
      // Steps must find the tickets of the groups before them.
      const next = lane.ready.findIndex((q) => q.busy === 0 || q.feed.kind !== 'ticket' || standsAlone(q.waiting, groupSize(q)));
      if (next < 0) return;
      const [queue] = lane.ready.splice(next, 1) as [Queue];
      const group = queue.waiting.splice(0, groupSize(queue));
      if (queue.waiting.length > 0) lane.ready.push(queue);
      if (group.length === 0) continue;
      lane.busy += 1;
      queue.busy += 1;
      void commit(queue, group).finally(() => {
        lane.busy -= 1;
        queue.busy -= 1;
        buffered -= group.length;
        if (buffered === 0) for (const done of idle.splice(0)) done();
        pump(lane);
      });
    }
  };
  const commit = async (queue: Queue, group: Waiting[]) => {
    const began = performance.now();
    const result = await commitGroup(
      ctx,
      store,
      queue.feed,
      group.map((w) => w.item),
      queue.options,
    );
    for (const { item, batch } of group) {
      if (item.fate === null) batch.failure ??= result.failure ?? new Error(`event ${item.id} was left without a fate`);
      if (--batch.left === 0) batch.done();
    }
    try {
      ports.committed(result, (performance.now() - began) / 1000);
    } catch (error) {
      ports.failed(error);
    }
  };
  const queueOf = (feed: FeedRow, options: SubmitOptions): Queue => {
    const key = `${feed.id}|${options.history ? 1 : 0}|${options.mark ?? ''}`;
    let queue = queues.get(key);
    if (!queue) {
      queue = { feed, options, waiting: [], timer: null, lane: options.history ? past : live, busy: 0 };
      queues.set(key, queue);
    }
    queue.feed = feed;
    return queue;
  };
  /** The rest of a batch waits for others to go with; old records have nobody to wait for. */
  const endBatch = (queue: Queue) => {
    if (queue.waiting.length === 0) return;
    if (queue.options.history) flush(queue);
    else queue.timer ??= setTimeout(flush, GROUP_MS, queue);
  };

  const checkAndCommit = async (feed: FeedRow, events: readonly unknown[], options: SubmitOptions, items: GroupItem[], refused: Refusal[]) => {
    let done = () => {};
    let over = () => {};
    const committed = new Promise<void>((resolve) => (done = resolve));
    // The batch itself is one of what is waited for, so that it is not over before its last event is in.
    const batch: Batch = { left: 1, failure: null, done };
    const now = ctx.now();
    // What its feed says of all its records need not be written with each.
    const ownMark = options.mark && options.mark !== feed.mark ? options.mark : null;
    const queue = queueOf(feed, options);
    let index = 0;
    buffered += events.length;
    // Batches of one feed are checked one after the other, so that their events keep the order in which they came.
    const before = checking.get(feed.id);
    const mine = new Promise<void>((resolve) => (over = resolve));
    checking.set(feed.id, mine);
    await before;
    try {
      for (; index < events.length; index++) {
        if (index % TURN === TURN - 1) await setImmediate();
        const raw = events[index];
        const accepted = accept(bounded, feed, raw, index, now, options.history ?? false);
        if ('code' in accepted) {
          buffered -= 1;
          refused.push({ raw, rejection: accepted, waitsFor: null });
          continue;
        }
        const item: GroupItem = prepare(keys, accepted, ownMark);
        items.push(item);
        batch.left += 1;
        queue.waiting.push({ item, batch });
        if (queue.waiting.length >= GROUP_SIZE) flush(queue);
      }
    } finally {
      buffered -= events.length - index;
      endBatch(queue);
      over();
      if (checking.get(feed.id) === mine) checking.delete(feed.id);
    }
    if (--batch.left > 0) await committed;
    // What a failed group took is unknown to the sender: the same batch again finds its own events as duplicates.
    if (batch.failure) throw batch.failure;
  };

  const submit: Submit = async (feed, events, options = {}) => {
    if (buffered + events.length > BUFFER && buffered > 0) throw new Unavailable('the buffer is full; nothing was taken', 1);
    if (!options.history) rates.take(feed, events.length);
    const items: GroupItem[] = [];
    const refused: Refusal[] = [];
    await checkAndCommit(feed, events, options, items, refused);
    const answer: IngestAnswer = { accepted: 0, duplicate: 0, rejected: [] };
    for (const { fate, index, id } of items) {
      if (fate?.kind === 'accepted') answer.accepted += 1;
      else if (fate?.kind === 'duplicate') answer.duplicate += 1;
      else if (fate) refused.push({ raw: events[index], rejection: { index, id, code: fate.code, message: fate.message }, waitsFor: fate.waitsFor ?? null });
    }
    refused.sort((a, b) => a.rejection.index - b.rejection.index);
    answer.rejected = refused.map((r) => ({ index: r.rejection.index, id: r.rejection.id, code: r.rejection.code, message: r.rejection.message }));
    if (refused.length > 0 && !options.replay) await ports.refused(feed, refused);
    ports.counted(feed, answer.accepted, answer.duplicate, refused.length);
    return answer;
  };
  const drain = () => (buffered === 0 ? Promise.resolve() : new Promise<void>((done) => idle.push(done)));
  return { submit, drain, buffered: () => buffered };
}
