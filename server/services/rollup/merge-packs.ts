import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import { takesLast } from '../../core/indicator/display.ts';
import { nextPeriod } from '../../core/indicator/window.ts';
import { CODEC, decodeEntries, type Entries, encodeEntries, holdsLast, makeEntries } from '../../core/rollup/codec.ts';
import { type PackGrain, type Place, packLength, placesIn } from '../../core/rollup/slots.ts';
import type { Ctx } from '../context.ts';
import type { EventStore } from '../event/event-store.ts';

/** Minutes stay hot for at least this long: the live ring reads committed totals of hot minutes as they are. */
export const HOT_MINUTES = 190;
const GRAINS: readonly PackGrain[] = [1, 2, 3];

/** What is added to the minute `b` (epoch ms) of a series. */
export type Delta = { series: number; b: number; n: number; num: number; den: number; lastAt: number | null; lastNum: number | null; lastDen: number | null };
export type PackRow = { series: number; grain: PackGrain; period: string; body: Uint8Array; events: number; rev: number; revisedAt: number };
/** One pack and the version of it that was read. */
export type PackRef = { series: number; grain: PackGrain; start: number; period: string; was: PackRow | null };
export type NewPack = { ref: PackRef; body: Uint8Array; events: number };

/** A pack that another transaction wrote meanwhile: the whole is to be tried again. */
class PackRaced extends Error {
  readonly code = '40001';
}

/** Adds deltas, sorted by series and minute, to the packs of all three grains. Locks packs in the order of their key. */
export async function mergeIntoPacks(ctx: Ctx, store: EventStore, tx: Tx, rows: readonly Delta[]): Promise<void> {
  if (rows.length === 0) return;
  const runs = runsOf(ctx, rows);
  await loadPacks(
    tx,
    runs.map((run) => run.ref),
  );
  await writePacks(ctx, tx, mergeRuns(ctx, store, runs, rows));
}

/** Rows [from, to) go into one pack. */
export type Run = { ref: PackRef; from: number; to: number };

/** The packs that rows, sorted by series and minute, go into, in the order of their key. */
export function runsOf(ctx: Ctx, rows: readonly Delta[]): Run[] {
  const list: Run[] = [];
  for (const grain of GRAINS) addRuns(list, rows, grain, placesOf(ctx));
  return list.sort((a, b) => a.ref.grain - b.ref.grain || a.ref.series - b.ref.series || a.ref.start - b.ref.start);
}

/** What the packs of `runs` become; `was` of each must be set. */
export function mergeRuns(ctx: Ctx, store: EventStore, runs: readonly Run[], rows: readonly Delta[]): NewPack[] {
  const places = placesOf(ctx);
  return runs.map((run) => merged(ctx, store, run, rows, places));
}

function addRuns(into: Run[], rows: readonly Delta[], grain: PackGrain, places: (at: number) => Place): void {
  let run: Run | null = null;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as Delta;
    const { start, period } = places(row.b)[grain];
    if (run && run.ref.series === row.series && run.ref.start === start) run.to = i + 1;
    else {
      run = { ref: { series: row.series, grain, start, period, was: null }, from: i, to: i + 1 };
      into.push(run);
    }
  }
}

// Filled slots only, in columns that serve again: a long import fills a quarter of a million packs, almost all sparse.
const before = makeEntries();
const after = makeEntries();

function merged(ctx: Ctx, store: EventStore, { ref, from, to }: Run, rows: readonly Delta[], places: (at: number) => Place): NewPack {
  const { grain, was } = ref;
  const row = ctx.catalog.indicators.get(store.series.get(ref.series)?.indicator ?? '');
  const last = was ? holdsLast(was.body) : row ? takesLast(row) : false;
  before.count = 0;
  if (was) decodeEntries(was.body, before);
  after.count = 0;
  let events = was?.events ?? 0;
  let old = 0;
  for (let i = from; i < to; i++) {
    const d = rows[i] as Delta;
    const slot = slotIn(places(d.b), grain, d.b);
    while (old < before.count && (before.slot[old] as number) <= slot) copyEntry(before, old++, after);
    addEntry(after, slot, d, last);
    events += d.n;
  }
  while (old < before.count) copyEntry(before, old++, after);
  return { ref, body: encodeEntries(after, packLength(grain, ref.start, ctx.catalog.zone), last), events };
}

function copyEntry(from: Entries, i: number, to: Entries): void {
  const k = to.count++;
  to.slot[k] = from.slot[i] as number;
  to.n[k] = from.n[i] as number;
  to.num[k] = from.num[i] as number;
  to.den[k] = from.den[i] as number;
  to.lastAt[k] = from.lastAt[i] as number;
  to.lastNum[k] = from.lastNum[i] as number;
  to.lastDen[k] = from.lastDen[i] as number;
}

/** Adds a delta to the last entry when that is its slot, else as a new one; the newest value wins, ties go to the later call. */
function addEntry(e: Entries, slot: number, d: Delta, last: boolean): void {
  let k = e.count - 1;
  if (k < 0 || e.slot[k] !== slot) {
    k = e.count++;
    e.slot[k] = slot;
    e.n[k] = e.num[k] = e.den[k] = e.lastAt[k] = e.lastNum[k] = e.lastDen[k] = 0;
  }
  e.n[k] = (e.n[k] as number) + d.n;
  e.num[k] = (e.num[k] as number) + d.num;
  e.den[k] = (e.den[k] as number) + d.den;
  if (last && d.lastAt !== null && d.lastAt >= (e.lastAt[k] as number)) {
    e.lastAt[k] = d.lastAt;
    e.lastNum[k] = d.lastNum ?? 0;
    e.lastDen[k] = d.lastDen ?? 0;
  }
}

