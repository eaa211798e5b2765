import { describe, expect, it } from 'vitest';
import { canvasTheme } from '../ui/canvas-theme.ts';
import { clusterTickets } from './cluster.ts';
import { readShapes } from './geometry.ts';
import { heatBreaks } from './heat-layer.ts';
import { haloWidth } from './label-layer.ts';
import { linesKey, regionLayers, regionLines } from './region-layer.ts';
import { ticketBuffers } from './ticket-layer.ts';
import type { MapRegion, RegionTopology } from './types.ts';

const topology: RegionTopology = {
  type: 'Topology',
  arcs: [
    [
      [113, 23],
      [114, 23],
      [114, 24],
      [113, 24],
      [113, 23],
    ],
  ],
  objects: {
    cities: { type: 'GeometryCollection', geometries: [{ type: 'Polygon', id: '990100', arcs: [[0]], properties: { name: '甲市', cp: [113.5, 23.5] } }] },
  },
};
const shapes = readShapes(topology);
const region: MapRegion = { adcode: '990100', name: '甲市', labelPos: null, value: 1, ratio: 1, severity: null, state: 'fresh' };
const of = (over: Partial<MapRegion>) => new Map([['990100', { ...region, ...over }]]);

describe('region layers', () => {
  it('hatch only what is silent, dash only what has no live value, outline only what is abnormal', () => {
    const counts = (over: Partial<MapRegion>) => {
      const l = regionLines(shapes, of(over), 7, 1);
      return [l.stale.length > 0, l.dead.length > 0, l.open.length > 0, l.abnormal.length > 0];
    };
    expect(counts({})).toEqual([false, false, false, false]);
    expect(counts({ state: 'stale' })).toEqual([true, false, true, false]);
    expect(counts({ state: 'dead' })).toEqual([false, true, true, false]);
    expect(counts({ state: 'not_connected' })).toEqual([false, false, true, false]);
    expect(counts({ severity: 2 })).toEqual([false, false, false, true]);
  });

  it('need new lines only when a state or severity changes', () => {
    expect(linesKey([{ ...region, value: 2, ratio: 1.1 }])).toBe(linesKey([region]));
    expect(linesKey([{ ...region, severity: 3 }])).not.toBe(linesKey([region]));
    expect(linesKey([{ ...region, state: 'stale' }])).not.toBe(linesKey([region]));
  });

  it('keep data identity and ids between two versions: only the colour trigger moves', () => {
    const build = (version: number) =>
      regionLayers({
        shapes,
        regions: of({}),
        shade: { kind: 'ratio' },
        theme: canvasTheme('dark'),
        scale: { unit: 1, label: 28, meta: 28 },
        version,
        selected: null,
        lines: EMPTY,
      });
    const [a, b] = [build(1), build(2)];
    expect(a.map((l) => l.id)).toEqual(b.map((l) => l.id));
    expect(a[0]?.props.data).toBe(b[0]?.props.data);
    expect(a[0]?.props.updateTriggers.getFillColor).not.toBe(b[0]?.props.updateTriggers.getFillColor);
  });
});

const EMPTY = { stale: [], dead: [], open: [], abnormal: [] };

describe('tickets', () => {
  it('are dots up to 2,000 and clusters over it, without losing one', () => {
    const make = (n: number) => ({
      lon: Float32Array.from({ length: n }, (_, i) => 113 + (i % 50) / 50),
      lat: Float32Array.from({ length: n }, (_, i) => 23 + (i % 40) / 40),
    });
    expect(ticketBuffers(make(2000), 7, 1)).toMatchObject({ length: 2000, radii: null });
    const many = make(5000);
    const clusters = clusterTickets(many, 7);
    expect(clusters.length).toBeLessThan(500);
    expect(clusters.counts.reduce((a, b) => a + b, 0)).toBe(5000);
    expect(ticketBuffers(many, 7, 1).radii).not.toBeNull();
  });
});

describe('heat and halo', () => {
  it('breaks counts into rising classes', () => {
    const heat = Array.from({ length: 60 }, (_, i) => ({ cell: String(i), count: i }));
    expect(heatBreaks(heat)).toEqual([10, 20, 30, 40, 50]);
    expect(heatBreaks([{ cell: 'a', count: 1 }])).toEqual([]);
    expect(heatBreaks([])).toEqual([]);
  });

  it('keeps a halo within the distance field', () => {
    expect(haloWidth(2.6, 28)).toBeGreaterThan(4);
    expect(haloWidth(50, 12)).toBeLessThan(16);
  });
});
