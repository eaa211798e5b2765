import type { Position } from 'geojson';
import { latOf, lonOf, worldX, worldY } from './view.ts';

/** Hatching without shaders: parallel lines clipped to a polygon, computed once. Pure. */

export type Segment = { from: [number, number]; to: [number, number] };

/**
 * Spans of parallel lines inside the rings (even-odd, so holes stay open). `angle` in degrees against the x axis,
 * `spacing` in the rings' own unit, lines anchored at the origin so that neighbours line up.
 */
export function hatchRings(rings: Position[][], spacing: number, angle: number): Segment[] {
  const cos = Math.cos((angle * Math.PI) / 180);
  const sin = Math.sin((angle * Math.PI) / 180);
  const hits = new Map<number, number[]>();
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i++) {
      const [ax = 0, ay = 0] = ring[i] ?? [];
      const [bx = 0, by = 0] = ring[(i + 1) % ring.length] ?? [];
      const u0 = ax * cos + ay * sin;
      const v0 = -ax * sin + ay * cos;
      const u1 = bx * cos + by * sin;
      const v1 = -bx * sin + by * cos;
      if (v0 === v1) continue;
      const low = Math.min(v0, v1);
      const high = Math.max(v0, v1);
      // Half-open: a line through a vertex meets one of its two edges only.
      for (let k = Math.ceil(low / spacing); k * spacing < high; k++) {
        const v = k * spacing;
        const list = hits.get(k);
        const u = u0 + ((v - v0) / (v1 - v0)) * (u1 - u0);
        if (list) list.push(u);
        else hits.set(k, [u]);
      }
    }
  }
  const out: Segment[] = [];
  for (const [k, us] of hits) {
    const v = k * spacing;
    us.sort((a, b) => a - b);
    for (let i = 0; i + 1 < us.length; i += 2) {
      const a = us[i] as number;
      const b = us[i + 1] as number;
      out.push({ from: [a * cos - v * sin, a * sin + v * cos], to: [b * cos - v * sin, b * sin + v * cos] });
    }
  }
  return out;
}

/** Hatch of a [lon, lat] polygon whose lines stand `spacingPx` apart at a zoom, at 45° on the screen. */
export function hatchPolygon(polygon: Position[][], zoom: number, spacingPx: number): Segment[] {
  const rings = polygon.map((ring) => ring.map(([lon = 0, lat = 0]) => [worldX(lon), worldY(lat)]));
  return hatchRings(rings, spacingPx / 2 ** zoom, -45).map((s) => ({
    from: [lonOf(s.from[0]), latOf(s.from[1])],
    to: [lonOf(s.to[0]), latOf(s.to[1])],
  }));
}

/** Cuts a [lon, lat] line into dashes of `dashPx` with gaps of `gapPx` at a zoom. */
export function dashLine(line: Position[], zoom: number, dashPx: number, gapPx: number): Position[][] {
  const k = 2 ** zoom;
  const out: Position[][] = [];
  let pen: Position[] | null = [];
  let left = dashPx;
  let [px, py] = [worldX(line[0]?.[0] ?? 0), worldY(line[0]?.[1] ?? 0)];
  const put = (x: number, y: number) => pen?.push([lonOf(x), latOf(y)]);
  put(px, py);
  for (const [lon = 0, lat = 0] of line.slice(1)) {
    const [x, y] = [worldX(lon), worldY(lat)];
    let length = Math.hypot(x - px, y - py) * k;
    while (length > left) {
      const t = left / length;
      px += (x - px) * t;
      py += (y - py) * t;
      length -= left;
      put(px, py);
      if (pen) {
        out.push(pen);
        pen = null;
        left = gapPx;
      } else {
        pen = [];
        put(px, py);
        left = dashPx;
      }
    }
    left -= length;
    [px, py] = [x, y];
    put(px, py);
  }
  if (pen && pen.length > 1) out.push(pen);
  return out;
}
