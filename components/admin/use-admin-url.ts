'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { type AdminUrl, formatAdminUrl, parseAdminUrl } from './admin-url.ts';

export type SetAdminUrl = (patch: Partial<AdminUrl>, options?: { replace?: boolean }) => void;

/** The page's state in its address, and its setter; nothing is read again from the server by a change. */
export function useAdminUrl(): [AdminUrl, SetAdminUrl] {
  const { offset } = useConsole();
  const params = useSearchParams();
  const path = usePathname();
  const state = useMemo(() => parseAdminUrl(new URLSearchParams(params.toString()), offset), [params, offset]);
  const current = useRef(state);
  current.current = state;
  const set = useCallback<SetAdminUrl>(
    (patch, options) => {
      const next = { ...current.current, ...patch };
      current.current = next;
      const query = formatAdminUrl(next, offset);
      const url = query ? `${path}?${query}` : path;
      if (options?.replace) window.history.replaceState(null, '', url);
      else window.history.pushState(null, '', url);
    },
    [offset, path],
  );
  return [state, set];
}
