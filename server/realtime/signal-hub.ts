import { MINUTE } from '../core/indicator/window.ts';
import type { TopicGrant, TopicRefusal } from '../wire/live.ts';
import { type Columns, encodeSegment, joinSegments, makeColumns } from '../wire/signal-codec.ts';
import { parseTopicKey, RING_MINUTES, type SignalRow, type TopicRef, topicKey } from '../wire/signals.ts';
import { type Flow, type RegionTotals, SignalTotals, type TotalsPorts, type Watcher } from './signal-totals.ts';

/** Runs `fn` once after `ms`; the answer cancels it. */
export type Schedule = (fn: () => void, ms: number) => () => void;

export type HubOptions = {
  tree: TotalsPorts['tree'];
  indicator: TotalsPorts['indicator'];
  /** Epoch milliseconds. */
  now(): number;
  schedule: Schedule;
  /** Names this hub's numbering of frames; another id voids what a client says it holds. */
  id: string;
  /** At most one frame per view in so many milliseconds. */
  windowMs?: number;
  /** At most one history notice per topic in so many milliseconds. */
  historyMs?: number;
  carryMinutes?: TotalsPorts['carryMinutes'];
};

/** Where frames go. `body` is shared by all members of the view: it must not be changed. */
export type SignalSink = {
  frame(view: View, seq: number, body: Uint8Array): void;
  history(view: View, topics: number[]): void;
};

type Seat = Watcher & { topic: Topic };
type Topic = {
  id: number;
  key: string;
  flow: Flow;
  totals: RegionTotals[];
  grant: TopicGrant;
  views: Set<View>;
  seat: Seat;
  /** Segment of the whole ring as of the last flush that touched the topic, until the next. */
  full: Uint8Array | null;
  historyAt: number;
};

/** The sockets of one scope class that show the same topics: they get the same bytes. */
export type View = { readonly room: string; readonly topics: readonly Topic[]; refs: number; pending: Uint8Array[] };

export type HubStats = {
  rows: number;
  applied: number;
  /** Changes that a later change of the same cell replaced before a frame left. */
  conflated: number;
  flushes: number;
  segments: number;
  frames: number;
  bytes: number;
  topics: number;
  views: number;
  series: number;
};

/** Collects committed totals and makes frames of what changed, once per view and window; knows no sockets. */
export class SignalHub {
  readonly windowMs: number;
  readonly id: string;
  private readonly historyMs: number;
  private readonly totals: SignalTotals;
  private readonly topics = new Map<string, Topic>();
  private readonly views = new Map<string, View>();
  private readonly counts = { rows: 0, applied: 0, flushes: 0, segments: 0, frames: 0, bytes: 0 };
  private columns: Columns = makeColumns(1024);
  private sink: SignalSink | null = null;
  private lastFlush = Number.NEGATIVE_INFINITY;
  private cancel: (() => void) | null = null;
  private cancelHistory: (() => void) | null = null;
  private nextTopic = 1;

  constructor(private readonly options: HubOptions) {
    this.windowMs = options.windowMs ?? 200;
    this.historyMs = options.historyMs ?? 5000;
    this.id = options.id;
    this.totals = new SignalTotals({ tree: options.tree, indicator: options.indicator, carryMinutes: options.carryMinutes ?? (() => RING_MINUTES) });
  }

  attach(sink: SignalSink): void {
    this.sink = sink;
  }

  /** Number of the newest finished flush. */
  get seq(): number {
    return this.totals.seq - 1;
  }

  /** Takes rows after their commit; sends at once when idle, else with the window's frame. Rows may come in any order. */
  publish(rows: readonly SignalRow[]): void {
    this.take(rows);
    this.wake();
  }

  /** Loads the ring after a start. Nothing is sent, unless somebody already watches: they need these rows too. */
  prime(rows: readonly SignalRow[]): void {
    this.take(rows);
    if (this.views.size === 0) this.totals.settle();
    else this.wake();
  }

