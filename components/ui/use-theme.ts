'use client';
import { type RefObject, useEffect, useState } from 'react';
import type { ThemeName } from './types.ts';

/** Theme of the nearest data-theme above the element, followed as it changes; dark before the first effect. */
export function useTheme(ref: RefObject<HTMLElement | null>): ThemeName {
  const [theme, setTheme] = useState<ThemeName>('dark');
  useEffect(() => {
    const read = () => setTheme(ref.current?.closest<HTMLElement>('[data-theme]')?.dataset.theme === 'light' ? 'light' : 'dark');
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'], subtree: true });
    return () => observer.disconnect();
  }, [ref]);
  return theme;
}

/** Px of one wall unit at the element, measured again as the window changes. */
export function useUnit(ref: RefObject<HTMLElement | null>): number {
  const [unit, setUnit] = useState(1);
  useEffect(() => {
    const read = () => {
      const px = ref.current ? Number.parseFloat(getComputedStyle(ref.current).getPropertyValue('--u')) : Number.NaN;
      setUnit(Number.isFinite(px) && px > 0 ? px : 1);
    };
    read();
    window.addEventListener('resize', read);
    return () => window.removeEventListener('resize', read);
  }, [ref]);
  return unit;
}
