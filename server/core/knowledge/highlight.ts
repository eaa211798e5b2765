import { askedTokens, foldText } from './tokens.ts';

export type TextPart = { readonly text: string; readonly hit: boolean };

/** A text in parts, those marked that hold what was asked. Positions are of the text as it is, whatever its width or case. */
export function highlight(text: string, query: string): TextPart[] {
  const marked = marksOf(text, askedTokens(query));
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && marked[at] === marked[from]) continue;
    parts.push({ text: text.slice(from, at), hit: marked[from] === 1 });
    from = at;
  }
  return text === '' ? [] : parts;
}

/** One byte a UTF-16 unit: 1 where a token stands. */
function marksOf(text: string, tokens: readonly string[]): Uint8Array {
  const marks = new Uint8Array(text.length);
  const { folded, origin } = foldWithOrigin(text);
  for (const token of tokens)
    for (let at = folded.indexOf(token); at >= 0; at = folded.indexOf(token, at + 1))
      for (let i = at; i < at + token.length; i++) {
        const from = origin[i] ?? 0;
        marks.fill(1, from, Math.max(from + 1, origin[i + 1] ?? text.length));
      }
  return marks;
}

/** The folded text, and for each of its units where it comes from: folding may make one character of several. */
function foldWithOrigin(text: string): { folded: string; origin: number[] } {
  let folded = '';
  const origin: number[] = [];
  let at = 0;
  for (const character of text) {
    const piece = foldText(character);
    for (let i = 0; i < piece.length; i++) origin.push(at);
    folded += piece;
    at += character.length;
  }
  return { folded, origin };
}

/** About `length` characters of a text around the first thing that was asked, with … where it was cut. */
export function excerpt(text: string, query: string, length = 90): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  const marks = marksOf(plain, askedTokens(query));
  const first = Math.max(0, marks.indexOf(1));
  const from = first < length * 0.7 ? 0 : first - Math.floor(length / 3);
  const cut = plain
    .slice(from, from + length)
    .toWellFormed()
    .replaceAll('\ufffd', '');
  return `${from > 0 ? '…' : ''}${cut}${from + length < plain.length ? '…' : ''}`;
}
