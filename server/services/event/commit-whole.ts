import { numbersLiteral, type Param, type Tx } from '../../../db/client.ts';
import { type TicketHistory, ticketCtes, ticketParams } from '../case/write-tickets.ts';
import type { CaseCtx, Ctx } from '../context.ts';
import { personInsert, personParams, type SealedRow } from '../person/store-person.ts';
import { loadPacks, mergeRuns, revisionStep, runsOf, writeCtes, writeParams } from '../rollup/merge-packs.ts';
import { type CellDelta, type CellTotal, cellCte, cellParams, toCellTotals, touchedCells } from '../trade/cells.ts';
import { eventParams, type HotTotal, type StoredEvent } from './commit-events.ts';
import type { EventStore } from './event-store.ts';
import { type OldDelta, oldDeltas, touchedBy } from './pack-old.ts';
import { type MatterClaim, matterCte, matterParams } from './review-matters.ts';

/**
 * A group with all that it brings: matters that are reviewed first, persons under ids taken before, and tickets with what
 * became of them in the group.
 * `quiet`: nobody is told of the tickets one by one, and their facts are numbered at once.
 */
export type Whole = {
  events: readonly StoredEvent[];
  matters: readonly MatterClaim[];
  persons: readonly SealedRow[];
  tickets: readonly TicketHistory[];
  /** What declarations add to the cells of trade, and the day whose totals somebody wants. */
  cells: readonly CellDelta[];
  day: string | null;
  quiet: boolean;
};
export type WholeAnswer = { totals: HotTotal[]; cells: CellTotal[] };

/** Errors of data and constraints: a key that is taken, a value that is none, or the division by zero with which the statement calls itself off. */
const NOT_WHOLE = /^2[23]/;

const eventCtes = (when = '') => `i as materialized (
  select * from unnest($1::text::int[], $2::text::text[], $3::text::int8[], $4::text::int[], $5::text::int8[], $6::text::text[])
    with ordinality u(source, id, hash, series, at, data, ord)),
k as (insert into event_key (source, id, hash, keep_until) select source, id, hash, $7::text::date from i${when} order by source, id returning 1),
e as (insert into event (source, id, series, at, got, data)
  select source, id, series, to_timestamp(at / 1000.0), now() + ord * interval '1 microsecond', data::jsonb from i)`;

/**
 * Commits a group in one statement, on the guess that all of its events are new and that the packs are as this process left
 * them.
 * @returns null when the guess was wrong, or a value is none that the store takes, and nothing was written: the group then
 * goes the long way.
 */
export async function commitWhole(
  ctx: CaseCtx,
  store: EventStore,
  tx: Tx,
  { events, matters, persons, tickets, cells, day, quiet }: Whole,
  keepUntil: string | null,
  got: number,
): Promise<WholeAnswer | null> {
  const statement = firstOf(events, matters, keepUntil);
  const hot = hotDeltas(events);
  if (hot.length > 0) statement.add(hotCte, hotParams(hot));
  const rows = oldDeltas(events, got);
  const packed = rows.length > 0 ? await guessPacks(ctx, store, tx, rows, got) : 0;
  if (packed !== 0) {
    const newest = newestBySeries(rows).filter(([series, at]) => store.packs.isNewest(series, at));
    statement.add(seenCte, [numbersLiteral(newest.map(([id]) => id)), numbersLiteral(newest.map(([, at]) => at))]);
    statement.add(writeCtes, packed.params);
  }
  if (persons.length > 0) statement.add(personCte, personParams(persons));
  if (tickets.length > 0) statement.add((first) => ticketCtes(first, { quiet, stamped: quiet }), ticketParams(ctx, tickets));
  if (cells.length > 0) statement.add((first) => cellCte(first, afterAll(hot.length > 0, packed !== 0)), cellParams(cells));
  const wanted = cells.length > 0 && day !== null;
  // In the order in which every writer locks: matters, keys, hot, packs, cells.
  const totals =
    hot.length === 0
      ? 'null'
      : '(select json_agg(json_build_array(series, (extract(epoch from b) * 1000)::int8, n, num, den, last_num, last_den, rev)) from h)';
  const text = statement.ending(
    (n) =>
      `select ${totals} totals, 1 / (case when (select count(*) from k) > 0${packed === 0 ? '' : ` and (select count(*) from w) = $${n}::text::int`} then 1 else 0 end) whole${wanted ? `, ${touchedCells(n + (packed === 0 ? 0 : 1))} cells` : ''}`,
    [...(packed === 0 ? [] : [String(packed.count)]), ...(wanted ? [day] : [])],
  );
  try {
    const write = () => tx.query<{ totals: number[][] | null; cells?: unknown[][] | null }>(text, statement.params);
    const [answer] = await (packed === 0 ? write() : store.packs.inTurn(write));
    return { totals: [...toTotals(answer?.totals ?? []), ...touchedBy(rows)], cells: day === null ? [] : toCellTotals(answer?.cells ?? [], day) };
  } catch (error) {
    if (packed !== 0) store.packs.clear();
    if (NOT_WHOLE.test((error as { code?: string | null }).code ?? '')) return null;
    throw error;
  }
}

/** Cells wait for all that is locked before them. */
const afterAll = (hot: boolean, packed: boolean) =>
  `(select count(*) from k) > 0${hot ? ' and (select count(*) from h) >= 0' : ''}${packed ? ' and (select count(*) from w) >= 0' : ''}`;

