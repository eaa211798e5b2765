import { MINUTE } from '../../core/indicator/window.ts';
import type { ReviewSubmittedData } from '../../wire/events.ts';
import { makeEvent, type SimEvent } from './parts.ts';
import { impossibleName, impossiblePhone } from './people.ts';
import { cumulate, Random } from './random.ts';
import { REVIEW_COMMENTS, REVIEW_TAGS } from './review-words.ts';
import { aliveIn, momentIn, rareShare, type Slot } from './slot.ts';
import type { World, WorldCity } from './world.ts';

const STREAM = 51;
const STREAM_BAD = 52;
const CHANNELS = ['online', 'window', 'mobile', 'hotline', 'kiosk'];
const CHANNEL_WEIGHTS = cumulate([41.4, 37, 19.1, 1.95, 0.6]);
/** Published shares of a month's reviews at levels 4 and 3; nearly all the rest is 5. */
const LEVEL4 = 0.000751;
const LEVEL3 = 0.001301;
/** Of bad ones, those at level 1. */
const WORST = 0.77;
/** Not rated within the time: taken as level 3 by rule, and marked. On top of the real ones. */
const DEFAULTS = 0.03;
const r = new Random(0);

/** Reviews of the slot: good ones as counts by level, bad ones singly (as counts when the slot is an hour). */
export function reviewEvents(world: World, slot: Slot): SimEvent<ReviewSubmittedData>[] {
  const events: SimEvent<ReviewSubmittedData>[] = [];
  const bad = world.parts.demo.badReviewsPerMillion / 1e6;
  for (const city of world.cities) {
    const alive = aliveIn(world, slot, city.adcode);
    if (alive === 0) continue;
    const mean = world.parts.demo.reviewsPerDay * city.share * slot.share * alive;
    r.reset(world.seed, STREAM, slot.index, city.key, slot.to - slot.from);
    events.push(counted(world, slot, city, 5, false, r.poisson(mean * (1 - LEVEL4 - LEVEL3 - bad))));
    const rare = world.parts.demo.reviewsPerDay * city.share * alive * rareShare(world, slot, city.key);
    const four = r.poisson(rare * LEVEL4);
    if (four > 0) events.push(counted(world, slot, city, 4, false, four));
    const three = r.poisson(rare * LEVEL3);
    if (three > 0) events.push(counted(world, slot, city, 3, false, three));
    defaults(world, slot, city, rare, mean, events);
    if (slot.grain === 'h') {
      const worst = r.poisson(mean * bad * WORST);
      if (worst > 0) events.push(counted(world, slot, city, 1, false, worst));
      const second = r.poisson(mean * bad * (1 - WORST));
      if (second > 0) events.push(counted(world, slot, city, 2, false, second));
    } else {
      badOnes(world, slot, city, mean * bad, events);
    }
  }
  return events;
}

/** Defaults come in runs of the source's own job: every tenth minute, every twelfth past hour. */
function defaults(world: World, slot: Slot, city: WorldCity, rare: number, mean: number, events: SimEvent<ReviewSubmittedData>[]): void {
  if (slot.grain === 'm' && slot.index % 10 !== 0) return;
  const n = r.poisson(DEFAULTS * (slot.grain === 'm' ? mean * 10 : rare));
  if (n > 0) events.push(counted(world, slot, city, 3, true, n));
}

function counted(world: World, slot: Slot, city: WorldCity, level: number, isDefault: boolean, count: number): SimEvent<ReviewSubmittedData> {
  const item = world.items[r.index(world.itemWeights)] as World['items'][number];
  const part = isDefault ? 'd' : String(level);
  return makeEvent('reviews', 'cn.tongguan.review.submitted.v1', `r-${slot.label}-${city.adcode}-${part}`, world.text(momentIn(slot, city, level)), {
    item: item.id,
    department: item.department,
    region: city.adcode,
    channel: CHANNELS[r.index(CHANNEL_WEIGHTS)] as string,
    level,
    isDefault,
    count,
  });
}

function badOnes(world: World, slot: Slot, city: WorldCity, mean: number, events: SimEvent<ReviewSubmittedData>[]): void {
  r.reset(world.seed, STREAM_BAD, slot.index, city.key, slot.to - slot.from);
  const usual = r.poisson(mean);
  for (let i = 0; i < usual; i++) events.push(badOne(world, slot, city, i, r.index(world.itemWeights)));
  let n = usual;
  for (const x of world.script.running(city.adcode, slot.from)) {
    if (x.episode.kind !== 'bad_reviews') continue;
    const extra = Math.min(10, r.poisson(0.1 * x.episode.factor * x.strength));
    // A burst is of one item, the same for its whole running.
    const item = (city.key + x.index + x.run) % Math.min(world.items.length, 8);
    for (let i = 0; i < extra; i++) events.push(badOne(world, slot, city, n++, item));
  }
}

function badOne(world: World, slot: Slot, city: WorldCity, n: number, itemIndex: number): SimEvent<ReviewSubmittedData> {
  const item = world.items[itemIndex] as World['items'][number];
  const at = slot.from + r.int((slot.to - slot.from) / 1000) * 1000;
  const channel = CHANNELS[r.index(CHANNEL_WEIGHTS)] as string;
  const id = `r-${slot.label}-${city.adcode}-b${n}`;
  const tags = [r.pick(REVIEW_TAGS)];
  const second = r.pick(REVIEW_TAGS);
  if (second !== tags[0] && r.chance(0.3)) tags.push(second);
  const data: ReviewSubmittedData = {
    serviceRef: `demo-${id}`,
    item: item.id,
    department: item.department,
    region: city.adcode,
    channel,
    level: r.chance(WORST) ? 1 : 2,
    isDefault: false,
    closedAt: world.text(at - (5 + r.int(2880)) * MINUTE),
    deviceHash: `demo${Math.floor(r.next() * 0xffffffff).toString(16)}`,
    tags,
    comment: r.pick(REVIEW_COMMENTS),
    reviewer: { name: impossibleName(r), phone: impossiblePhone(r) },
  };
  if (channel === 'window') data.window = `${1 + r.int(40)}号窗口`;
  return makeEvent('reviews', 'cn.tongguan.review.submitted.v1', id, world.text(at), data);
}
