'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Panel as PanelSpec } from '../../server/wire/topic.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useHeld, usePictureNow } from '../figure/picture.tsx';
import { useUrl } from '../figure/use-url.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import type { MapHeat, MapTickets } from '../map/types.ts';

type MapSpec = Extract<PanelSpec, { kind: 'map' }>;

const MOST = 20_000;
const LIVE_MS = 600_000;
const REFRESH_MS = 5_000;
/** About 5 km² a cell: a town shows, a doorstep does not. */
const RESOLUTION = 7;

/** Single tickets or their density over the map: of the last ten minutes live, of the whole span in the past. */
export function usePoints(panel: MapSpec, region: string): { tickets: MapTickets | null; heat: MapHeat | null } {
  const trpc = useTRPC();
  const [url] = useUrl();
  const { root, may } = useConsole();
  const now = usePictureNow();
  const chosen = url.points ?? panel.layers[0] ?? 'none';
  const layer = chosen !== 'none' && may('ticket.read') && panel.layers.includes(chosen) && region === root.adcode ? chosen : 'none';
  // A key that moved with every second would never be answered from the cache.
  const to = Math.ceil(now / 60_000) * 60_000;
  const span = url.span ?? { from: to - (layer === 'heat' ? 24 * 6 : 1) * LIVE_MS, to };
  const refetchInterval = url.span ? (false as const) : REFRESH_MS;
  const points = useQuery(
    trpc.ticket.points.queryOptions({ region, ...span, limit: MOST }, { enabled: layer === 'tickets', refetchInterval, placeholderData: (old) => old }),
  );
  const heat = useQuery(
    trpc.ticket.heat.queryOptions(
      { region, ...span, resolution: RESOLUTION },
      { enabled: layer === 'heat', refetchInterval: url.span ? false : 60_000, placeholderData: (old) => old },
    ),
  );
  const data = points.data;
  const tickets = useMemo(() => (data ? { lon: Float32Array.from(data.lon), lat: Float32Array.from(data.lat) } : null), [data]);
  return useHeld({ tickets: layer === 'tickets' ? tickets : null, heat: layer === 'heat' ? (heat.data ?? null) : null });
}
