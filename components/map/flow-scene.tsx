'use client';
import type { Position } from 'geojson';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CanvasTheme } from '../ui/canvas-theme.ts';
import DeckCanvas, { type PointHandler } from './deck-canvas.tsx';
import { dotsAt, type FlowArcs } from './flow-arcs.ts';
import { arcLayer, dotLayer, type FlowPoint, landLayer, pointLook } from './flow-layer.ts';
import { LivePoints, livePointsLayer } from './live-points.ts';
import type { MapScale } from './types.ts';
import type { MapViewState } from './view.ts';

export type FlowSceneProps = {
  land: Position[][][];
  arcs: FlowArcs;
  /** Of all zones, in grey behind what is chosen; null where nothing is chosen. */
  behind: FlowArcs | null;
  legs: FlowArcs;
  /** Looked at so closely that zones and ports lie apart. */
  near: boolean;
  /** Versions of the three at this render: the sets themselves are changed in place. */
  versions: readonly [number, number, number];
  points: FlowPoint[];
  moving: boolean;
  theme: CanvasTheme;
  scale: MapScale;
  view: MapViewState;
  glideMs: number;
  onView: (view: MapViewState) => void;
  onPoint: PointHandler;
  onReady: () => void;
  onFail: (error: Error) => void;
};

/** Builds the layers of the flows and keeps what has not changed; loaded in the browser only. */
export default function FlowScene(props: FlowSceneProps) {
  const { land, arcs, behind, legs, near, versions, points, moving, theme, scale } = props;
  const [inkVersion, greyVersion, legVersion] = versions;
  const ground = useMemo(() => landLayer(land, theme), [land, theme]);
  const grey = useMemo(
    () => (behind ? arcLayer('flow-arcs-all', behind, greyVersion, theme.t4, 0.55, theme, scale) : null),
    [behind, greyVersion, theme, scale],
  );
  const short = useMemo(() => (near ? arcLayer('flow-legs', legs, legVersion, theme.t2, 0.7, theme, scale) : null), [near, legs, legVersion, theme, scale]);
  const ink = useMemo(() => arcLayer('flow-arcs', arcs, inkVersion, theme.t1, 0.82, theme, scale), [arcs, inkVersion, theme, scale]);
  const dots = usePointsLayer(points, near, theme, scale);
  const running = useDots(arcs, moving);
  const motion = useMemo(() => (running ? dotLayer(running.positions, running.length, theme, scale) : null), [running, theme, scale]);
  const layers = useMemo(() => [ground, grey, short, ink, dots, motion], [ground, grey, short, ink, dots, motion]);
  return (
    <DeckCanvas
      layers={layers}
      view={props.view}
      onView={props.onView}
      glideMs={props.glideMs}
      interactive
      onPoint={props.onPoint}
      onReady={props.onReady}
      onFail={props.onFail}
    />
  );
}

/** The places as circles: new ones are another set, and of the same ones only looks that changed are drawn again. */
function usePointsLayer(points: FlowPoint[], near: boolean, theme: CanvasTheme, scale: MapScale) {
  const held = useRef<{ ids: string; live: LivePoints } | null>(null);
  return useMemo(() => {
    const ids = points.map((p) => p.id).join();
    const looks = points.map((p) => pointLook(p, near, theme, scale));
    const [first] = looks;
    if (!first) return null;
    if (held.current?.ids !== ids) held.current = { ids, live: new LivePoints(Float32Array.from(points.flatMap((p) => p.position)), first) };
    const { live } = held.current;
    for (const [i, look] of looks.entries()) live.set(i, look);
    return livePointsLayer('flow-points', live);
  }, [points, near, theme, scale]);
}

const PERIOD_MS = 6000;
const STEP_MS = 50;
const MOST_DOTS = 240;

/** Places of the running dots, twenty times a second; null while they rest. */
function useDots(arcs: FlowArcs, moving: boolean): { positions: Float32Array; length: number } | null {
  const [dots, setDots] = useState<{ positions: Float32Array; length: number } | null>(null);
  const buffers = useRef([new Float32Array(2 * MOST_DOTS), new Float32Array(2 * MOST_DOTS)]);
  useEffect(() => {
    if (!moving) {
      setDots(null);
      return;
    }
    let turn = 0;
    const timer = setInterval(() => {
      const positions = buffers.current[turn] as Float32Array;
      turn = 1 - turn;
      setDots({ positions, length: dotsAt(arcs, (performance.now() % PERIOD_MS) / PERIOD_MS, positions) });
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [arcs, moving]);
  return dots;
}
