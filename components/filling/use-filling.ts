'use client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type SetAddress, useAddress } from '../figure/use-address.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { useLocale } from '../ui/locale.tsx';
import { type FillingUrl, parseFillingUrl, writeFillingUrl } from './filling-url.ts';
import { fillingWords } from './messages.ts';

const REFRESH_MS = 60_000;
const write = (query: URLSearchParams, state: FillingUrl) => writeFillingUrl(query, state).toString();

export function useFillingUrl(): [FillingUrl, SetAddress<FillingUrl>] {
  return useAddress(parseFillingUrl, write);
}

export function useFillingWords() {
  return fillingWords[useLocale().locale];
}

/** Duties with their slots below a region; read again each minute, since slots fall due without anybody's doing. */
export function useFillings(region: string, { department, indicator, back }: Pick<FillingUrl, 'department' | 'indicator' | 'back'>, enabled: boolean) {
  const trpc = useTRPC();
  const input = { region, back, ...(department ? { department } : {}), ...(indicator ? { indicator } : {}) };
  return useQuery(trpc.filling.list.queryOptions(input, { enabled, placeholderData: keepPreviousData, refetchInterval: REFRESH_MS, staleTime: 0 }));
}

/** The period that stands open. */
export function usePeriod(open: FillingUrl['open']) {
  const trpc = useTRPC();
  return useQuery(trpc.filling.period.queryOptions(open ?? { duty: 1, period: '2000' }, { enabled: open !== null, refetchInterval: REFRESH_MS, staleTime: 0 }));
}

/** Reads lists and the open period again after something was done to one. */
export function useReread(): () => Promise<void> {
  const trpc = useTRPC();
  const cache = useQueryClient();
  return useCallback(async () => {
    await Promise.all([cache.invalidateQueries(trpc.filling.list.queryFilter()), cache.invalidateQueries(trpc.filling.period.queryFilter())]);
  }, [cache, trpc]);
}
