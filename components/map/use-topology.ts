'use client';
import { useEffect, useState } from 'react';
import type { RegionTopology } from './types.ts';

const loads = new Map<string, Promise<RegionTopology>>();

/** Fetches an outline once a page; a failed load may be tried again. */
function loadTopology(url: string): Promise<RegionTopology> {
  let load = loads.get(url);
  if (!load) {
    load = fetch(url).then(async (answer) => {
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return (await answer.json()) as RegionTopology;
    });
    load.catch(() => loads.delete(url));
    loads.set(url, load);
  }
  return load;
}

/** The outline of a url, or the given one. */
export function useTopology(source: string | RegionTopology): { data: RegionTopology | null; failed: boolean } {
  const [state, setState] = useState<{ url: string; data: RegionTopology | null; failed: boolean }>({ url: '', data: null, failed: false });
  const url = typeof source === 'string' ? source : '';
  useEffect(() => {
    if (url === '') return;
    let gone = false;
    loadTopology(url).then(
      (data) => {
        if (!gone) setState({ url, data, failed: false });
      },
      () => {
        if (!gone) setState({ url, data: null, failed: true });
      },
    );
    return () => {
      gone = true;
    };
  }, [url]);
  if (typeof source !== 'string') return { data: source, failed: false };
  return state.url === url ? state : { data: null, failed: false };
}
