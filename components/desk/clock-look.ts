import type { ClockView, DeskClock } from '../../server/wire/desk.ts';
import { formatRemaining, formatSpan } from '../ui/format-time.ts';
import type { Locale, Severity } from '../ui/types.ts';

/** How a clock looks at an instant. Pure: the caller brings the time. */
export type ClockLook = {
  /** `6 天`, `1 时 42 分`, `超 2 时`. */
  text: string;
  /** Over 50% left none, to 50% Ⅲ, from the rule's own `soon` on Ⅱ, overdue Ⅰ. A clock that stands still has none. */
  severity: Severity | null;
  /** What is left of the whole, 0 to 1; an overdue clock fills its bar. */
  share: number;
  late: boolean;
};

type Running = Pick<DeskClock, 'startedAt' | 'dueAt' | 'soonAt' | 'paused'>;

const HALF = 0.5;
const FIFTH = 0.2;

/** The clock of a row: natural time between its start and its deadline. `dueAt` itself is still on time. */
export function rowClock(clock: Running, now: number, locale: Locale = 'zh-CN', seconds = false): ClockLook {
  const left = clock.dueAt - now;
  const late = left < 0 && !clock.paused;
  const whole = clock.dueAt - clock.startedAt;
  const share = late ? 1 : whole > 0 ? Math.min(1, Math.max(0, left / whole)) : 0;
  const text = clock.paused ? formatSpan(Math.max(0, left), { locale }) : formatRemaining(left, { locale, seconds });
  if (clock.paused) return { text, severity: null, share, late };
  return { text, severity: late ? 1 : now >= clock.soonAt ? 2 : share <= HALF ? 3 : null, share, late };
}

/** Severity of a clock as the server read it, by the share of its own unit. */
export function viewSeverity(clock: Pick<ClockView, 'state' | 'share'>): Severity | null {
  if (clock.state === 'late' || clock.state === 'missed') return 1;
  if (clock.state === 'paused' || clock.state === 'met' || clock.state === 'void') return null;
  return clock.state === 'soon' || clock.share <= FIFTH ? 2 : clock.share <= HALF ? 3 : null;
}

/** Parts of a remaining time, so that large digits can stand beside small units: `50`, `分`, `02 秒`. */
export function splitSpan(text: string): { head: string; unit: string; rest: string } {
  const m = /^(?:(超|over by)\s)?(\d+)\s(\S+)(?:\s(.*))?$/.exec(text);
  if (!m) return { head: text, unit: '', rest: '' };
  return { head: `${m[1] ? `${m[1]} ` : ''}${m[2]}`, unit: m[3] ?? '', rest: m[4] ?? '' };
}

/** Order of a ticket's clocks: those that run, the nearest first; then the stopped ones, the newest first. */
export function clocksInOrder(clocks: readonly ClockView[]): ClockView[] {
  const running = clocks.filter((c) => c.stoppedAt === null).sort((a, b) => Number(a.paused) - Number(b.paused) || a.dueAt - b.dueAt);
  const stopped = clocks.filter((c) => c.stoppedAt !== null).sort((a, b) => (b.stoppedAt ?? 0) - (a.stoppedAt ?? 0));
  return [...running, ...stopped];
}
