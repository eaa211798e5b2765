import type { Tx } from '../../../db/client.ts';
import { addToSlot, emptySlots, type Slots } from '../../core/rollup/codec.ts';
import { dateStart, packSlot } from '../../core/rollup/slots.ts';
import type { SeriesMeta } from '../event/series-registry.ts';
import { readStoredDay, recomputeDay, type StoreCtx, type StoredDay } from './recompute-day.ts';

export type Sum = { n: number; num: number; den: number };
export type Difference = {
  /** 0 = events that no series counts. */
  series: number;
  indicator: string;
  region: string;
  dims: string;
  /** 1 minutes, 2 hours, 3 days: which part of the rollups is wrong. 0: series of periods, 9: a sealed month. Of cells of trade 3 and 0. */
  grain: number;
  /** Epoch ms of the slot's start. */
  slot: number;
  /** For newest values num and den are the newest pair. */
  stored: Sum;
  recomputed: Sum;
};

const MINUTE = 60_000;

/**
 * Compares one local day of some series: minutes of packs and hot with the raw events, then the packed hours and day
 * with the packed minutes. `sealed` tells the instants whose raw events are gone: there only the packs are compared.
 */
export async function compareDay(
  ctx: StoreCtx,
  tx: Tx,
  date: string,
  series: readonly SeriesMeta[],
  sealed: (at: number) => boolean,
  onSlot?: OnSlot,
): Promise<Difference[]> {
  const stored = await readStoredDay(ctx, tx, date, series);
  const recomputed = await recomputeDay(ctx, tx, date, series);
  const start = dateStart(date, ctx.catalog.zone);
  const out: Difference[] = [];
  for (const meta of [...series, null]) {
    const id = meta?.id ?? 0;
    const had = stored.get(id)?.minutes;
    const raw = recomputed.get(id);
    if (!had && !raw) continue;
    const length = (had ?? raw)?.length ?? 0;
    for (let i = 0; i < length; i++) {
      if (isEmpty(had, i) && isEmpty(raw, i)) continue;
      const slot = start + i * MINUTE;
      const a = sumAt(had, i);
      const b = sumAt(raw, i);
      if (sealed(slot)) onSlot?.(id, slot, a, b);
      else if (!same(a, b)) out.push({ ...nameOf(meta), grain: 1, slot, stored: a, recomputed: b });
    }
    const kept = meta && stored.get(id);
    if (kept) out.push(...coarserPacks(ctx, meta, kept, start));
  }
  return out;
}

/** Told of every minute whose raw events were dropped after verification, or came in later. */
export type OnSlot = (series: number, slot: number, stored: Sum, recomputed: Sum) => void;

/** Packed hours and the packed day against the packed minutes that they were made with. */
function coarserPacks(ctx: StoreCtx, meta: SeriesMeta, kept: NonNullable<ReturnType<StoredDay['get']>>, start: number): Difference[] {
  const { zone } = ctx.catalog;
  const out: Difference[] = [];
  const day = emptySlots(1, kept.packed.lastAt !== null);
  const first = packSlot(2, start, zone).slot;
  const hours = Array.from({ length: Math.ceil(kept.packed.length / 60) }, () => emptySlots(1, day.lastAt !== null));
  for (let i = 0; i < kept.packed.length; i++) {
    if (isEmpty(kept.packed, i)) continue;
    const hour = hours[Math.floor(i / 60)] as Slots;
    const lastAt = kept.packed.lastAt?.[i] ?? 0;
    const delta = { ...rawSum(kept.packed, i), lastAt: lastAt || null, lastNum: kept.packed.lastNum?.[i] ?? null, lastDen: kept.packed.lastDen?.[i] ?? null };
    addToSlot(hour, 0, delta);
    addToSlot(day, 0, delta);
  }
  const check = (grain: 2 | 3, at: number, packed: Slots | undefined, slot: number, minutes: Slots) => {
    const counts = { stored: rawSum(packed, slot), recomputed: rawSum(minutes, 0) };
    const newest = { stored: sumAt(packed, slot), recomputed: sumAt(minutes, 0) };
    if (!same(counts.stored, counts.recomputed)) out.push({ ...nameOf(meta), grain, slot: at, ...counts });
    else if (!same(newest.stored, newest.recomputed)) out.push({ ...nameOf(meta), grain, slot: at, ...newest });
  };
  for (const [i, hour] of hours.entries()) check(2, start + i * 60 * MINUTE, kept.hours ?? undefined, first + i, hour);
  check(3, start, kept.day?.slots, kept.day?.slot ?? 0, day);
  return out;
}

export const nameOf = (meta: SeriesMeta | null) => ({
  series: meta?.id ?? 0,
  indicator: meta?.indicator ?? '',
  region: meta?.region ?? '',
  dims: meta?.dimsKey ?? '',
});
export const same = (a: Sum, b: Sum) => a.n === b.n && a.num === b.num && a.den === b.den;

const isEmpty = (s: Slots | undefined, i: number) => !s || (s.n[i] === 0 && s.num[i] === 0 && s.den[i] === 0 && (s.lastAt?.[i] ?? 0) === 0);
const rawSum = (s: Slots | undefined, i: number): Sum => ({ n: s?.n[i] ?? 0, num: s?.num[i] ?? 0, den: s?.den[i] ?? 0 });

/** What a figure takes of a slot: its sums, or its newest pair. */
function sumAt(s: Slots | undefined, i: number): Sum {
  if (!s?.lastAt) return rawSum(s, i);
  return { n: s.n[i] ?? 0, num: s.lastNum?.[i] ?? 0, den: s.lastDen?.[i] ?? 0 };
}
