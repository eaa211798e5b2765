import type { Tx } from '../../../db/client.ts';
import type { Ctx } from '../context.ts';
import { type Delta, HOT_MINUTES, mergeIntoPacks } from '../rollup/merge-packs.ts';
import { noteSeen } from '../rollup/pack.ts';
import type { CommitAnswer, HotTotal, StoredEvent } from './commit-events.ts';
import type { EventStore } from './event-store.ts';
import type { CommitOptions } from './group-item.ts';

/** Old records by the hundred thousand would only pass through hot: their minutes are closed. */
export function packBefore(options: CommitOptions, now: number): number {
  return options.history ? now - HOT_MINUTES * 60_000 : Number.NEGATIVE_INFINITY;
}

/** Contributions that share a day of a series, on average, for a group to be worth packing at once. */
const SHARE = 2;
const DAY = 86_400_000;

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
export function oldDeltas(events: readonly StoredEvent[], got: number): OldDelta[] {
  const rows: OldDelta[] = [];
  for (const { at, old } of events) {
    for (const p of old) rows.push({ series: p.series, b: p.slot, n: 1, num: p.num, den: p.den, lastAt: at, lastNum: p.num, lastDen: p.den, lastGot: got });
  }
  return rows.sort((a, b) => a.series - b.series || a.b - b.b || a.lastAt - b.lastAt);
}
export type OldDelta = Delta & { lastAt: number; lastGot: number };

/** One row a touched series, older than the live ring: whoever shows it asks for its history again. */
export function touchedBy(rows: readonly OldDelta[]): HotTotal[] {
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
