import { expect, test } from 'vitest';
import { clockOf } from '../case/clock.ts';
import { deadlineOf } from '../case/deadline.ts';
import { CLOCKWORK, Desk, DISPATCHER, handler, LEADER, SUPERVISOR, shown } from './testing.ts';

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
  t.do(1, 'assign', { unit: 'u1' });
  t.do(1, 'sign', {}, U1);
  expect(due(t, 'handling')).toBe('2026-09-29 00:00:00');
  expect(t.do(1, 'answer', { result: 'cleared', text: '…' }, U1).fields).toMatchObject({ head: 'market', result: 'cleared' });
  expect(t.do(1, 'file')).toMatchObject({ state: 'filed', open: false });
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
