'use client';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { AuditCursor, AuditFilter, AuditOrder } from '../../server/wire/audit.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { type AuditUrl, auditFilter, formatAuditUrl, parseAuditUrl } from './audit-url.ts';

const PAGE = 50;
const CHAIN_MS = 3_000;
const RUNNING_MS = 500;

export type SetAuditUrl = (patch: Partial<AuditUrl>, options?: { replace?: boolean }) => void;

/** The page's state in its address. */
export function useAuditUrl(): [AuditUrl, SetAuditUrl] {
  const { offset } = useConsole();
  const params = useSearchParams();
  const path = usePathname();
  const state = useMemo(() => parseAuditUrl(new URLSearchParams(params.toString()), offset), [params, offset]);
  const current = useRef(state);
  current.current = state;
  const set = useCallback<SetAuditUrl>(
    (patch, options) => {
      const next = { ...current.current, ...patch };
      current.current = next;
      const query = formatAuditUrl(next, offset);
      const url = query ? `${path}?${query}` : path;
      if (options?.replace) window.history.replaceState(null, '', url);
      else window.history.pushState(null, '', url);
    },
    [offset, path],
  );
  return [state, set];
}

/** The rows of a search; read again only when it is asked again, because each reading is written down. */
export function useAuditSearch(url: AuditUrl) {
  const { meta } = useConsole();
  const client = useTRPCClient();
  const [asked, setAsked] = useState(() => Math.max(meta.now, Date.now()));
  const { row: _row, order, ...search } = url;
  const filter = useMemo(() => auditFilter(url, asked), [url, asked]);
  const pages = useInfiniteQuery({
    queryKey: ['audit.search', search, order, asked],
    queryFn: async ({ pageParam }) => timed(() => client.audit.search.query({ filter, after: pageParam, limit: PAGE, order })),
    initialPageParam: null as AuditCursor | null,
    getNextPageParam: (last) => last.next,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return { pages, filter, order, again: () => setAsked(Date.now()) } satisfies { pages: unknown; filter: AuditFilter; order: AuditOrder; again(): void };
}

async function timed<T extends object>(ask: () => Promise<T>): Promise<T & { ms: number }> {
  const start = performance.now();
  return { ...(await ask()), ms: performance.now() - start };
}

export function useAuditRow(id: number | null) {
  const client = useTRPCClient();
  return useQuery({
    queryKey: ['audit.row', id],
    queryFn: () => client.audit.row.query({ id: id ?? 0 }),
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

/** Where the chain stands, every few seconds; faster while it is verified. */
export function useChain() {
  const client = useTRPCClient();
  const queries = useQueryClient();
  const chain = useQuery({
    queryKey: ['audit.chain'],
    queryFn: () => client.audit.chain.query(),
    refetchInterval: (query) => (query.state.error ? false : query.state.data?.verification.running ? RUNNING_MS : CHAIN_MS),
  });
  const verify = useMutation({ mutationFn: () => client.audit.verify.mutate(), onSettled: () => queries.invalidateQueries({ queryKey: ['audit.chain'] }) });
  return { chain, verify };
}
