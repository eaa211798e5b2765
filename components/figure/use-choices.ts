'use client';
import { useQuery } from '@tanstack/react-query';
import type { FigureQuery } from '../../server/wire/figure.ts';
import { useTRPC } from '../live/trpc-client.tsx';

const REFRESH_MS = 60_000;

/**
 * The query with the scope and status that the server would take for it: figures of different scope or status are never
 * one live topic. null until that is known.
 */
export function useChosen(query: FigureQuery): FigureQuery | null {
  const trpc = useTRPC();
  const answer = useQuery(trpc.figure.choices.queryOptions(undefined, { refetchInterval: REFRESH_MS, staleTime: REFRESH_MS / 2 }));
  if (query.scope !== undefined || query.status !== undefined) return query;
  if (!answer.data) return null;
  const choice = answer.data[query.indicator];
  return choice ? { ...query, scope: choice.scope || undefined, status: choice.status || undefined } : query;
}
