import type { ServiceHandledData } from '../../wire/events.ts';
import { makeEvent, type SimEvent } from './parts.ts';
import { cumulate, Random } from './random.ts';
import { aliveIn, momentIn, rareShare, type Slot } from './slot.ts';
import type { World, WorldCity } from './world.ts';

const STREAM = 41;
const CHANNELS = ['online', 'window', 'mobile', 'kiosk', 'hotline'] as const;
const CHANNEL_WEIGHTS = cumulate([52, 28, 16, 2, 2]);
/** Per closed matter. */
const ACCEPTED = 1.02;
const REJECTED = 0.006;
const WITHDRAWN = 0.004;
const r = new Random(0);

/** Matters handled in the slot: closed ones over two to four item and channel pairs (one of a past hour), accepted ones, and the failed. */
export function serviceEvents(world: World, slot: Slot): SimEvent<ServiceHandledData>[] {
  const events: SimEvent<ServiceHandledData>[] = [];
  for (const city of world.cities) {
    const alive = aliveIn(world, slot, city.adcode);
    if (alive === 0) continue;
    r.reset(world.seed, STREAM, slot.index, city.key, slot.to - slot.from);
    const mean = world.parts.demo.servicesPerDay * city.share * slot.share * alive;
    const closed = r.poisson(mean);
    const pairs = slot.grain === 'h' ? 1 : 2 + r.int(3);
    let left = closed;
    for (let p = 0; p < pairs; p++) {
      const count = p === pairs - 1 ? left : Math.floor(left * r.between(0.3, 0.7));
      // A quiet minute is told once as zero: a count of none is news, silence is a fault.
      if (count > 0 || (p === pairs - 1 && closed === 0)) events.push(handled(world, slot, city, events.length, 'closed', count, p));
      left -= count;
    }
    const accepted = r.poisson(mean * ACCEPTED);
    if (accepted > 0) events.push(handled(world, slot, city, events.length, 'accepted', accepted, 7));
    const rare = world.parts.demo.servicesPerDay * city.share * alive * rareShare(world, slot, city.key);
    const rejected = r.poisson(rare * REJECTED);
    if (rejected > 0) events.push(handled(world, slot, city, events.length, 'rejected', rejected, 8));
    const withdrawn = r.poisson(rare * WITHDRAWN);
    if (withdrawn > 0) events.push(handled(world, slot, city, events.length, 'withdrawn', withdrawn, 9));
  }
  return events;
}

function handled(
  world: World,
  slot: Slot,
  city: WorldCity,
  n: number,
  outcome: ServiceHandledData['outcome'],
  count: number,
  part: number,
): SimEvent<ServiceHandledData> {
  const item = world.items[r.index(world.itemWeights)] as World['items'][number];
  const at = momentIn(slot, city, n);
  return makeEvent('services', 'cn.tongguan.service.handled.v1', `s-${slot.label}-${city.adcode}-${part}`, world.text(at), {
    item: item.id,
    department: item.department,
    region: city.adcode,
    channel: CHANNELS[r.index(CHANNEL_WEIGHTS)] ?? 'online',
    outcome,
    count,
  });
}
