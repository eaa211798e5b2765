'use client';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import { type CanvasTheme, canvasTheme } from './canvas-theme.ts';
import { useTheme } from './use-theme.ts';

/** Sizes a canvas needs in px; read from CSS. */
export type CanvasScale = {
  /** Px of one wall unit. */
  unit: number;
  axisFont: number;
  /** Smallest size for Chinese at this density. */
  textFont: number;
  lineWidth: number;
};

const DESK: CanvasScale = { unit: 1, axisFont: 12, textFont: 12, lineWidth: 1.8 };

function px(style: CSSStyleDeclaration, name: string, fallback: number): number {
  const value = Number.parseFloat(style.getPropertyValue(name));
  return Number.isFinite(value) && value > 0 ? value : fallback;
}

/** Theme and px sizes at the element; null before the first measure. The probe carries the sizes as real lengths. */
export function useCanvasLook(host: RefObject<HTMLElement | null>): { theme: CanvasTheme; scale: CanvasScale } | null {
  const theme = useTheme(host);
  const [scale, setScale] = useState<CanvasScale | null>(null);
  useEffect(() => {
    const read = () => {
      const element = host.current;
      if (!element) return;
      const probe = document.createElement('span');
      probe.className = 'tg-probe';
      element.append(probe);
      const style = getComputedStyle(probe);
      const unit = px(style, 'width', 1000) / 1000;
      const next: CanvasScale = {
        unit,
        axisFont: px(style, 'font-size', DESK.axisFont),
        textFont: px(style, 'line-height', DESK.textFont),
        lineWidth: px(style, '--line-chart', DESK.lineWidth) * unit,
      };
      probe.remove();
      setScale((old) => (old && JSON.stringify(old) === JSON.stringify(next) ? old : next));
    };
    read();
    window.addEventListener('resize', read);
    return () => window.removeEventListener('resize', read);
  }, [host]);
  return useMemo(() => (scale ? { theme: canvasTheme(theme), scale } : null), [scale, theme]);
}
