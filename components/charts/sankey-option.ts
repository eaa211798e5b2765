import type { CanvasTheme } from '../ui/canvas-theme.ts';
import { CANVAS_FONT } from '../ui/fonts.ts';
import type { CanvasScale } from '../ui/use-canvas-look.ts';
import type { EChartsCoreOption } from './echarts-parts.ts';

/** A node with its words; `dimmed` stands back behind what is chosen. Ids are unique over all columns. */
export type SankeyItem = { id: string; label: string; value: number; text: string; dimmed: boolean };
export type SankeyWay = { from: string; to: string; value: number };
export type SankeyInput = { items: SankeyItem[]; ways: SankeyWay[] };

/** What a tick sends: the same series with new nodes and links. */
export function sankeyPatch({ items, ways }: SankeyInput, theme: CanvasTheme) {
  return {
    id: 'sankey',
    data: items.map((item) => ({
      name: item.id,
      value: item.value,
      label: { formatter: `${item.label}{v|${item.text}}`, color: item.dimmed ? theme.t4 : theme.t1 },
      itemStyle: { color: item.dimmed ? theme.line2 : theme.t3 },
    })),
    links: ways.map((way) => ({ source: way.from, target: way.to, value: way.value })),
  };
}

/** Three columns in the order of the nodes as given: grey ribbons, a label at each node. Nothing moves by itself. */
export function sankeyOption(input: SankeyInput, theme: CanvasTheme, scale: CanvasScale): EChartsCoreOption {
  const u = scale.unit;
  return {
    animation: false,
    series: [
      {
        type: 'sankey',
        animation: false,
        left: 8 * u,
        right: 150 * u,
        top: 10 * u,
        bottom: 10 * u,
        nodeWidth: 10 * u,
        nodeGap: 7 * u,
        layoutIterations: 0,
        draggable: false,
        emphasis: { disabled: true },
        lineStyle: { color: theme.t4, opacity: 0.34, curveness: 0.5 },
        label: {
          position: 'right',
          distance: 6 * u,
          fontFamily: CANVAS_FONT,
          fontSize: scale.textFont,
          color: theme.t1,
          textBorderColor: theme.bg,
          textBorderWidth: 3,
          rich: { v: { color: theme.t2, fontFamily: CANVAS_FONT, fontSize: scale.axisFont, padding: [0, 0, 0, 5 * u] } },
        },
        ...sankeyPatch(input, theme),
      },
    ],
  };
}
