import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryObject } from 'topojson-specification';
import type { RegionTopology } from './types.ts';
import type { Bounds } from './view.ts';

export type RegionShape = {
  adcode: string;
  name: string;
  /** Polygons of rings of [lon, lat]; the first ring is the outside. */
  polygons: Position[][][];
  /** The outline's own centre. */
  centre: [number, number];
};

/** One polygon of a region with its box: what the fill layer draws and the pointer looks up. */
export type FillPart = { adcode: string; polygon: Position[][]; bounds: Bounds };

export type RegionShapes = {
  regions: RegionShape[];
  byAdcode: Map<string, RegionShape>;
  parts: FillPart[];
  /** Lines between two regions, and the outer line of all. */
  borders: Position[][];
  outline: Position[][];
  bounds: Bounds;
};

const cache = new WeakMap<RegionTopology, RegionShapes>();

/** Decodes a topology once; the same object gives the same shapes, so layers keep their buffers. */
export function readShapes(topology: RegionTopology): RegionShapes {
  const known = cache.get(topology);
  if (known) return known;
  const name = Object.keys(topology.objects)[0];
  const collection = name === undefined ? undefined : topology.objects[name];
  if (!collection) throw new Error('topology without objects');
  const regions: RegionShape[] = [];
  for (const f of feature(topology, collection).features) {
    const geometry = f.geometry as Polygon | MultiPolygon | null;
    if (!geometry) continue;
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    regions.push({ adcode: String(f.id), name: f.properties?.name ?? '', polygons, centre: f.properties?.cp ?? ringCentre(polygons) });
  }
  const shapes: RegionShapes = {
    regions,
    byAdcode: new Map(regions.map((r) => [r.adcode, r])),
    parts: regions.flatMap((r) => r.polygons.map((polygon) => ({ adcode: r.adcode, polygon, bounds: boundsOf([polygon]) }))),
    borders: mesh(topology, collection as GeometryObject, (a, b) => a !== b).coordinates,
    outline: mesh(topology, collection as GeometryObject, (a, b) => a === b).coordinates,
    bounds: boundsOf(regions.flatMap((r) => r.polygons)),
  };
  cache.set(topology, shapes);
  return shapes;
}

function boundsOf(polygons: Position[][][]): Bounds {
  const b: Bounds = [180, 90, -180, -90];
  for (const polygon of polygons) {
    for (const [lon = 0, lat = 0] of polygon[0] ?? []) {
      b[0] = Math.min(b[0], lon);
      b[1] = Math.min(b[1], lat);
      b[2] = Math.max(b[2], lon);
      b[3] = Math.max(b[3], lat);
    }
  }
  return b;
}

/** The region at a place, or null at sea. By plain geometry: a GPU pick costs a readback a move, and its first one may miss. */
export function regionAt(shapes: RegionShapes, lon: number, lat: number): string | null {
  for (const { adcode, polygon, bounds } of shapes.parts) {
    if (lon < bounds[0] || lon > bounds[2] || lat < bounds[1] || lat > bounds[3]) continue;
    if (inside(polygon, lon, lat)) return adcode;
  }
  return null;
}

function inside(polygon: Position[][], lon: number, lat: number): boolean {
  let odd = false;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax = 0, ay = 0] = ring[i] ?? [];
      const [bx = 0, by = 0] = ring[j] ?? [];
      if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) odd = !odd;
    }
  }
  return odd;
}

/** Middle of the largest ring's box: only for outlines without their own centre. */
function ringCentre(polygons: Position[][][]): [number, number] {
  let best: [number, number] = [0, 0];
  let largest = -1;
  for (const polygon of polygons) {
    const xs = (polygon[0] ?? []).map((p) => p[0] ?? 0);
    const ys = (polygon[0] ?? []).map((p) => p[1] ?? 0);
    const [w, e, s, n] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    if ((e - w) * (n - s) > largest) {
      largest = (e - w) * (n - s);
      best = [(w + e) / 2, (s + n) / 2];
    }
  }
  return best;
}
