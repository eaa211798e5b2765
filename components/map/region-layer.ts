import { PathLayer, SolidPolygonLayer } from '@deck.gl/layers';
import type { Position } from 'geojson';
import { type CanvasTheme, rgba } from '../ui/canvas-theme.ts';
import type { FillPart, RegionShapes } from './geometry.ts';
import { dashLine, hatchPolygon, type Segment } from './hatch.ts';
import { type Rgba, regionFill } from './region-look.ts';
import type { MapRegion, MapScale, MapShade } from './types.ts';

/** Everything of the regions that is line or area. Data containers keep their identity; colours follow `version`. */
export type RegionLayerInput = {
  shapes: RegionShapes;
  regions: Map<string, MapRegion>;
  shade: MapShade;
  theme: CanvasTheme;
  scale: MapScale;
  /** Raised by the caller when any region changed: only colours are computed again. */
  version: number;
  selected: string | null;
  lines: RegionLines;
};

/** Lines that depend on which regions are in which state, rebuilt only when that set changes. */
export type RegionLines = { stale: Segment[]; dead: Segment[]; open: Position[][]; abnormal: { adcode: string; path: Position[] }[] };

type WorldPath = { adcode: string; path: Position[] };

const polygonOf = (part: FillPart) => part.polygon as [number, number][][];
const lineOf = (line: Position[]) => line as [number, number][];
const pathOf = (item: WorldPath) => item.path as [number, number][];
const outlineOf = (item: WorldPath) => item.path;
const NO_LINES: Position[][] = [];
const segmentOf = (s: Segment) => [s.from, s.to];

/** Hatch, dashes and outlines of the regions' states at the fitted zoom. */
export function regionLines(shapes: RegionShapes, regions: Map<string, MapRegion>, zoom: number, unit: number): RegionLines {
  const lines: RegionLines = { stale: [], dead: [], open: [], abnormal: [] };
  for (const shape of shapes.regions) {
    const region = regions.get(shape.adcode);
    if (region?.state === 'stale') for (const p of shape.polygons) lines.stale.push(...hatchPolygon(p, zoom, 9 * unit));
    if (region?.state === 'dead') for (const p of shape.polygons) lines.dead.push(...hatchPolygon(p, zoom, 5.2 * unit));
    const silent = region?.state === 'stale' || region?.state === 'dead';
    if (!region || region.state === 'not_connected' || silent) {
      for (const p of shape.polygons) for (const ring of p) lines.open.push(...dashLine(ring, zoom, 5 * unit, 4 * unit));
    }
    if (region?.severity) for (const p of shape.polygons) for (const ring of p) lines.abnormal.push({ adcode: shape.adcode, path: ring });
  }
  // Worst last, so that its outline lies on top of a neighbour's.
  lines.abnormal.sort((a, b) => (regions.get(b.adcode)?.severity ?? 9) - (regions.get(a.adcode)?.severity ?? 9));
  return lines;
}

/** Key of the set of states: the lines are computed again only when it changes. */
export function linesKey(regions: Iterable<MapRegion>): string {
  let key = '';
  for (const r of regions) key += `${r.adcode}${r.state === 'fresh' || r.state === 'late' ? '' : r.state}${r.severity ?? ''};`;
  return key;
}

/** Layers from the bottom: fill, hatch, borders, outline, dashes, abnormal outlines, selection. */
export function regionLayers(input: RegionLayerInput) {
  const { shapes, regions, shade, theme, scale, version, selected, lines } = input;
  const u = scale.unit;
  const colors = [version, theme.name, shade.kind === 'sequential' ? shade.breaks.join() : ''].join('|');
  const path = (id: string, data: Position[][], color: Rgba, width: number) =>
    new PathLayer<Position[]>({
      id,
      data,
      getPath: lineOf,
      getColor: color,
      getWidth: width,
      widthUnits: 'pixels',
      jointRounded: true,
      capRounded: true,
      pickable: false,
      updateTriggers: { getColor: theme.name, getWidth: width },
    });
  const hatch = (id: string, data: Segment[], color: Rgba, width: number) =>
    new PathLayer<Segment>({
      id,
      data,
      getPath: segmentOf as (s: Segment) => [number, number][],
      getColor: color,
      getWidth: width,
      widthUnits: 'pixels',
      updateTriggers: { getColor: theme.name },
    });
  const chosen = selected ? (shapes.byAdcode.get(selected)?.polygons.flat() ?? []) : [];
  return [
    new SolidPolygonLayer<FillPart>({
      id: 'region-fill',
      data: shapes.parts,
      getPolygon: polygonOf,
      getFillColor: (part) => regionFill(regions.get(part.adcode), shade, theme),
      updateTriggers: { getFillColor: colors },
      pickable: false,
    }),
    hatch('region-hatch', lines.stale, rgba(theme.t3, 0.5), 1.1 * u),
    hatch('region-hatch-dense', lines.dead, rgba(theme.t3, 0.62), 1.5 * u),
    path('region-borders', shapes.borders, rgba(theme.bg), 1.6 * u),
    path('region-outline', shapes.outline, rgba(theme.t4), Math.max(1, u)),
    path('region-dashed', lines.open, rgba(theme.t3), Math.max(1, 1.5 * u)),
    // On a coloured layer the outline needs a dark edge of its own.
    path('region-abnormal-edge', shade.kind === 'sequential' ? lines.abnormal.map(outlineOf) : NO_LINES, rgba(theme.bg), Math.max(3.4, 5 * u)),
    new PathLayer<WorldPath>({
      id: 'region-abnormal',
      data: lines.abnormal,
      getPath: pathOf,
      getColor: (item) => rgba(theme.severity[regions.get(item.adcode)?.severity ?? 4].edge),
      getWidth: Math.max(1.6, 2.4 * u),
      widthUnits: 'pixels',
      jointRounded: true,
      updateTriggers: { getColor: colors },
    }),
    path('region-selected', chosen, rgba(theme.t1), Math.max(2, 3 * u)),
  ];
}
