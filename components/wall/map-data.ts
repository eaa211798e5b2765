import type { IndicatorRow, ProfileFile } from '../../server/wire/profile.ts';
import type { FigureRef } from '../../server/wire/topic.ts';
import { figureScale, figureText, rangeText } from '../figure/figure-text.ts';
import { expectedRatio } from '../figure/shown.ts';
import type { ChildReading } from '../figure/use-figure.ts';
import type { MapRegion } from '../map/types.ts';
import { formatSince } from '../ui/format-time.ts';
import type { Locale } from '../ui/types.ts';

/** Children's figures as the map draws them. Pure. */

export type MapInput = {
  rows: ChildReading[];
  row: IndicatorRow;
  labels: ProfileFile['map']['labels'];
  now: number;
  locale: Locale;
  timeZone: string;
  past: boolean;
};

export function mapRegions({ rows, row, labels, now, locale, timeZone, past }: MapInput): MapRegion[] {
  const scale = figureScale(
    row,
    rows.map((r) => r.shown.value),
    locale,
  );
  return rows
    .filter((r) => r.region.kind !== 'offMap')
    .map(({ region, shown }) => {
      const text = figureText(row, shown.value, locale, scale);
      const share = expectedRatio(shown);
      const old = shown.state === 'stale' || shown.state === 'dead';
      const range = rangeText(row, shown.expected, scale);
      return {
        adcode: region.adcode,
        name: region.shortName,
        labelPos: labels[region.adcode] ?? null,
        value: shown.value,
        text: row.kind === 'ratio' ? `${text.text}${text.unit}` : text.text,
        ratio: share,
        severity: shown.judgement?.severity ?? null,
        state: past && old ? 'fresh' : shown.state,
        since: !past && old && shown.eventAt !== null ? formatSince(shown.eventAt, now, locale, timeZone) : undefined,
        callout: shown.judgement
          ? {
              title: `${region.shortName} ${shown.judgement.side === 'above' ? '▲' : '▼'} ${percent(share, shown.judgement.excess)}`.trim(),
              detail: `${text.text}／${locale === 'zh-CN' ? '预期' : 'expected'} ${range}`,
            }
          : undefined,
      };
    });
}

function percent(share: number | null, excess: number): string {
  // Against nothing there is no share.
  if (share === null && excess > 100) return '';
  return `${Math.round((share === null ? excess : Math.abs(share - 1)) * 100)}%`;
}

/** Five rising, round breaks for an analysis layer; fewer when the values hardly differ. */
export function breaksOf(values: (number | null)[], decimals: number): number[] {
  const known = values.filter((v): v is number => v !== null).sort((a, b) => a - b);
  if (known.length < 2) return [];
  const step = 10 ** -decimals;
  const at = (share: number) => known[Math.min(known.length - 1, Math.floor(share * known.length))] ?? 0;
  const breaks = [1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6].map((s) => Math.round(at(s) / step) * step).map((v) => Number(v.toFixed(decimals)));
  return [...new Set(breaks)];
}

/** Identity of an analysis layer in the address. */
export function layerId(ref: FigureRef): string {
  return `${ref.indicator}~${ref.window}`;
}
