'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RegionInfo } from '../../server/wire/figure.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { useConsole } from './console-context.tsx';

const NONE: RegionInfo[] = [];

/** Direct children of a region; towns are read when they are asked for. */
export function useChildRegions(adcode: string): RegionInfo[] {
  const { childrenOf, region } = useConsole();
  const trpc = useTRPC();
  const known = childrenOf(adcode);
  const asks = known.length === 0 && (region(adcode)?.hasChildren ?? false);
  const towns = useQuery(trpc.console.towns.queryOptions({ region: adcode }, { enabled: asks, staleTime: Number.POSITIVE_INFINITY }));
  return known.length > 0 ? known : (towns.data ?? NONE);
}

/** From the root to the region, towns included. */
export function useLineage(adcode: string): RegionInfo[] {
  const { lineage, region, root } = useConsole();
  const trpc = useTRPC();
  const parent = region(adcode) ? null : parentCode(adcode);
  const towns = useQuery(trpc.console.towns.queryOptions({ region: parent ?? root.adcode }, { enabled: parent !== null, staleTime: Number.POSITIVE_INFINITY }));
  return useMemo(() => {
    if (parent === null) return lineage(adcode);
    const town = towns.data?.find((t) => t.adcode === adcode);
    const above = lineage(town?.parent ?? parent);
    return town ? [...above, town] : above;
  }, [adcode, parent, towns.data, lineage]);
}

// A town's code starts with its county's six digits; the tree's own pointer is used as soon as it is known.
function parentCode(adcode: string): string | null {
  return adcode.length > 6 ? adcode.slice(0, 6) : null;
}
