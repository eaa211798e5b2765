import { toColumns } from '../core/trade/cube.ts';
import type { CellTotal } from '../services/trade/cells.ts';
import type { FlowsWanted } from '../wire/live.ts';
import type { FlowFrame } from '../wire/trade.ts';
import { LIVE_VERSION } from '../wire/version.ts';
import type { Schedule } from './signal-hub.ts';

export type FlowHubOptions = {
  tree: { has(region: string): boolean; contains(ancestor: string, region: string): boolean };
  /** Epoch milliseconds. */
  now(): number;
  /** The day of the profile's zone whose cells go on changing. */
  today(): string;
  schedule: Schedule;
  /** At most one frame per view in so many milliseconds; a second without. Pages show flows by ticks of two. */
  windowMs?: number;
};

const WINDOW_MS = 1000;

/** The sockets of one scope class that show the same flows: they get the same bytes. */
export type FlowView = { readonly room: string; readonly wanted: FlowsWanted; readonly kind: string; refs: number; pending: Map<string, CellTotal> };
export type FlowStats = { views: number; cells: number; conflated: number; frames: number };

/** Takes the newest totals of committed cells and makes frames of what changed, once per view and window; knows no sockets. */
export class FlowHub {
  readonly windowMs: number;
  private readonly views = new Map<string, FlowView>();
  private readonly byKind = new Map<string, Set<FlowView>>();
  private readonly dirty = new Set<FlowView>();
  private readonly counts = { cells: 0, conflated: 0, frames: 0 };
  private sink: ((view: FlowView, frame: FlowFrame) => void) | null = null;
  private lastFlush = Number.NEGATIVE_INFINITY;
  private cancel: (() => void) | null = null;

  constructor(private readonly options: FlowHubOptions) {
    this.windowMs = options.windowMs ?? WINDOW_MS;
  }

  attach(sink: (view: FlowView, frame: FlowFrame) => void): void {
    this.sink = sink;
  }

  /** Whether anybody looks. */
  get watched(): boolean {
    return this.views.size > 0;
  }

  today(): string {
    return this.options.today();
  }

  has(region: string): boolean {
    return this.options.tree.has(region);
  }

  /** The view of a scope class over flows that it may see; pair it with `close`. */
  open(scopeClass: string, wanted: FlowsWanted): FlowView {
    const kind = `${wanted.scope} ${wanted.status}`;
    const room = `w:${scopeClass}:${wanted.region} ${kind}`;
    let view = this.views.get(room);
    if (!view) {
      view = { room, wanted, kind, refs: 0, pending: new Map() };
      this.views.set(room, view);
      const same = this.byKind.get(kind);
      if (same) same.add(view);
      else this.byKind.set(kind, new Set([view]));
    }
    view.refs++;
    return view;
  }

  close(view: FlowView): void {
    if (--view.refs > 0) return;
    this.views.delete(view.room);
    this.dirty.delete(view);
    const same = this.byKind.get(view.kind);
    same?.delete(view);
    if (same?.size === 0) this.byKind.delete(view.kind);
  }

  /** Takes cells after their commit, in any order: sends at once when idle, else with the window's frame. */
  publish(cells: readonly CellTotal[]): void {
    for (const cell of cells) {
      const { key } = cell;
      this.counts.cells++;
      for (const view of this.byKind.get(`${key.scope} ${key.status}`) ?? []) {
        if (!this.options.tree.contains(view.wanted.region, key.region)) continue;
        const name = nameOf(cell);
        const held = view.pending.get(name);
        if (held) this.counts.conflated++;
        if (!held || held.rev < cell.rev) view.pending.set(name, cell);
        this.dirty.add(view);
      }
    }
    if (this.dirty.size > 0) this.arm();
  }

  stats(): FlowStats {
    return { ...this.counts, views: this.views.size };
  }

  /** Cancels what is pending. */
  stop(): void {
    this.cancel?.();
    this.cancel = null;
  }

  private arm(): void {
    if (this.cancel) return;
    const wait = this.lastFlush + this.windowMs - this.options.now();
    if (wait <= 0) this.flush();
    else this.cancel = this.options.schedule(() => this.flush(), wait);
  }

  private flush(): void {
    this.cancel = null;
    const at = this.options.now();
    this.lastFlush = at;
    for (const view of this.dirty) {
      const cells = [...view.pending.values()];
      view.pending = new Map();
      // At midnight a window may hold cells of two days: each frame is of one.
      for (const day of [...new Set(cells.map((c) => c.day))].sort()) {
        this.counts.frames++;
        this.sink?.(view, { v: LIVE_VERSION, lane: 'flows', at, day, cells: toColumns(cells.filter((c) => c.day === day)) });
      }
    }
    this.dirty.clear();
  }
}

const nameOf = ({ day, key: k }: CellTotal): string =>
  `${day}\u0000${k.region}\u0000${k.zone}\u0000${k.mode}\u0000${k.direction}\u0000${k.partner}\u0000${k.chapter}\u0000${k.port}\u0000${k.district}`;
