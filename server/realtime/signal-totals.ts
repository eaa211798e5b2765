import { CellColumn } from '../core/indicator/cell-column.ts';
import { regionAdds, timeFold } from '../core/indicator/live-window.ts';
import type { RegionTree } from '../core/region/tree.ts';
import type { IndicatorRow } from '../wire/profile.ts';
import { RING_MINUTES, type SignalRow } from '../wire/signals.ts';

/** What the lane needs of an indicator's dictionary row. */
export type LiveIndicator = Pick<IndicatorRow, 'kind' | 'additivity'>;
export type LiveTree = Pick<RegionTree, 'has' | 'parentOf' | 'childrenOf'>;

/** Whoever shows a region's totals is told when they change. */
export type Watcher = { dirty: boolean; historyDirty: boolean };

/** Totals of one region in one flow, with what changed since the last flush. */
export type RegionTotals = {
  region: string;
  cells: CellColumn;
  /** Minutes changed since the last flush; kept only while somebody watches. */
  dirty: number[];
  watchers: Watcher[];
  /** Flush in which a row older than the ring last came; 0: never. */
  historySeq: number;
  /** Series summed here when a flow carries reports forward. */
  series: Series[];
  /** How many series add to it. */
  uses: number;
};

/** One indicator with one set of dimensions, scope and status. */
export type Flow = { key: string; indicator: LiveIndicator; fold: 'sum' | 'last'; carry: number; regions: Map<string, RegionTotals> };
type Series = { flow: Flow; cells: CellColumn; up: RegionTotals[] };

export type TotalsPorts = {
  tree: LiveTree;
  indicator(code: string): LiveIndicator | undefined;
  /** For how many minutes an additive gauge's last report still counts in its parents' sums. */
  carryMinutes(code: string): number;
};

/** Key of a flow: a topic's key without its region. */
export function flowKey(t: { indicator: string; dims?: Record<string, string>; scope?: string; status?: string }): string {
  const dims = t.dims ? Object.entries(t.dims).sort(([a], [b]) => (a < b ? -1 : 1)) : [];
  return JSON.stringify([t.indicator, dims, t.scope ?? '', t.status ?? '']);
}

/**
 * The newest totals per series and minute, and the sums of every region above, kept incrementally: a changed leaf
 * costs one addition a level. Gauges that add over regions are summed from what each series last reported, because
 * children report at different minutes.
 */
export class SignalTotals {
  /** Number of the flush that changes now belong to. */
  seq = 1;
  conflated = 0;
  /** A row older than the ring has reached somebody who watches. */
  historyDirty = false;
  readonly dirtyRegions: RegionTotals[] = [];
  private readonly flows = new Map<string, Flow>();
  private readonly series = new Map<number, Series>();
  private readonly carried: Series[] = [];
  private minuteNow = 0;

  constructor(private readonly ports: TotalsPorts) {}

  /** First minute of the ring. */
  get floor(): number {
    return this.minuteNow - RING_MINUTES + 1;
  }

  get seriesCount(): number {
    return this.series.size;
  }

  /** Tells the time (epoch minutes); reports of gauges that have become too old leave their parents' sums. */
  advance(minuteNow: number): void {
    if (minuteNow <= this.minuteNow) return;
    const before = this.minuteNow;
    this.minuteNow = minuteNow;
    if (before === 0) return;
    if (Math.floor(minuteNow / 10) !== Math.floor(before / 10)) this.trim();
    for (const s of this.carried) {
      const last = s.cells.minute[s.cells.length - 1];
      if (last === undefined) continue;
      const ends = last + s.flow.carry;
      if (ends > before && ends <= minuteNow) for (const total of s.up) this.resum(total, ends, ends + 1);
    }
  }

  /** The flow of a topic, or null when the indicator is unknown. */
  flow(t: { indicator: string; dims?: Record<string, string>; scope?: string; status?: string }): Flow | null {
    const key = flowKey(t);
    const known = this.flows.get(key);
    if (known) return known;
    const indicator = this.ports.indicator(t.indicator);
    if (!indicator) return null;
    const gauge = indicator.kind === 'gauge' || indicator.kind === 'manual';
    const carry = gauge && regionAdds(indicator) ? Math.min(RING_MINUTES, Math.max(1, this.ports.carryMinutes(t.indicator))) : 0;
    const flow: Flow = { key, indicator, fold: timeFold(indicator), carry, regions: new Map() };
    this.flows.set(key, flow);
    return flow;
  }

  region(flow: Flow, region: string): RegionTotals {
    let total = flow.regions.get(region);
    if (!total) {
      total = { region, cells: new CellColumn(), dirty: [], watchers: [], historySeq: 0, series: [], uses: 0 };
      flow.regions.set(region, total);
    }
    return total;
  }

  /** Lets a watcher see every change from now on, and again those of this flush, which nobody may have noted. */
  watch(total: RegionTotals, watcher: Watcher): void {
    if (total.watchers.length === 0) {
      for (let i = 0; i < total.cells.length; i++) if (total.cells.tag[i] === this.seq) total.dirty.push(total.cells.minute[i] as number);
      if (total.dirty.length > 0) this.dirtyRegions.push(total);
    }
    total.watchers.push(watcher);
    if (total.dirty.length > 0) watcher.dirty = true;
  }

