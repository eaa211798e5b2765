'use client';
import { type CSSProperties, type KeyboardEvent, lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { cx } from '../ui/class-names.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { useWords } from '../ui/locale.tsx';
import { Skeleton } from '../ui/panel-states.tsx';
import { useCanvasLook } from '../ui/use-canvas-look.ts';
import type { PointHandler } from './deck-canvas.tsx';
import { readShapes, regionAt } from './geometry.ts';
import { MapList } from './map-list.tsx';
import { MapOverlay } from './map-overlay.tsx';
import type { MapHeat, MapRegion, MapScale, MapShade, MapTickets, Padding, RegionTopology } from './types.ts';
import { useCalloutPlaces } from './use-callout-places.ts';
import { useMapLabels } from './use-map-labels.ts';
import { useMapView } from './use-map-view.ts';
import { useTopology } from './use-topology.ts';
import { keyView, unproject } from './view.ts';

export type RegionMapProps = {
  /** File below public/, or the topology itself. */
  topology: string | RegionTopology;
  /** What the picture says in one sentence, for readers. */
  label: string;
  regions: MapRegion[];
  /** Legend of the grey ramp: 受理量 gives 受理量／预期. */
  measure: string;
  shade?: MapShade;
  selected?: string | null;
  onSelect?: (adcode: string) => void;
  tickets?: MapTickets | null;
  /** Legend entry of the dots: 近 10 分钟工单. */
  ticketsLabel?: string;
  heat?: MapHeat | null;
  /** null prints 审图号 待填. */
  approvalNumber: string | null;
  /** Datum of the outline, said in the tooltip of the approval line. */
  datumNote?: string;
  /** Room around the province in wall units. */
  padding?: Padding;
  /** Writes values under the names. */
  values?: boolean;
  /** Drag, wheel and keys; off, the map only shows. */
  interactive?: boolean;
  /** Call-outs at most; further abnormal regions keep their mark at the name. */
  callouts?: number;
  scaleLine?: boolean;
  /** Further legend entries. */
  legend?: ReactNode;
  className?: string;
  style?: CSSProperties;
};

const Scene = lazy(() => import('./region-scene.tsx'));
const RATIO: MapShade = { kind: 'ratio' };
const PADDING: Padding = { top: 6, right: 12, bottom: 42, left: 12 };

/**
 * The province: grey by actual ÷ expected, abnormal regions tinted, outlined, marked and called out, silent ones
 * hatched. Always carries its list twin, which is all there is when WebGL is missing.
 */
export function RegionMap(props: RegionMapProps) {
  const { topology, label, regions, shade = RATIO, selected = null, onSelect, tickets = null, heat = null, padding = PADDING } = props;
  const { values = false, interactive = true, callouts = 3, className, style } = props;
  const words = useWords();
  const host = useRef<HTMLElement>(null);
  const look = useCanvasLook(host);
  const source = useTopology(topology);
  const shapes = useMemo(() => (source.data ? readShapes(source.data) : null), [source.data]);
  const scale: MapScale | null = useMemo(
    () => (look ? { unit: look.scale.unit, label: Math.max(12, look.scale.textFont), meta: look.scale.textFont } : null),
    [look],
  );
  const { size, view, setView, fitted, glideMs, moved, glideTo } = useMapView(host, shapes?.bounds ?? null, padding, scale?.unit ?? 1);
  const [asList, setAsList] = useState(false);
  const [failed, setFailed] = useState(false);
  const [ready, setReady] = useState(false);
  const [hovered, setHovered] = useState<string | null>(null);
  const places = useCalloutPlaces({ shapes, regions, fitted, size, scale, callouts });
  const labels = useMapLabels(shapes, regions, values, places);
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);

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
  const onPoint: PointHandler = useCallback(
    (kind, at) => {
      const adcode = at && shapes && view && size ? regionAt(shapes, ...unproject(view, size, at.x, at.y)) : null;
      if (kind === 'click') {
        if (adcode) onSelect?.(adcode);
      } else if (interactive) setHovered(adcode);
    },
    [shapes, view, size, onSelect, interactive],
  );
  const onReady = useCallback(() => setReady(true), []);
  const onFail = useCallback(() => setFailed(true), []);
  const listed = asList || failed || source.failed;
  const usable = mounted && look && scale && shapes && size && view && fitted && labels && !listed;

  return (
    <div className={cx('tg-map', className)} style={style} data-map-ready={ready || undefined} data-map-moved={moved || undefined}>
      <section
        ref={host}
        className={cx('tg-map-stage', hovered && onSelect && 'tg-map-pick')}
        aria-label={`${words.map}：${label}`}
        aria-description={interactive ? words.mapHelp : undefined}
        tabIndex={interactive && !listed ? 0 : undefined}
        onKeyDown={interactive ? onKeyDown : undefined}
        hidden={listed}
      >
        {usable ? (
          <ErrorBoundary onError={onFail} fallback={() => null}>
            <Suspense fallback={<Skeleton kind="map" />}>
              <Scene
                shapes={shapes}
                regions={regions}
                shade={shade}
                theme={look.theme}
                scale={scale}
                view={view}
                fitted={fitted}
                glideMs={glideMs}
                onView={setView}
                interactive={interactive}
                selected={selected}
                onPoint={interactive || onSelect ? onPoint : undefined}
                labels={labels}
                tickets={tickets}
                heat={heat}
                onReady={onReady}
                onFail={onFail}
              />
            </Suspense>
            <MapOverlay {...props} shade={shade} shapes={shapes} view={view} fitted={fitted} size={size} scale={scale} hovered={hovered} places={places} />
          </ErrorBoundary>
        ) : (
          <Skeleton kind="map" />
        )}
      </section>
      <button
        type="button"
        className="tg-chart-toggle tg-map-toggle"
        aria-expanded={listed}
        onClick={() => setAsList(!asList)}
        disabled={failed || source.failed}
      >
        {listed ? words.asMap : words.asList}
      </button>
      <div className={listed ? 'tg-map-list' : 'tg-vh'} data-region-state>
        {look ? (
          <MapList caption={words.mapList} regions={regions} shade={shade} theme={look.theme} selected={selected} onSelect={listed ? onSelect : undefined} />
        ) : null}
      </div>
    </div>
  );
}