  /** To be called every second: time alone ends a silent gauge's part in its parents' sums. */
  tick(): void {
    this.advance();
    this.wake();
  }

  /** What a subscription to `key` would show, or why it cannot be had. Scope is the caller's to check. */
  resolve(key: string): TopicRef | TopicRefusal {
    const ref = parseTopicKey(key);
    if (!ref || topicKey(ref) !== key) return 'bad_topic';
    if (!this.options.tree.has(ref.region)) return 'unknown_region';
    return this.options.indicator(ref.indicator) ? ref : 'unknown_indicator';
  }

  /** The view of a scope class over topics that `resolve` took; pair it with `close`. */
  open(scopeClass: string, refs: readonly TopicRef[]): View {
    const keys = [...new Set(refs.map(topicKey))].sort();
    const room = `s:${scopeClass}:${keys.join(' ')}`;
    let view = this.views.get(room);
    if (!view) {
      const byKey = new Map(refs.map((r) => [topicKey(r), r]));
      view = { room, topics: keys.map((k) => this.topic(k, byKey.get(k) as TopicRef)), refs: 0, pending: [] };
      for (const t of view.topics) t.views.add(view);
      this.views.set(room, view);
    }
    view.refs++;
    return view;
  }

  close(view: View): void {
    if (--view.refs > 0) return;
    this.views.delete(view.room);
    for (const t of view.topics) {
      t.views.delete(view);
      if (t.views.size > 0) continue;
      this.topics.delete(t.key);
      for (const total of t.totals) {
        this.totals.unwatch(total, t.seat);
        this.totals.release(t.flow, total);
      }
    }
  }

  /** Every cell of the view's topics, or with `since` those that changed after that flush. Equal calls share bytes. */
  snapshot(view: View, since?: number): Uint8Array {
    this.advance();
    if (since === undefined) return joinSegments(view.topics.map((t) => this.fullSegment(t)));
    const parts: Uint8Array[] = [];
    for (const t of view.topics) {
      this.gather(t, (total, push) => {
        for (let i = total.cells.lower(this.totals.floor); i < total.cells.length; i++) if ((total.cells.tag[i] as number) > since) push(i);
      });
      if (this.columns.count > 0) parts.push(encodeSegment(t.id, this.columns));
    }
    return joinSegments(parts);
  }

  /** Topics of the view whose history changed after flush `told`, or so shortly before that no notice may have left. */
  historySince(view: View, told: number): number[] {
    const since = told - Math.ceil(this.historyMs / this.windowMs) - 1;
    return view.topics.filter((t) => t.totals.some((total) => total.historySeq > since)).map((t) => t.id);
  }

  stats(): HubStats {
    return { ...this.counts, conflated: this.totals.conflated, topics: this.topics.size, views: this.views.size, series: this.totals.seriesCount };
  }

  /** Cancels what is pending. */
  stop(): void {
    this.cancel?.();
    this.cancelHistory?.();
    this.cancel = null;
    this.cancelHistory = null;
  }

  private take(rows: readonly SignalRow[]): void {
    this.advance();
    this.counts.rows += rows.length;
    for (const row of rows) if (this.totals.apply(row)) this.counts.applied++;
  }

  private advance(): void {
    this.totals.advance(Math.floor(this.options.now() / MINUTE));
  }

  private wake(): void {
    if (this.totals.dirtyRegions.length > 0) this.arm();
    if (this.totals.historyDirty) {
      this.totals.historyDirty = false;
      this.armHistory();
    }
  }

  private topic(key: string, ref: TopicRef): Topic {
    const known = this.topics.get(key);
    if (known) return known;
    const flow = this.totals.flow(ref);
    if (!flow) throw new Error(`topic ${key} was not resolved`);
    const regions = [ref.region, ...this.options.tree.childrenOf(ref.region)];
    const totals = regions.map((r) => this.totals.region(flow, r));
    const id = this.nextTopic++;
    const parts = {
      id,
      key,
      flow,
      totals,
      grant: { key, id, regions, fold: flow.fold },
      views: new Set<View>(),
      full: null,
      historyAt: Number.NEGATIVE_INFINITY,
    };
    const seat = { dirty: false, historyDirty: false } as Seat;
    const made: Topic = { ...parts, seat };
    seat.topic = made;
    for (const total of totals) this.totals.watch(total, seat);
    this.topics.set(key, made);
    return made;
  }

