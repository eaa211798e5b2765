/** Shares of a whole by its parts. Pure. */

export type SharePart = { key: string | null; name: string; num: number };
export type ShareRow = SharePart & { /** Of the whole, 0 to 1; null where the whole is nothing. */ share: number | null };
export type ShareTable = {
  rows: ShareRow[];
  whole: number;
  /** What the parts lack to the whole: records that are not told apart, or (below 0) parts that came in between two reads. */
  rest: number;
};

/** Each part over the whole, in the order given; the difference between the parts' sum and the whole is named, never spread. */
export function shareRows(parts: readonly SharePart[], whole: number): ShareTable {
  const rest = whole - parts.reduce((sum, part) => sum + part.num, 0);
  return { rows: parts.map((part) => ({ ...part, share: whole > 0 ? part.num / whole : null })), whole, rest };
}
