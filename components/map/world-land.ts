import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { RegionTopology } from './types.ts';

/** Degrees east that stand in the middle: the Pacific is whole, Asia left of it and America right. */
export const PACIFIC = 150;

/** Where the outline is served from public/; land alone, without borders of anybody. */
export const WORLD_LAND_URL = '/geo/world/land-110m.json';

const cache = new WeakMap<RegionTopology, Map<number, Position[][][]>>();

/** A longitude as it stands on a map whose middle is `meridian`: within 180° of it. */
export function lonOn(lon: number, meridian: number = PACIFIC): number {
  return ((((lon - meridian + 180) % 360) + 360) % 360) + meridian - 180;
}

/**
 * Polygons of the world's land on a map whose middle is `meridian`, in degrees: longitudes within 180° of it, polygons that
 * reach over the edge cut there. For fills: where a polygon was cut its edge runs along the cut. The same topology gives the
 * same polygons, so that layers keep their buffers.
 */
export function readLand(topology: RegionTopology, meridian: number = PACIFIC): Position[][][] {
  const known = cache.get(topology)?.get(meridian);
  if (known) return known;
  const collection = Object.values(topology.objects)[0];
  if (!collection) throw new Error('topology without objects');
  const polygons = feature(topology, collection).features.flatMap((f) => {
    const geometry = f.geometry as Polygon | MultiPolygon | null;
    if (!geometry) return [];
    return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  });
  const land = polygons.flatMap(([outer = [], ...holes]) => {
    const pieces = piecesOf(outer, meridian).map((piece) => [piece]);
    for (const hole of holes.flatMap((ring) => piecesOf(ring, meridian))) pieces.find(([piece = []]) => boxHolds(piece, hole))?.push(hole);
    return pieces;
  });
  const kept = cache.get(topology) ?? new Map<number, Position[][][]>();
  cache.set(topology, kept.set(meridian, land));
  return land;
}

const TURNS = [-2, -1, 0, 1, 2];

/**
 * Parts of a ring on the map. The outline is stitched over the 180th meridian: a ring that jumps there is laid out without
 * the jump, and each turn that it then reaches into gives a part. One that goes around a pole comes back a turn away: laid
 * out over three turns and closed along the pole, it fills the map from edge to edge.
 */
function piecesOf(ring: readonly Position[], meridian: number): Position[][] {
  let turn = 0;
  let last = ring[0]?.[0] ?? 0;
  const laid = ring.map(([lon = 0, lat = 0]): Position => {
    if (lon - last > 180) turn -= 360;
    else if (lon - last < -180) turn += 360;
    last = lon;
    return [lon + turn, lat];
  });
  if (turn === 0) return TURNS.map((t) => window(laid, meridian, t)).filter((piece) => piece.length > 0);
  const round = [-turn, 0, turn].flatMap((by) => laid.map(([lon = 0, lat = 0]): Position => [lon + by, lat]));
  const [first, end] = [round[0] ?? [0, 0], round.at(-1) ?? [0, 0]];
  const pole = (first[1] ?? 0) < 0 ? -90 : 90;
  return [window([...round, [end[0] ?? 0, pole], [first[0] ?? 0, pole], first], meridian, 0)];
}

/** The part of a ring within one turn of the map, brought into the turn whose middle is `meridian`. */
function window(ring: readonly Position[], meridian: number, turn: number): Position[] {
  const west = meridian - 180 + turn * 360;
  return clip(clip(ring, west, 1), west + 360, -1).map(([lon = 0, lat = 0]) => [lon - turn * 360, lat]);
}

/** Whether the middle of a hole is within the box of a ring: enough to tell the parts of one polygon from each other. */
function boxHolds(ring: readonly Position[], hole: readonly Position[]): boolean {
  const lons = ring.map((p) => p[0] ?? 0);
  const middle = hole.reduce((sum, p) => sum + (p[0] ?? 0), 0) / hole.length;
  return Math.min(...lons) <= middle && middle <= Math.max(...lons);
}

/** The part of a closed ring on one side of a meridian (1 east, −1 west), closed again; empty when nothing is there. */
function clip(ring: readonly Position[], at: number, side: number): Position[] {
  const inside = (lon: number) => side * (lon - at) >= 0;
  const out: Position[] = [];
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i - 1] ?? [];
    const [bx = 0, by = 0] = ring[i] ?? [];
    if (inside(ax)) out.push([ax, ay]);
    if (inside(ax) !== inside(bx)) out.push([at, ay + ((at - ax) / (bx - ax)) * (by - ay)]);
  }
  const first = out[0];
  // What only touches the meridian has no area.
  if (!first || out.every(([lon]) => lon === at)) return [];
  return [...out, first];
}
