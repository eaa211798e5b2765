/** Families of the product for canvas text, as in tokens.css --font. */
export const CANVAS_FONT = '"Inter Variable", "Noto Sans SC Variable", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';
const BUNDLED = ['Inter Variable', 'Noto Sans SC Variable'];

/**
 * Waits until the bundled fonts hold the characters of `text`, at most `limitMs`: a canvas draws a fallback without
 * telling, and never draws again by itself.
 */
export async function loadFonts(text: string, weights: number[] = [400], limitMs = 3000): Promise<void> {
  if (typeof document === 'undefined' || !document.fonts) return;
  const loads = BUNDLED.flatMap((family) => weights.map((weight) => document.fonts.load(`${weight} 16px "${family}"`, text)));
  await Promise.race([Promise.allSettled(loads), new Promise((resolve) => setTimeout(resolve, limitMs))]);
}
