import type { Severity, ThemeName } from './types.ts';

/** Colours of tokens.css for what draws on a canvas; theme.test.ts keeps them equal. */
export type CanvasTheme = {
  name: ThemeName;
  bg: string;
  panel: string;
  raised: string;
  sel: string;
  line: string;
  line2: string;
  t1: string;
  t2: string;
  t3: string;
  t4: string;
  band: string;
  severity: Record<Severity, { fill: string; num: string; edge: string; text: string }>;
  /** Normal ramp, 0.8 to 1.2 of the expected. */
  ramp: string[];
  /** Compared series; the first is ink. */
  classes: string[];
  sequential: string[];
  diverging: string[];
};

const dark: CanvasTheme = {
  name: 'dark',
  bg: '#0c0d0f',
  panel: '#141619',
  raised: '#1b1e22',
  sel: '#24282e',
  line: '#262a30',
  line2: '#3b4149',
  t1: '#eceef1',
  t2: '#b4bac2',
  t3: '#8a919b',
  t4: '#666d77',
  band: 'rgb(236 238 241 / 13%)',
  severity: {
    1: { fill: '#ff6257', num: '#0c0d0f', edge: '#ff6257', text: '#ff6257' },
    2: { fill: '#ff9a3c', num: '#0c0d0f', edge: '#ff9a3c', text: '#ff9a3c' },
    3: { fill: '#f0d048', num: '#0c0d0f', edge: '#f0d048', text: '#f0d048' },
    4: { fill: '#66aeff', num: '#0c0d0f', edge: '#66aeff', text: '#66aeff' },
  },
  ramp: ['#1d2024', '#262a2f', '#31363c', '#3e444b', '#4d545d'],
  classes: ['#eceef1', '#cc79a7', '#1faf86', '#56b4e9', '#e69f00'],
  sequential: ['#00224e', '#2a3f6d', '#575d6d', '#7d7c78', '#a59c74', '#d2c060'],
  diverging: ['#5aa0e6', '#3f73a8', '#2f4a66', '#31363c', '#6b4a2c', '#a86a2c', '#e0913a'],
};

const light: CanvasTheme = {
  name: 'light',
  bg: '#f4f4f2',
  panel: '#ffffff',
  raised: '#fafaf9',
  sel: '#ecece9',
  line: '#e2e2de',
  line2: '#c4c5c0',
  t1: '#16181b',
  t2: '#474c53',
  t3: '#656b73',
  t4: '#868b92',
  band: 'rgb(22 24 27 / 7%)',
  severity: {
    1: { fill: '#c62a21', num: '#ffffff', edge: '#c62a21', text: '#c62a21' },
    2: { fill: '#f07a1a', num: '#16181b', edge: '#ab4c00', text: '#ab4c00' },
    3: { fill: '#f5cb1e', num: '#16181b', edge: '#7a6000', text: '#7a6000' },
    4: { fill: '#1d62b0', num: '#ffffff', edge: '#1d62b0', text: '#1d62b0' },
  },
  ramp: ['#f0f0ed', '#e2e3df', '#d0d2ce', '#b9bcb8', '#9ea29f'],
  classes: ['#16181b', '#a24e7c', '#00785a', '#2a7aae', '#8f6200'],
  sequential: ['#00224e', '#2a3f6d', '#575d6d', '#7d7c78', '#a59c74', '#d2c060'],
  diverging: ['#2166ac', '#67a9cf', '#c6ddec', '#e8e8e6', '#f6d3ae', '#e58e3c', '#b35806'],
};

/** Canvas colours of a theme; one object a theme, so identity can be compared. */
export function canvasTheme(name: ThemeName): CanvasTheme {
  return name === 'light' ? light : dark;
}

/** A hex colour as [r, g, b, alpha 0–255], for deck.gl and for tints. */
export function rgba(hex: string, alpha = 1): [number, number, number, number] {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255, Math.round(alpha * 255)];
}

/** A hex colour with alpha as CSS. */
export function withAlpha(hex: string, alpha: number): string {
  const [r, g, b] = rgba(hex);
  return `rgba(${r}, ${g}, ${b}, ${alpha})`;
}
