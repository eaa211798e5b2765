import type { FigureRef, Panel, View } from '../../server/wire/topic.ts';

/** What a view asks for and how its tiles stand. Pure. */

export type TileGroup = { function: string; tiles: { ref: FigureRef; index: number }[] };

/** Tiles by government function in the order of the view, and the functions that have none in the order of the profile. */
export function groupTiles(view: View, functions: readonly { id: string }[]): { groups: TileGroup[]; missing: string[] } {
  const groups: TileGroup[] = [];
  view.tiles.forEach((ref, index) => {
    const group = groups.find((g) => g.function === ref.function);
    if (group) group.tiles.push({ ref, index });
    else groups.push({ function: ref.function, tiles: [{ ref, index }] });
  });
  const used = new Set(groups.map((g) => g.function));
  return { groups, missing: functions.map((f) => f.id).filter((id) => !used.has(id)) };
}

/** The figures of the region itself that a view shows, each once. */
export function viewRefs(view: View): FigureRef[] {
  return unique([...view.tiles, ...panels(view).flatMap(panelRefs)]);
}

/** Figures whose children decide what is abnormal now: those of maps and trends (read by their last hour), then the tiles. */
export function watchedRefs(view: View, others: readonly View[] = []): FigureRef[] {
  const own: FigureRef[] = [view, ...others].flatMap(panels).flatMap((p): FigureRef[] => {
    if (p.kind === 'map') return [p];
    return p.kind === 'trends' ? [{ ...p, window: 'PT1H' }] : [];
  });
  return unique([...own, ...view.tiles]);
}

export function panels(view: View): Panel[] {
  return [...view.left, ...view.center, ...view.right, ...view.bottom];
}

function panelRefs(panel: Panel): FigureRef[] {
  switch (panel.kind) {
    case 'map':
      return [panel, ...panel.analysis];
    case 'trends':
    case 'breakdown':
      return [panel];
    case 'regions':
      return panel.columns;
    case 'lines':
      return panel.series;
    default:
      return [];
  }
}

function unique(refs: FigureRef[]): FigureRef[] {
  const bare = refs.map(({ indicator, window, dims, scope, status, label }) => ({ indicator, window, dims, scope, status, label }));
  return [...new Map(bare.map((r) => [refKey(r), r])).values()];
}

/** Identity of a figure on a screen, whatever it is called there. */
export function refKey(ref: FigureRef): string {
  return JSON.stringify([ref.indicator, ref.window, Object.entries(ref.dims ?? {}).sort(), ref.scope, ref.status]);
}
