'use client';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { useConnection } from '../live/use-connection.ts';
import { useNow } from '../live/use-now.ts';
import { PauseButton } from '../ui/pause-icon.tsx';
import { useConsole } from './console-context.tsx';

/**
 * The picture may be frozen, by the viewer or because the connection is lost: numbers, ages, lists and charts stay as
 * they were at `at`; the header's clock goes on.
 */
type Picture = { paused: boolean; at: number | null; toggle: () => void };

const Context = createContext<Picture>({ paused: false, at: null, toggle: () => {} });

export function PictureProvider({ children }: { children: ReactNode }) {
  const now = usePageNow();
  const latest = useRef(now);
  latest.current = now;
  const [at, setAt] = useState<number | null>(null);
  const toggle = useCallback(() => setAt((frozen) => (frozen === null ? latest.current : null)), []);
  const { state, lastAt } = useConnection();
  // Windows that rolled on without data would show a false calm under the bar that says of when the picture is.
  const lostAt = state === 'lost' ? lastAt : null;
  const value = useMemo(() => ({ paused: at !== null, at: at ?? lostAt, toggle }), [at, lostAt, toggle]);
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
  const { at } = usePicture();
  const held = useRef(value);
  if (at === null) held.current = value;
  return held.current;
}

export function PicturePause() {
  const { paused, toggle } = usePicture();
  return <PauseButton paused={paused} onToggle={toggle} />;
}
