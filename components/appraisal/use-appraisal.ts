'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { AppraisalQuery } from '../../server/wire/appraisal.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { useLocale } from '../ui/locale.tsx';
import { type AppraisalUrl, formatAppraisalUrl, parseAppraisalUrl, spanOf } from './appraisal-url.ts';
import { appraisalWords } from './messages.ts';

export type SetAppraisalUrl = (patch: Partial<AppraisalUrl>, options?: { replace?: boolean }) => void;

const ASK_AGAIN_MS = 700;

export function useAppraisalWords() {
  return appraisalWords[useLocale().locale];
}

/** The page's state in its address, and its setter. */
export function useAppraisalUrl(): [AppraisalUrl, SetAppraisalUrl] {
  const params = useSearchParams();
  const path = usePathname();
  const state = useMemo(() => parseAppraisalUrl(new URLSearchParams(params.toString())), [params]);
  const current = useRef(state);
  current.current = state;
  const set = useCallback<SetAppraisalUrl>(
    (patch, options) => {
      current.current = { ...current.current, ...patch };
      const query = formatAppraisalUrl(current.current);
      const url = query ? `${path}?${query}` : path;
      if (options?.replace) window.history.replaceState(null, '', url);
      else window.history.pushState(null, '', url);
    },
    [path],
  );
  return [state, set];
}

/** What is asked for; the days of the address by the clock of the page's making. */
export function useAppraisalQuery(url: AppraisalUrl): AppraisalQuery {
  const { meta, offset, home } = useConsole();
  const [now] = useState(meta.now);
  const { region, from, to, by } = url;
  return useMemo(() => ({ region: region ?? home.adcode, by, ...spanOf({ from, to }, now, offset) }), [region, home, by, from, to, now, offset]);
}

/** The table, asked again while the server is counting. */
export function useAppraisalTable(query: AppraisalQuery) {
  const trpc = useTRPC();
  return useQuery(
    trpc.appraisal.table.queryOptions(query, {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => (state.data?.state === 'working' ? ASK_AGAIN_MS : false),
    }),
  );
}
