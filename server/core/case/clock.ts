import type { Amount, Span } from '../calendar/reach.ts';
import type { ClockKind, ClockLine, Limit, RuleRef } from './state.ts';

export type Pause = { readonly from: number; readonly to: number | null; readonly reason: string };
export type Extension = Amount & { readonly at: number; readonly reason: string; readonly rule: RuleRef | null };

/** One clock, folded from its lines in the ledger. */
export type Clock = {
  readonly kind: ClockKind;
  readonly round: number;
  readonly startedAt: number;
  readonly startReason: string;
  /** The unit that it was started for. */
  readonly startUnit: string | null;
  readonly limit: Limit;
  readonly rule: RuleRef | null;
  readonly extensions: readonly Extension[];
  readonly pauses: readonly Pause[];
  readonly transfers: readonly { readonly at: number; readonly unit: string | null; readonly reason: string }[];
  /** Limits that were replaced, oldest first. */
  readonly was: readonly { readonly at: number; readonly limit: Limit; readonly rule: RuleRef | null; readonly reason: string }[];
  readonly stoppedAt: number | null;
  readonly stopReason: string | null;
  /** The unit that the clock runs for now. */
  readonly unit: string | null;
};

/** What of a clock its deadline follows from. */
export type TimedClock = Pick<Clock, 'startedAt' | 'limit' | 'stoppedAt'> & {
  readonly extensions: readonly Amount[];
  readonly pauses: readonly Pick<Pause, 'from' | 'to'>[];
};

/** The clocks of a ledger in the order of their start. */
export function clocksOf(ledger: readonly ClockLine[]): Clock[] {
  const clocks: Clock[] = [];
  for (const line of ledger) {
    const i = clocks.findIndex((c) => c.kind === line.clock && c.round === line.round);
    const clock = clocks[i];
    if (clock) clocks[i] = fold(clock, line);
    else if (line.op === 'start' && line.limit) clocks.push(start(line, line.limit));
  }
  return clocks;
}

/** The newest clock of a kind, running or stopped; null when there was none. */
export function clockOf(ledger: readonly ClockLine[], kind: ClockKind): Clock | null {
  return clocksOf(ledger).findLast((c) => c.kind === kind) ?? null;
}

/** The clock of a kind that has not been stopped (it may be paused). */
export function runningClock(ledger: readonly ClockLine[], kind: ClockKind): Clock | null {
  const clock = clockOf(ledger, kind);
  return clock && clock.stoppedAt === null ? clock : null;
}

/** Reasons for which a clock ends before anybody did what it ran for: the matter was given back, elsewhere or up. */
const UNJUDGED: readonly (string | null)[] = ['returned', 'withdrawn', 'merged', 'transferred', 'refused', 'ended', 'cancelled', 'appeal_upheld'];

/** Whether a clock was stopped without being kept or missed: it counts as neither (不计). */
export function isVoid({ stoppedAt, stopReason }: Pick<Clock, 'stoppedAt' | 'stopReason'>): boolean {
  return stoppedAt !== null && UNJUDGED.includes(stopReason);
}

export function isPaused(clock: Pick<TimedClock, 'stoppedAt' | 'pauses'>): boolean {
  return clock.stoppedAt === null && clock.pauses.at(-1)?.to === null;
}

/** Pauses as spans; one that is open ends at `now` at the earliest. */
export function pauseSpans(clock: Pick<TimedClock, 'pauses'>, now: number): Span[] {
  return clock.pauses.map((p) => ({ from: p.from, to: p.to ?? Math.max(now, p.from) }));
}

/** Milliseconds that the clock has run until `now` or its stop, without pauses; never negative. */
export function elapsedOf(clock: Clock, now: number): number {
  const end = Math.max(clock.startedAt, clock.stoppedAt ?? now);
  let paused = 0;
  for (const p of pauseSpans(clock, now)) paused += Math.max(0, Math.min(p.to, end) - Math.max(p.from, clock.startedAt));
  return Math.max(0, end - clock.startedAt - paused);
}

function start(line: ClockLine, limit: Limit): Clock {
  return {
    kind: line.clock,
    round: line.round,
    startedAt: line.at,
    startReason: line.reason,
    startUnit: line.unit ?? null,
    limit,
    rule: line.rule ?? null,
    extensions: [],
    pauses: [],
    transfers: [],
    was: [],
    stoppedAt: null,
    stopReason: null,
    unit: line.unit ?? null,
  };
}

function fold(clock: Clock, line: ClockLine): Clock {
  const { at, reason } = line;
  const rule = line.rule ?? null;
  switch (line.op) {
    case 'start':
      return clock;
    case 'pause':
      return isPaused(clock) ? clock : { ...clock, pauses: [...clock.pauses, { from: at, to: null, reason }] };
    case 'resume':
      return clock.stoppedAt !== null ? { ...clock, stoppedAt: null, stopReason: null } : endPause(clock, at);
    case 'extend':
      return line.limit ? { ...clock, extensions: [...clock.extensions, { amount: line.limit.amount, unit: line.limit.unit, at, reason, rule }] } : clock;
    case 'transfer':
      return { ...clock, unit: line.unit ?? null, transfers: [...clock.transfers, { at, unit: line.unit ?? null, reason }] };
    case 'stop':
      return { ...endPause(clock, at), stoppedAt: at, stopReason: reason };
    case 'rule': {
      if (!line.limit) return clock;
      const was = [...clock.was, { at, limit: clock.limit, rule: clock.rule, reason }];
      return { ...clock, was, limit: line.limit, rule, startedAt: line.startedAt ?? clock.startedAt };
    }
  }
}

function endPause(clock: Clock, at: number): Clock {
  if (!isPaused(clock)) return clock;
  return { ...clock, pauses: clock.pauses.map((p) => (p.to === null ? { ...p, to: Math.max(at, p.from) } : p)) };
}
