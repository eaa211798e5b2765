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
