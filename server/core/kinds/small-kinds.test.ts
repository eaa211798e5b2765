import { expect, test } from 'vitest';
import { clockOf } from '../case/clock.ts';
import { countableOf, packCountable, unpackCountable } from '../case/countable.ts';
import { deadlineOf } from '../case/deadline.ts';
import { explainDeadline } from '../case/explain.ts';
import { previewRuleChange } from '../case/preview.ts';
import { CLOCKWORK, calendarOf, Desk, DISPATCHER, handler, LEADER, local, SUPERVISOR, shown } from './testing.ts';
import { comingFor, dueNow } from './ticket-due.ts';

const U1 = handler('u1');
const due = (t: Desk, kind: 'first_contact' | 'handling') => {
  const clock = clockOf(t.of(1).ledger, kind);
  return clock ? shown(deadlineOf(clock, t.rules.calendar, t.now).due) : null;
};

/** A bad review that was judged to be valid. */
function judged(priority: string): Desk {
  const t = new Desk('2026-09-14 09:00');
  t.do(1, 'report', { desk: 'C1', review: 'r-1' }, CLOCKWORK, 'rectification');
  t.do(1, 'judge_valid', { unit: 'u1', priority });
  return t;
}

test('a bad review: contact within 1 working day; simple 3, normal 5, complex 15 to rectify (domain.md 2.3 [K])', () => {
  const dues = ['simple', 'normal', 'complex'].map((p) => due(judged(p), 'handling'));
  expect(dues).toEqual(['2026-09-18 00:00:00', '2026-09-21 00:00:00', '2026-10-11 00:00:00']);
  expect(due(judged('simple'), 'first_contact')).toBe('2026-09-16 00:00:00');
});

test('judge → contact → rectify → report → second review → file; sent back it was not done', () => {
  const t = judged('normal');
  t.do(1, 'contact', { text: '…' }, U1);
  t.at('2026-09-15 10:00').do(1, 'rectify', { text: '…' }, U1);
  t.at('2026-09-22 10:00').do(1, 'send_back', { reason: '…' });
  expect(deadlineOf(clockOf(t.of(1).ledger, 'handling') as never, t.rules.calendar, t.now).state).toBe('late');
  t.do(1, 'rectify', { text: '…' }, U1);
  t.do(1, 'pass');
  expect(t.do(1, 'second_review', { reached: true, level: 4 })).toMatchObject({ state: 'filed', open: false, reviews: [{ satisfied: true }] });
  const wrong = new Desk('2026-09-14 09:00');
  wrong.do(1, 'report', { desk: 'C1', review: 'r-2' }, CLOCKWORK, 'rectification');
  expect(wrong.do(1, 'judge_invalid', { verdict: 'mistaken', reason: '误评' })).toMatchObject({ state: 'filed', fields: { verdict: 'mistaken' } });
});

test('an appeal comes within 3 working days and stops the clock while it is judged (domain.md 2.3 [K])', () => {
  const t = judged('normal');
  t.at('2026-09-15 09:00').do(1, 'appeal', { text: '…' }, U1);
  t.at('2026-09-17 09:00').do(1, 'deny_appeal', { reason: '…' });
  expect([t.of(1).state, due(t, 'handling')]).toEqual(['contacting', '2026-09-23 00:00:00']);
  expect(t.try(1, 'appeal', { text: '…' }, U1)?.code).toBe('return_denied');
  const late = judged('normal').at('2026-09-18 00:01');
  expect(late.try(1, 'appeal', { text: '…' }, U1)?.code).toBe('return_late');
});

test('a trade risk goes to a department with a clock and comes back with a result', () => {
  const t = new Desk('2026-09-14 09:00');
  t.do(1, 'report', { desk: 'C1', head: 'market', rule: 'price-far-from-median', evidence: ['e1'] }, CLOCKWORK, 'risk');
  expect(t.try(1, 'urge', {}, SUPERVISOR)?.code).toBe('wrong_state');
  t.do(1, 'assign', { unit: 'u1' });
  t.do(1, 'urge', {}, SUPERVISOR);
  t.do(1, 'sign', {}, U1);
  expect(due(t, 'handling')).toBe('2026-09-29 00:00:00');
  expect(t.do(1, 'answer', { result: 'cleared', text: '…' }, U1).fields).toMatchObject({ head: 'market', result: 'cleared' });
  expect(t.try(1, 'urge', {}, SUPERVISOR)?.code).toBe('wrong_state');
  expect(t.do(1, 'file')).toMatchObject({ state: 'filed', open: false });
});

