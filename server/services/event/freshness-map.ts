import type { Tx } from '../../../db/client.ts';

export type Seen = { at: number; got: number };

/**
 * Newest event time and arrival of each series. Kept in memory from what was committed; at start read from hot minutes
 * and from what the packer noted on the series, so nothing is written for it on the way in.
 */
export class FreshnessMap {
  private readonly seen = new Map<number, Seen>();

  async load(tx: Tx): Promise<void> {
    const rows = await tx.query<{ series: number; at: number; got: number }>(
      `select series, max(at) at, max(got) got from (
         select id series, seen_at at, seen_got got from series where seen_at is not null
         union all select series, max(last_at), max(last_got) from hot group by series) s group by series`,
    );
    for (const row of rows) this.touch(row.series, row.at, row.got);
  }

  touch(series: number, at: number, got: number): void {
    const known = this.seen.get(series);
    if (!known) this.seen.set(series, { at, got });
    else {
      if (at > known.at) known.at = at;
      if (got > known.got) known.got = got;
    }
  }

  get(series: number): Seen | undefined {
    return this.seen.get(series);
  }
}
