import { CellColumn } from '../../server/core/indicator/cell-column.ts';
import {
  absorb,
  type Bucket,
  emptyRegion,
  type Fold,
  figure,
  type History,
  type Parts,
  type RegionLive,
  ringStart,
  series,
  setRegionHistory,
} from '../../server/core/indicator/live-window.ts';
import { MINUTE, type OffsetAt, type WindowName } from '../../server/core/indicator/window.ts';
import type { TopicsAnswer } from '../../server/wire/live.ts';
import { decodeFrame } from '../../server/wire/signal-codec.ts';
import { RING_MINUTES } from '../../server/wire/signals.ts';

export type { Bucket, History, Parts } from '../../server/core/indicator/live-window.ts';

export type StoreOptions = {
  /** Server time, epoch milliseconds. */
  now(): number;
  /** Runs `fn` before the next paint. */
  raf(fn: () => void): void;
  /** Zone of the calendar windows. */
  offset: OffsetAt;
  /** The history of these topics is missing or no longer right; answer by setHistory. May be called again for a key. */
  needHistory(topics: { key: string; ringFrom: number }[]): void;
};

/** A topic as the store holds it. The object is replaced when its regions are; `version` counts its changes. */
export type TopicState = { readonly key: string; readonly regions: readonly string[]; readonly fold: Fold };

type Topic = TopicState & {
  id: number;
  index: Map<string, number>;
  live: RegionLive[];
  versions: number[];
  version: number;
  dirty: boolean;
  /** History is asked for: minutes are not absorbed until it is there, or it would not meet them. */
  waiting: boolean;
  stale: boolean;
  figures: Map<string, { version: number; minute: number; parts: Parts | null }>;
};

/**
 * The newest minutes of every shown topic, outside React: frames write rings and mark keys, listeners of those keys
 * run once per animation frame. What grows old is absorbed, so memory is bounded by topics and regions.
 */
export class SignalStore {
  /** Where this store stands in the server's numbering, for resuming. */
  hub = '';
  seq = 0;
  private topics = new Map<string, Topic>();
  private byId = new Map<number, Topic>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private scheduled = false;
  private minute = 0;

  constructor(private readonly options: StoreOptions) {}

  /**
   * Takes the server's answer to a subscription. `held`: no frame of the kept topics was missed since the last answer.
   * Topics that are not in it are forgotten.
   */
  grant(answer: TopicsAnswer, held: boolean): void {
    const before = this.topics;
    this.topics = new Map();
    this.byId = new Map();
    for (const g of answer.topics) {
      const known = before.get(g.key);
      const same = known && known.regions.join() === g.regions.join() && known.fold === g.fold;
      const topic = same ? known : this.make(g.key, g.regions, g.fold);
      topic.id = g.id;
      this.topics.set(g.key, topic);
      this.byId.set(g.id, topic);
      if (!same || !held) topic.stale = true;
    }
    this.hub = answer.hub;
    // A held topic may have missed nothing, yet its newest frame may be older than this number: both are right.
    if (!held) this.seq = answer.seq;
    this.askHistory();
  }

  /** Applies one frame. Unknown topics are passed over: an older view's frame may still have been on its way. */
  push(frame: { seq: number; body: Uint8Array | ArrayBuffer }): void {
    const body = frame.body instanceof Uint8Array ? frame.body : new Uint8Array(frame.body);
    const from = ringStart(this.options.now(), RING_MINUTES);
    decodeFrame(body, ({ topic: id, snapshot, columns: c }) => {
      const topic = this.byId.get(id);
      if (!topic) return;
      this.age(topic, from);
      if (snapshot) for (const live of topic.live) live.cells = new CellColumn();
      for (let i = 0; i < c.count; i++) {
        const r = c.region[i] as number;
        const live = topic.live[r];
        if (!live) continue;
        const minute = c.minute[i] as number;
        if (minute >= live.ringFrom) live.cells.set(minute, c.n[i] as number, c.num[i] as number, c.den[i] as number);
        else if (!snapshot) topic.stale = true;
        topic.versions[r] = (topic.versions[r] as number) + 1;
      }
      if (snapshot) topic.versions = topic.versions.map((v) => v + 1);
      this.touch(topic);
    });
    this.seq = Math.max(this.seq, frame.seq);
    this.askHistory();
  }

  /** The server says that rows older than the ring came for these topics. */
  historyChanged(ids: readonly number[]): void {
    for (const id of ids) {
      const topic = this.byId.get(id);
      if (topic) topic.stale = true;
    }
    this.askHistory();
  }

