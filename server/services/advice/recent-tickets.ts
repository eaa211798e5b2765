import { setImmediate as turn } from 'node:timers/promises';
import { type Db, numbersLiteral, type Param } from '../../../db/client.ts';
import { RecentIndex } from '../../core/duplicate/recent-index.ts';
import type { Ctx } from '../context.ts';

/** How far back look-alikes are looked for. */
export const RECENT_MS = 30 * 86_400_000;
/** Tickets held at most, the newest: some 40 MB. Where more come in thirty days the oldest days are left out. */
const MOST = 60_000;
/** Tickets taken in at a time: a few milliseconds of the main thread. */
const PAGE = 100;
/** A ticket may be committed after one with a greater number; so many numbers are looked at again. */
const BEHIND = 500;
/** What came in the last seconds may be missing. */
const FRESH_MS = 2_000;

type Row = { id: number; at: number; region: string; title: string; body: string };
const ROW = 'select id, at, region, title, left(body, 800) body from cases';
const TAKEN = `kind = 'ticket' and parent is null and not retracted`;

/**
 * The index of the last thirty days of one database, kept by this process: read once, the newest first, then followed by the
 * numbers of new tickets. A ticket whose text was corrected is found by its first text; what is shown of it is read
 * anew. It holds ids and hashes of all regions: whoever asks it must read the tickets through his scope.
 */
export class RecentTickets {
  readonly index = new RecentIndex();
  readonly #passed = new Set<number>();
  #last = 0;
  #readAt = Number.NEGATIVE_INFINITY;
  #loading: Promise<void> | null = null;
  #loaded = false;

  /** Reads what there is; at once done when it was read before. */
  load(ctx: Ctx): Promise<void> {
    if (this.#loaded) return Promise.resolve();
    this.#loading ??= this.#readAll(ctx).finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  /** Takes in what is new. Does not wait for the first reading, which it begins: until then the newest are known. */
  async follow(ctx: Ctx): Promise<void> {
    if (!this.#loaded) {
      void this.load(ctx).catch(() => {}); // The next question begins again.
      return;
    }
    const now = ctx.now();
    if (Math.abs(now - this.#readAt) < FRESH_MS) return;
    this.#readAt = now;
    this.index.dropBefore(now - RECENT_MS);
    const found = await ctx.db.query<{ id: number }>('select id from cases where id > $1::int8 order by id limit 5000', [this.#last - BEHIND]);
    const unknown = found.map((f) => f.id).filter((id) => !this.index.has(id) && !this.#passed.has(id));
    for (let i = 0; i < unknown.length; i += PAGE) {
      const ids = unknown.slice(i, i + PAGE);
      await this.#take(ctx, `where id = any($1::text::int8[]) and ${TAKEN}`, [numbersLiteral(ids)]);
      for (const id of ids) if (!this.index.has(id)) this.#passed.add(id);
    }
    while (this.index.size > MOST) {
      const before = this.index.size;
      this.index.dropOldest();
      if (this.index.size === before) break; // All of them are of one day.
    }
    for (const { id } of found) this.#last = Math.max(this.#last, id);
    for (const id of this.#passed) if (id <= this.#last - BEHIND) this.#passed.delete(id);
  }

  async #readAll(ctx: Ctx): Promise<void> {
    const [newest] = await ctx.db.query<{ id: number | null }>('select max(id) id from cases');
    const from = ctx.now() - RECENT_MS;
    let before: Row | null = null;
    while (this.index.size < MOST) {
      const cursor: Param[] = before ? [before.at, before.id] : [ctx.now() + RECENT_MS, 0];
      const rows: Row[] = await this.#take(
        ctx,
        `where ${TAKEN} and at > to_timestamp($1::float8 / 1000.0) and (at, id) < (to_timestamp($2::float8 / 1000.0), $3::int8) order by at desc, id desc limit ${PAGE}`,
        [from, ...cursor],
      );
      before = rows.at(-1) ?? null;
      if (rows.length < PAGE) break;
      await turn();
    }
    this.#last = newest?.id ?? 0;
    this.#loaded = true;
  }

  async #take(ctx: Ctx, where: string, params: Param[]): Promise<Row[]> {
    const rows = await ctx.db.lane('background').query<Row>(`${ROW} ${where}`, params);
    const from = ctx.now() - RECENT_MS;
    for (const row of rows) if (row.at > from) this.index.add({ ...row, city: cityOf(ctx, row.region) });
    return rows;
  }
}

/** The region right below the root that holds a region; null for the root and for what the tree does not know. */
export function cityOf({ catalog: { tree } }: Ctx, region: string): string | null {
  return tree.lineage(region).at(-2) ?? null;
}

const known = new WeakMap<Db, RecentTickets>();

export function recentTickets({ db }: Ctx): RecentTickets {
  let recent = known.get(db);
  if (!recent) {
    recent = new RecentTickets();
    known.set(db, recent);
  }
  return recent;
}
