'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef } from 'react';
import { formatRulesUrl, parseRulesUrl, type RulesUrl } from './rules-url.ts';

export type SetRulesUrl = (patch: Partial<RulesUrl>, options?: { replace?: boolean }) => void;

/** The page's state in its address, and its setter; nothing is read again from the server by a change. */
export function useRulesUrl(): [RulesUrl, SetRulesUrl] {
  const params = useSearchParams();
  const path = usePathname();
  const state = useMemo(() => parseRulesUrl(new URLSearchParams(params.toString())), [params]);
  const current = useRef(state);
  current.current = state;
  const set = useCallback<SetRulesUrl>(
    (patch, options) => {
      const next = { ...current.current, ...patch };
      current.current = next;
      const query = formatRulesUrl(next);
      const url = query ? `${path}?${query}` : path;
      if (options?.replace) window.history.replaceState(null, '', url);
      else window.history.pushState(null, '', url);
    },
    [path],
  );
  return [state, set];
}
