import type { BrowserContext } from '@playwright/test';

/** What a picture is made of: all its pixels, those with colour, and those of each colour asked for. */
export type Pixels = { total: number; saturated: number; counts: Record<string, number> };

/**
 * Decodes a PNG in an empty page of the browser and counts its pixels. Saturated means an OKLCH chroma over 0.05.
 * @param colours CSS hex colours to count exactly
 */
export async function readPixels(context: BrowserContext, png: Buffer, colours: readonly string[] = []): Promise<Pixels> {
  const page = await context.newPage();
  try {
    return await page.evaluate(countPixels, { base64: png.toString('base64'), colours: [...colours] });
  } finally {
    await page.close();
  }
}

/** Runs in the browser: it can use nothing of this file. */
async function countPixels({ base64, colours }: { base64: string; colours: string[] }): Promise<Pixels> {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const linear = (v: number) => (v <= 10.31475 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const chroma = (R: number, G: number, B: number) => {
    const [r, g, b] = [linear(R), linear(G), linear(B)];
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return Math.hypot(1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s);
  };
  const seen = new Map<number, number>();
  for (let i = 0; i < data.length; i += 4) {
    const key = ((data[i] as number) << 16) | ((data[i + 1] as number) << 8) | (data[i + 2] as number);
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  let saturated = 0;
  for (const [key, count] of seen) if (chroma(key >> 16, (key >> 8) & 255, key & 255) > 0.05) saturated += count;
  const counts = Object.fromEntries(colours.map((c) => [c, seen.get(Number.parseInt(c.slice(1), 16)) ?? 0]));
  return { total: data.length / 4, saturated, counts };
}
