'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef } from 'react';
import { useConsole } from './console-context.tsx';
import { formatUrl, OWN_KEYS, parseUrl, type UrlState } from './url-state.ts';

export type SetUrl = (patch: Partial<UrlState>, options?: { replace?: boolean }) => void;

/** The state's own text, and behind it what a page keeps in its address besides. */
function withOthers(own: string): string {
  const others = new URLSearchParams([...new URLSearchParams(window.location.search)].filter(([key]) => !OWN_KEYS.includes(key))).toString();
  return [own, others].filter(Boolean).join('&');
}

/** The screen's state in its address, and its setter; nothing is read again from the server by a change. */
export function useUrl(): [UrlState, SetUrl] {
  const { offset, root, home, inScope, region } = useConsole();
  const params = useSearchParams();
  const path = usePathname();
  const state = useMemo(() => {
    const parsed = parseUrl(new URLSearchParams(params.toString()), offset);
    // Towns are not all known here; a shorter code that the profile lacks is nowhere: the whole is shown.
    const known = parsed.region === null || parsed.region.length > 6 || region(parsed.region) !== null;
    // Who sees a part of the province begins there, and finds nothing where it is not his.
    const own = known && parsed.region !== null && inScope(parsed.region) ? parsed.region : home === root ? null : home.adcode;
    return own === parsed.region ? parsed : { ...parsed, region: own };
  }, [params, offset, root, home, inScope, region]);
  const current = useRef(state);
  current.current = state;
  const set = useCallback<SetUrl>(
    (patch, options) => {
      const next = { ...current.current, ...patch };
      current.current = next;
      const query = withOthers(formatUrl(next, offset));
      const url = query ? `${path}?${query}` : path;
      if (options?.replace) window.history.replaceState(null, '', url);
      else window.history.pushState(null, '', url);
    },
    [offset, path],
  );
  return [state, set];
}
