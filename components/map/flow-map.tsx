'use client';
import type { Position } from 'geojson';
import { type KeyboardEvent, lazy, memo, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { cx } from '../ui/class-names.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { useWords } from '../ui/locale.tsx';
import { Skeleton } from '../ui/panel-states.tsx';
import { textWidth } from '../ui/text-width.ts';
import { useCanvasLook } from '../ui/use-canvas-look.ts';
import type { PointHandler } from './deck-canvas.tsx';
import { arcAt, type FlowArcs } from './flow-arcs.ts';
import type { FlowPoint } from './flow-layer.ts';
import { placeLabels } from './place-labels.ts';
import type { MapScale, Padding, Size } from './types.ts';
import { useMapView } from './use-map-view.ts';
import { useTopology } from './use-topology.ts';
import { type Bounds, keyView, type MapViewState, project } from './view.ts';
import { PACIFIC, readLand, WORLD_LAND_URL } from './world-land.ts';

/** What the pointer is over. */
export type FlowTarget = { kind: 'point'; point: FlowPoint } | { kind: 'arc'; id: string };

export type FlowMapProps = {
  /** What the picture says in one sentence, for readers. */
  label: string;
  arcs: FlowArcs;
  behind: FlowArcs | null;
  legs: FlowArcs;
  points: FlowPoint[];
  /** Words beside points, by id, the more important first. */
  names: { id: string; text: string; strong: boolean }[];
  moving: boolean;
  onPick: (target: FlowTarget) => void;
  /** One line on what is under the pointer. */
  tip: (target: FlowTarget) => ReactNode;
  /** Below the map: what width means, and what the outline is not. */
  legend: ReactNode;
  approvalNumber: string | null;
  /** Shown in place of the map when WebGL or the outline is missing, and when it is asked for. */
  list: ReactNode;
  asList: boolean;
  className?: string;
};

const Scene = lazy(() => import('./flow-scene.tsx'));
const PADDING: Padding = { top: 4, right: 4, bottom: 26, left: 4 };
/** Longitude at which the map is cut, and what of the world it shows: without the ice of both ends. */
const CUT = PACIFIC - 180;
const BOUNDS: Bounds = [CUT + 4, -43, CUT + 356, 67];
/** South of it is ice that ends at the pole, where the projection has no place. */
const ICE = -60;
const north = (polygon: Position[][]) => (polygon[0] ?? []).some((p) => (p[1] as number) > ICE);
/** Steps of zoom from which zones and ports lie apart. */
const NEAR = 1.5;
/** Points are found from a little further than they are drawn: 24 px across. */
const POINT_PX = 12;

/** The world as land alone with the Pacific in its middle, and over it the ways of goods; or its list. */
export function FlowMap(props: FlowMapProps) {
  const { label, arcs, behind, legs, points, names, moving, onPick, tip, legend, approvalNumber, list, asList, className } = props;
  const words = useWords();
  const host = useRef<HTMLElement>(null);
  const look = useCanvasLook(host);
  const source = useTopology(WORLD_LAND_URL);
  const land = useMemo(() => (source.data ? readLand(source.data).filter(north) : null), [source.data]);
  const scale: MapScale | null = useMemo(() => (look ? { unit: look.scale.unit, label: look.scale.textFont, meta: look.scale.textFont } : null), [look]);
  const { size, view, setView, fitted, glideMs, glideTo } = useMapView(host, BOUNDS, PADDING, scale?.unit ?? 1);
  const [failed, setFailed] = useState(false);
  const [ready, setReady] = useState(false);
  const [hover, setHover] = useState<{ target: FlowTarget; x: number; y: number } | null>(null);
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);

  const find = useCallback(
    (x: number, y: number): FlowTarget | null => {
      if (!view || !size || !scale) return null;
      let best: FlowPoint | null = null;
      let least = POINT_PX;
      for (const point of points) {
        const [px, py] = project(view, size, ...point.position);
        const d = Math.hypot(px - x, py - y);
        // Of points in one place the one that is named first is meant.
        if (d < least) [best, least] = [point, d];
      }
      if (best) return { kind: 'point', point: best };
      const arc = arcAt(arcs, view, size, x, y, scale.unit);
      return arc ? { kind: 'arc', id: arc.id } : null;
    },
    [points, arcs, view, size, scale],
  );
  const onPoint: PointHandler = useCallback(
    (kind, at) => {
      const target = at ? find(at.x, at.y) : null;
      if (kind === 'click') {
        if (target) onPick(target);
      } else setHover(target && at ? { target, ...at } : null);
    },
    [find, onPick],
  );
  // Panned over the cut, the same place is a turn further.
  const onView = useCallback((next: MapViewState) => setView(next.longitude < CUT ? { ...next, longitude: next.longitude + 360 } : next), [setView]);
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey || !view || !fitted) return;
      const next = keyView(event.key, view, fitted);
      if (!next) return;
      event.preventDefault();
      glideTo(next);
    },
    [view, fitted, glideTo],
  );
  const onReady = useCallback(() => setReady(true), []);
  const onFail = useCallback(() => setFailed(true), []);
  const listed = asList || failed || source.failed;

  return (
    <div className={cx('tg-map', className)} data-map-ready={ready || undefined} data-map-listed={listed || undefined}>
      <section
        ref={host}
        className={cx('tg-map-stage', hover && 'tg-map-pick')}
        aria-label={`${words.map}：${label}`}
        aria-description={words.mapHelp}
        tabIndex={listed ? undefined : 0}
        onKeyDown={onKeyDown}
        hidden={listed}
      >
        {mounted && look && scale && land && size && view && !listed ? (
          <ErrorBoundary onError={onFail} fallback={() => null}>
            <Suspense fallback={<Skeleton kind="map" />}>
              <Scene
                land={land}
                arcs={arcs}
                behind={behind}
                legs={legs}
                near={view.zoom > (fitted?.zoom ?? 0) + NEAR}
                versions={[arcs.version, behind?.version ?? 0, legs.version]}
                points={points}
                moving={moving}
                theme={look.theme}
                scale={scale}
                view={view}
                glideMs={glideMs}
                onView={onView}
                onPoint={onPoint}
                onReady={onReady}
                onFail={onFail}
              />
            </Suspense>
            <Names names={names} points={points} view={view} size={size} scale={scale} />
            <div className="tg-map-over">
              <p className="tg-map-approval tg-flow-legend">
                {legend}
                <span>{words.approvalNumber(approvalNumber)}</span>
              </p>
              {hover ? (
                <div className="tg-map-tip" style={{ left: Math.min(size.width - 140, Math.max(140, hover.x)), top: Math.max(48, hover.y) }}>
                  {tip(hover.target)}
                </div>
              ) : null}
            </div>
          </ErrorBoundary>
        ) : (
          <Skeleton kind="map" />
        )}
      </section>
      {listed ? <div className="tg-map-list">{list}</div> : null}
    </div>
  );
}

