import { setImmediate } from 'node:timers/promises';
import { DAY, MINUTE, periodStart } from '../../core/indicator/window.ts';
import { Chunks } from './chunks.ts';
import { LIVE_FEEDS, type SimEvent, type SimFeed } from './parts.ts';
import type { Simulator } from './simulator.ts';
import { type Grain, makeSlot, type Slot } from './slot.ts';
import { type CountedSpan, countedSteps, type RecordRef, recordsBetween, renderRecord, type TicketPast } from './ticket-book.ts';
import { countedStepEvents, type TicketRates, type Told, ticketCountEvents, ticketRates, ticketRules, toldByRecords } from './ticket-counts.ts';
import type { TicketPlan } from './ticket-plan.ts';
import { ticketRegion } from './ticket-text.ts';

const HOUR = 60 * MINUTE;
export const HISTORY_DAYS = 90;
const BATCH = 2000;
/** Events of tickets that go in together. */
const TICKET_BATCH = 1000;

/**
 * A span of the past to be made, fixed once: the same plan gives the same events. Store it until it is done, since
 * grains depend on it: [from, rawFrom) by the hour, [rawFrom, minuteFrom) by ten minutes, [minuteFrom, to) by the
 * minute; requests are records from rawFrom on (and older ones still in work at the end).
 */
export type HistoryPlan = { from: number; rawFrom: number; minuteFrom: number; to: number };
/** A part that is loaded as a whole. `day` is the local date, for people; `key` is for isLoaded. */
export type HistoryDay = { key: string; day: string; from: number; to: number; recent: boolean };
export type HistoryBatch = { feed: SimFeed; events: SimEvent[]; day: HistoryDay; done: number; total: number };

const hourFloor = (at: number): number => Math.floor(at / HOUR) * HOUR;
const hourCeil = (at: number): number => Math.ceil(at / HOUR) * HOUR;

/** The 90 days before the demo's start (epoch ms). */
export function firstPlan(start: number, days = HISTORY_DAYS): HistoryPlan {
  const to = Math.floor(start / MINUTE) * MINUTE;
  const rawFrom = hourFloor(to - DAY);
  return { from: Math.min(rawFrom, hourFloor(to - days * DAY)), rawFrom, minuteFrom: Math.max(rawFrom, hourFloor(to - HOUR)), to };
}

/** The time in which nothing ran: [last live minute, now). Its last day is as if it had run. */
export function gapPlan(from: number, now: number): HistoryPlan {
  const first = Math.floor(from / MINUTE) * MINUTE;
  const to = Math.max(first, Math.floor(now / MINUTE) * MINUTE);
  const rawFrom = to - first <= DAY ? first : Math.max(first, hourFloor(to - DAY));
  return { from: first, rawFrom, minuteFrom: rawFrom, to };
}

const countedOf = (plan: HistoryPlan): CountedSpan => ({ from: plan.from, to: plan.rawFrom, until: plan.to });

/** What the simulator must know of tickets after a first start. */
export function firstPast(plan: HistoryPlan): TicketPast {
  return { counted: [countedOf(plan)], missing: [{ from: 0, to: plan.from }] };
}

/** The past with a gap added; give it to the simulator before the gap is filled. */
export function gapPast(past: TicketPast, plan: HistoryPlan): TicketPast {
  if (plan.rawFrom === plan.from) return past;
  return { counted: [...past.counted, countedOf(plan)], missing: past.missing };
}

export class History {
  private readonly sim: Simulator;
  private readonly plan: HistoryPlan;
  private rates: TicketRates | null = null;
  private told: Told | null = null;
  private refs: RecordRef[] = [];
  /** Counts of what was done in the recent hours to tickets that are no records. */
  private finished: SimEvent[] = [];

  constructor(sim: Simulator, plan: HistoryPlan) {
    this.sim = sim;
    this.plan = plan;
  }

