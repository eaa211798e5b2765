'use client';
import type { CSSProperties } from 'react';
import { cx, units } from '../ui/class-names.ts';
import { useWords } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { rampStep, ratioText } from './region-look.ts';
import type { MapRegion } from './types.ts';

export type CartogramTile = MapRegion & {
  /** Column and row inside its city. */
  tile: [number, number];
  /** No such level here, or outside the event: an open, dashed square. */
  outside?: boolean;
  /** Step of the grey ramp, 1 to 5, where it stands for something else than actual ÷ expected. */
  step?: number;
};

/** Equal squares by relative place, for levels without official boundaries; says so itself. */
export function Cartogram(props: {
  caption: string;
  tiles: CartogramTile[];
  selected?: string | null;
  onSelect?: (adcode: string) => void;
  /** Side of a square in wall units, 54 to 58. */
  side?: number;
  className?: string;
}) {
  const { caption, tiles, selected = null, onSelect, side = 56, className } = props;
  const words = useWords();
  const columns = Math.min(...tiles.map((t) => t.tile[0]));
  const rows = Math.min(...tiles.map((t) => t.tile[1]));
  return (
    <figure className={cx('tg-carto', className)}>
      <ul className="tg-carto-grid" style={{ '--side': units(side) } as CSSProperties} aria-label={caption}>
        {tiles.map((tile) => {
          const silent = tile.state === 'stale' || tile.state === 'dead';
          const step = tile.step ?? (tile.ratio === null ? 2 : rampStep(tile.ratio) + 1);
          const share = ratioText(tile.ratio);
          const said = [tile.name, tile.text ?? '', share ?? '', silent ? words.freshness[tile.state] : '', tile.since ?? ''].filter(Boolean).join(' ');
          const open = tile.outside || tile.state === 'not_connected';
          const inner = (
            <>
              <span className="tg-carto-name">{[...tile.name].slice(0, 3).join('')}</span>
              <span className="tg-carto-value">{open ? '' : tile.value === null ? '—' : (tile.text ?? tile.value)}</span>
              {tile.severity ? <SeverityMark severity={tile.severity} look={tile.ring ? 'ring' : 'filled'} size={16} decorative /> : null}
            </>
          );
          return (
            <li
              key={tile.adcode}
              style={{ gridColumn: tile.tile[0] - columns + 1, gridRow: tile.tile[1] - rows + 1 }}
              className={cx(
                'tg-carto-tile',
                open ? 'tg-carto-open' : silent ? `tg-hatch-${tile.state}` : `tg-carto-r${step}`,
                tile.severity && `tg-sev-${tile.severity}`,
                tile.adcode === selected && 'tg-carto-selected',
              )}
              data-adcode={tile.adcode}
              data-state={tile.state}
            >
              {onSelect && !open ? (
                <button type="button" aria-label={said} aria-pressed={tile.adcode === selected} onClick={() => onSelect(tile.adcode)}>
                  {inner}
                </button>
              ) : (
                <div title={said}>{inner}</div>
              )}
            </li>
          );
        })}
      </ul>
      <figcaption className="tg-carto-note">{words.equalSquares}</figcaption>
    </figure>
  );
}