/** Keys wait for matters, where there are any. */
function firstOf(events: readonly StoredEvent[], matters: readonly MatterClaim[], keepUntil: string | null): Statement {
  const params = eventParams(events, keepUntil);
  if (matters.length === 0) return new Statement(eventCtes(), params);
  const text = `${matterCte(params.length + 1)},\n${eventCtes(' where (select count(*) from m) > 0')}`;
  return new Statement(text, [...params, ...matterParams(matters, keepUntil)]);
}

/** A statement put together of parts that each number their own parameters. */
class Statement {
  readonly params: Param[];
  private readonly parts: string[];

  constructor(first: string, params: Param[]) {
    this.parts = [first];
    this.params = [...params];
  }

  add(part: (first: number) => string, params: readonly Param[]): void {
    this.parts.push(part(this.params.length + 1));
    this.params.push(...params);
  }

  ending(last: (first: number) => string, params: readonly Param[]): string {
    const text = `with ${this.parts.join(',\n')}\n${last(this.params.length + 1)}`;
    this.params.push(...params);
    return text;
  }
}

/** Works out what the packs become, as this process last saw them, and remembers that as if it were written. */
async function guessPacks(ctx: Ctx, store: EventStore, tx: Tx, rows: readonly OldDelta[], got: number): Promise<{ count: number; params: string[] }> {
  const runs = runsOf(ctx, rows);
  // Days are mostly new. Months and years are mostly not: those that this process has not met are looked up.
  const unmet = runs.filter(({ ref }) => ref.grain !== 1 && !store.packs.has(ref)).map((run) => run.ref);
  if (unmet.length > 0) {
    await loadPacks(tx, unmet, false);
    for (const ref of unmet) if (ref.was && !store.packs.has(ref)) store.packs.set(ref.was);
  }
  for (const { ref } of runs) ref.was = store.packs.get(ref);
  const packs = mergeRuns(ctx, store, runs, rows);
  const step = revisionStep();
  for (const { ref, body, events: count } of packs) {
    store.packs.set({ series: ref.series, grain: ref.grain, period: ref.period, body, events: count, rev: (ref.was?.rev ?? 0) + step, revisedAt: got });
  }
  return { count: packs.length, params: writeParams(ctx, packs, step) };
}

function newestBySeries(rows: readonly OldDelta[]): [number, number][] {
  const newest = new Map<number, number>();
  for (const r of rows) newest.set(r.series, Math.max(newest.get(r.series) ?? 0, r.lastAt));
  return [...newest];
}

const seenCte = (first: number) => `seen as (update series s set seen_at = to_timestamp(u.at / 1000.0), seen_got = greatest(s.seen_got, now())
  from unnest($${first}::text::int[], $${first + 1}::text::int8[]) u(id, at) where s.id = u.id and (s.seen_at is null or s.seen_at < to_timestamp(u.at / 1000.0)))`;

const personCte = (first: number) => `persons as (${personInsert(first)})`;

type HotDelta = { series: number; slot: number; n: number; num: number; den: number; at: number; lastNum: number; lastDen: number };

/** What events add to each open minute; of equally new values the later in the group is the newest. */
function hotDeltas(events: readonly StoredEvent[]): HotDelta[] {
  // A key of series and minute: there are fewer than a hundred million minutes until 2100.
  const found = new Map<number, HotDelta>();
  for (const { at, parts } of events) {
    for (const { series, slot, num, den } of parts) {
      const key = series * 1e8 + slot / 60_000;
      const d = found.get(key);
      if (!d) found.set(key, { series, slot, n: 1, num, den, at, lastNum: num, lastDen: den });
      else {
        d.n += 1;
        d.num += num;
        d.den += den;
        if (at >= d.at) [d.at, d.lastNum, d.lastDen] = [at, num, den];
      }
    }
  }
  return [...found.values()].sort((a, b) => a.series - b.series || a.slot - b.slot);
}

const hotCte = (first: number) => {
  const $ = (i: number) => `$${first + i}::text`;
  return `h as (insert into hot as h (series, b, n, num, den, last_at, last_got, last_num, last_den, rev)
  select series, to_timestamp(slot / 1000.0), n, num, den, to_timestamp(at / 1000.0), now(), ln, ld, 1
  from unnest(${$(0)}::int[], ${$(1)}::int8[], ${$(2)}::int8[], ${$(3)}::int8[], ${$(4)}::int8[], ${$(5)}::int8[], ${$(6)}::int8[], ${$(7)}::int8[]) u(series, slot, n, num, den, at, ln, ld)
  where (select count(*) from k) > 0 order by series, slot
  on conflict (series, b) do update set n = h.n + excluded.n, num = h.num + excluded.num, den = h.den + excluded.den,
    last_num = case when h.last_at is null or excluded.last_at >= h.last_at then excluded.last_num else h.last_num end,
    last_den = case when h.last_at is null or excluded.last_at >= h.last_at then excluded.last_den else h.last_den end,
    last_at = greatest(h.last_at, excluded.last_at), last_got = excluded.last_got, rev = h.rev + 1
  returning series, b, n, num, den, last_num, last_den, rev)`;
};

function hotParams(deltas: readonly HotDelta[]): string[] {
  const column = (pick: (d: HotDelta) => number) => numbersLiteral(deltas.map(pick));
  return [
    column((d) => d.series),
    column((d) => d.slot),
    column((d) => d.n),
    column((d) => d.num),
    column((d) => d.den),
    column((d) => d.at),
    column((d) => d.lastNum),
    column((d) => d.lastDen),
  ];
}

function toTotals(rows: readonly number[][]): HotTotal[] {
  return rows.map(([series, slot, n, num, den, lastNum, lastDen, rev]) => ({ series, slot, n, num, den, lastNum, lastDen, rev }) as HotTotal);
}
