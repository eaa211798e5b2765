'use client';
import { useMemo } from 'react';
import { DAY, MINUTE } from '../../server/core/indicator/window.ts';
import type { FigureQuery } from '../../server/wire/figure.ts';
import type { LiveClient } from '../live/live-client.ts';
import { useLive } from '../live/live-provider.tsx';
import { useSignal, useTopicVersion } from '../live/use-signal.ts';
import { useConsole } from './console-context.tsx';
import { rollingHours } from './line.ts';
import { liveKey } from './page-query.ts';
import type { LiveParts } from './shown.ts';
import { useChosen } from './use-choices.ts';
import { useUrl } from './use-url.ts';

const HOUR = 60 * MINUTE;
const TEN = 10 * MINUTE;

/**
 * When the newest total of a region arrived. A cell says only its minute, so the first sight of a change is kept; the
 * minute itself is the least that is known.
 */
const arrivals = new WeakMap<LiveClient, Map<string, { mark: string; at: number | null }>>();

function arrivalOf(live: LiveClient, key: string, region: string): { at: number | null; minute: number | null } {
  const minute = live.store.lastMinute(key, region);
  if (minute === null) return { at: null, minute: null };
  const cell = live.store.series(key, region, 1, minute, minute + 1)[0];
  const mark = `${minute} ${cell?.n} ${cell?.num}`;
  const known = arrivals.get(live) ?? new Map<string, { mark: string; at: number | null }>();
  arrivals.set(live, known);
  const name = `${key} ${region}`;
  const before = known.get(name);
  if (!before || before.mark !== mark) known.set(name, { mark, at: before ? live.socket.serverNow() : null });
  const seen = known.get(name)?.at ?? null;
  return { at: Math.max(seen ?? 0, minute * MINUTE), minute: minute * MINUTE };
}

/** A topic carries the children of its region too: what stands below the region looked at needs no topic of its own. */
function useCarrier(query: FigureQuery, on: boolean): string {
  const { region, root } = useConsole();
  const [url] = useUrl();
  const chosen = useChosen(query);
  if (!on || !chosen) return '';
  const at = url.region ?? root.adcode;
  return region(query.region)?.parent === at ? liveKey({ ...chosen, region: at }) : liveKey(chosen);
}

/** Live totals of a query's own region over its window; null in a past span and while they are not known. */
export function useLiveParts(query: FigureQuery): LiveParts | null {
  const live = useLive();
  const on = query.span === undefined && query.window !== undefined && query.knownAt === undefined;
  const key = useCarrier(query, on);
  const parts = useSignal(key, query.region, query.window ?? 'PT1H');
  // Read with every render: an event that leaves the sum as it was still proves the source alive.
  return on && parts ? { ...parts, ...arrivalOf(live, key, query.region) } : null;
}

/** Whether the live lane has said all that it knows of the hours before: until then a line is told by whole hours. */
export function usePastKnown(query: FigureQuery): boolean {
  const live = useLive();
  const on = query.span === undefined && query.knownAt === undefined;
  const key = useCarrier(query, on);
  return !on || live.store.isWhole(key);
}

/** Totals of the sixty minutes before each ten-minute mark of [from, now], oldest first; empty while the past is not there. */
export function useRollingHours(query: FigureQuery, from: number, now: number | null): { at: number; parts: LiveParts }[] {
  const live = useLive();
  const on = now !== null && query.span === undefined && query.knownAt === undefined;
  const key = useCarrier(query, on);
  // The running minute is the newest point's own.
  const mark = now === null ? 0 : Math.floor((now - MINUTE) / TEN) * TEN;
  const known = on && live.store.series(key, query.region, 10, (mark - DAY) / MINUTE, (mark - 4 * HOUR) / MINUTE).length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again every minute, for what came late
  return useMemo(() => {
    if (!known) return [];
    const buckets = live.store.series(key, query.region, 10, (from - HOUR) / MINUTE, mark / MINUTE);
    return rollingHours(buckets, Math.max(from, mark - DAY + HOUR), mark);
  }, [live, key, query.region, known, from, mark, now]);
}

/** The same for the direct children that the topic carries, by adcode. The map is new when something changed. */
export function useLiveChildren(query: FigureQuery): ReadonlyMap<string, LiveParts> | null {
  const live = useLive();
  const on = query.span === undefined && query.window !== undefined && query.knownAt === undefined;
  const chosen = useChosen(query);
  const key = on && chosen ? liveKey(chosen) : '';
  const version = useTopicVersion(key);
  const window = query.window ?? 'PT1H';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the store holds
  return useMemo(() => {
    const topic = on ? live.store.read(key) : null;
    if (!topic) return null;
    const now = live.socket.serverNow();
    const out = new Map<string, LiveParts>();
    for (const region of topic.regions.slice(1)) {
      const parts = live.store.figure(key, region, window, now);
      if (parts) out.set(region, { ...parts, ...arrivalOf(live, key, region) });
    }
    return out;
  }, [live, key, window, version, on]);
}
