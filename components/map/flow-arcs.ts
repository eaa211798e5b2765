import type { Size } from './types.ts';
import { latOf, lonOf, type MapViewState, project, worldX, worldY } from './view.ts';

/** A way of goods between two places. Longitudes are those of the Pacific-centred map. */
export type FlowRoute = { id: string; from: [lon: number, lat: number]; to: [lon: number, lat: number]; bend: number };

/** Points of an arc. */
export const ARC_STEPS = 28;
/** The widest arc, px at one wall unit. */
export const MOST_WIDTH = 13;

/** Interleaved [lon, lat] of a curve that bows to the north, or away from the meridian where it runs along one. */
export function arcPath(route: FlowRoute, steps = ARC_STEPS): Float32Array {
  const [ax, ay, bx, by] = [worldX(route.from[0]), worldY(route.from[1]), worldX(route.to[0]), worldY(route.to[1])];
  const [dx, dy] = [bx - ax, by - ay];
  // World y grows downwards: of the two normals the one that points up.
  const up = dx >= 0 ? 1 : -1;
  const [cx, cy] = [(ax + bx) / 2 + up * dy * route.bend, (ay + by) / 2 - up * dx * route.bend];
  const out = new Float32Array(2 * (steps + 1));
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    const [p, q, r] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    out[2 * i] = lonOf(p * ax + q * cx + r * bx);
    out[2 * i + 1] = latOf(p * ay + q * cy + r * by);
  }
  return out;
}

/** An arc that is drawn stays until another is a twentieth larger: of two alike one would come and go with each tick. */
const STAYS = 1.05;

/** An arc that was drawn once: its curve is kept. */
type Arc = { path: Float32Array; at: number };

/**
 * The arcs of a map: a curve is made once a route, when it is first drawn, and only widths follow the values. The layer is given
 * those that are drawn, a small part of all; its container keeps its identity until others are drawn.
 */
export class FlowArcs {
  private index = new Map<string, number>();
  private kept: (Arc | undefined)[] = [];
  private sorted = new Float64Array(256);
  routes: FlowRoute[] = [];
  /** For the layer: the drawn arcs in the order of their routes, a new array only when they are others. */
  data: Arc[] = [];
  /** Px at one wall unit by quarters, one an arc, so that nothing is drawn again for less than is seen; 0 is not drawn. */
  widths = new Float32Array(256);
  /** Values of all routes with a place. */
  values = new Float64Array(256);
  /** Raised when widths changed. */
  version = 0;
  /** Value of one px of width. */
  perPx = 1;
  rest = { count: 0, value: 0 };
  total = 0;
  drawn = 0;

  /**
   * Takes the values of all routes: the largest `most` are drawn, the others are summed in `rest`.
   * @param make the route of an id; null where a place is not known, then it is of the rest
   */
  update(values: Iterable<readonly [id: string, value: number]>, most: number, make: (id: string) => FlowRoute | null, perPx?: number): void {
    this.total = 0;
    this.rest = { count: 0, value: 0 };
    this.values.fill(0);
    for (const [id, value] of values) {
      this.total += value;
      if (value <= 0) continue;
      const at = this.index.get(id) ?? this.add(id, make);
      if (at === null) {
        this.rest.count++;
        this.rest.value += value;
      } else this.values[at] = value;
    }
    const drawn = new Set(this.data.map(({ at }) => at));
    const weight = (at: number) => (this.values[at] as number) * (drawn.has(at) ? STAYS : 1);
    const { least, ties } = this.cut(most, weight);
    const largest = this.routes.reduce((most, _, at) => Math.max(most, this.values[at] as number), 0);
    this.perPx = perPx ?? widthScale(largest);
    const next = new Float32Array(this.values.length);
    const shown: number[] = [];
    let equal = ties;
    for (let at = 0; at < this.routes.length; at++) {
      const value = this.values[at] as number;
      if (value <= 0) continue;
      const own = weight(at);
      if (own > least || (own === least && equal-- > 0)) {
        next[at] = Math.max(0.7, Math.round((4 * value) / this.perPx) / 4);
        shown.push(at);
      } else {
        this.rest.count++;
        this.rest.value += value;
      }
    }
    this.drawn = shown.length;
    const others = shown.length !== this.data.length || shown.some((at, i) => this.data[i]?.at !== at);
    if (others) this.data = shown.map((at) => this.arc(at));
    if (others || next.some((w, i) => w !== this.widths[i])) this.version++;
    this.widths = next;
  }

  /** The smallest weight that is still drawn, and how many of that size are. */
  private cut(most: number, weight: (at: number) => number): { least: number; ties: number } {
    const n = this.routes.length;
    const sorted = this.sorted.subarray(0, n);
    for (let at = 0; at < n; at++) sorted[at] = weight(at);
    sorted.sort();
    const least = sorted[Math.max(0, n - most)] ?? 0;
    let ties = 0;
    for (let i = n - 1; i >= Math.max(0, n - most); i--) if (sorted[i] === least) ties++;
    return { least, ties };
  }

  private arc(at: number): Arc {
    let arc = this.kept[at];
    if (!arc) {
      arc = { path: arcPath(this.routes[at] as FlowRoute), at };
      this.kept[at] = arc;
    }
    return arc;
  }

  private add(id: string, make: (id: string) => FlowRoute | null): number | null {
    const route = make(id);
    if (!route) return null;
    const at = this.routes.length;
    this.index.set(id, at);
    this.routes.push(route);
    if (at >= this.values.length) {
      const values = new Float64Array(this.values.length * 2);
      values.set(this.values);
      [this.values, this.sorted] = [values, new Float64Array(values.length)];
    }
    return at;
  }
}

/** Value of one px: a round number, so that the width of an arc does not breathe with the largest. */
export function widthScale(largest: number, mostPx = MOST_WIDTH): number {
  if (!(largest > 0)) return 1;
  const least = largest / mostPx;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 1.5, 2, 3, 5, 7.5, 10].find((s) => s * power >= least * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** The arc under a pointer: the nearest within its own half width and `slack` px. By plain geometry, as regions are found. */
export function arcAt(arcs: FlowArcs, view: MapViewState, size: Size, x: number, y: number, unit: number, slack = 5): FlowRoute | null {
  let best: FlowRoute | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const { path, at } of arcs.data) {
    const reach = ((arcs.widths[at] as number) * unit) / 2 + slack;
    let [ax, ay] = project(view, size, path[0] as number, path[1] as number);
    for (let i = 2; i < path.length; i += 2) {
      const [bx, by] = project(view, size, path[i] as number, path[i + 1] as number);
      const d = distance(x, y, ax, ay, bx, by);
      if (d <= reach && d < least) {
        least = d;
        best = arcs.routes[at] ?? null;
      }
      [ax, ay] = [bx, by];
    }
  }
  return best;
}

function distance(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** Places of dots that run along the drawn arcs, interleaved; `phase` from 0 to 1. */
export function dotsAt(arcs: FlowArcs, phase: number, out: Float32Array, apart = 3): number {
  let n = 0;
  for (const { path } of arcs.data) {
    const points = path.length / 2 - 1;
    for (let k = 0; k < apart; k++) {
      if (2 * n + 1 >= out.length) return n;
      const t = ((phase + k / apart) % 1) * points;
      const i = Math.min(points - 1, Math.floor(t));
      const f = t - i;
      out[2 * n] = (path[2 * i] as number) * (1 - f) + (path[2 * i + 2] as number) * f;
      out[2 * n + 1] = (path[2 * i + 1] as number) * (1 - f) + (path[2 * i + 3] as number) * f;
      n++;
    }
  }
  return n;
}
