import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readShapes, regionAt } from './geometry.ts';
import type { RegionTopology } from './types.ts';

/** Two unit squares side by side that share one arc. */
const two: RegionTopology = {
  type: 'Topology',
  arcs: [
    [
      [1, 0],
      [1, 1],
    ],
    [
      [1, 1],
      [0, 1],
      [0, 0],
      [1, 0],
    ],
    [
      [1, 1],
      [2, 1],
      [2, 0],
      [1, 0],
    ],
  ],
  objects: {
    cities: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', id: '990100', arcs: [[0, 1]], properties: { name: '甲市', cp: [0.4, 0.5] } },
        { type: 'MultiPolygon', id: '990200', arcs: [[[2, 0]]], properties: { name: '乙市' } },
      ],
    },
  },
};

describe('shapes of a topology', () => {
  const shapes = readShapes(two);

  it('keeps one object a topology, so that layers keep their buffers', () => {
    expect(readShapes(two)).toBe(shapes);
  });

  it('reads regions by adcode with their own centre or the middle of the largest ring', () => {
    expect(shapes.byAdcode.get('990100')?.centre).toEqual([0.4, 0.5]);
    expect(shapes.byAdcode.get('990200')?.centre).toEqual([1.5, 0.5]);
    expect(shapes.parts.map((p) => p.adcode)).toEqual(['990100', '990200']);
    expect(shapes.bounds).toEqual([0, 0, 2, 1]);
  });

  it('tells the inner border from the outline', () => {
    expect(shapes.borders).toHaveLength(1);
    expect(shapes.borders[0]).toHaveLength(2);
    expect(shapes.outline.flat().length).toBeGreaterThanOrEqual(7);
  });

  it('finds the region at a place, none at sea', () => {
    expect(regionAt(shapes, 0.5, 0.5)).toBe('990100');
    expect(regionAt(shapes, 1.5, 0.2)).toBe('990200');
    expect(regionAt(shapes, 2.5, 0.5)).toBeNull();
  });

  it('refuses a topology without objects', () => {
    expect(() => readShapes({ type: 'Topology', arcs: [], objects: {} })).toThrow('without objects');
  });

  it.each(['guangdong', 'fujian'])('reads the shipped outline of %s', (name) => {
    const file = new URL(`../../public/geo/${name}/cities.topo.json`, import.meta.url);
    if (!existsSync(file)) return;
    const real = readShapes(JSON.parse(readFileSync(file, 'utf8')) as RegionTopology);
    expect(real.regions.length).toBeGreaterThan(5);
    for (const region of real.regions) expect(region.adcode).toMatch(/^\d{6}$/);
    for (const region of real.regions) expect(regionAt(real, ...region.centre), region.name).toBe(region.adcode);
    expect(real.borders.length).toBeGreaterThan(5);
  });
});
