import { type FlowColumns, FlowCube, type FlowFilter, type FlowView, without } from '../../server/core/trade/cube.ts';
import type { FlowDim } from '../../server/core/trade/flow.ts';
import type { FilterDim } from './commerce-url.ts';

/**
 * What the panels show, each as a fold of one cube. `own` is the dimension that a panel offers to choose from: its fold is
 * without the filter of that dimension, so that what else could be chosen stays in sight.
 */
export const FOLDS = {
  headline: { by: [], own: null },
  direction: { by: ['direction'], own: 'direction' },
  zone: { by: ['zone'], own: 'zone' },
  mode: { by: ['mode'], own: 'mode' },
  partner: { by: ['partner'], own: 'partner' },
  chapter: { by: ['chapter'], own: 'chapter' },
  port: { by: ['port'], own: 'port' },
  /** From port to market, of what is chosen, and of all zones behind it. */
  routes: { by: ['port', 'partner'], own: null },
  allRoutes: { by: ['port', 'partner'], own: 'zone' },
  /** From zone to port. */
  legs: { by: ['zone', 'port'], own: null },
  /** Zone, mode, market. */
  paths: { by: ['zone', 'mode', 'partner'], own: null },
} as const satisfies Record<string, { by: readonly FlowDim[]; own: FilterDim | null }>;
export type FoldName = keyof typeof FOLDS;

/**
 * How often readers are told, ms. All of them at once: at no time do two panels show different states. Sources tell spans of ten
 * seconds and more, so that a figure a second loses nothing but the reader's eye; what the page costs is ticks.
 */
const TICK_MS = 2000;

/** Cells that wait, mostly while the picture is paused; with more of them today is read again. */
const MOST_WAITING = 200_000;

export type BoardPorts = { now: () => number; later: (run: () => void, ms: number) => () => void };
const PAGE: BoardPorts = {
  now: () => performance.now(),
  later: (run, ms) => {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  },
};

/**
 * The one cube of the page and its folds. It is not React: panels read a fold when a tick tells them that it has
 * moved. While it is paused nothing moves, so that every panel, and one that is opened then, shows the same state.
 */
export class FlowBoard {
  private cube = new FlowCube();
  private views = new Map<FoldName, FlowView>();
  private current: FlowFilter = {};
  private waiting: FlowColumns[] = [];
  private waitingCells = 0;
  private lost = false;
  /** Frames that came since cells began to be read: they are given again to what was read. */
  private meanwhile: { day: string; cells: FlowColumns }[] | null = null;
  private meanwhileCells = 0;
  /** Day of the cells that change; null where none do, undefined while other cells are being read than those that are held. */
  private day: string | null | undefined = undefined;
  private lastTick = Number.NEGATIVE_INFINITY;
  private cancelTick: (() => void) | null = null;
  private listeners = new Set<() => void>();
  /** Raised with each tick. */
  version = 0;
  paused = false;
  loaded = false;
  /** Live cells that were taken since it was loaded. */
  taken = 0;
  /** Time of the newest event, or of the newest live frame, epoch ms. */
  newestAt: number | null = null;

  constructor(private readonly ports: BoardPorts = PAGE) {}

  get filter(): FlowFilter {
    return this.current;
  }

  get size(): number {
    return this.cube.size;
  }

  /** Other cells than those that are held are asked for: nothing that is held or waits is of them. */
  begin(): void {
    this.day = undefined;
    this.meanwhile = [];
    this.meanwhileCells = 0;
    this.newestAt = null;
    this.resolve();
  }

  /** The same cells are being read again: what comes until they are loaded is kept, and decided by its revisions. */
  reading(): void {
    if (this.meanwhile !== null) return;
    this.meanwhile = [];
    this.meanwhileCells = 0;
  }

  /**
   * Replaces all cells; every reader is told. `day`: of the cells that change, null where none do.
   * @returns false where something came meanwhile that these cells are too old for: they must be read again
   */
  load(closed: FlowColumns | null, today: FlowColumns | null, day: string | null): boolean {
    this.cube.load(closed, today);
    this.loaded = true;
    this.taken = 0;
    this.day = day;
    const kept = this.meanwhile ?? [];
    const whole = this.meanwhileCells <= MOST_WAITING && (day === null || kept.every((one) => one.day <= day));
    this.meanwhile = null;
    for (const one of kept) if (one.day === day && !this.paused) this.taken += this.cube.merge(one.cells);
    if (!this.paused) this.resolve();
    this.tell();
    return whole;
  }

  /** What was read anew must wait until the picture goes on, which then reads it again. */
  miss(): void {
    this.lost = true;
    this.meanwhile = null;
  }

  setFilter(filter: FlowFilter): void {
    if (JSON.stringify(filter) === JSON.stringify(this.current)) return;
    this.current = filter;
    for (const view of this.views.values()) this.cube.release(view);
    this.views.clear();
    this.tell();
  }

  /** Something new is known to have come at this time. */
  touch(at: number): void {
    if (!this.paused && (this.newestAt === null || at > this.newestAt)) this.newestAt = at;
  }

  /**
   * Takes newer cells of a day, now or when the picture goes on.
   * @returns false where they are of another day than the cells that are held, which must be read again
   */
  push(cells: FlowColumns, day: string): boolean {
    if (this.meanwhile) {
      this.meanwhileCells += cells.count;
      if (this.meanwhileCells > MOST_WAITING) this.meanwhile = [];
      this.meanwhile.push({ day, cells });
    }
    if (this.day === undefined || this.day === null) return true;
    if (day !== this.day) return this.meanwhile !== null;
    this.waitingCells += cells.count;
    if (this.waitingCells > MOST_WAITING) {
      this.lost = true;
      this.waiting = [];
    } else this.waiting.push(cells);
    if (this.paused) return true;
    this.ask();
    return !this.lost || this.meanwhile !== null;
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.tell();
  }

  /** Goes on with what came meanwhile. @returns false where that was too much to keep: today must be read again */
  resume(): boolean {
    if (!this.paused) return true;
    this.paused = false;
    const whole = !this.lost;
    this.tell();
    return whole;
  }

  /** The fold of a panel, which follows the cube from its first reader on. */
  view(name: FoldName): FlowView {
    let view = this.views.get(name);
    if (!view) {
      const { by, own } = FOLDS[name];
      view = this.cube.track(by, own ? without(this.current, own) : this.current);
      this.views.set(name, view);
    }
    return view;
  }

  /** Whether a panel reads this fold, so that it is followed. */
  shows(name: FoldName): boolean {
    return this.views.has(name);
  }

  subscribe(fn: () => void): () => void {
    this.listeners.add(fn);
    return () => this.listeners.delete(fn);
  }

  private resolve(): void {
    this.waiting = [];
    this.waitingCells = 0;
    this.lost = false;
  }

  /** What waits is taken at a tick and not as it comes: a panel that is drawn between two shows what the others do. */
  private take(): number {
    const before = this.taken;
    for (const cells of this.waiting) this.taken += this.cube.merge(cells);
    this.resolve();
    return this.taken - before;
  }

  private tell(): void {
    if (!this.paused) this.take();
    this.cancelTick?.();
    this.cancelTick = null;
    this.lastTick = this.ports.now();
    this.version++;
    for (const fn of this.listeners) fn();
  }

  private ask(): void {
    if (this.cancelTick) return;
    const wait = Math.max(0, this.lastTick + TICK_MS - this.ports.now());
    this.cancelTick = this.ports.later(() => {
      this.cancelTick = null;
      if (!this.paused && this.take() > 0) this.tell();
    }, wait);
  }
}
