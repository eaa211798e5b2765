'use client';
import { useMemo } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { type RegionShape, readShapes } from '../map/geometry.ts';
import { useTopology } from '../map/use-topology.ts';
import { fitView, project } from '../map/view.ts';
import { useLocale } from '../ui/locale.tsx';
import decisionStyles from './decision.module.css';
import { deskWords } from './messages.ts';

const SIZE = { width: 424, height: 250 };
const PADDING = { top: 34, right: 60, bottom: 40, left: 60 };

export type PlaceMapProps = { region: string; name: string; lon: number | null; lat: number | null };

/**
 * Where the matter is: the city with its neighbours, and the point when one is known. Drawn as shapes, not by the GPU:
 * it changes with every ticket that is walked over, and must be there at once. The words below it are its list twin.
 */
export function PlaceMap({ region, name, lon, lat }: PlaceMapProps) {
  const words = deskWords[useLocale().locale];
  const { meta, lineage, root } = useConsole();
  const { map } = meta.profile;
  const { data, failed } = useTopology(map.cities.startsWith('/') ? map.cities : `/${map.cities}`);
  const shapes = useMemo(() => (data ? readShapes(data) : null), [data]);
  const line = lineage(region);
  const city = line.find((r) => r.adcode !== root.adcode && shapes?.byAdcode.has(r.adcode)) ?? null;
  const drawn = useMemo(() => {
    if (!shapes) return null;
    const own = city ? (shapes.byAdcode.get(city.adcode) ?? null) : null;
    const view = fitView(own ? boundsOf(own) : shapes.bounds, SIZE, PADDING);
    const at = (point: readonly number[]) => project(view, SIZE, point[0] ?? 0, point[1] ?? 0);
    const path = (shape: RegionShape) =>
      shape.polygons.map((polygon) => polygon.map((ring) => `M${ring.map((p) => at(p).map(tenth).join(' ')).join('L')}Z`).join('')).join('');
    return { at, parts: shapes.regions.map((shape) => ({ shape, d: path(shape), centre: at(shape.centre) })).filter(({ centre }) => near(centre)) };
  }, [shapes, city]);
  const crumbs = line.length > 0 ? line.map((r) => r.name) : [name];
  const point = drawn && lon !== null && lat !== null ? drawn.at([lon, lat]) : null;
  return (
    <figure className={decisionStyles.map}>
      {drawn && !failed ? (
        <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={words.mapLabel(crumbs.join(' › '), point !== null)}>
          {drawn.parts.map(({ shape, d }) => (
            <path key={shape.adcode} d={d} className={shape.adcode === city?.adcode ? decisionStyles.mapOwn : decisionStyles.mapOther} />
          ))}
          {drawn.parts.filter(named).map(({ shape, centre }) => (
            <text
              key={shape.adcode}
              x={centre[0]}
              y={centre[1]}
              className={shape.adcode === city?.adcode ? decisionStyles.mapName : decisionStyles.mapOtherName}
            >
              {shape.adcode === city?.adcode ? city.shortName : shape.name.replace(/(市|地区|自治州)$/, '')}
            </text>
          ))}
          {point ? (
            <g transform={`translate(${point[0]} ${point[1]})`}>
              <circle r={14} className={decisionStyles.mapRing} />
              <circle r={4.5} className={decisionStyles.mapPoint} />
            </g>
          ) : null}
        </svg>
      ) : null}
      <figcaption>
        <span>{crumbs.join(' › ')}</span>
        <span>{lon === null || lat === null ? words.noPoint : `${lon.toFixed(4)}, ${lat.toFixed(4)}`}</span>
        <span>{words.approval(map.approvalNumber)}</span>
      </figcaption>
    </figure>
  );
}

/** A name that the edge would cut is left out. */
const named = ({ centre: [x, y] }: { centre: [number, number] }): boolean => x > 24 && x < SIZE.width - 24 && y > 14 && y < SIZE.height - 6;

const tenth = (n: number): number => Math.round(n * 10) / 10;

/** Neighbours that reach into the picture are those whose centre is not far out of it. */
const near = ([x, y]: [number, number]): boolean => x > -SIZE.width && x < 2 * SIZE.width && y > -SIZE.height && y < 2 * SIZE.height;

function boundsOf(shape: RegionShape): [number, number, number, number] {
  const rings = shape.polygons.map((polygon) => polygon[0] ?? []);
  // Far islands make a city small: its largest part is what is looked at.
  const ring = rings.reduce((best, r) => (r.length > best.length ? r : best), rings[0] ?? []);
  const xs = ring.map((p) => p[0] ?? 0);
  const ys = ring.map((p) => p[1] ?? 0);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
