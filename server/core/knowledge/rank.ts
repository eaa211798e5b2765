/** Entries beyond this are not counted: a token of so many says as little as one of all. */
export const FREQUENCY_CAP = 1_000;
/** Of a question that no entry holds whole the rarest tokens are asked, as long as together they touch no more entries than this. */
const MOST_TOUCHED = 3_000;

/**
 * How much a token tells, by the number of entries that have it: the inverse document frequency, capped, in thousandths.
 * Whole numbers add up the same in any order, so that two databases rank alike.
 */
export const tokenWeight = (entries: number): number => Math.round(1_000 * Math.log(1 + FREQUENCY_CAP / Math.max(1, Math.min(entries, FREQUENCY_CAP))));

/** What finding a token in the title or a keyword adds to finding it in the text, in weights of the token. */
export const TITLE_FACTOR = 2;

/** Tokens of an entry of ordinary length: longer ones are divided by more, as BM25 does. */
export const USUAL_LENGTH = 400;

/**
 * The tokens of a question to look for where no entry holds all of them: the rarest first, as many as stay within what may
 * be touched; those that no entry has are left out, and those of countless entries where there are others.
 */
export function rarest(tokens: readonly string[], frequency: ReadonlyMap<string, number>): string[] {
  const count = (token: string) => frequency.get(token) ?? 0;
  const known = tokens.filter((token) => count(token) > 0).sort((a, b) => count(a) - count(b));
  let touched = 0;
  const within = known.filter((token) => {
    touched += count(token);
    return count(token) < FREQUENCY_CAP && touched <= MOST_TOUCHED;
  });
  return within.length > 0 ? within : known.slice(0, 1);
}
