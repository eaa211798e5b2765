'use client';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Padding, Size } from './types.ts';
import { type Bounds, clampView, fitView, type MapViewState } from './view.ts';

const GLIDE_MS = 400;

/** View of the map: fitted to its box until the user moves it, and again after `0`. Not shared: panning redraws only the map. */
export function useMapView(host: RefObject<HTMLElement | null>, bounds: Bounds | null, padding: Padding, unit: number) {
  const [size, setSize] = useState<Size | null>(null);
  const [own, setOwn] = useState<MapViewState | null>(null);
  const [glideMs, setGlideMs] = useState(0);
  const { top, right, bottom, left } = padding;

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const next = { width: element.clientWidth, height: element.clientHeight };
      if (next.width > 0 && next.height > 0) setSize((old) => (old?.width === next.width && old.height === next.height ? old : next));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [host]);

  const fitted = useMemo(
    () => (bounds && size ? fitView(bounds, size, { top: top * unit, right: right * unit, bottom: bottom * unit, left: left * unit }) : null),
    [bounds, size, top, right, bottom, left, unit],
  );
  const newest = useRef(fitted);
  newest.current = fitted;

  const setView = useCallback((view: MapViewState) => {
    setGlideMs(0);
    setOwn(newest.current ? clampView(view, newest.current) : view);
  }, []);

  const glideTo = useCallback((view: MapViewState) => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    setGlideMs(still ? 0 : GLIDE_MS);
    setOwn(view === newest.current ? null : view);
  }, []);

  return { size, view: own ?? fitted, setView, fitted, glideMs, moved: own !== null, glideTo };
}
