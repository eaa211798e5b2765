import type { Padding, Size } from './types.ts';

/** Web Mercator by hand, so that overlays need no WebGL. World size is 512 at zoom 0, y grows downwards. */

export type MapViewState = { longitude: number; latitude: number; zoom: number };
export type Bounds = [west: number, south: number, east: number, north: number];

const WORLD = 512;

export function worldX(lon: number): number {
  return (WORLD * (lon + 180)) / 360;
}

export function worldY(lat: number): number {
  return WORLD * (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI));
}

export function lonOf(x: number): number {
  return (x / WORLD) * 360 - 180;
}

export function latOf(y: number): number {
  return (Math.atan(Math.exp((0.5 - y / WORLD) * 2 * Math.PI)) * 360) / Math.PI - 90;
}

/** Screen px of a place. */
export function project(view: MapViewState, size: Size, lon: number, lat: number): [number, number] {
  const k = 2 ** view.zoom;
  return [(worldX(lon) - worldX(view.longitude)) * k + size.width / 2, (worldY(lat) - worldY(view.latitude)) * k + size.height / 2];
}

/** Place of a screen px. */
export function unproject(view: MapViewState, size: Size, x: number, y: number): [number, number] {
  const k = 2 ** view.zoom;
  return [lonOf(worldX(view.longitude) + (x - size.width / 2) / k), latOf(worldY(view.latitude) + (y - size.height / 2) / k)];
}

/** View that shows the bounds inside the padding. */
export function fitView(bounds: Bounds, size: Size, padding: Padding): MapViewState {
  const [west, south, east, north] = bounds;
  const [x0, x1, y0, y1] = [worldX(west), worldX(east), worldY(north), worldY(south)];
  const width = Math.max(1, size.width - padding.left - padding.right);
  const height = Math.max(1, size.height - padding.top - padding.bottom);
  const k = Math.min(width / Math.max(1e-9, x1 - x0), height / Math.max(1e-9, y1 - y0));
  const x = (x0 + x1) / 2 + (padding.right - padding.left) / 2 / k;
  const y = (y0 + y1) / 2 + (padding.bottom - padding.top) / 2 / k;
  return { longitude: lonOf(x), latitude: latOf(y), zoom: Math.log2(k) };
}

/** Moves the view by px. */
export function panView(view: MapViewState, dx: number, dy: number): MapViewState {
  const k = 2 ** view.zoom;
  return { ...view, longitude: lonOf(worldX(view.longitude) + dx / k), latitude: latOf(worldY(view.latitude) + dy / k) };
}

/** Keeps a view near the fitted one: out to half of it, in to 64 times. */
export function clampView(view: MapViewState, fitted: MapViewState): MapViewState {
  return { ...view, zoom: Math.max(fitted.zoom - 1, Math.min(fitted.zoom + 6, view.zoom)) };
}

/** What a key does to the view; null when the key is not the map's. */
export function keyView(key: string, view: MapViewState, fitted: MapViewState, step = 80): MapViewState | null {
  switch (key) {
    case 'ArrowLeft':
      return panView(view, -step, 0);
    case 'ArrowRight':
      return panView(view, step, 0);
    case 'ArrowUp':
      return panView(view, 0, -step);
    case 'ArrowDown':
      return panView(view, 0, step);
    case '+':
    case '=':
      return clampView({ ...view, zoom: view.zoom + 0.5 }, fitted);
    case '-':
    case '_':
      return clampView({ ...view, zoom: view.zoom - 0.5 }, fitted);
    case '0':
      return fitted;
    default:
      return null;
  }
}

/** A round scale bar: `{ px, text: '100 km' }` at most `maxPx` wide. */
export function scaleBar(view: MapViewState, maxPx: number): { px: number; text: string } {
  const metres = (40_075_016.7 * Math.cos((view.latitude * Math.PI) / 180)) / (WORLD * 2 ** view.zoom);
  const most = metres * maxPx;
  const power = 10 ** Math.floor(Math.log10(most));
  const round = [5, 2, 1].map((d) => d * power).find((d) => d <= most) ?? power;
  return { px: round / metres, text: round >= 1000 ? `${round / 1000} km` : `${round} m` };
}