  /** The parts, newest first: the recent hours as one (steps must follow their reports), then local days. */
  days(): HistoryDay[] {
    const { from, rawFrom, to } = this.plan;
    const days: HistoryDay[] = [];
    if (to > rawFrom) days.push(this.part(rawFrom, to, true));
    let end = rawFrom;
    while (end > from) {
      const begin = Math.max(from, periodStart(end - 1, 'day', this.sim.world.offset));
      days.push(this.part(begin, end, false));
      end = begin;
    }
    return days;
  }

  private part(from: number, to: number, recent: boolean): HistoryDay {
    const day = new Date(from + this.sim.world.offset(from)).toISOString().slice(0, 10);
    return { key: `${day}.${(from / MINUTE).toString(36)}.${(to / MINUTE).toString(36)}`, day, from, to, recent };
  }

  /**
   * Batches of at most 2,000 events of one feed, newest day first; days for which `isLoaded` says true are left out.
   * `total` is an estimate until the end.
   */
  async *batches(isLoaded: (key: string) => boolean | Promise<boolean> = () => false): AsyncGenerator<HistoryBatch> {
    const wanted: HistoryDay[] = [];
    for (const day of this.days()) if (!(await isLoaded(day.key))) wanted.push(day);
    if (wanted.length === 0) return;
    const { world, past } = this.sim;
    const { from, rawFrom, to } = this.plan;
    this.refs = await recordsBetween(world, past, from, to, setImmediate);
    if (wanted.some((day) => day.recent)) {
      const steps = await countedSteps(world, past, rawFrom, to, setImmediate);
      this.finished = await countedStepEvents(world, ticketRules(world), steps, setImmediate);
    }
    const estimate = wanted.map((d) => this.estimate(d));
    let total = estimate.reduce((a, b) => a + b, 0);
    let done = 0;
    for (const [i, day] of wanted.entries()) {
      const before = done;
      if (!day.recent) await this.learn();
      for (const { feed, events } of day.recent ? this.recent(day) : this.counted(day)) {
        done += events.length;
        yield { feed, events, day, done, total: Math.max(total, done) };
      }
      total += done - before - (estimate[i] as number);
    }
  }

  /** What counts need to know: how requests go on average, and what records tell already. */
  private async learn(): Promise<void> {
    const { world } = this.sim;
    this.rates ??= await ticketRates(world, setImmediate);
    this.told ??= await toldByRecords(world, this.rates.index, this.refs, this.plan.from, this.plan.rawFrom, setImmediate);
  }

  private estimate(day: HistoryDay): number {
    const { cities, parts } = this.sim.world;
    const places = cities.length + parts.zones.length;
    if (!day.recent) return Math.ceil((day.to - day.from) / HOUR) * places * 5;
    return Math.ceil((day.to - this.plan.minuteFrom) / MINUTE) * places * 4 + this.refs.length;
  }

  private *recent(day: HistoryDay): Generator<{ feed: SimFeed; events: SimEvent[] }> {
    const { minuteFrom } = this.plan;
    yield* this.countedFeeds(slotStarts(minuteFrom, day.to, MINUTE), 'm');
    yield* this.countedFeeds(slotStarts(day.from, minuteFrom, 10 * MINUTE), 't');
    if (this.finished.length > 0) yield { feed: 'counts', events: this.finished };
    yield* this.tickets();
  }

  /**
   * Place by place, so that what goes in together counts in few series, and ticket by ticket: a batch holds whole tickets,
   * each with its report and all of its steps. Steps of tickets that were reported before the span come last.
   */
  private *tickets(): Generator<{ feed: SimFeed; events: SimEvent[] }> {
    const { world } = this.sim;
    const byTicket = new Map<TicketPlan, RecordRef[]>();
    for (const ref of this.refs) {
      const list = byTicket.get(ref.plan);
      if (list) list.push(ref);
      else byTicket.set(ref.plan, [ref]);
    }
    const whole = new Map<string, RecordRef[][]>();
    const rest: RecordRef[][] = [];
    for (const [plan, refs] of byTicket) {
      if (refs[0]?.n !== -1) {
        rest.push(refs);
        continue;
      }
      const region = ticketRegion(world, plan);
      const list = whole.get(region);
      if (list) list.push(refs);
      else whole.set(region, [refs]);
    }
    let events: SimEvent[] = [];
    for (const refs of [...[...whole.values()].flat(), ...rest]) {
      if (events.length > 0 && events.length + refs.length > TICKET_BATCH) {
        yield { feed: 'tickets', events };
        events = [];
      }
      for (const ref of refs) events.push(renderRecord(world, ref));
    }
    if (events.length > 0) yield { feed: 'tickets', events };
  }

