import type { CallCountedData } from '../../wire/events.ts';
import { makeEvent, type SimEvent } from './parts.ts';
import { Random } from './random.ts';
import { aliveIn, momentIn, type Slot, windowOf } from './slot.ts';
import type { World } from './world.ts';

const STREAM = 31;
const ANSWERED = 0.963;
const IN_15S = 0.9;
const r = new Random(0);

/** One count of calls for each city that speaks in the slot. */
export function callEvents(world: World, slot: Slot): SimEvent<CallCountedData>[] {
  const events: SimEvent<CallCountedData>[] = [];
  const perDay = world.parts.demo.ticketsPerDay * world.parts.demo.callsPerTicket;
  for (const city of world.cities) {
    const alive = aliveIn(world, slot, city.adcode);
    if (alive === 0) continue;
    let pressure = 1;
    for (const x of world.script.running(city.adcode, slot.from)) {
      if (x.episode.kind === 'rainstorm') pressure += (x.episode.factor - 1) * x.strength;
      else if (x.episode.kind === 'water_cut') pressure += ((x.episode.factor - 1) * x.strength) / 2;
    }
    r.reset(world.seed, STREAM, slot.index, city.key, slot.to - slot.from);
    const offered = r.poisson(perDay * city.share * slot.share * alive * pressure);
    const at = momentIn(slot, city, 0);
    events.push(
      makeEvent(
        'calls',
        'cn.tongguan.call.counted.v1',
        `c-${slot.label}-${city.adcode}`,
        world.text(at),
        counted(world, slot, at, city.adcode, offered, pressure),
      ),
    );
  }
  return events;
}

function counted(world: World, slot: Slot, at: number, region: string, offered: number, pressure: number): CallCountedData {
  // Seats do not grow with the rain: more wait, and more give up.
  const answered = share(offered, Math.max(0.6, ANSWERED - 0.06 * (pressure - 1)));
  const inTime = share(answered, Math.max(0.35, IN_15S - 0.15 * (pressure - 1)));
  return {
    line: '12345',
    region,
    window: windowOf(world, slot, at),
    offered,
    answered,
    answeredIn15s: inTime,
    abandoned: Math.min(offered - answered, share(offered - answered, 0.85)),
    waitSeconds: Math.round(answered * r.between(8, 14) * pressure),
    talkSeconds: Math.round(answered * r.between(135, 170)),
  };
}

/** Whole number near n × p, rounded up or down by chance, so that small counts keep the share. */
function share(n: number, p: number): number {
  return Math.min(n, Math.floor(n * p + r.next()));
}