  private arm(): void {
    if (this.cancel) return;
    const wait = this.lastFlush + this.windowMs - this.options.now();
    if (wait <= 0) this.flush();
    else this.cancel = this.options.schedule(() => this.flush(), wait);
  }

  private flush(): void {
    this.cancel = null;
    this.lastFlush = this.options.now();
    const touched = new Set<View>();
    for (const total of this.totals.dirtyRegions) {
      for (const seat of total.watchers) {
        if (!seat.dirty) continue;
        seat.dirty = false;
        this.segment((seat as Seat).topic, touched);
      }
    }
    this.totals.settle();
    this.counts.flushes++;
    for (const view of touched) {
      const body = joinSegments(view.pending);
      view.pending = [];
      this.counts.frames++;
      this.counts.bytes += body.length;
      this.sink?.frame(view, this.seq, body);
    }
  }

  private segment(topic: Topic, touched: Set<View>): void {
    topic.full = null;
    this.gather(topic, (total, push) => {
      for (const minute of total.dirty) push(total.cells.find(minute));
    });
    if (this.columns.count === 0) return;
    const bytes = encodeSegment(topic.id, this.columns);
    this.counts.segments++;
    for (const view of topic.views) {
      view.pending.push(bytes);
      touched.add(view);
    }
  }

  private fullSegment(topic: Topic): Uint8Array {
    if (topic.full) return topic.full;
    this.gather(topic, (total, push) => {
      for (let i = total.cells.lower(this.totals.floor); i < total.cells.length; i++) push(i);
    });
    topic.full = encodeSegment(topic.id, this.columns, true);
    return topic.full;
  }

  /** Fills the shared columns with cells that `pick` pushes by index, region by region. */
  private gather(topic: Topic, pick: (total: RegionTotals, push: (i: number) => void) => void): void {
    let c = this.columns;
    c.count = 0;
    for (let r = 0; r < topic.totals.length; r++) {
      const total = topic.totals[r] as RegionTotals;
      const { cells } = total;
      pick(total, (i) => {
        if (i < 0) return;
        if (c.count === c.region.length) c = this.columns = grown(c);
        const k = c.count++;
        c.region[k] = r;
        c.minute[k] = cells.minute[i] as number;
        c.n[k] = cells.n[i] as number;
        c.num[k] = cells.num[i] as number;
        c.den[k] = cells.den[i] as number;
      });
    }
  }

  private armHistory(): void {
    if (this.cancelHistory) return;
    this.cancelHistory = this.options.schedule(() => this.sendHistory(), 0);
  }

  private sendHistory(): void {
    this.cancelHistory = null;
    const now = this.options.now();
    const due = new Map<View, number[]>();
    let wait = Number.POSITIVE_INFINITY;
    for (const topic of this.topics.values()) {
      if (!topic.seat.historyDirty) continue;
      const left = topic.historyAt + this.historyMs - now;
      if (left > 0) {
        wait = Math.min(wait, left);
        continue;
      }
      topic.seat.historyDirty = false;
      topic.historyAt = now;
      for (const view of topic.views) {
        const list = due.get(view);
        if (list) list.push(topic.id);
        else due.set(view, [topic.id]);
      }
    }
    for (const [view, topics] of due) this.sink?.history(view, topics);
    if (wait < Number.POSITIVE_INFINITY) this.cancelHistory = this.options.schedule(() => this.sendHistory(), wait);
  }
}

function grown(c: Columns): Columns {
  const next = makeColumns(c.region.length * 2);
  next.count = c.count;
  next.region.set(c.region);
  next.minute.set(c.minute);
  next.n.set(c.n);
  next.num.set(c.num);
  next.den.set(c.den);
  return next;
}
