'use client';
import { useQueries } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { FigureQuery, FigureValue } from '../../server/wire/figure.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { queryKey } from './page-query.ts';

/** Most queries that one call takes. */
const CHUNK = 64;
/** What changes slowly (expected range, coverage, previous span) is read again this often. */
export const REFRESH_MS = 30_000;

type Batch = { values: ReadonlyMap<string, FigureValue>; loading: boolean; error: Error | null; retry: () => void };

const Context = createContext<Batch>({ values: new Map(), loading: true, error: null, retry: () => undefined });

type Result = { data: FigureValue[] | undefined; isPending: boolean; error: unknown; refetch: () => unknown };

// At module scope: a stable function keeps its answer until one of the results changes.
function combine(results: Result[]) {
  const failed = results.find((r) => r.error && r.data === undefined);
  return {
    data: results.map((r) => r.data),
    loading: results.some((r) => r.isPending),
    error: failed ? (failed.error instanceof Error ? failed.error : new Error(String(failed.error))) : null,
    retry: () => {
      for (const r of results) r.refetch();
    },
  };
}

/** Reads all figures of a screen in one call, and again every half minute while it is live. */
export function FigureBatch({ queries, live, children }: { queries: FigureQuery[]; live: boolean; children: ReactNode }) {
  const trpc = useTRPC();
  const chunks = useMemo(() => {
    const unique = [...new Map(queries.map((q) => [queryKey(q), q])).values()];
    return Array.from({ length: Math.ceil(unique.length / CHUNK) }, (_, i) => unique.slice(i * CHUNK, (i + 1) * CHUNK));
  }, [queries]);
  const answer = useQueries({
    queries: chunks.map((chunk) => trpc.figure.values.queryOptions({ queries: chunk }, { refetchInterval: live ? REFRESH_MS : false, staleTime: 5_000 })),
    combine,
  });
  const value = useMemo<Batch>(() => {
    const values = new Map<string, FigureValue>();
    chunks.forEach((chunk, i) => {
      chunk.forEach((query, k) => {
        const found = answer.data[i]?.[k];
        if (found) values.set(queryKey(query), found);
      });
    });
    return { values, loading: answer.loading, error: answer.error, retry: answer.retry };
  }, [chunks, answer]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useBatch(): Batch {
  return useContext(Context);
}