  /** Ends what `watch` began. */
  unwatch(total: RegionTotals, watcher: Watcher): void {
    total.watchers.splice(total.watchers.indexOf(watcher), 1);
  }

  /** Drops what only a closed topic asked for: a client must not fill memory by asking for series that never come. */
  release(flow: Flow, total: RegionTotals): void {
    if (total.uses > 0 || total.watchers.length > 0) return;
    flow.regions.delete(total.region);
    if (flow.regions.size === 0) this.flows.delete(flow.key);
  }

  /** Takes committed totals; false when the row changes nothing that is shown. */
  apply(row: SignalRow): boolean {
    const s = this.series.get(row.series) ?? this.open(row);
    if (!s) return false;
    if (row.minute < this.floor) {
      this.touchHistory(s);
      return false;
    }
    const { cells, flow } = s;
    let i = cells.find(row.minute);
    const known = i >= 0;
    if (known && row.rev <= (cells.tag[i] as number)) return false;
    if (!known) {
      cells.dropBefore(this.floor);
      i = cells.ensure(row.minute, row.rev);
    }
    const gauge = flow.indicator.kind === 'gauge' || flow.indicator.kind === 'manual';
    const num = gauge ? row.lastNum : row.num;
    const den = gauge ? row.lastDen : row.den;
    const dn = row.n - (cells.n[i] as number);
    const dnum = num - (cells.num[i] as number);
    const dden = den - (cells.den[i] as number);
    cells.n[i] = row.n;
    cells.num[i] = num;
    cells.den[i] = den;
    cells.tag[i] = row.rev;
    if (known && dn === 0 && dnum === 0 && dden === 0) return false;
    if (flow.carry > 0) {
      const next = cells.minute[i + 1] ?? Number.POSITIVE_INFINITY;
      for (const total of s.up) this.resum(total, row.minute, Math.min(next, row.minute + flow.carry));
    } else for (const total of s.up) this.add(total, row.minute, dn, dnum, dden);
    return true;
  }

  /** Forgets which cells changed: the next changes belong to the next flush. */
  settle(): void {
    for (const total of this.dirtyRegions) total.dirty.length = 0;
    this.dirtyRegions.length = 0;
    this.seq++;
  }

  /** Series that fell silent are not written any more, so nothing else drops their old cells. */
  private trim(): void {
    for (const s of this.series.values()) s.cells.dropBefore(this.floor);
    for (const flow of this.flows.values()) for (const total of flow.regions.values()) total.cells.dropBefore(this.floor);
  }

  private open(row: SignalRow): Series | null {
    const flow = this.flow(row);
    if (!flow || !this.ports.tree.has(row.region)) return null;
    const up: RegionTotals[] = [];
    for (let at: string | null = row.region; at !== null; at = regionAdds(flow.indicator) ? this.ports.tree.parentOf(at) : null) {
      up.push(this.region(flow, at));
    }
    for (const total of up) total.uses++;
    const s: Series = { flow, cells: new CellColumn(), up };
    this.series.set(row.series, s);
    if (flow.carry > 0) {
      for (const total of up) total.series.push(s);
      this.carried.push(s);
    }
    return s;
  }

  private add(total: RegionTotals, minute: number, n: number, num: number, den: number): void {
    const { cells } = total;
    let i = cells.find(minute);
    if (i < 0) {
      cells.dropBefore(this.floor);
      i = cells.ensure(minute, 0);
    }
    cells.n[i] = (cells.n[i] as number) + n;
    cells.num[i] = (cells.num[i] as number) + num;
    cells.den[i] = (cells.den[i] as number) + den;
    this.touch(total, i);
  }

  /** Sums again what the series of `total` last reported, for the cells from `from` on and before `to`. */
  private resum(total: RegionTotals, from: number, to: number): void {
    const { cells } = total;
    if (cells.find(from) < 0) {
      cells.dropBefore(this.floor);
      cells.ensure(from, 0);
    }
    for (let i = cells.find(from); i < cells.length && (cells.minute[i] as number) < to; i++) {
      const minute = cells.minute[i] as number;
      let n = 0;
      let num = 0;
      let den = 0;
      for (const { cells: own, flow } of total.series) {
        const j = own.minute[own.lower(minute)] === minute ? own.lower(minute) : own.lower(minute) - 1;
        const at = own.minute[j];
        if (at === undefined || at + flow.carry <= minute) continue;
        if (at === minute) n += own.n[j] as number;
        num += own.num[j] as number;
        den += own.den[j] as number;
      }
      cells.n[i] = n;
      cells.num[i] = num;
      cells.den[i] = den;
      this.touch(total, i);
    }
  }

  private touch(total: RegionTotals, i: number): void {
    const { cells, watchers, dirty } = total;
    if (cells.tag[i] === this.seq) {
      if (watchers.length > 0) this.conflated++;
      return;
    }
    cells.tag[i] = this.seq;
    if (watchers.length === 0) return;
    if (dirty.length === 0) {
      this.dirtyRegions.push(total);
      for (const w of watchers) w.dirty = true;
    }
    dirty.push(cells.minute[i] as number);
  }

  private touchHistory(s: Series): void {
    for (const total of s.up) {
      total.historySeq = this.seq;
      for (const w of total.watchers) {
        w.historyDirty = true;
        this.historyDirty = true;
      }
    }
  }
}