type NamesProps = Pick<FlowMapProps, 'names' | 'points'> & { view: MapViewState; size: Size; scale: MapScale };

/** Names beside their points where they have room. What they say stands in the list as well. */
function Names({ names, points, view, size, scale }: NamesProps) {
  const text = names.map((n) => `${n.id}${n.text.length}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: text stands for the names and their lengths: places do not follow every digit
  const places = useMemo(() => {
    const byId = new Map(points.map((p) => [p.id, p]));
    const wishes = names.flatMap(({ id, text: words }) => {
      const point = byId.get(id);
      if (!point) return [];
      const [x, y] = project(view, size, ...point.position);
      if (x < 0 || y < 0 || x > size.width || y > size.height) return [];
      return [{ id, x, y, width: textWidth(words, scale.label) + 4, height: scale.label * 1.3, gap: (point.radius + 4) * scale.unit }];
    });
    // Free of the line at the bottom.
    const foot = { x: 0, y: size.height - 26 * scale.unit, width: size.width, height: 26 * scale.unit };
    return new Map(placeLabels(wishes, size, [foot]).map((p) => [p.id, p]));
  }, [text, points, view, size, scale]);
  return (
    <div className="tg-map-over" aria-hidden>
      {names.map(({ id, text: words, strong }) => {
        const place = places.get(id);
        return place ? <Name key={id} words={words} strong={strong} align={place.align} x={place.x} y={place.y} /> : null;
      })}
    </div>
  );
}

const Name = memo(function Name({ words, strong, align, x, y }: { words: string; strong: boolean; align: string; x: number; y: number }) {
  return (
    <span className={cx('tg-flow-name', `tg-flow-${align}`, strong && 'tg-flow-strong')} style={{ left: x, top: y }}>
      {words}
    </span>
  );
});
