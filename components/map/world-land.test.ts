import { readFileSync } from 'node:fs';
import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { RegionTopology } from './types.ts';
import { lonOn, PACIFIC, readLand } from './world-land.ts';

/** One square from 20° to 40° west, with a hole west of 30° west, and one in the east. */
const made: RegionTopology = {
  type: 'Topology',
  arcs: [
    [
      [-40, 0],
      [-20, 0],
      [-20, 10],
      [-40, 10],
      [-40, 0],
    ],
    [
      [-38, 2],
      [-38, 4],
      [-36, 4],
      [-36, 2],
      [-38, 2],
    ],
    [
      [100, 0],
      [110, 0],
      [110, 10],
      [100, 10],
      [100, 0],
    ],
  ],
  objects: { land: { type: 'GeometryCollection', geometries: [{ type: 'MultiPolygon', arcs: [[[0], [1]], [[2]]] }] } } as never,
};

const area = (ring: Position[]) => {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i - 1] ?? [];
    const [bx = 0, by = 0] = ring[i] ?? [];
    twice += ax * by - bx * ay;
  }
  return Math.abs(twice) / 2;
};
const total = (land: Position[][][]) => land.reduce((sum, [outer = [], ...holes]) => sum + area(outer) - holes.reduce((s, h) => s + area(h), 0), 0);
const box = (ring: Position[]) => [Math.min(...ring.map((p) => p[0] ?? 0)), Math.max(...ring.map((p) => p[0] ?? 0))];

describe('land on a map with the Pacific in its middle', () => {
  it('longitudes are within half a turn of the middle', () => {
    expect([-118.2, 113.5, -29, -31, 180, -180].map((lon) => lonOn(lon))).toEqual([241.8, 113.5, -29, 329, 180, 180]);
    expect(lonOn(170, 0)).toBe(170);
    expect(lonOn(190, 0)).toBe(-170);
  });

  it('what reaches over the edge is cut there, with its holes, and nothing is lost', () => {
    const land = readLand(made);
    expect(land.map((polygon) => [polygon.length, ...box(polygon[0] ?? [])])).toEqual([
      [2, 320, 330],
      [1, -30, -20],
      [1, 100, 110],
    ]);
    expect(total(land)).toBeCloseTo(200 - 4 + 100);
    expect(box(land[0]?.[1] ?? [])).toEqual([322, 324]);
  });

  it('each ring is closed', () => {
    for (const ring of readLand(made).flat()) expect(ring[0]).toEqual(ring.at(-1));
  });

  it('the same topology gives the same polygons, another middle others', () => {
    expect(readLand(made)).toBe(readLand(made));
    expect(readLand(made, 0)).toHaveLength(2);
  });

  it('refuses a topology without objects', () => {
    expect(() => readLand({ type: 'Topology', arcs: [], objects: {} })).toThrow('without objects');
  });

  it('reads the shipped outline: land alone, as much of it as before the cut', () => {
    const real = JSON.parse(readFileSync(new URL('../../public/geo/world/land-110m.json', import.meta.url), 'utf8')) as RegionTopology;
    expect(Object.keys(real.objects)).toEqual(['land']);
    const land = readLand(real);
    for (const [lon = 0, lat = 0] of land.flat(2)) {
      expect(lon).toBeGreaterThanOrEqual(PACIFIC - 180);
      expect(lon).toBeLessThanOrEqual(PACIFIC + 180);
      expect(Math.abs(lat)).toBeLessThanOrEqual(90);
    }
    expect(total(land)).toBeCloseTo(total(readLand(real, 0)), 3);
    const within = (lon: number, lat: number) => land.some(([outer = []]) => inside(outer, lonOn(lon), lat));
    expect([within(113.3, 23.6), within(-100, 40), within(-47, -15), within(-40, 72), within(-160, 0)]).toEqual([true, true, true, true, false]);
  });
});

function inside(ring: Position[], lon: number, lat: number): boolean {
  let odd = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i - 1] ?? [];
    const [bx = 0, by = 0] = ring[i] ?? [];
    if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}
