import { H3HexagonLayer } from '@deck.gl/geo-layers';
import { type CanvasTheme, rgba } from '../ui/canvas-theme.ts';
import { classOf } from './region-look.ts';
import type { MapHeat } from './types.ts';

/** Rising breaks that split the counts into six classes of roughly equal size; fewer when counts repeat. */
export function heatBreaks(heat: MapHeat): number[] {
  const counts = heat.map((h) => h.count).sort((a, b) => a - b);
  const breaks: number[] = [];
  for (let q = 1; q < 6; q++) {
    const value = counts[Math.floor((q / 6) * counts.length)];
    if (value !== undefined && value > (breaks.at(-1) ?? counts[0] ?? 0)) breaks.push(value);
  }
  return breaks;
}

const cellOf = (h: MapHeat[number]) => h.cell;

/** Server-made H3 cells in cividis; only after a user picked the layer, never on the wall. */
export function heatLayer(heat: MapHeat, theme: CanvasTheme, version: number) {
  const breaks = heatBreaks(heat);
  return new H3HexagonLayer<MapHeat[number]>({
    id: 'heat',
    data: heat,
    getHexagon: cellOf,
    getFillColor: (h) => rgba(theme.sequential[Math.min(5, classOf(h.count, breaks))] ?? theme.panel, 0.82),
    extruded: false,
    stroked: false,
    highPrecision: false,
    pickable: false,
    updateTriggers: { getFillColor: [theme.name, version] },
  });
}
