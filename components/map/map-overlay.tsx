'use client';
import { useWords } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Callout } from './callout.tsx';
import type { RegionShapes } from './geometry.ts';
import { MapLegend } from './map-legend.tsx';
import type { CalloutPlace } from './place-callouts.ts';
import { ratioText } from './region-look.ts';
import type { RegionMapProps } from './region-map.tsx';
import type { MapRegion, MapScale, MapShade, Size } from './types.ts';
import { labelPlace } from './use-map-labels.ts';
import { type MapViewState, project, scaleBar } from './view.ts';

type OverlayProps = RegionMapProps & {
  shade: MapShade;
  shapes: RegionShapes;
  view: MapViewState;
  fitted: MapViewState;
  size: Size;
  scale: MapScale;
  hovered: string | null;
  places: Map<string, CalloutPlace>;
};

/** What lies over the canvas as HTML: marks, call-outs, legend, approval line, scale, hover text. */
export function MapOverlay(props: OverlayProps) {
  const { shapes, regions, view, fitted, size, scale, hovered, places, shade, measure, tickets, ticketsLabel, legend } = props;
  const words = useWords();
  const abnormal = regions.filter((r) => r.severity && shapes.byAdcode.has(r.adcode));
  const bar = props.scaleLine ? scaleBar(view, 110 * scale.unit) : null;
  const over = hovered ? regions.find((r) => r.adcode === hovered) : undefined;
  return (
    <div className="tg-map-over">
      {abnormal.map((region) => {
        const place = places.get(region.adcode);
        if (place) return <Callout key={region.adcode} region={region} place={moved(place, fitted, view, size, region, shapes)} size={size} />;
        const [x, y] = project(view, size, ...labelPlace(region, shapes));
        return (
          <span key={region.adcode} className="tg-map-mark" style={{ left: x, top: y - scale.label * 1.05 }} data-adcode={region.adcode}>
            <SeverityMark severity={region.severity ?? 4} look={region.ring ? 'ring' : 'filled'} size="var(--callout-mark)" decorative />
          </span>
        );
      })}
      <MapLegend shade={shade} label={measure} tickets={tickets ? (ticketsLabel ?? words.tickets) : undefined}>
        {legend}
      </MapLegend>
      <p className="tg-map-approval" title={props.datumNote}>
        {words.approvalNumber(props.approvalNumber)}
      </p>
      {bar ? (
        <p className="tg-map-scale">
          <span>{bar.text}</span>
          <i style={{ width: bar.px }} />
        </p>
      ) : null}
      {over ? <HoverText region={over} view={view} size={size} shapes={shapes} /> : null}
    </div>
  );
}

function HoverText({ region, view, size, shapes }: { region: MapRegion; view: MapViewState; size: Size; shapes: RegionShapes }) {
  const words = useWords();
  const [x, y] = project(view, size, ...labelPlace(region, shapes));
  const parts = [region.value === null ? words.freshness[region.state] : (region.text ?? String(region.value)), ratioText(region.ratio), region.since];
  return (
    <div className="tg-map-tip" style={{ left: Math.min(size.width - 120, Math.max(120, x)), top: y }}>
      <b>{region.name}</b> {parts.filter(Boolean).join(' ')}
    </div>
  );
}

function moved(place: CalloutPlace, fitted: MapViewState, view: MapViewState, size: Size, region: MapRegion, shapes: RegionShapes): CalloutPlace {
  if (fitted === view) return place;
  const [x, y] = project(view, size, ...labelPlace(region, shapes));
  const dx = x - place.anchor[0];
  const dy = y - place.anchor[1];
  return { ...place, anchor: [x, y], box: { ...place.box, x: place.box.x + dx, y: place.box.y + dy } };
}
