import { PathLayer, ScatterplotLayer, SolidPolygonLayer } from '@deck.gl/layers';
import type { Position } from 'geojson';
import { type CanvasTheme, rgba } from '../ui/canvas-theme.ts';
import type { FlowArcs } from './flow-arcs.ts';
import type { PointLook } from './live-points.ts';
import type { MapScale } from './types.ts';

/** A place on the map of flows: a market, a port, a zone. */
export type FlowPoint = {
  id: string;
  kind: 'partner' | 'port' | 'zone';
  name: string;
  position: [number, number];
  radius: number;
  chosen: boolean;
  dimmed: boolean;
};

type Arc = FlowArcs['data'][number];
const pathOf = (arc: Arc) => arc.path as unknown as [number, number][];
const polygonOf = (polygon: Position[][]) => polygon as [number, number][][];

/** Land alone: no borders of states are drawn, and none are meant. */
export function landLayer(land: Position[][][], theme: CanvasTheme) {
  return new SolidPolygonLayer<Position[][]>({
    id: 'flow-land',
    data: land,
    getPolygon: polygonOf,
    getFillColor: rgba(theme.ramp[1] ?? theme.line),
    pickable: false,
    updateTriggers: { getFillColor: theme.name },
  });
}

/** Arcs of one set in one ink. Curves are tesselated once; a tick moves the width attribute alone. */
export function arcLayer(id: string, arcs: FlowArcs, version: number, color: string, alpha: number, theme: CanvasTheme, scale: MapScale) {
  const { widths } = arcs;
  return new PathLayer<Arc>({
    id,
    data: arcs.data,
    positionFormat: 'XY',
    getPath: pathOf,
    getColor: rgba(color, alpha),
    getWidth: (arc) => (widths[arc.at] as number) * scale.unit,
    widthUnits: 'pixels',
    jointRounded: true,
    capRounded: true,
    pickable: false,
    updateTriggers: { getColor: [theme.name, color, alpha], getWidth: [version, scale.unit] },
  });
}

/** From far away the ports lie in one place, and their circles would hide it. */
const FAR_PORT = 3;

/** A dot at a place, the chosen ones larger; a ring round a port by how much goes through it, once the ports lie apart. */
export function pointLook(point: FlowPoint, near: boolean, theme: CanvasTheme, scale: MapScale): PointLook {
  const port = point.kind === 'port';
  const ink = rgba(theme.t1, point.dimmed ? 0.35 : 1);
  return {
    fill: port ? rgba(theme.bg) : ink,
    line: ink,
    radius: (port && !near ? FAR_PORT : point.radius) * scale.unit,
    lineWidth: port ? 1.6 * scale.unit : point.chosen ? 2 * scale.unit : 0,
  };
}

/** Small dots that run with the goods. */
export function dotLayer(positions: Float32Array, length: number, theme: CanvasTheme, scale: MapScale) {
  return new ScatterplotLayer({
    id: 'flow-dots',
    data: { length, attributes: { getPosition: { value: positions, size: 2 } } },
    getRadius: 2.2 * scale.unit,
    radiusUnits: 'pixels',
    getFillColor: rgba(theme.t1),
    pickable: false,
    updateTriggers: { getFillColor: theme.name },
  });
}
