import type { Position } from 'geojson';
import { hatchRings } from './hatch.ts';
import type { Box, Size } from './types.ts';

/** Finds open sea or margin for call-outs. Pure; px of the fitted view. */

export type CalloutRequest = { adcode: string; anchor: [number, number]; width: number; height: number };
export type CalloutPlace = { adcode: string; anchor: [number, number]; box: Box };

/** Land as a coarse grid of filled cells. */
export type LandGrid = { cell: number; columns: number; rows: number; filled: Uint8Array };

/** Rasters px rings (one region each entry) into cells of `cell` px. */
export function landGrid(regions: Position[][][], size: Size, cell: number): LandGrid {
  const columns = Math.ceil(size.width / cell);
  const rows = Math.ceil(size.height / cell);
  const filled = new Uint8Array(columns * rows);
  for (const rings of regions) {
    for (const span of hatchRings(rings, cell, 0)) {
      const row = Math.round(span.from[1] / cell);
      if (row < 0 || row >= rows) continue;
      const first = Math.max(0, Math.floor(span.from[0] / cell));
      const last = Math.min(columns - 1, Math.floor(span.to[0] / cell));
      for (let c = first; c <= last; c++) filled[row * columns + c] = 1;
    }
  }
  return { cell, columns, rows, filled };
}

/** Share of a call-out that may lie on land. */
const MOST_LAND = 0.15;

function landUnder(grid: LandGrid, box: Box): number {
  let n = 0;
  const c1 = Math.min(grid.columns - 1, Math.floor((box.x + box.width) / grid.cell));
  const r1 = Math.min(grid.rows - 1, Math.floor((box.y + box.height) / grid.cell));
  for (let r = Math.max(0, Math.floor(box.y / grid.cell)); r <= r1; r++) {
    for (let c = Math.max(0, Math.floor(box.x / grid.cell)); c <= c1; c++) n += grid.filled[r * grid.columns + c] as number;
  }
  return n;
}

/** Shared area of two boxes in px². */
export function overlap(a: Box, b: Box): number {
  const w = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

/**
 * A place for each call-out, in the order given (worst first): least land under it, then nearest, at most `reach` px
 * away. Boxes in `taken` (legend, approval line), earlier call-outs and their leaders are not covered; a call-out that
 * finds no free place is left out, or that would stand on land.
 */
export function placeCallouts(requests: CalloutRequest[], grid: LandGrid, size: Size, taken: Box[], reach: number): CalloutPlace[] {
  const places: CalloutPlace[] = [];
  for (const request of requests) {
    let best: Box | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const box of candidates(request, reach)) {
      if (box.x < 4 || box.y < 4 || box.x + box.width > size.width - 4 || box.y + box.height > size.height - 4) continue;
      if ([...taken, ...places.map((p) => p.box)].some((other) => overlap(box, other) > 0)) continue;
      const dx = Math.max(box.x - request.anchor[0], request.anchor[0] - box.x - box.width, 0);
      const dy = Math.max(box.y - request.anchor[1], request.anchor[1] - box.y - box.height, 0);
      if (places.some((p) => tangled(request.anchor, box, p)) || taken.some((t) => leaderMeets(request.anchor, box, t))) continue;
      const land = (landUnder(grid, box) * grid.cell * grid.cell) / (box.width * box.height);
      if (land > MOST_LAND) continue;
      const cost = land * reach * 4 + Math.hypot(dx, dy);
      if (cost < bestCost) {
        bestCost = cost;
        best = box;
      }
    }
    if (best) places.push({ adcode: request.adcode, anchor: request.anchor, box: best });
  }
  return places;
}

/** Whether two call-outs would cross a leader. */
function tangled(anchor: [number, number], box: Box, placed: CalloutPlace): boolean {
  return leaderMeets(anchor, box, placed.box) || leaderMeets(placed.anchor, placed.box, box) || leaderMeets(anchor, box, around(placed.anchor));
}

/** Whether the leader from an anchor to its box touches another box (sampled every twentieth). */
function leaderMeets([ax, ay]: [number, number], own: Box, other: Box): boolean {
  const ex = own.x >= ax ? own.x : own.x + own.width;
  const ey = own.y + own.height / 2;
  for (let i = 1; i < 20; i++) {
    const x = ax + ((ex - ax) * i) / 20;
    const y = ay + ((ey - ay) * i) / 20;
    if (x > other.x - 4 && x < other.x + other.width + 4 && y > other.y - 4 && y < other.y + other.height + 4) return true;
  }
  return false;
}

function around([x, y]: [number, number]): Box {
  return { x: x - 8, y: y - 8, width: 16, height: 16 };
}

/** Boxes around the anchor: right or left of it, over a fan of angles and distances. */
function* candidates({ anchor, width, height }: CalloutRequest, reach: number): Generator<Box> {
  for (let d = reach * 0.08; d <= reach; d += reach * 0.04) {
    for (let a = 0; a < 32; a++) {
      const angle = (a / 32) * 2 * Math.PI;
      const x = anchor[0] + Math.cos(angle) * d;
      const y = anchor[1] + Math.sin(angle) * d;
      yield { x: Math.cos(angle) >= 0 ? x : x - width, y: y - height / 2, width, height };
    }
  }
}
