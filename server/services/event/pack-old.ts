import { numbersLiteral, type Tx } from '../../../db/client.ts';
import type { Ctx } from '../context.ts';
import { type Delta, HOT_MINUTES, loadPacks, mergeIntoPacks, mergeRuns, revisionStep, runsOf, writeCtes, writeParams } from '../rollup/merge-packs.ts';
import { noteSeen } from '../rollup/pack.ts';
import { type CommitAnswer, EVENT_CTES, eventParams, type HotTotal, type StoredEvent } from './commit-events.ts';
import type { EventStore } from './event-store.ts';
import type { CommitOptions } from './group-item.ts';

/** Old records by the hundred thousand would only pass through hot: their minutes are closed. */
export function packBefore(options: CommitOptions, now: number): number {
  return options.history ? now - HOT_MINUTES * 60_000 : Number.NEGATIVE_INFINITY;
}

/** Contributions that share a day of a series, on average, for a group to be worth packing at once. */
const SHARE = 2;
const DAY = 86_400_000;
/** Division by zero, with which a statement calls itself off. */
const NOT_WHOLE = '22012';

/** Sends a group's closed minutes through hot after all when they are scattered: each would rewrite three packs for itself. */
export function scatteredToHot(events: readonly StoredEvent[]): StoredEvent[] {
  const days = new Set<number>();
  let parts = 0;
  for (const e of events) {
    parts += e.old.length;
    for (const p of e.old) days.add(p.series * 100_000 + Math.floor(p.slot / DAY));
  }
  if (days.size * SHARE <= parts) return [...events];
  return events.map((e) => (e.old.length === 0 ? e : { ...e, parts: [...e.parts, ...e.old], old: [] }));
}

/** What events add to closed minutes, sorted by series and minute; of equally new values the later in the group stands last. */
function oldDeltas(events: readonly StoredEvent[], got: number): OldDelta[] {
  const rows: OldDelta[] = [];
  for (const { at, old } of events) {
    for (const p of old) rows.push({ series: p.series, b: p.slot, n: 1, num: p.num, den: p.den, lastAt: at, lastNum: p.num, lastDen: p.den, lastGot: got });
  }
  return rows.sort((a, b) => a.series - b.series || a.b - b.b || a.lastAt - b.lastAt);
}
type OldDelta = Delta & { lastAt: number; lastGot: number };

/** One row a touched series, older than the live ring: whoever shows it asks for its history again. */
function touchedBy(rows: readonly OldDelta[]): HotTotal[] {
  const touched: HotTotal[] = [];
  for (const r of rows) {
    if (touched.at(-1)?.series !== r.series) touched.push({ series: r.series, slot: r.b, n: 0, num: 0, den: 0, lastNum: 0, lastDen: 0, rev: 0 });
  }
  return touched;
}

/** Adds the closed minutes of accepted events to packs, in the transaction of the events. */
export async function packOld(
  ctx: Ctx,
  store: EventStore,
  tx: Tx,
  events: readonly StoredEvent[],
  fates: CommitAnswer['fates'],
  got: number,
): Promise<HotTotal[]> {
  const rows = oldDeltas(
    events.filter((_, i) => fates[i] === 'accepted'),
    got,
  );
  if (rows.length === 0) return [];
  await mergeIntoPacks(ctx, store, tx, rows);
  await noteSeen(tx, rows);
  return touchedBy(rows);
}

const STATEMENT = `
with ${EVENT_CTES},
seen as (update series s set seen_at = to_timestamp(u.at / 1000.0), seen_got = greatest(s.seen_got, now())
  from unnest($8::text::int[], $9::text::int8[]) u(id, at) where s.id = u.id and (s.seen_at is null or s.seen_at < to_timestamp(u.at / 1000.0))),
${writeCtes(10)}
select 1 / (case when (select count(*) from a) = $19::text::int and (select count(*) from w) = $20::text::int then 1 else 0 end) as whole`;

/**
 * Commits a group that only adds to closed minutes in one statement, on the guess that all of it is new and that the
 * packs are as this process left them.
 * @returns null when the guess was wrong and nothing was written: the group then goes the long way.
 */
export async function commitOld(
  ctx: Ctx,
  store: EventStore,
  tx: Tx,
  events: readonly StoredEvent[],
  keepUntil: string | null,
  got: number,
): Promise<CommitAnswer | null> {
  const rows = oldDeltas(events, got);
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
  const newest = newestBySeries(rows).filter(([series, at]) => store.packs.isNewest(series, at));
  try {
    const parameters = [
      ...eventParams(events, keepUntil),
      numbersLiteral(newest.map(([id]) => id)),
      numbersLiteral(newest.map(([, at]) => at)),
      ...writeParams(ctx, packs, step),
      String(events.length),
      String(packs.length),
    ];
    await store.packs.inTurn(() => tx.query(STATEMENT, parameters));
  } catch (error) {
    store.packs.clear();
    if ((error as { code?: string | null }).code !== NOT_WHOLE) throw error;
    return null;
  }
  return { fates: events.map(() => 'accepted' as const), totals: touchedBy(rows) };
}

function newestBySeries(rows: readonly OldDelta[]): [number, number][] {
  const newest = new Map<number, number>();
  for (const r of rows) newest.set(r.series, Math.max(newest.get(r.series) ?? 0, r.lastAt));
  return [...newest];
}
