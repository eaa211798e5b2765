import { TextLayer } from '@deck.gl/layers';
import { type CanvasTheme, rgba } from '../ui/canvas-theme.ts';
import { CANVAS_FONT } from '../ui/fonts.ts';
import type { MapScale } from './types.ts';

/** A label at a fixed place. `strong` labels (abnormal, selected) are ink and heavier; silent ones stand on the hatch. */
export type MapLabel = { text: string; position: [number, number]; strong: boolean; dy: number };

/** Distance field: 64 px glyphs whose halo may reach 12 px. */
const FONT = { sdf: true, fontSize: 64, buffer: 14, radius: 20, cutoff: 0.3, smoothing: 0.12 };
/** px that the field reaches outside a glyph. */
const REACH = FONT.radius * (1 - FONT.cutoff);

/** Names with a 5 px halo in the sea's colour; two layers, since weight belongs to a layer. `dy` is in label heights. */
export function labelLayers(labels: { normal: MapLabel[]; strong: MapLabel[] }, theme: CanvasTheme, scale: MapScale) {
  const size = scale.label;
  const halo = Math.min(0.9, (2.5 * scale.unit * (FONT.fontSize / size)) / REACH);
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
  return [layer('labels', labels.normal, theme.t2, 400), layer('labels-strong', labels.strong, theme.t1, 600)];
}

const textOf = (l: MapLabel) => l.text;
const positionOf = (l: MapLabel) => l.position;
