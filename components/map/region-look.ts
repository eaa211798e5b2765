import { type CanvasTheme, rgba } from '../ui/canvas-theme.ts';
import type { MapRegion, MapShade } from './types.ts';

/** How a region is painted, apart from any library. Pure. */

export type Rgba = [number, number, number, number];

/** Tint of an abnormal area over the ground; its ratio stands in the call-out, not in a grey below. */
const TINT = 0.29;

/** Step 0 to 4 of the grey ramp for actual ÷ expected between 0.8 and 1.2. */
export function rampStep(ratio: number): number {
  return Math.max(0, Math.min(4, Math.floor((ratio - 0.8) / 0.08 + 1e-9)));
}

/** Class of a value by rising breaks: how many of them it reaches. */
export function classOf(value: number, breaks: number[]): number {
  return breaks.reduce((n, b) => (value >= b ? n + 1 : n), 0);
}

/** `over` laid on `under` with alpha; opaque. */
export function mix(under: string, over: string, alpha: number): Rgba {
  const [r, g, b] = rgba(under);
  const [R, G, B] = rgba(over);
  return [Math.round(r + (R - r) * alpha), Math.round(g + (G - g) * alpha), Math.round(b + (B - b) * alpha), 255];
}

/** Fill of a region. Silent regions are not shaded by an old value; not connected ones are open. */
export function regionFill(region: MapRegion | undefined, shade: MapShade, theme: CanvasTheme): Rgba {
  if (!region || region.state === 'not_connected') return rgba(theme.bg, 0);
  if (region.state === 'no_data' || region.state === 'stale' || region.state === 'dead') return rgba(theme.panel);
  if (shade.kind === 'sequential') {
    if (region.value === null) return rgba(theme.panel);
    return rgba(theme.sequential[Math.min(classOf(region.value, shade.breaks), theme.sequential.length - 1)] ?? theme.panel);
  }
  if (region.severity) return mix(theme.name === 'dark' ? theme.bg : theme.panel, theme.severity[region.severity].fill, TINT);
  return rgba(theme.ramp[region.ratio === null ? 1 : rampStep(region.ratio)] ?? theme.panel);
}

/** CSS hex of a colour, for tests and lists. */
export function hexOf([r, g, b, a]: Rgba): string {
  return a === 0 ? 'none' : `#${[r, g, b].map((c) => c.toString(16).padStart(2, '0')).join('')}`;
}

/** ▲ 90%, ▼ 12%, or null when nothing is expected. */
export function ratioText(ratio: number | null): string | null {
  if (ratio === null) return null;
  const percent = Math.round(Math.abs(ratio - 1) * 100);
  if (percent === 0) return '0%';
  return `${ratio > 1 ? '▲' : '▼'} ${percent}%`;
}
