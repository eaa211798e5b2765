import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import type { OffsetAt } from '../../core/indicator/window.ts';
import { addToSlot, CODEC, clearSlot, decodeSlots, emptySlots, encodeSlots, type Slots } from '../../core/rollup/codec.ts';
import { localDate, type PackGrain, packLength, packSlot } from '../../core/rollup/slots.ts';
import type { Ctx } from '../context.ts';
import { loadPacks, type NewPack, type PackRef, writePacks } from './merge-packs.ts';

/** Takes one minute slot of a series out of its packs, so that a hot row may state it whole. */
export async function unpackSlot(ctx: Ctx, tx: Tx, series: number, at: number): Promise<void> {
  const { zone } = ctx.catalog;
  const refs = ([1, 2, 3] as const).map((grain): PackRef => {
    const { start } = packSlot(grain, at, zone);
    return { series, grain, start, period: localDate(start, zone), was: null };
  });
  // A pack that another transaction is just making would be seen by some statements of this one and not by others: both
  // then wait for the same row.
  await makeEmpty(ctx, tx, refs);
  await loadPacks(tx, refs);
  const packs = refs.flatMap((ref) => (ref.was ? [{ ref, slots: decodeSlots(ref.was.body), events: ref.was.events }] : []));
  const day = packs[0];
  if (day?.ref.grain !== 1) return;
  const minute = packSlot(1, at, zone).slot;
  const { n = 0, num = 0, den = 0 } = { n: day.slots.n[minute], num: day.slots.num[minute], den: day.slots.den[minute] };
  clearSlot(day.slots, minute);
  for (const pack of packs.slice(1)) {
    const { slot } = packSlot(pack.ref.grain, at, zone);
    addToSlot(pack.slots, slot, { n: -n, num: -num, den: -den, lastAt: null, lastNum: null, lastDen: null });
    newestOf(day.slots, pack.slots, pack.ref.grain, day.ref.start, zone);
  }
  await writePacks(
    ctx,
    tx,
    packs.map((p): NewPack => ({ ref: p.ref, body: encodeSlots(p.slots), events: p.events - n })),
  );
}

/** Packs of no revision where there are none; any write goes over them. */
async function makeEmpty(ctx: Ctx, tx: Tx, refs: readonly PackRef[]): Promise<void> {
  const bodies = refs.map((r) => Buffer.from(encodeSlots(emptySlots(packLength(r.grain, r.start, ctx.catalog.zone), true))).toString('base64'));
  await tx.query(
    `insert into pack (series, grain, period, codec, body, events, rev, revised_at)
     select $1::int, g, d, ${CODEC}, decode(b, 'base64'), 0, 0, now() from unnest($2::text::int[], $3::text::date[], $4::text::text[]) u(g, d, b) order by g, d on conflict do nothing`,
    [refs[0]?.series ?? 0, numbersLiteral(refs.map((r) => r.grain)), textsLiteral(refs.map((r) => r.period)), textsLiteral(bodies)],
  );
}

/**
 * The newest value of an hour or day slot, read again from the minutes of the day that remain. A slot of hours or days
 * never reaches beyond the local day, so the day's minutes are all there is.
 */
function newestOf(day: Slots, into: Slots, grain: PackGrain, dayStart: number, zone: OffsetAt): void {
  if (!into.lastAt || !into.lastNum || !into.lastDen || !day.lastAt || !day.lastNum || !day.lastDen) return;
  const seen = new Set<number>();
  for (let m = 0; m < day.length; m++) {
    const { slot } = packSlot(grain, dayStart + m * 60_000, zone);
    if (!seen.has(slot)) {
      seen.add(slot);
      into.lastAt[slot] = into.lastNum[slot] = into.lastDen[slot] = 0;
    }
    if ((day.lastAt[m] as number) > 0 && (day.lastAt[m] as number) >= (into.lastAt[slot] as number)) {
      into.lastAt[slot] = day.lastAt[m] as number;
      into.lastNum[slot] = day.lastNum[m] as number;
      into.lastDen[slot] = day.lastDen[m] as number;
    }
  }
}
