import { MINUTE } from '../../core/indicator/window.ts';
import type { SimEvent, SimSpan } from './parts.ts';
import { MAX_CHAIN, planMinute, type TicketPlan } from './ticket-plan.ts';
import { progressedEvent, reportedEvent } from './ticket-text.ts';
import type { World } from './world.ts';

/** Requests of [from, to) were sent as counts, except those still in work at `until` (absent: at `to`). */
export type CountedSpan = SimSpan & { until?: number };
/** What became of requests that were not sent one by one. `missing`: spans that nobody sent (the feed was skipped). */
export type TicketPast = { counted: CountedSpan[]; missing: SimSpan[] };

type Due = { plan: TicketPlan; n: number };
const inside = (at: number, s: SimSpan): boolean => at >= s.from && at < s.to;
const untilOf = (s: CountedSpan): number => s.until ?? s.to;

/** Whether a request exists as a record of its own: then all of its steps do, else none. */
export function isRecord(past: TicketPast, plan: TicketPlan): boolean {
  for (const s of past.missing) if (inside(plan.minute, s)) return false;
  for (const s of past.counted) if (inside(plan.minute, s)) return plan.last >= untilOf(s);
  return true;
}

/** Whether no request of this minute can be a record, so that it need not be planned. */
function surelyNone(past: TicketPast, minute: number): boolean {
  return past.missing.some((s) => inside(minute, s)) || past.counted.some((s) => inside(minute, s) && minute + MAX_CHAIN < untilOf(s));
}

/** Requests and their steps by the minute in which each happens; keeps what is still to come. */
export class TicketBook {
  private readonly world: World;
  private readonly past: TicketPast;
  private readonly due = new Map<number, Due[]>();
  private next = Number.NaN;

  constructor(world: World, past: TicketPast) {
    this.world = world;
    this.past = past;
  }

  /** Plans the days before `minute` anew. `pause` is awaited now and then, so that a server stays responsive. */
  async prepare(minute: number, pause: () => Promise<void>): Promise<void> {
    this.due.clear();
    let n = 0;
    for (let m = minute - MAX_CHAIN; m < minute; m += MINUTE) {
      this.keep(m, minute);
      if (++n % 60 === 0) await pause();
    }
    this.next = minute;
  }

  /** Events of the minute that starts at `minute`, in order of time. Minutes in sequence are cheap; a jump plans anew. */
  minute(minute: number): SimEvent[] {
    if (minute !== this.next) {
      this.due.clear();
      for (let m = minute - MAX_CHAIN; m < minute; m += MINUTE) this.keep(m, minute);
    }
    this.next = minute + MINUTE;
    const found: { at: number; event: SimEvent }[] = [];
    for (const plan of this.keep(minute, minute)) found.push({ at: plan.at, event: reportedEvent(this.world, plan) });
    for (const { plan, n } of this.due.get(minute) ?? []) found.push({ at: plan.steps[n]?.at ?? minute, event: progressedEvent(this.world, plan, n) });
    this.due.delete(minute);
    return found.sort((a, b) => a.at - b.at).map((x) => x.event);
  }

  /**
   * Leaves out [from, to): its requests are taken as missing from now on, and the steps of older records that were due
   * in it are returned, so that no case hangs.
   */
  skip(from: number, to: number): SimEvent[] {
    this.past.missing.push({ from, to });
    const late: { at: number; event: SimEvent }[] = [];
    for (let m = from; m < to; m += MINUTE) {
      for (const { plan, n } of this.due.get(m) ?? []) late.push({ at: plan.steps[n]?.at ?? m, event: progressedEvent(this.world, plan, n) });
      this.due.delete(m);
    }
    if (this.next < to) this.next = to;
    return late.sort((a, b) => a.at - b.at).map((x) => x.event);
  }

  private keep(minute: number, from: number): TicketPlan[] {
    const records: TicketPlan[] = [];
    if (surelyNone(this.past, minute)) return records;
    for (const city of this.world.cities) {
      for (const plan of planMinute(this.world, city, minute)) {
        if (plan.last < from || !isRecord(this.past, plan)) continue;
        records.push(plan);
        plan.steps.forEach((s, n) => {
          const slot = Math.floor(s.at / MINUTE) * MINUTE;
          if (slot < from) return;
          const list = this.due.get(slot);
          if (list) list.push({ plan, n });
          else this.due.set(slot, [{ plan, n }]);
        });
      }
    }
    return records;
  }
}

/** A report (`n` is -1) or a step of a request that exists as a record. */
export type RecordRef = { at: number; plan: TicketPlan; n: number };

/**
 * What happens to records in [from, to), in order of time; a report comes before its steps. References only: words are
 * made when `renderRecord` is called. `pause` is awaited now and then.
 */
export async function recordsBetween(world: World, past: TicketPast, from: number, to: number, pause: () => Promise<void>): Promise<RecordRef[]> {
  const found: RecordRef[] = [];
  let n = 0;
  for (let m = from - MAX_CHAIN; m < to; m += MINUTE) {
    if (surelyNone(past, m)) continue;
    if (++n % 60 === 0) await pause();
    for (const city of world.cities) {
      for (const plan of planMinute(world, city, m)) {
        if (plan.last < from || !isRecord(past, plan)) continue;
        if (plan.at >= from) found.push({ at: plan.at, plan, n: -1 });
        for (let n = 0; n < plan.steps.length; n++) {
          const at = (plan.steps[n] as { at: number }).at;
          if (at >= from && at < to) found.push({ at, plan, n });
        }
      }
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

/**
 * The steps in [from, to) of requests that were sent as counts, being over before `to`: counts of the time of their
 * reports do not tell of them.
 */
export async function countedSteps(world: World, past: TicketPast, from: number, to: number, pause: () => Promise<void>): Promise<RecordRef[]> {
  const found: RecordRef[] = [];
  let n = 0;
  for (let m = from - MAX_CHAIN; m < from; m += MINUTE) {
    if (past.missing.some((s) => inside(m, s)) || !past.counted.some((s) => inside(m, s))) continue;
    if (++n % 60 === 0) await pause();
    for (const city of world.cities) {
      for (const plan of planMinute(world, city, m)) {
        if (plan.last < from || isRecord(past, plan)) continue;
        plan.steps.forEach(({ at }, k) => {
          if (at >= from && at < to) found.push({ at, plan, n: k });
        });
      }
    }
  }
  return found;
}

export function renderRecord(world: World, ref: RecordRef): SimEvent {
  return ref.n < 0 ? reportedEvent(world, ref.plan) : progressedEvent(world, ref.plan, ref.n);
}