test('a trade risk is dropped only with a clause that holds and calls what was found lawful', () => {
  const t = new Desk('2026-09-14 09:00');
  t.do(1, 'report', { desk: 'C1', head: 'compliance', rule: 'price' }, CLOCKWORK, 'risk');
  t.do(2, 'report', { desk: 'C1', head: 'compliance', rule: 'mismatch' }, CLOCKWORK, 'risk');
  expect(t.try(1, 'drop', { lawful: 'none' }, DISPATCHER)?.code).toBe('no_rule');
  expect(t.try(2, 'drop', { lawful: 'overseas' }, DISPATCHER)?.code).toBe('no_rule');
  expect(t.try(1, 'drop', {}, DISPATCHER)?.code).toBe('field');
  expect(t.do(1, 'drop', { lawful: 'overseas' })).toMatchObject({ state: 'dropped', open: false, fields: { lawful: 'overseas' } });
  expect(t.journals.get(1)?.at(-1)?.rules).toEqual([{ id: 'overseas', version: 1, source: 'guangdong-1.md C5 L450' }]);
});

test('a leader’s instruction becomes a task with clock, progress, result and receipt', () => {
  const t = new Desk('2026-09-14 09:00');
  t.do(1, 'report', { desk: 'P', origin: 'instruction', title: '…' }, LEADER, 'task');
  t.do(1, 'issue', { unit: 'u1' }, SUPERVISOR);
  t.do(1, 'sign', {}, U1);
  t.do(1, 'progress', { text: '…', percent: 40 }, U1);
  t.do(1, 'urge', { reason: '…' }, SUPERVISOR);
  t.do(1, 'acknowledge', { of: t.of(1).version }, U1);
  t.at('2026-09-21 09:00').do(1, 'extend', { amount: 3, reason: '…' }, U1);
  t.do(1, 'settle_extension', { grant: true, reason: '…' }, SUPERVISOR);
  expect(due(t, 'handling')).toBe('2026-10-09 00:00:00'); // 28 September, then 29, 30, 8
  t.do(1, 'submit', { text: '…' }, U1);
  expect(t.do(1, 'finish', { verdict: 'done' }, LEADER)).toMatchObject({ state: 'done', fields: { verdict: 'done' }, counts: { progress: 1 } });
});

test('an incident runs in natural minutes, and its level of response is not its grade', () => {
  const t = new Desk('2026-10-01 22:00');
  t.do(1, 'report', { desk: 'C1', type: 'flood', grade: '3' }, CLOCKWORK, 'incident');
  expect(due(t, 'first_contact')).toBe('2026-10-01 22:15:00');
  t.do(1, 'respond', { response: '2' });
  t.do(1, 'command', { unit: 'u1' }, DISPATCHER);
  t.do(1, 'turn_out', {}, U1);
  t.do(1, 'raise_level', { response: '1', reason: '…' }, LEADER);
  t.do(1, 'control', { text: '…' }, U1);
  expect(t.do(1, 'assess', { text: '…' })).toMatchObject({ state: 'assessed', fields: { grade: '3', response: '1' }, dispatches: [{ end: 'signed' }] });
});

/** A task that is given out with a last day. */
function until(date: string, when: 'report' | 'issue' = 'issue', from = '2026-09-14 09:00'): Desk {
  const t = new Desk(from);
  t.do(1, 'report', { desk: 'P', origin: 'instruction', title: '…', ...(when === 'report' ? { until: date } : {}) }, LEADER, 'task');
  t.do(1, 'issue', { unit: 'u1', ...(when === 'issue' ? { until: date } : {}) }, LEADER);
  t.do(1, 'sign', {}, U1);
  return t;
}

test('a last day that was set holds to its end, whatever calendar and rules say, and is explained as set', () => {
  for (const when of ['report', 'issue'] as const) {
    // 1 October is a holiday, and lies before what the rule of ten working days would give.
    const t = until('2026-10-01', when);
    expect(due(t, 'handling')).toBe('2026-10-02 00:00:00');
    const clock = clockOf(t.of(1).ledger, 'handling');
    if (!clock) throw new Error('no clock');
    expect(clock).toMatchObject({ rule: null, limit: { unit: 'natural_day', soon: 0.2 } });
    for (const calendar of [t.rules.calendar, calendarOf([])]) expect(shown(deadlineOf(clock, calendar, t.now).due)).toBe('2026-10-02 00:00:00');
    expect(explainDeadline(clock, t.rules.calendar, t.now).map((l) => l.line)).toEqual(['start', 'ordered', 'due']);
    expect(t.journal(1).some((e) => e.data.until === '2026-10-01')).toBe(true);
    expect(unpackCountable(1, JSON.parse(JSON.stringify(packCountable(countableOf(t.of(1)))))).clocks.at(-1)).toMatchObject({ limit: clock.limit });
    expect(previewRuleChange([t.of(1)], t.rules, { ...t.rules, book: {} }, t.now).clocks).toEqual([]);
    expect(t.replayed(1)).toEqual(t.of(1));
    const at = (now: string) => deadlineOf(clock, t.rules.calendar, local(now)).state;
    expect([at('2026-09-20 00:00'), at('2026-09-30 09:00'), at('2026-10-02 00:00'), at('2026-10-02 00:01')]).toEqual(['ok', 'soon', 'soon', 'late']);
  }
});

