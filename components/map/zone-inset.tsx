'use client';
import type { Position } from 'geojson';
import { useEffect, useMemo, useRef, useState } from 'react';
import { readShapes } from './geometry.ts';
import type { Size } from './types.ts';
import { useTopology } from './use-topology.ts';
import { fitView, type MapViewState, project } from './view.ts';

/** A zone by its value: area of the circle in proportion to it. */
export type InsetZone = { id: string; name: string; lon: number; lat: number; value: number; chosen: boolean; dimmed: boolean };

const SIZE: Size = { width: 300, height: 170 };
const LARGEST = 15;
const LEAST = 2.2;

/** Radius by the root of the share of the largest, in tenths: a circle does not breathe by less than is seen. */
export function insetRadius(value: number, largest: number): number {
  return largest > 0 && value > 0 ? Math.max(LEAST, Math.round(10 * LARGEST * Math.sqrt(value / largest)) / 10) : 0;
}

function pathOf(rings: Position[][], view: MapViewState): string {
  return rings
    .map(
      (ring) =>
        `M${ring
          .map(([lon = 0, lat = 0]) =>
            project(view, SIZE, lon, lat)
              .map((n) => Math.round(n * 10) / 10)
              .join(' '),
          )
          .join('L')}`,
    )
    .join('');
}

/** The province's own outline with its zones as circles; what it shows stands in the bars below it, which the keyboard reaches. */
export function ZoneInset({ topology, zones, onPick, className }: { topology: string; zones: InsetZone[]; onPick: (id: string) => void; className?: string }) {
  const source = useTopology(topology);
  const host = useRef<SVGSVGElement>(null);
  const shapes = source.data ? readShapes(source.data) : null;
  const view = useMemo(() => (shapes ? fitView(shapes.bounds, SIZE, { top: 2, right: 2, bottom: 2, left: 2 }) : null), [shapes]);
  const land = useMemo(
    () => (shapes && view ? shapes.regions.map((r) => <path key={r.adcode} d={pathOf(r.polygons.flat(), view)} className="tg-inset-land" />) : []),
    [shapes, view],
  );
  const circles = useMemo(() => {
    if (!view) return [];
    const largest = Math.max(0, ...zones.map((z) => z.value));
    // Small ones over large ones, the chosen over all.
    return zones
      .map((zone) => ({ zone, at: project(view, SIZE, zone.lon, zone.lat), r: insetRadius(zone.value, largest) }))
      .sort((a, b) => Number(a.zone.chosen) - Number(b.zone.chosen) || b.r - a.r);
  }, [zones, view]);
  const latest = useRef({ circles, onPick });
  latest.current = { circles, onPick };
  const [over, setOver] = useState<string | null>(null);

  useEffect(() => {
    const svg = host.current;
    if (!svg) return;
    const stop = new AbortController();
    const at = (event: PointerEvent) => {
      const box = svg.getBoundingClientRect();
      const k = Math.max(SIZE.width / box.width, SIZE.height / box.height);
      const x = (event.clientX - box.left - box.width / 2) * k + SIZE.width / 2;
      const y = (event.clientY - box.top - box.height / 2) * k + SIZE.height / 2;
      let best: { id: string; d: number } | null = null;
      for (const c of latest.current.circles) {
        const d = Math.hypot(c.at[0] - x, c.at[1] - y) - c.r;
        if (d < 8 && (!best || d < best.d)) best = { id: c.zone.id, d };
      }
      return best?.id ?? null;
    };
    svg.addEventListener('pointermove', (event) => setOver(at(event)), { signal: stop.signal });
    svg.addEventListener('pointerleave', () => setOver(null), { signal: stop.signal });
    svg.addEventListener(
      'click',
      (event) => {
        const id = at(event as PointerEvent);
        if (id) latest.current.onPick(id);
      },
      { signal: stop.signal },
    );
    return () => stop.abort();
  }, []);

  const named = circles.find((c) => c.zone.id === over);
  return (
    <svg ref={host} className={className} viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} aria-hidden style={{ cursor: over ? 'pointer' : undefined }}>
      {land}
      {circles.map(({ zone, at, r }) => (
        <circle
          key={zone.id}
          cx={at[0]}
          cy={at[1]}
          r={r}
          className={zone.chosen ? 'tg-inset-chosen' : zone.dimmed ? 'tg-inset-dim' : 'tg-inset-zone'}
          data-zone={zone.id}
        />
      ))}
      {named ? (
        <text x={Math.min(SIZE.width - 24, Math.max(24, named.at[0]))} y={Math.max(12, named.at[1] - named.r - 4)} className="tg-inset-name">
          {named.zone.name}
        </text>
      ) : null}
    </svg>
  );
}
