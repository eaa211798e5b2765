'use client';
import { useEffect, useMemo, useState } from 'react';
import { loadFonts } from '../ui/fonts.ts';
import type { RegionShapes } from './geometry.ts';
import type { MapLabel } from './label-layer.ts';
import type { MapRegion } from './types.ts';

/** Where a region's name stands: the profile's table, else the outline's own centre. */
export function labelPlace(region: MapRegion, shapes: RegionShapes): [number, number] {
  return region.labelPos ?? shapes.byAdcode.get(region.adcode)?.centre ?? [0, 0];
}

/** Labels in two weights, none where a call-out names the region; null until their characters are in the fonts, since a texture is drawn once. */
export function useMapLabels(
  shapes: RegionShapes | null,
  regions: MapRegion[],
  values: boolean,
  called: ReadonlyMap<string, unknown>,
): { normal: MapLabel[]; strong: MapLabel[] } | null {
  const [loaded, setLoaded] = useState('');
  const key = shapes
    ? JSON.stringify(
        regions.map((r) => [
          r.name,
          r.labelPos,
          r.severity !== null,
          values ? (r.text ?? r.value) : '',
          r.state === 'stale' || r.state === 'dead' ? (r.since ?? '') : '',
        ]),
      )
    : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: key stands for what labels show of the regions
  const labels = useMemo(() => {
    const out: { normal: MapLabel[]; strong: MapLabel[] } = { normal: [], strong: [] };
    if (!shapes) return out;
    for (const region of regions) {
      if (!shapes.byAdcode.has(region.adcode) || called.has(region.adcode)) continue;
      const silent = region.state === 'stale' || region.state === 'dead';
      const second = region.state === 'no_data' ? '—' : values && region.value !== null && !silent ? (region.text ?? String(region.value)) : '';
      const text = second ? `${region.name}\n${second}` : region.name;
      const strong = region.severity !== null;
      out[strong ? 'strong' : 'normal'].push({ text, position: labelPlace(region, shapes), strong, dy: 0 });
      if (silent && region.since) out.normal.push({ text: region.since, position: labelPlace(region, shapes), strong: false, dy: 1.12 });
    }
    return out;
  }, [shapes, key, called]);
  const text = useMemo(() => [...new Set([...labels.normal, ...labels.strong].flatMap((l) => [...l.text]))].sort().join(''), [labels]);
  useEffect(() => {
    let gone = false;
    if (text !== '') {
      void loadFonts(text, [500, 600]).then(() => {
        if (!gone) setLoaded(text);
      });
    }
    return () => {
      gone = true;
    };
  }, [text]);
  return loaded === '' ? null : labels;
}