test('more time beyond a last day is counted by the rule of extensions, and sent back late it is late', () => {
  const t = until('2026-09-16');
  t.do(1, 'extend', { amount: 3, reason: '…' }, U1);
  t.do(1, 'settle_extension', { grant: true, reason: '…' }, SUPERVISOR);
  expect(due(t, 'handling')).toBe('2026-09-21 00:00:00'); // 17, 18, and 20 September in exchange
  expect(t.try(1, 'extend', { amount: 6, reason: '…' }, U1)?.code).toBe('extension_times');
  t.do(1, 'submit', { text: '…' }, U1);
  t.at('2026-09-22 09:00').do(1, 'send_back', { reason: '…' }, LEADER);
  const clock = clockOf(t.of(1).ledger, 'handling') as never;
  expect(deadlineOf(clock, t.rules.calendar, t.now).state).toBe('late');
});

test('a last day in the past, beyond two years or that no calendar has is refused by its name', () => {
  const t = new Desk('2026-09-14 09:00');
  t.do(1, 'report', { desk: 'P', origin: 'plan', title: '…' }, LEADER, 'task');
  for (const day of ['2026-09-13', '2028-09-15', '2026-02-30', 'soon'])
    expect(t.try(1, 'issue', { unit: 'u1', until: day }, LEADER), day).toMatchObject({ code: 'field', params: { field: 'until' } });
  expect(t.try(2, 'report', { desk: 'P', origin: 'plan', title: '…', until: '2026-09-13' }, LEADER, null, 'task')).toMatchObject({
    params: { field: 'until' },
  });
  // One that has gone by since it was written down is set anew.
  t.do(3, 'report', { desk: 'P', origin: 'plan', title: '…', until: '2026-09-14' }, LEADER, 'task');
  expect(t.at('2026-09-15 09:00').try(3, 'issue', { unit: 'u1' }, LEADER)).toMatchObject({ params: { field: 'until' } });
  expect(t.do(3, 'issue', { unit: 'u1', until: '2026-09-15' }, LEADER).state).toBe('issued');
  expect(t.do(1, 'issue', { unit: 'u1', until: '2028-09-14' }, LEADER).state).toBe('issued');
});

test('a task is urged when half and when a fifth of its time is left, and circulated when it is late, by rule or by a set day', () => {
  const ladder = (t: Desk) => comingFor(t.of(1), t.rules, t.now).map((c) => `${c.command} ${String(c.data.ladder)} ${shown(c.at)}`);
  const set = until('2026-09-23', 'issue', '2026-09-14 00:00');
  expect(ladder(set)).toEqual(['urge 1:half 2026-09-19 00:00:00', 'urge 1:fifth 2026-09-22 00:00:00', 'supervise 1:late 2026-09-24 00:00:00']);
  const t = new Desk('2026-09-14 09:00');
  t.do(1, 'report', { desk: 'P', origin: 'plan', title: '…' }, LEADER, 'task');
  t.do(1, 'issue', { unit: 'u1' }, LEADER);
  expect(ladder(t).map((l) => l.split(' ').slice(0, 2).join(' '))).toEqual(['urge 1:half', 'urge 1:fifth', 'supervise 1:late']);
  expect(t.try(1, 'urge', { ladder: '1:half' }, CLOCKWORK)?.code).toBe('not_due');
  t.at('2026-10-20 09:00');
  for (let due = dueNow(t.of(1), t.rules, t.now); due.length > 0; due = dueNow(t.of(1), t.rules, t.now))
    for (const c of due) t.do(1, c.command, c.data, CLOCKWORK);
  expect(t.of(1).reminders.map((r) => `${r.what} ${r.ladder}`)).toEqual(['urge 1:half', 'urge 1:fifth', 'supervise 1:late']);
  expect(t.of(1).flags.escalated?.value).toBe('circular');
  // More time is another deadline, and nobody is urged twice for a step of the same round.
  expect(t.try(1, 'urge', { ladder: '1:half' }, CLOCKWORK)?.code).toBe('nothing_changes');
  expect(t.try(1, 'supervise', { level: 'circular' }, SUPERVISOR)?.code).toBe('forbidden');
});
