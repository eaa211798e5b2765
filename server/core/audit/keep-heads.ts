const DAY = 86_400_000;

/** What decides whether a line of the file of heads stays. `note` lines tell what happened to the file itself. */
export type HeadLine = { readonly seq: number; readonly at: number; readonly noted: boolean };

/**
 * Which heads stay when the file is shortened: the newest `recent`, of the older ones the last of each day (UTC), and
 * every line with a note. Heads of rows that the retention took away can be compared with nothing and go.
 * Returns the positions that stay, ascending.
 */
export function keepHeads(lines: readonly HeadLine[], { recent, floorSeq }: { recent: number; floorSeq: number }): number[] {
  const kept: number[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as HeadLine;
    const next = lines[i + 1];
    const lastOfDay = next === undefined || Math.floor(next.at / DAY) !== Math.floor(line.at / DAY);
    if (line.noted || i >= lines.length - recent || (lastOfDay && line.seq > floorSeq)) kept.push(i);
  }
  return kept;
}
