'use client';
import { useMemo } from 'react';
import { textWidth } from '../ui/text-width.ts';
import { calloutLines } from './callout.tsx';
import type { RegionShapes } from './geometry.ts';
import { type CalloutPlace, landGrid, placeCallouts } from './place-callouts.ts';
import type { Box, MapRegion, MapScale, Size } from './types.ts';
import { labelPlace } from './use-map-labels.ts';
import { type MapViewState, project } from './view.ts';

const NONE = new Map<string, CalloutPlace>();

/** Places found in the fitted view for the worst regions; they keep their distance from the region when the view moves. */
export function useCalloutPlaces(args: {
  shapes: RegionShapes | null;
  regions: MapRegion[];
  fitted: MapViewState | null;
  size: Size | null;
  scale: MapScale | null;
  callouts: number;
}): Map<string, CalloutPlace> {
  const { shapes, regions, fitted, size, scale, callouts } = args;
  const wanted = regions
    .filter((r) => r.severity && shapes?.byAdcode.has(r.adcode))
    .sort((a, b) => (a.severity ?? 9) - (b.severity ?? 9))
    .slice(0, callouts);
  const key = JSON.stringify(wanted.map((r) => [r.adcode, calloutLines(r).title.length, calloutLines(r).detail.length]));
  const grid = useMemo(() => {
    if (!shapes || !fitted || !size || !scale) return null;
    const cell = 8 * Math.max(0.75, scale.unit);
    const rings = shapes.regions.flatMap((r) => r.polygons.map((p) => p.map((ring) => ring.map(([lon = 0, lat = 0]) => project(fitted, size, lon, lat)))));
    return landGrid(rings, size, cell);
  }, [shapes, fitted, size, scale]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: key stands for the regions called out
  return useMemo(() => {
    if (!shapes || !fitted || !size || !scale || !grid) return NONE;
    const u = scale.unit;
    const requests = wanted.map((region) => {
      const { title, detail } = calloutLines(region);
      const text = Math.max(textWidth(title, scale.label) * 1.04, textWidth(detail, scale.meta));
      return {
        adcode: region.adcode,
        anchor: project(fitted, size, ...labelPlace(region, shapes)),
        width: text + scale.label * 2.1,
        height: scale.label * 2.6,
      };
    });
    const legend: Box = { x: size.width - 480 * u, y: size.height - scale.meta * 3.6, width: 480 * u, height: scale.meta * 3.6 };
    const approval: Box = { x: 0, y: size.height - scale.meta * 1.8, width: scale.meta * 12, height: scale.meta * 1.8 };
    const names = regions
      .filter((r) => shapes.byAdcode.has(r.adcode) && !wanted.includes(r))
      .map((r) => boxAround(project(fitted, size, ...labelPlace(r, shapes)), textWidth(r.name, scale.label), scale.label * 1.1));
    const found = placeCallouts(requests, grid, size, [legend, approval, ...names], Math.min(size.width, size.height) * 0.34);
    return new Map(found.map((p) => [p.adcode, p]));
  }, [key, grid, size, scale]);
}

function boxAround([x, y]: [number, number], width: number, height: number): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}
