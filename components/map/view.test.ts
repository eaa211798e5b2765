import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampView, fitView, keyView, latOf, lonOf, panView, project, scaleBar, unproject, worldX, worldY } from './view.ts';

const size = { width: 884, height: 650 };
const none = { top: 0, right: 0, bottom: 0, left: 0 };
const bounds = [109.6, 20.2, 117.3, 25.5] as const;

describe('view', () => {
  it('projects there and back', () => {
    fc.assert(
      fc.property(fc.double({ min: -179, max: 179, noNaN: true }), fc.double({ min: -80, max: 80, noNaN: true }), (lon, lat) => {
        expect(lonOf(worldX(lon))).toBeCloseTo(lon, 8);
        expect(latOf(worldY(lat))).toBeCloseTo(lat, 8);
      }),
    );
  });

  it('fits bounds inside the padding and touches one side', () => {
    const padding = { top: 6, right: 40, bottom: 60, left: 20 };
    const view = fitView([...bounds], size, padding);
    const [x0, y1] = project(view, size, bounds[0], bounds[1]);
    const [x1, y0] = project(view, size, bounds[2], bounds[3]);
    expect(x0).toBeGreaterThanOrEqual(19.99);
    expect(x1).toBeLessThanOrEqual(size.width - 39.99);
    expect(y0).toBeGreaterThanOrEqual(5.99);
    expect(y1).toBeLessThanOrEqual(size.height - 59.99);
    expect(Math.min(x0 - 20, y0 - 6)).toBeCloseTo(0, 3);
  });

  it('pans by pixels, zooms by keys within bounds, and 0 resets', () => {
    const fitted = fitView([...bounds], size, none);
    const [x] = project(panView(fitted, 80, 0), size, fitted.longitude, fitted.latitude);
    expect(x).toBeCloseTo(size.width / 2 - 80, 6);
    expect(keyView('+', fitted, fitted)?.zoom).toBeCloseTo(fitted.zoom + 0.5);
    expect(keyView('0', panView(fitted, 9, 9), fitted)).toBe(fitted);
    expect(keyView('j', fitted, fitted)).toBeNull();
    expect(clampView({ ...fitted, zoom: 40 }, fitted).zoom).toBe(fitted.zoom + 6);
  });

  it('finds the place under a pixel again', () => {
    const view = fitView([...bounds], size, none);
    const [lon, lat] = unproject(view, size, ...project(view, size, 113.2, 23.1));
    expect(lon).toBeCloseTo(113.2, 8);
    expect(lat).toBeCloseTo(23.1, 8);
  });

  it('writes a round scale', () => {
    const bar = scaleBar(fitView([...bounds], size, none), 110);
    expect(bar.text).toMatch(/^(1|2|5)0* km$/);
    expect(bar.px).toBeLessThanOrEqual(110);
  });
});
