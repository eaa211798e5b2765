import { reach } from '../calendar/reach.ts';
import { ruleQuery } from '../case/build.ts';
import { isPaused, runningClock } from '../case/clock.ts';
import { deadlineOf, whenLeft, whenShareLeft } from '../case/deadline.ts';
import { isMirrored, masterOf } from '../case/kind.ts';
import { type Rules, ruleAt, type UrgeStep } from '../case/rules.ts';
import type { CaseState, JsonObject } from '../case/state.ts';

/** A command that time brings by itself, and from when on. */
export type Coming = { readonly command: string; readonly data: JsonObject; readonly at: number };

/**
 * What is due or will be, the earliest first: automatic signing, the ladder of urging, the end of a hold, filing (also of a
 * rectification whose second review nobody gave). A
 * sweep gives the commands with `at <= now` as the system, and need not look again before the first later one.
 */
export function comingFor(state: CaseState, rules: Rules, now: number): Coming[] {
  // A follower's unit is its master's: it is urged once.
  if (masterOf(state) !== null) return [];
  const coming: Coming[] = ladderOf(state, rules, now).map(({ step, key, at }) => ({ ...commandOf(step, key), at }));
  if (!isMirrored(state)) coming.push(...nativeOf(state, rules, now));
  return coming.sort((a, b) => a.at - b.at);
}

export function dueNow(state: CaseState, rules: Rules, now: number): Coming[] {
  return comingFor(state, rules, now).filter((c) => c.at <= now);
}

/** When to look at the case: at once where something is due already; null when time brings nothing. */
export function nextLook(state: CaseState, rules: Rules, now: number): number | null {
  return comingFor(state, rules, now)[0]?.at ?? null;
}

/** When to look again at a case that was looked at: what is due and was not taken is left until then. */
export function lookAfter(state: CaseState, rules: Rules, now: number): number | null {
  return comingFor(state, rules, now).find((c) => c.at > now)?.at ?? null;
}

function nativeOf(state: CaseState, rules: Rules, now: number): Coming[] {
  const coming: Coming[] = [];
  const sign = runningClock(state.ledger, 'sign');
  if (state.state === 'to_sign' && sign && !isPaused(sign)) coming.push({ command: 'auto_sign', data: {}, at: deadlineOf(sign, rules.calendar, now).due + 1 });
  const until = state.flags.pending?.value;
  if (state.state === 'handling' && typeof until === 'number') coming.push({ command: 'release_hold', data: {}, at: until });
  const recall = runningClock(state.ledger, 'follow_up');
  // Nobody could be reached for a second review: the rectification is filed without one.
  if (state.state === 'second_review' && recall)
    coming.push({ command: 'second_review', data: { reached: false }, at: deadlineOf(recall, rules.calendar, now).due + 1 });
  const rule = ruleAt(rules.book, 'archive', ruleQuery(state, rules), now);
  const waits = state.state === 'closed' || state.state === 'reviewed';
  if (rule && waits && state.movedAt !== null)
    coming.push({ command: 'archive', data: {}, at: reach(rules.calendar, state.movedAt, rule.value.after).due + 1 });
  return coming;
}

/**
 * Steps of the ladder of urging that were not taken in this round of the handling clock, with their instants
 * (到期前提醒 → 到期次日《催办通知书》 → 书面通报). A clock that stands urges nobody.
 */
export function ladderOf(state: CaseState, rules: Rules, now: number): { step: UrgeStep; key: string; at: number }[] {
  const clock = runningClock(state.ledger, 'handling');
  if (!clock || isPaused(clock) || !state.open) return [];
  const rule = ruleAt(rules.book, 'urge', ruleQuery(state, rules), now);
  const { due } = deadlineOf(clock, rules.calendar, now);
  const taken = new Set(state.reminders.map((r) => r.ladder));
  return (rule?.value.steps ?? [])
    .map((step) => {
      const left = step.share === undefined ? null : whenShareLeft(clock, rules.calendar, step.share, now);
      const before = step.when === 'before' && step.by ? whenLeft(clock, rules.calendar, step.by, now) : left;
      const after = step.when === 'after' && step.by ? reach(rules.calendar, due - 1, step.by).due + 1 : due + 1;
      return { step, key: `${clock.round}:${step.id}`, at: before ?? after };
    })
    .filter(({ key }) => !taken.has(key));
}

function commandOf(step: UrgeStep, key: string): { command: string; data: JsonObject } {
  if (step.act === 'supervise') return { command: 'supervise', data: { ladder: key, by: 'ladder', level: 'circular' } };
  return { command: 'urge', data: { ladder: key, by: 'ladder' } };
}
