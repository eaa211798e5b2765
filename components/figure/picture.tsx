'use client';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { useNow } from '../live/use-now.ts';
import { PauseButton } from '../ui/pause-icon.tsx';
import { useConsole } from './console-context.tsx';

/** The picture may be frozen: numbers, ages, lists and charts stay as they were at `at`; the header's clock goes on. */
type Picture = { paused: boolean; at: number | null; toggle: () => void };

const Context = createContext<Picture>({ paused: false, at: null, toggle: () => {} });

export function PictureProvider({ children }: { children: ReactNode }) {
  const now = usePageNow();
  const latest = useRef(now);
  latest.current = now;
  const [at, setAt] = useState<number | null>(null);
  const toggle = useCallback(() => setAt((frozen) => (frozen === null ? latest.current : null)), []);
  const value = useMemo(() => ({ paused: at !== null, at, toggle }), [at, toggle]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** Server time in whole seconds; in the first render the time at which the page was made. */
function usePageNow(): number {
  const { meta } = useConsole();
  return useNow() ?? meta.now;
}

export function usePicture(): Picture {
  return useContext(Context);
}

/** The page's clock as the picture shows it. */
export function usePictureNow(): number {
  const now = usePageNow();
  const { at } = usePicture();
  return at ?? now;
}

/** `value`, or what it was when the picture was frozen. */
export function useHeld<T>(value: T): T {
  const { paused } = usePicture();
  const held = useRef(value);
  if (!paused) held.current = value;
  return held.current;
}

export function PicturePause() {
  const { paused, toggle } = usePicture();
  return <PauseButton paused={paused} onToggle={toggle} />;
}
