import { TextLayer } from '@deck.gl/layers';
import { type CanvasTheme, rgba } from '../ui/canvas-theme.ts';
import { CANVAS_FONT } from '../ui/fonts.ts';
import type { MapScale } from './types.ts';

/** A label at a fixed place. `strong` labels (abnormal, selected) are ink and heavier; silent ones stand on the hatch. */
export type MapLabel = { text: string; position: [number, number]; strong: boolean; dy: number };

/** Distance field of 48 px glyphs. The shader takes 0.75 for the edge, so cutoff must be 0.25. */
const FONT = { sdf: true, fontSize: 48, buffer: 14, radius: 16, cutoff: 0.25, smoothing: 0.09 };

/** outlineWidth for a halo of `px` at a text size: the layer divides it by the radius and takes it from 0.75. */
export function haloWidth(px: number, size: number): number {
  const atlas = (px * FONT.fontSize) / size;
  return Math.min(FONT.radius * (1 - FONT.smoothing / (1 - FONT.cutoff)), atlas / (1 - FONT.cutoff));
}

/** Names with a 5 px halo in the sea's colour; two layers, since weight belongs to a layer. `dy` is in label heights. */
export function labelLayers(labels: { normal: MapLabel[]; strong: MapLabel[] }, theme: CanvasTheme, scale: MapScale) {
  const size = scale.label;
  const halo = haloWidth(2.6 * Math.max(0.8, scale.unit), size);
  const layer = (id: string, data: MapLabel[], color: string, fontWeight: number) =>
    new TextLayer<MapLabel>({
      id,
      data,
      characterSet: 'auto',
      fontFamily: CANVAS_FONT,
      fontWeight,
      fontSettings: FONT,
      getText: textOf,
      getPosition: positionOf,
      getPixelOffset: (l) => [0, l.dy * size],
      getSize: size,
      sizeUnits: 'pixels',
      lineHeight: 1.12,
      getColor: rgba(color),
      outlineWidth: halo,
      outlineColor: rgba(theme.bg),
      getTextAnchor: 'middle',
      getAlignmentBaseline: 'center',
      updateTriggers: { getColor: theme.name, getSize: size, getPixelOffset: size },
    });
  return [
    labels.normal.length > 0 ? layer('labels', labels.normal, theme.t2, 500) : null,
    labels.strong.length > 0 ? layer('labels-strong', labels.strong, theme.t1, 600) : null,
  ];
}

const textOf = (l: MapLabel) => l.text;
const positionOf = (l: MapLabel) => l.position;
