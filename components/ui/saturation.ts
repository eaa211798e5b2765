/** Measures "colour means abnormal": the share of pixels that are saturated. Pure. */

const toLinear = Float64Array.from({ length: 256 }, (_, i) => {
  const c = i / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
});

/** OKLCH chroma of an sRGB colour with channels 0 to 255. */
export function oklchChroma(red: number, green: number, blue: number): number {
  const r = toLinear[red] ?? 0;
  const g = toLinear[green] ?? 0;
  const b = toLinear[blue] ?? 0;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return Math.hypot(a, bb);
}

/**
 * Share (0 to 1) of pixels with chroma over `limit` (0.05) in RGBA bytes, as from a canvas or a decoded PNG.
 * Fully transparent pixels are left out of both counts; `step` reads every nth pixel.
 */
export function saturatedShare(rgba: Uint8Array | Uint8ClampedArray, options: { limit?: number; step?: number } = {}): number {
  const { limit = 0.05, step = 1 } = options;
  const known = new Map<number, boolean>();
  let seen = 0;
  let hit = 0;
  for (let i = 0; i + 3 < rgba.length; i += 4 * step) {
    if (rgba[i + 3] === 0) continue;
    const [r, g, b] = [rgba[i] ?? 0, rgba[i + 1] ?? 0, rgba[i + 2] ?? 0];
    const key = (r << 16) | (g << 8) | b;
    let saturated = known.get(key);
    if (saturated === undefined) {
      saturated = oklchChroma(r, g, b) > limit;
      known.set(key, saturated);
    }
    seen++;
    if (saturated) hit++;
  }
  return seen === 0 ? 0 : hit / seen;
}
