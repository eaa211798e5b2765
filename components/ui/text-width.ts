/** Rough width of a text: a Chinese character is one em, others 0.6. */
export function textWidth(text: string, font: number): number {
  let em = 0;
  for (const ch of text) em += /[\u2e80-\uffef]/.test(ch) ? 1 : 0.6;
  return em * font;
}