  /** Puts what was asked for by needHistory in place. Null: it could not be had; it is asked for again when due. */
  setHistory(key: string, history: History | null): void {
    const topic = this.topics.get(key);
    if (!topic) return;
    topic.waiting = false;
    const first = topic.live[0];
    if (!history || !first) {
      topic.stale = true;
      return;
    }
    if (history.ringFrom < first.ringFrom) topic.stale = true;
    else {
      topic.live.forEach((live, i) => {
        const at = history.regions.indexOf(topic.regions[i] as string);
        setRegionHistory(live, history, at, this.options.now(), this.options.offset);
      });
      topic.versions = topic.versions.map((v) => v + 1);
      this.touch(topic);
    }
    this.askHistory();
  }

  /** Asks again for every history that is missing: after a failure, once the caller thinks it is time. */
  askHistory(): void {
    const due: { key: string; ringFrom: number }[] = [];
    const from = ringStart(this.options.now(), RING_MINUTES);
    for (const topic of this.topics.values()) {
      if (!topic.stale || topic.waiting) continue;
      this.age(topic, from);
      topic.stale = false;
      topic.waiting = true;
      due.push({ key: topic.key, ringFrom: (topic.live[0] as RegionLive).ringFrom });
    }
    if (due.length > 0) this.options.needHistory(due);
  }

  read(key: string): TopicState | null {
    return this.topics.get(key) ?? null;
  }

  /** Whether the minutes before the ring are there, and right. */
  isWhole(key: string): boolean {
    const topic = this.topics.get(key);
    return topic !== undefined && !topic.waiting && !topic.stale;
  }

  /** Changes whenever anything of the topic does. */
  version(key: string): number {
    return this.topics.get(key)?.version ?? 0;
  }

  /**
   * Sums of a window at `now` (server time), unscaled as stored; null while unknown. The same object until a value
   * changes.
   */
  figure(key: string, region: string, window: WindowName, now: number): Parts | null {
    const topic = this.topics.get(key);
    const r = topic?.index.get(region);
    if (!topic || r === undefined) return null;
    const minute = Math.floor(now / MINUTE);
    const name = `${r} ${window}`;
    const version = topic.versions[r] as number;
    const known = topic.figures.get(name);
    if (known && known.version === version && known.minute === minute) return known.parts;
    let parts = figure(topic.live[r] as RegionLive, window, now, topic.fold, this.options.offset);
    const old = known?.parts;
    if (old && parts && old.n === parts.n && old.num === parts.num && old.den === parts.den) parts = old;
    topic.figures.set(name, { version, minute, parts });
    return parts;
  }

  /** Points of `bucketMinutes` (1, or a multiple of ten) in [from, to), all in epoch minutes. */
  series(key: string, region: string, bucketMinutes: number, from: number, to: number): Bucket[] {
    const topic = this.topics.get(key);
    const r = topic?.index.get(region);
    if (!topic || r === undefined) return [];
    return series(topic.live[r] as RegionLive, bucketMinutes, from, to, topic.fold);
  }

  /** Newest minute (epoch minutes) for which the region has a value; null when it has none. */
  lastMinute(key: string, region: string): number | null {
    const topic = this.topics.get(key);
    const live = topic?.live[topic.index.get(region) ?? -1];
    if (!live) return null;
    return live.cells.minute[live.cells.length - 1] ?? live.buckets.minute[live.buckets.length - 1] ?? null;
  }

  /** Calls `fn` once per animation frame in which the topic changed, also when it appears. */
  subscribe(key: string, fn: () => void): () => void {
    const listeners = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, listeners);
    listeners.add(fn);
    return () => {
      listeners.delete(fn);
      if (listeners.size === 0 && this.listeners.get(key) === listeners) this.listeners.delete(key);
    };
  }

  /** To be called every second: a new minute moves every window. */
  tick(): void {
    const minute = Math.floor(this.options.now() / MINUTE);
    if (minute === this.minute) return;
    this.minute = minute;
    for (const topic of this.topics.values()) this.touch(topic);
  }

  private make(key: string, regions: string[], fold: Fold): Topic {
    const from = ringStart(this.options.now(), RING_MINUTES);
    return {
      key,
      regions,
      fold,
      id: 0,
      index: new Map(regions.map((r, i) => [r, i])),
      live: regions.map(() => emptyRegion(from)),
      versions: regions.map(() => 0),
      version: 0,
      dirty: false,
      waiting: false,
      stale: true,
      figures: new Map(),
    };
  }

  private age(topic: Topic, ringFrom: number): void {
    if (topic.waiting || (topic.live[0] as RegionLive).ringFrom >= ringFrom) return;
    for (const live of topic.live) absorb(live, ringFrom, topic.fold, this.options.offset);
  }

  private touch(topic: Topic): void {
    topic.version++;
    topic.dirty = true;
    if (this.scheduled) return;
    this.scheduled = true;
    this.options.raf(() => this.flush());
  }

  private flush(): void {
    this.scheduled = false;
    for (const topic of this.topics.values()) {
      if (!topic.dirty) continue;
      topic.dirty = false;
      for (const fn of this.listeners.get(topic.key) ?? []) fn();
    }
  }
}