  private *counted(day: HistoryDay): Generator<{ feed: SimFeed; events: SimEvent[] }> {
    const { world } = this.sim;
    const whole = Math.min(day.to, hourCeil(day.from));
    yield* this.countedFeeds(slotStarts(whole, day.to, HOUR), 'h');
    // A gap may begin inside an hour: its first minutes are told as minutes.
    yield* this.countedFeeds(slotStarts(day.from, whole, MINUTE), 'm');
    const { rates, told } = this;
    if (!rates || !told) throw new Error('learn() comes before counted days');
    const span = { from: this.plan.from, to: this.plan.rawFrom };
    let events: SimEvent[] = [];
    for (const at of slotStarts(hourFloor(day.from), day.to, HOUR)) {
      // An hour that two parts share (a zone with half hours) is told by the later.
      if (at < day.from && day.from > this.plan.from) continue;
      for (const e of ticketCountEvents(world, rates, told, makeSlot(world, 'h', at), span)) events.push(e);
      if (events.length >= BATCH) {
        yield { feed: 'counts', events };
        events = [];
      }
    }
    if (events.length > 0) yield { feed: 'counts', events };
  }

  private *countedFeeds(starts: number[], grain: Grain): Generator<{ feed: SimFeed; events: SimEvent[] }> {
    const slots: Slot[] = starts.map((at) => makeSlot(this.sim.world, grain, at));
    for (const feed of LIVE_FEEDS) {
      if (feed === 'tickets') continue;
      let events: SimEvent[] = [];
      for (const slot of slots) {
        for (const e of this.sim.counted(feed, slot)) events.push(e);
        if (events.length >= BATCH) {
          yield { feed, events };
          events = [];
        }
      }
      if (events.length > 0) yield { feed, events };
    }
  }
}

/** Starts of the slots in [from, to), newest first. */
function slotStarts(from: number, to: number, step: number): number[] {
  const starts: number[] = [];
  for (let at = from; at < to; at += step) starts.push(at);
  return starts.reverse();
}

export type HistoryOptions = {
  sim: Simulator;
  plan: HistoryPlan;
  /** Import without late or rate limit, facts quiet. Resolves after the commit. */
  ingest: (feed: SimFeed, events: SimEvent[], how: { history: true }) => Promise<void>;
  isLoaded?: (key: string) => boolean | Promise<boolean>;
  /** Called when all of a day was taken; keep the key. */
  setLoaded?: (day: HistoryDay) => void | Promise<void>;
  onProgress?: (progress: { done: number; total: number }) => void;
  signal?: AbortSignal;
};

/** Loads a plan, newest day first. Ends early when `signal` is aborted; what was taken stays, and ids make a repeat harmless. */
export async function runHistory({ sim, plan, ingest, isLoaded, setLoaded, onProgress, signal }: HistoryOptions): Promise<{ done: number; complete: boolean }> {
  let current: HistoryDay | null = null;
  let done = 0;
  const chunks = new Chunks<HistoryDay>(
    (feed, events) => ingest(feed, events, { history: true }),
    (day) => setLoaded?.(day),
  );
  for await (const batch of new History(sim, plan).batches(isLoaded)) {
    if (current && current.key !== batch.day.key) await chunks.endOfDay(current);
    if (signal?.aborted) return { done, complete: false };
    current = batch.day;
    await chunks.add(batch.feed, batch.events);
    await setImmediate();
    done = batch.done;
    onProgress?.({ done, total: batch.total });
  }
  if (current) await chunks.endOfDay(current);
  await chunks.flush();
  onProgress?.({ done, total: done });
  return { done, complete: true };
}
