import { numbersLiteral, textsLiteral } from '../../../db/client.ts';
import type { Ctx } from '../context.ts';
import { type GroupItem, OBSERVED } from '../event/group-item.ts';

export type PendingKind = 'item' | 'department';
/** Codes of a kind that a feed may list by name: one that makes up a code for each event must not fill the table. */
export const PENDING_CAP = 1_000;
/** Stands for all further codes of a feed that has its most. */
export const FURTHER = '';

type Count = { feed: number; kind: PendingKind; code: string; events: number; first: number; last: number };

/**
 * Codes of items and departments that accepted events name and the profile does not know. They are noted in memory with
 * each commit and written by `flush`; what a death of the process takes is the counts since the last one.
 */
export class PendingCodes {
  private readonly ctx: Ctx;
  private readonly listed = new Map<string, Set<string>>();
  private waiting = new Map<string, Count>();
  private writing: Promise<void> = Promise.resolve();
  constructor(ctx: Ctx) {
    this.ctx = ctx;
  }

  /** What was listed before; codes that the profile has learned since are registered and leave the list. */
  async load(): Promise<void> {
    const rows = await this.ctx.db.query<{ feed: number; kind: PendingKind; code: string }>('select feed, kind, code from pending_code');
    const learned = rows.filter((r) => r.code !== FURTHER && !this.isUnknown(r.kind, r.code));
    const gone = new Set(learned);
    await this.ctx.db.query(
      'delete from pending_code p using unnest($1::text::int[], $2::text::text[], $3::text::text[]) u(feed, kind, code) where p.feed = u.feed and p.kind = u.kind and p.code = u.code',
      [numbersLiteral(learned.map((r) => r.feed)), textsLiteral(learned.map((r) => r.kind)), textsLiteral(learned.map((r) => r.code))],
    );
    for (const row of rows) if (row.code !== FURTHER && !gone.has(row)) this.listOf(row.feed, row.kind).add(row.code);
  }

  /**
   * Notes the unknown codes of committed events of one feed; `got` is their arrival, epoch ms.
   * @returns whether one of them was never seen before
   */
  note(feed: number, items: readonly GroupItem[], got: number): boolean {
    let fresh = false;
    for (const item of items) {
      if (item.retracts !== null) continue;
      const told = item.type === OBSERVED ? (item.data.dims as Record<string, unknown> | undefined) : item.data;
      if (told === undefined) continue;
      for (const kind of ['item', 'department'] as const) {
        const code = told[kind];
        if (typeof code !== 'string' || code === '' || !this.isUnknown(kind, code)) continue;
        if (this.count(feed, kind, code, got)) fresh = true;
      }
    }
    return fresh;
  }

  /** Writes what was noted since the last call; when it cannot, it is kept for the next. */
  flush(): Promise<void> {
    this.writing = this.writing.catch(() => {}).then(() => this.write());
    return this.writing;
  }

  private count(feed: number, kind: PendingKind, code: string, got: number): boolean {
    const listed = this.listOf(feed, kind);
    const fresh = !listed.has(code) && listed.size < PENDING_CAP;
    if (fresh) listed.add(code);
    this.add({ feed, kind, code: listed.has(code) ? code : FURTHER, events: 1, first: got, last: got });
    return fresh;
  }

  private add(more: Count): void {
    const key = `${more.feed} ${more.kind} ${more.code}`;
    const known = this.waiting.get(key);
    if (!known) {
      this.waiting.set(key, more);
      return;
    }
    known.events += more.events;
    known.first = Math.min(known.first, more.first);
    known.last = Math.max(known.last, more.last);
  }

  private async write(): Promise<void> {
    if (this.waiting.size === 0) return;
    const batch = this.waiting;
    this.waiting = new Map();
    // One order everywhere: two processes that write the same codes cannot wait for each other.
    const rows = [...batch].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
    try {
      await this.ctx.db.lane('background').query(
        `insert into pending_code as p (feed, kind, code, events, first_got, last_got)
         select feed, kind, code, events, to_timestamp(first / 1000.0), to_timestamp(last / 1000.0)
         from unnest($1::text::int[], $2::text::text[], $3::text::text[], $4::text::int8[], $5::text::int8[], $6::text::int8[]) u(feed, kind, code, events, first, last)
         on conflict (feed, kind, code) do update set events = p.events + excluded.events,
           first_got = least(p.first_got, excluded.first_got), last_got = greatest(p.last_got, excluded.last_got)`,
        [
          numbersLiteral(rows.map((r) => r.feed)),
          textsLiteral(rows.map((r) => r.kind)),
          textsLiteral(rows.map((r) => r.code)),
          numbersLiteral(rows.map((r) => r.events)),
          numbersLiteral(rows.map((r) => r.first)),
          numbersLiteral(rows.map((r) => r.last)),
        ],
      );
    } catch (error) {
      for (const row of rows) this.add(row);
      throw error;
    }
  }

  private isUnknown(kind: PendingKind, code: string): boolean {
    const { catalog } = this.ctx;
    return (kind === 'item' ? catalog.itemName(code) : catalog.departmentName(code)) === null;
  }

  private listOf(feed: number, kind: PendingKind): Set<string> {
    const key = `${feed} ${kind}`;
    const known = this.listed.get(key);
    if (known) return known;
    const made = new Set<string>();
    this.listed.set(key, made);
    return made;
  }
}
