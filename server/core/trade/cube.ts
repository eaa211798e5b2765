import { FLOW_DIMS, FLOW_SUMS, type FlowDim, type FlowSum, type FlowSums } from './flow.ts';

/**
 * Cells as columns: `words` are the codes of each dimension, `dims` point into them, `sums` stand beside. With `rev` a cell
 * is one of today's, of which a higher revision replaces a lower one.
 */
export type FlowColumns = {
  count: number;
  words: Record<FlowDim, readonly string[]>;
  dims: Record<FlowDim, readonly number[]>;
  sums: Record<FlowSum, readonly number[]>;
  rev?: readonly number[];
};

/** Only cells whose code is listed; a dimension without a list takes all. */
export type FlowFilter = Partial<Record<FlowDim, readonly string[]>>;

/** Sums by group. The key of a group is the codes of its dimensions joined by a tab. */
export type FlowGroups = ReadonlyMap<string, Float64Array>;

/** A fold that follows the cube: after each change its groups are what a fold from nothing would give. */
export type FlowView = { readonly by: readonly FlowDim[]; readonly filter: FlowFilter; readonly groups: FlowGroups; readonly total: Float64Array };

const N = FLOW_SUMS.length;
const D = FLOW_DIMS.length;
/** Index of each sum in a group's numbers. */
export const AT = Object.fromEntries(FLOW_SUMS.map((s, i) => [s, i])) as Record<FlowSum, number>;
const DIM_AT = Object.fromEntries(FLOW_DIMS.map((d, i) => [d, i])) as Record<FlowDim, number>;

type Tracked = {
  by: readonly FlowDim[];
  filter: FlowFilter;
  groups: Map<string, Float64Array>;
  total: Float64Array;
  bySlots: number[];
  pass: (Set<number> | null)[];
  room: Float64Array;
  used: number;
};

/** Groups of one buffer: a buffer a group would be thousands for the collector of garbage to look after. */
const GROUPS_A_BUFFER = 256;

/**
 * Cells of one scope and status over some days, with folds that are kept while cells of today change: a change costs what
 * has changed times the folds that are shown, however many cells there are.
 */
export class FlowCube {
  private codes = new Map<string, number>();
  private words: string[] = [];
  private dims: Int32Array = new Int32Array(1024 * D);
  private sums: Float64Array = new Float64Array(1024 * N);
  private rev: Float64Array = new Float64Array(1024);
  private length = 0;
  private today = new Map<string, number>();
  private views = new Set<Tracked>();
  private readonly delta = new Float64Array(N);

  get size(): number {
    return this.length;
  }

  /** Replaces everything by cells of closed days and cells of today. */
  load(closed: FlowColumns | null, today: FlowColumns | null): void {
    this.length = 0;
    this.today.clear();
    if (closed) this.add(closed, null);
    if (today) this.add(today, this.today);
    for (const view of this.views) this.refold(view);
  }

  /** Takes newer cells of today. @returns how many were newer than what is held */
  merge(cells: FlowColumns): number {
    let taken = 0;
    const index = this.indexes(cells);
    for (let i = 0; i < cells.count; i++) {
      const key = keyAt(index, i);
      const rev = cells.rev?.[i] ?? 0;
      let at = this.today.get(key);
      if (at !== undefined && (this.rev[at] as number) >= rev) continue;
      if (at === undefined) {
        at = this.append(index, i);
        this.today.set(key, at);
      }
      for (let s = 0; s < N; s++) {
        const now = cells.sums[FLOW_SUMS[s] as FlowSum][i] as number;
        this.delta[s] = now - (this.sums[at * N + s] as number);
        this.sums[at * N + s] = now;
      }
      this.rev[at] = rev;
      for (const view of this.views) this.give(view, at, this.delta, 0);
      taken++;
    }
    return taken;
  }

  /** A fold that follows from now on; end it with `release`. */
  track(by: readonly FlowDim[], filter: FlowFilter): FlowView {
    const view: Tracked = {
      by,
      filter,
      groups: new Map(),
      total: new Float64Array(N),
      bySlots: by.map((d) => DIM_AT[d]),
      pass: [],
      room: new Float64Array(0),
      used: 0,
    };
    this.views.add(view);
    this.refold(view);
    return view;
  }

  release(view: FlowView): void {
    this.views.delete(view as Tracked);
  }

  private refold(view: Tracked): void {
    view.groups.clear();
    view.total.fill(0);
    view.pass = FLOW_DIMS.map((d) => {
      const list = view.filter[d];
      // Codes that no cell has yet get their number now, so that a later cell with one is let through.
      return list ? new Set(list.map((w) => this.code(w))) : null;
    });
    for (let i = 0; i < this.length; i++) this.give(view, i, this.sums, i * N);
  }

