import { MINUTE } from '../../core/indicator/window.ts';
import type { TicketStep } from '../../wire/events.ts';
import type { SimSpan } from './parts.ts';
import { Random } from './random.ts';
import type { World, WorldCity } from './world.ts';

/** No chain of steps is longer, even when returned, extended and done again. */
export const MAX_CHAIN = 9 * 24 * 60 * MINUTE;
const HOUR = 60 * MINUTE;

export type PlannedStep = { at: number; step: TicketStep; satisfied?: boolean; resolved?: boolean };
/** A request as numbers; its words are made from (minute, city, index) when it is sent. */
export type TicketPlan = {
  minute: number;
  city: WorldCity;
  index: number;
  at: number;
  /** Place in the script when an episode made it: index of the episode and its running. */
  episode: { index: number; run: number } | null;
  steps: PlannedStep[];
  last: number;
};

const STREAM_COUNT = 11;
const STREAM_TICKET = 12;
const r = new Random(0);

/** How many ordinary requests a city makes in the minute that starts at `minute`. */
export function ordinaryCount(world: World, city: WorldCity, minute: number): number {
  if (world.script.silence(city.adcode, minute)) return 0;
  const mean = world.parts.demo.ticketsPerDay * city.share * world.shape.minute(minute);
  return r.reset(world.seed, STREAM_COUNT, minute / MINUTE, city.key).poisson(mean);
}

/** The requests of one city and minute with all that will happen to them. The same at every call. */
export function planMinute(world: World, city: WorldCity, minute: number): TicketPlan[] {
  const plans: TicketPlan[] = [];
  const ordinary = ordinaryCount(world, city, minute);
  for (let i = 0; i < ordinary; i++) plans.push(planTicket(world, city, minute, i, null));
  const running = world.script.running(city.adcode, minute);
  if (running.length === 0 || running.some((x) => x.episode.kind === 'silence')) return plans;
  const base = world.parts.demo.ticketsPerDay * city.share * world.shape.minute(minute);
  for (const x of running) {
    if (x.episode.kind === 'bad_reviews') continue;
    // An episode is told in any hour and in a small city, so it does not wholly hang on the usual rate.
    const mean = Math.max(0, x.episode.factor - 1) * Math.max(base, 0.4) * x.strength;
    const extra = Math.min(60, r.reset(world.seed, STREAM_COUNT, minute / MINUTE, city.key, x.index + 1).poisson(mean));
    for (let i = 0; i < extra; i++) plans.push(planTicket(world, city, minute, plans.length, { index: x.index, run: x.run }));
  }
  return plans;
}

function planTicket(world: World, city: WorldCity, minute: number, index: number, episode: TicketPlan['episode']): TicketPlan {
  r.reset(world.seed, STREAM_TICKET, minute / MINUTE, city.key, index);
  const at = minute + r.int(MINUTE);
  const steps: PlannedStep[] = [];
  let t = at;
  const put = (delay: number, step: TicketStep): PlannedStep => {
    t = awake(world, city, t, t + Math.max(1000, Math.floor(delay)));
    const made: PlannedStep = { at: t, step };
    steps.push(made);
    return made;
  };
  put(r.between(1, 5) * MINUTE, 'accept');
  const u = r.next();
  if (u < 0.007) {
    put(r.between(1, 3) * MINUTE, 'transfer');
    put(r.between(10, 40) * MINUTE, 'archive');
  } else if (u < 0.02) {
    put(r.between(2, 10) * MINUTE, 'refuse');
    put(r.between(5, 30) * MINUTE, 'archive');
  } else if (u < 0.57 && !episode) {
    put(r.between(0.5, 6) * MINUTE, 'direct_answer');
    put(r.between(0.2, 2) * MINUTE, 'close');
    followUp(put);
  } else {
    dispatched(world, put, () => t);
  }
  return { minute, city, index, at, episode, steps, last: t };
}

type Put = (delay: number, step: TicketStep) => PlannedStep;

function dispatched(world: World, put: Put, now: () => number): void {
  put(r.between(5, 30) * MINUTE, 'dispatch');
  put(r.between(10, 120) * MINUTE, 'sign');
  if (r.chance(0.04)) {
    put(r.between(15, 180) * MINUTE, 'return');
    put(r.between(5, 30) * MINUTE, 'dispatch');
    put(r.between(10, 120) * MINUTE, 'sign');
  }
  if (r.chance(0.03)) put(r.between(0.5, 4) * HOUR, 'coordinate');
  if (r.chance(0.03)) put(r.between(2, 8) * HOUR, 'extend');
  if (r.chance(0.05)) put(r.between(1, 6) * HOUR, 'urge');
  if (r.chance(0.01)) put(r.between(0.2, 2) * HOUR, 'supervise');
  answerAndClose(world, put, now);
  const satisfied = followUp(put);
  if (satisfied === false && r.chance(0.5)) {
    put(r.between(10, 60) * MINUTE, 'redo');
    answerAndClose(world, put, now);
  }
}

function answerAndClose(world: World, put: Put, now: () => number): void {
  const wait = Math.min(60 * HOUR, HOUR + r.exponential(6 * HOUR));
  put(inOffice(world, now() + wait) - now(), 'answer');
  put(r.between(5, 90) * MINUTE, 'close');
}

/** 60 % are reached by the call back; undefined when not called. */
function followUp(put: Put): boolean | undefined {
  if (!r.chance(0.6)) return undefined;
  const made = put(r.between(0.5, 4) * HOUR, 'follow_up');
  made.satisfied = r.chance(0.96);
  made.resolved = made.satisfied ? r.chance(0.995) : r.chance(0.25);
  return made.satisfied;
}

/** Offices answer between 8 and 20 o'clock. */
function inOffice(world: World, at: number): number {
  const local = at + world.offset(at);
  const inDay = local % (24 * HOUR);
  if (inDay >= 8 * HOUR && inDay < 20 * HOUR) return at;
  const next = inDay < 8 * HOUR ? 8 * HOUR - inDay : 32 * HOUR - inDay;
  return at + next + r.int(3 * HOUR);
}

/** Steps that fall into a silence wait for its end and then come in order within minutes. */
function awake(world: World, city: WorldCity, before: number, at: number): number {
  const silence: SimSpan | null = world.script.silence(city.adcode, at);
  if (!silence) return at;
  const part = (at - silence.from) / (silence.to - silence.from);
  return Math.max(before + 1000, silence.to + Math.floor(part * 5 * MINUTE));
}
