import { MINUTE } from '../../core/indicator/window.ts';
import type { World, WorldCity } from './world.ts';

/** m: a live minute; t: ten minutes of yesterday; h: an hour of the past. The ids of one grain never meet another's. */
export type Grain = 'm' | 't' | 'h';
export const GRAIN_MINUTES: Record<Grain, number> = { m: 1, t: 10, h: 60 };

/** A span that is told by one set of counted events for each city. */
export type Slot = { grain: Grain; from: number; to: number; index: number; label: string; share: number };

/** The slot of `grain` that starts at `from` (epoch ms on a boundary of the grain). */
export function makeSlot(world: World, grain: Grain, from: number): Slot {
  const minutes = GRAIN_MINUTES[grain];
  const to = from + minutes * MINUTE;
  const share = grain === 'h' ? world.shape.hour(from) : world.shape.minute((from + to - MINUTE) / 2) * minutes;
  return { grain, from, to, index: from / MINUTE, label: `${grain}-${(from / MINUTE).toString(36)}`, share };
}

/** When the city's events of the slot happen: spread over the minute, or around the middle of a longer slot. */
export function momentIn(slot: Slot, city: Pick<WorldCity, 'key'>, n: number): number {
  const spread = (Math.imul(city.key ^ (slot.index + n * 7919), 0x9e3779b1) >>> 8) % 1000;
  if (slot.grain === 'm') return slot.from + (spread % 60) * 1000;
  const minutes = GRAIN_MINUTES[slot.grain];
  return slot.from + Math.floor(minutes * (0.25 + spread / 2000)) * MINUTE;
}

/** The span that a counted event names: the minute up to its moment, or the whole slot. */
export function windowOf(world: World, slot: Slot, at: number): { from: string; to: string } {
  if (slot.grain === 'm') return { from: world.text(at - MINUTE), to: world.text(at) };
  return { from: world.text(slot.from), to: world.text(slot.to) };
}

/** Share of the slot in which the city speaks; 0 is silence. */
export function aliveIn(world: World, slot: Slot, region: string): number {
  if (slot.grain === 'm') return world.script.silence(region, slot.from) ? 0 : 1;
  return world.script.alive(region, slot.from, slot.to);
}

/** Every so many past hours a city tells what is rare, for all of them; cities take turns. */
const RARE_HOURS = 12;

/**
 * Share of a day that rare things of the slot stand for: the slot's own, or for a past hour that of twelve, or 0 when it is
 * not the city's turn.
 */
export function rareShare(world: World, slot: Slot, turn: number): number {
  if (slot.grain !== 'h') return slot.share;
  if ((slot.index / 60 + (turn % RARE_HOURS)) % RARE_HOURS !== 0) return 0;
  let share = 0;
  for (let k = 0; k < RARE_HOURS; k++) share += world.shape.hour(slot.from - k * 60 * MINUTE);
  return share;
}