const slotIn = (place: Place, grain: PackGrain, at: number) => (grain === 1 ? Math.floor((at - place[1].start) / 60_000) : place[grain].slot);

const placesByZone = new WeakMap<object, (at: number) => Place>();

/** Where instants stand in the periods of the profile's zone. */
export function placesOf(ctx: Ctx): (at: number) => Place {
  let places = placesByZone.get(ctx.catalog.zone);
  if (!places) {
    places = placesIn(ctx.catalog.zone);
    placesByZone.set(ctx.catalog.zone, places);
  }
  return places;
}

/** Reads the packs that exist, in the order given, which is that of their key, and sets `was`; locks them unless told not to. */
export async function loadPacks(tx: Tx, list: readonly PackRef[], lock = true): Promise<void> {
  const found = await tx.query<PackRow>(
    `select p.series, p.grain, p.period, p.body, p.events, p.rev, p.revised_at "revisedAt" from pack p
     join unnest($1::text::int[], $2::text::int[], $3::text::date[]) u(grain, series, period) on p.grain = u.grain and p.series = u.series and p.period = u.period
     order by p.grain, p.series, p.period ${lock ? 'for update of p' : ''}`,
    [numbersLiteral(list.map((t) => t.grain)), numbersLiteral(list.map((t) => t.series)), textsLiteral(list.map((t) => t.period))],
  );
  if (found.length === 0) return;
  const byKey = new Map(found.map((p) => [`${p.grain}|${p.series}|${p.period}`, p]));
  for (const ref of list) ref.was = byKey.get(`${ref.grain}|${ref.series}|${ref.period}`) ?? null;
}

/** Writes packs in the order given. @throws an error with SQLSTATE 40001 when somebody else has written one since it was read. */
export async function writePacks(ctx: Ctx, tx: Tx, list: readonly NewPack[]): Promise<void> {
  const [written] = await tx.query<{ n: number }>(`with ${writeCtes(1)} select count(*) n from w`, writeParams(ctx, list));
  if (written?.n !== list.length) throw new PackRaced('another process wrote the same pack');
}

/**
 * Parts of a statement that writes packs: `w` has a row for each that was still at the revision read. One that builds on
 * a version which is not there (yet) is not written: an insert would bring in what that version was to add. Each pack is
 * looked up by its key, whatever the planner, which knows nothing of a table that is just filling, thinks of it. Takes nine
 * parameters from number `first` on, made by writeParams.
 */
export function writeCtes(first: number): string {
  const $ = (i: number) => `$${first + i}::text`;
  return `kept as (insert into pack_was (series, grain, period, rev, codec, body, events, since, until)
    select p.series, p.grain, p.period, p.rev, p.codec, p.body, p.events, p.revised_at, now() from unnest(${$(6)}::int[], ${$(7)}::date[]) u(series, period)
    cross join lateral (select * from pack p where p.grain = 1 and p.series = u.series and p.period = u.period offset 0) p on conflict do nothing),
  w as (insert into pack as p (series, grain, period, codec, body, events, rev, revised_at)
    select s, g, d, ${CODEC}, decode(b, 'base64'), e, r, now()
    from unnest(${$(0)}::int[], ${$(1)}::int[], ${$(2)}::date[], ${$(3)}::text[], ${$(4)}::int8[], ${$(5)}::int[]) u(s, g, d, b, e, r)
    where r = ${$(8)}::int or (select true from pack x where x.grain = g and x.series = s and x.period = d) order by g, s, d
    on conflict (grain, series, period) do update set codec = excluded.codec, body = excluded.body, events = excluded.events, rev = excluded.rev, revised_at = excluded.revised_at
    where p.rev = excluded.rev - ${$(8)}::int returning 1)`;
}

/**
 * By how much a write raises revisions. It differs from write to write, so that a revision which was guessed from a write
 * that did not come about is hardly that of another write which did.
 */
export const revisionStep = () => 1 + Math.floor(Math.random() * 997);

export function writeParams(ctx: Ctx, list: readonly NewPack[], step = revisionStep()): string[] {
  // What was known of a day that had ended is kept; a running day is only being filled.
  const replaced = list.filter(
    ({ ref: { grain, was, start } }) => grain === 1 && was && was.revisedAt > nextPeriod(start, 'day', ctx.catalog.zone) + HOT_MINUTES * 60_000,
  );
  return [
    numbersLiteral(list.map((p) => p.ref.series)),
    numbersLiteral(list.map((p) => p.ref.grain)),
    textsLiteral(list.map((p) => p.ref.period)),
    textsLiteral(list.map((p) => Buffer.from(p.body.buffer, p.body.byteOffset, p.body.length).toString('base64'))),
    numbersLiteral(list.map((p) => p.events)),
    numbersLiteral(list.map((p) => (p.ref.was?.rev ?? 0) + step)),
    numbersLiteral(replaced.map((p) => p.ref.series)),
    textsLiteral(replaced.map((p) => p.ref.period)),
    String(step),
  ];
}
