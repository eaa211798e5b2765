'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useSyncExternalStore } from 'react';

export type SetAddress<T> = (patch: Partial<T>, options?: { replace?: boolean }) => void;

const told = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  told.add(onChange);
  window.addEventListener('popstate', onChange);
  return () => {
    told.delete(onChange);
    window.removeEventListener('popstate', onChange);
  };
}

const searchNow = () => window.location.search;

/**
 * A page's own state in its address, and its setter; nothing is read again from the server by a change. The address itself
 * is read: the router follows in a transition, and a second key pressed before it has followed would start from the state
 * before. `write` gives the whole query, with what others keep in it. Both functions must be constant.
 */
export function useAddress<T extends object>(parse: (query: URLSearchParams) => T, write: (query: URLSearchParams, state: T) => string): [T, SetAddress<T>] {
  const params = useSearchParams();
  const path = usePathname();
  const search = useSyncExternalStore(subscribe, searchNow, () => params.toString());
  const state = useMemo(() => parse(new URLSearchParams(search)), [parse, search]);
  const set = useCallback<SetAddress<T>>(
    (patch, options) => {
      const now = new URLSearchParams(searchNow());
      const query = write(now, { ...parse(now), ...patch });
      const url = query ? `${path}?${query}` : path;
      // What is walked through makes no way back through every step of it.
      if (options?.replace) window.history.replaceState(null, '', url);
      else window.history.pushState(null, '', url);
      for (const onChange of told) onChange();
    },
    [path, parse, write],
  );
  return [state, set];
}
