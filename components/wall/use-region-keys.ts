'use client';
import { useMemo } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { usePictureNow } from '../figure/picture.tsx';
import { type KeyMap, useKeys } from '../figure/use-keys.ts';
import { useLineage } from '../figure/use-regions.ts';
import { useUrl } from '../figure/use-url.ts';

const HOUR = 3_600_000;

/** Esc and Backspace go one region up; `l` leaves live for the last full hour and returns. */
export function useRegionKeys(): void {
  const [url, setUrl] = useUrl();
  const { root } = useConsole();
  const now = usePictureNow();
  const at = url.region ?? root.adcode;
  const lineage = useLineage(at);
  const minute = Math.floor(now / 60_000) * 60_000;
  const keys = useMemo<KeyMap>(() => {
    const up = () => {
      const parent = lineage.at(-2);
      if (at !== root.adcode && parent) setUrl({ region: parent.adcode === root.adcode ? null : parent.adcode });
    };
    return {
      escape: up,
      backspace: up,
      l: () => setUrl(url.span || url.window ? { span: null, window: null, knownAt: null } : { span: { from: minute - HOUR, to: minute } }),
    };
  }, [at, root.adcode, lineage, setUrl, url.span, url.window, minute]);
  useKeys(keys);
}