  private give(view: Tracked, cell: number, from: Float64Array, offset: number): void {
    const base = cell * D;
    for (let d = 0; d < D; d++) {
      const pass = view.pass[d];
      if (pass && !pass.has(this.dims[base + d] as number)) return;
    }
    let key = '';
    for (let k = 0; k < view.bySlots.length; k++) {
      const word = this.words[this.dims[base + (view.bySlots[k] as number)] as number] as string;
      key = k === 0 ? word : `${key}\t${word}`;
    }
    let group = view.groups.get(key);
    if (!group) {
      group = roomFor(view);
      view.groups.set(key, group);
    }
    for (let s = 0; s < N; s++) {
      const x = from[offset + s] as number;
      group[s] = (group[s] as number) + x;
      view.total[s] = (view.total[s] as number) + x;
    }
  }

  private add(cells: FlowColumns, known: Map<string, number> | null): void {
    const index = this.indexes(cells);
    for (let i = 0; i < cells.count; i++) {
      const at = this.append(index, i);
      for (let s = 0; s < N; s++) this.sums[at * N + s] = cells.sums[FLOW_SUMS[s] as FlowSum][i] as number;
      this.rev[at] = cells.rev?.[i] ?? 0;
      known?.set(keyAt(index, i), at);
    }
  }

  private append(index: Int32Array, i: number): number {
    const at = this.length++;
    if (at * D >= this.dims.length) this.grow();
    for (let d = 0; d < D; d++) this.dims[at * D + d] = index[i * D + d] as number;
    this.sums.fill(0, at * N, (at + 1) * N);
    this.rev[at] = Number.NEGATIVE_INFINITY;
    return at;
  }

  private grow(): void {
    const dims = new Int32Array(this.dims.length * 2);
    dims.set(this.dims);
    const sums = new Float64Array(this.sums.length * 2);
    sums.set(this.sums);
    const rev = new Float64Array(this.rev.length * 2);
    rev.set(this.rev);
    [this.dims, this.sums, this.rev] = [dims, sums, rev];
  }

  /** The cells' codes as this cube numbers them. */
  private indexes(cells: FlowColumns): Int32Array {
    const out = new Int32Array(cells.count * D);
    for (let d = 0; d < D; d++) {
      const dim = FLOW_DIMS[d] as FlowDim;
      const map = cells.words[dim].map((w) => this.code(w));
      const column = cells.dims[dim];
      for (let i = 0; i < cells.count; i++) out[i * D + d] = map[column[i] as number] as number;
    }
    return out;
  }

  private code(word: string): number {
    let code = this.codes.get(word);
    if (code === undefined) {
      code = this.words.length;
      this.codes.set(word, code);
      this.words.push(word);
    }
    return code;
  }
}

/** Zeroes for one more group, out of the view's buffer. */
function roomFor(view: Tracked): Float64Array {
  if (view.used === view.room.length) {
    view.room = new Float64Array(GROUPS_A_BUFFER * N);
    view.used = 0;
  }
  view.used += N;
  return view.room.subarray(view.used - N, view.used);
}

function keyAt(index: Int32Array, i: number): string {
  let key = '';
  for (let d = 0; d < D; d++) key += `${index[i * D + d]},`;
  return key;
}

/** Puts cells into columns. */
export function toColumns(cells: readonly { key: Record<FlowDim, string>; sums: FlowSums; rev?: number }[]): FlowColumns {
  const words = each(FLOW_DIMS, () => [] as string[]);
  const dims = each(FLOW_DIMS, () => [] as number[]);
  const sums = each(FLOW_SUMS, () => [] as number[]);
  const rev: number[] = [];
  const seen = each(FLOW_DIMS, () => new Map<string, number>());
  for (const cell of cells) {
    for (const d of FLOW_DIMS) {
      const word = cell.key[d];
      let at = seen[d].get(word);
      if (at === undefined) {
        at = words[d].push(word) - 1;
        seen[d].set(word, at);
      }
      dims[d].push(at);
    }
    for (const s of FLOW_SUMS) sums[s].push(cell.sums[s]);
    if (cell.rev !== undefined) rev.push(cell.rev);
  }
  return { count: cells.length, words, dims, sums, ...(rev.length === cells.length && cells.length > 0 ? { rev } : {}) };
}

const each = <K extends string, V>(keys: readonly K[], make: () => V) => Object.fromEntries(keys.map((k) => [k, make()])) as Record<K, V>;

/** The filter without one dimension: a panel shows what else could be chosen in its own. */
export function without(filter: FlowFilter, dim: FlowDim): FlowFilter {
  const { [dim]: _, ...rest } = filter;
  return rest;
}

/** Sum over sum; null where nothing was told. */
export function rate(sums: Float64Array, num: FlowSum, den: FlowSum): number | null {
  const of = sums[AT[den]] as number;
  return of === 0 ? null : (sums[AT[num]] as number) / of;
}
