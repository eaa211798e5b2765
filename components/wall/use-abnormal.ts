'use client';
import { type Abnormal, type Reading, rankAbnormal } from '../../server/core/indicator/severity.ts';
import type { FigureQuery, RegionInfo } from '../../server/wire/figure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import type { FigureRef } from '../../server/wire/topic.ts';
import { useConsole } from '../figure/console-context.tsx';
import { usePageQuery } from '../figure/page-query.ts';
import { type Shown, severityRule } from '../figure/shown.ts';
import { useChildren, useFigure } from '../figure/use-figure.ts';
import { useUrl } from '../figure/use-url.ts';

export type AbnormalItem = { abnormal: Abnormal; row: IndicatorRow; shown: Shown; query: FigureQuery; region: RegionInfo | null };

/**
 * What is abnormal now among the children of the region for the given figures, and figures whose own source is
 * silent. Derived from what the screen reads anyway; in a past span nothing is silent.
 * @param refs fixed by the topic's file while the screen is mounted.
 */
export function useAbnormal(refs: FigureRef[]): { items: AbnormalItem[]; judged: number; loading: boolean; error: Error | null; retry: () => void } {
  const page = usePageQuery();
  const { root } = useConsole();
  const [url] = useUrl();
  const reads = refs.map((ref) => {
    const query = page(ref);
    // biome-ignore lint/correctness/useHookAtTopLevel: the topic's file fixes how many there are while the screen is mounted
    return { query, own: useFigure(query), children: useChildren(query) };
  });
  const found = new Map<string, Omit<AbnormalItem, 'abnormal'>>();
  const readings: Reading[] = [];
  const add = (query: FigureQuery, shown: Shown, region: RegionInfo | null) => {
    const code = region?.adcode ?? query.region;
    const key = `${query.indicator}@${code}`;
    if (!found.has(key)) found.set(key, { row: shown.row, shown, query: { ...query, region: code }, region });
    readings.push({
      indicator: query.indicator,
      region: code,
      value: shown.value,
      expected: shown.expected,
      weight: shown.row.kind === 'count' ? (shown.value ?? 0) : shown.den,
      rule: severityRule(shown.row),
      state: url.span ? 'fresh' : shown.state,
      lastAt: shown.eventAt,
    });
  };
  for (const { query, own, children } of reads) {
    const silent = own.shown?.state === 'stale' || own.shown?.state === 'dead';
    // A source that is silent as a whole is one item, not one for each region.
    // Below the whole, the region's own figures are part of what may be wrong.
    if (own.shown && (silent || children.rows.length === 0 || query.region !== root.adcode)) add(query, own.shown, null);
    if (!silent) for (const child of children.rows) add(query, child.shown, child.region);
  }
  const first = reads[0]?.children;
  // Without a value or a range nothing was judged: that is no calm.
  const judged = readings.filter((r) => (r.state === 'fresh' || r.state === 'late') && r.value !== null && r.expected !== null).length;
  return {
    items: rankAbnormal(readings).flatMap((abnormal) => {
      const item = found.get(`${abnormal.indicator}@${abnormal.region}`);
      return item ? [{ abnormal, ...item }] : [];
    }),
    judged,
    loading: reads.every((r) => r.children.loading),
    error: first?.error && reads.every((r) => r.children.error) ? first.error : null,
    retry: () => {
      for (const r of reads) r.children.retry();
    },
  };
}
