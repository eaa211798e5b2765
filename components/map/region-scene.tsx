'use client';
import { useEffect, useMemo, useState } from 'react';
import type { CanvasTheme } from '../ui/canvas-theme.ts';
import DeckCanvas, { type PointHandler } from './deck-canvas.tsx';
import type { RegionShapes } from './geometry.ts';
import { labelLayers, type MapLabel } from './label-layer.ts';
import { linesKey, regionLayers, regionLines } from './region-layer.ts';
import { ticketBuffers, ticketLayer } from './ticket-layer.ts';
import type { MapHeat, MapRegion, MapScale, MapShade, MapTickets } from './types.ts';
import type { MapViewState } from './view.ts';

export type RegionSceneProps = {
  shapes: RegionShapes;
  regions: MapRegion[];
  shade: MapShade;
  theme: CanvasTheme;
  scale: MapScale;
  view: MapViewState;
  fitted: MapViewState;
  glideMs: number;
  onView: (view: MapViewState) => void;
  interactive: boolean;
  selected: string | null;
  onPoint?: PointHandler;
  labels: { normal: MapLabel[]; strong: MapLabel[] };
  tickets: MapTickets | null;
  heat: MapHeat | null;
  onReady: () => void;
  onFail: (error: Error) => void;
};

type HeatModule = typeof import('./heat-layer.ts');

/** Builds the layers from data and keeps what has not changed; loaded in the browser only. */
export default function RegionScene(props: RegionSceneProps) {
  const { shapes, regions, shade, theme, scale, view, fitted, selected, labels, tickets, heat } = props;
  const byAdcode = useMemo(() => new Map(regions.map((r) => [r.adcode, r])), [regions]);
  const version = useVersion(regions);
  const key = linesKey(regions);
  // biome-ignore lint/correctness/useExhaustiveDependencies: key stands for the states and severities of byAdcode
  const lines = useMemo(() => regionLines(shapes, byAdcode, fitted.zoom, scale.unit), [shapes, key, fitted.zoom, scale.unit]);
  const step = Math.round(view.zoom);
  const dots = useMemo(() => (tickets ? ticketBuffers(tickets, step, scale.unit) : null), [tickets, step, scale.unit]);
  const heatModule = useHeatModule(heat !== null);
  const heatVersion = useVersion(heat);

  const regionSet = useMemo(
    () => regionLayers({ shapes, regions: byAdcode, shade, theme, scale, version, selected, lines }),
    [shapes, byAdcode, shade, theme, scale, version, selected, lines],
  );
  const labelSet = useMemo(() => labelLayers(labels, theme, scale), [labels, theme, scale]);
  const layers = useMemo(
    () => [
      ...regionSet,
      heat && heatModule ? heatModule.heatLayer(heat, theme, heatVersion) : null,
      dots ? ticketLayer(dots, theme, scale) : null,
      ...labelSet,
    ],
    [regionSet, heat, heatModule, heatVersion, dots, labelSet, theme, scale],
  );
  return (
    <DeckCanvas
      layers={layers}
      view={view}
      onView={props.onView}
      glideMs={props.glideMs}
      interactive={props.interactive}
      onPoint={props.onPoint}
      onReady={props.onReady}
      onFail={props.onFail}
    />
  );
}

/** Counts the identities a value has had. */
function useVersion(value: unknown): number {
  const [state, setState] = useState({ value, version: 0 });
  if (state.value === value) return state.version;
  const next = { value, version: state.version + 1 };
  setState(next);
  return next.version;
}

/** The H3 layer is heavy and rare: loaded when first asked for. */
function useHeatModule(wanted: boolean): HeatModule | null {
  const [module, setModule] = useState<HeatModule | null>(null);
  useEffect(() => {
    let gone = false;
    if (wanted && !module) {
      void import('./heat-layer.ts').then((m) => {
        if (!gone) setModule(m);
      });
    }
    return () => {
      gone = true;
    };
  }, [wanted, module]);
  return module;
}
