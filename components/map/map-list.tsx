'use client';
import type { CanvasTheme } from '../ui/canvas-theme.ts';
import { DataTable } from '../ui/data-table.tsx';
import { useWords } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { hexOf, ratioText, regionFill } from './region-look.ts';
import type { MapRegion, MapShade } from './types.ts';

/**
 * The map as a table: region, value, share of the expected, state. Rows select by click and Enter. Each row carries
 * data-adcode, data-fill (the map's colour), data-state and data-severity.
 */
export function MapList(props: {
  caption: string;
  regions: MapRegion[];
  shade: MapShade;
  theme: CanvasTheme;
  selected?: string | null;
  onSelect?: (adcode: string) => void;
  maxHeight?: string;
}) {
  const { caption, regions, shade, theme, selected, onSelect, maxHeight } = props;
  const words = useWords();
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={regions}
      rowKey={(r) => r.adcode}
      selectedKey={selected ?? null}
      onSelect={onSelect}
      maxHeight={maxHeight}
      rowLook={(r) => (r.state === 'stale' || r.state === 'dead' ? r.state : r.severity ? 'strong' : null)}
      rowData={(r) => ({
        'data-adcode': r.adcode,
        'data-fill': hexOf(regionFill(r, shade, theme)),
        'data-state': r.state,
        'data-severity': String(r.severity ?? ''),
      })}
      columns={[
        { id: 'name', head: words.region, cell: (r) => r.name, sort: (r) => r.adcode },
        { id: 'value', head: words.value, align: 'end', cell: (r) => (r.value === null ? '—' : (r.text ?? String(r.value))), sort: (r) => r.value },
        { id: 'ratio', head: words.ratio, align: 'end', cell: (r) => ratioText(r.ratio) ?? '—', sort: (r) => r.ratio },
        {
          id: 'state',
          head: words.state,
          cell: (r) => (
            <span className="tg-map-state">
              {r.severity ? <SeverityMark severity={r.severity} look={r.ring ? 'ring' : 'filled'} word /> : null}
              {r.severity && r.state === 'fresh' ? null : words.freshness[r.state]}
              {r.since ? ` ${r.since}` : ''}
            </span>
          ),
          sort: (r) => (r.severity ?? 9) * 10,
        },
      ]}
    />
  );
}
