import { expect, test } from 'vitest';
import { CLOCKWORK, Desk, DISPATCHER, handler, local, shown } from './testing.ts';
import { comingFor, dueNow, lookAfter, nextLook } from './ticket-due.ts';

const U1 = handler('u1');
const coming = (t: Desk) => comingFor(t.of(1), t.rules, t.now).map((c) => `${c.command} ${String(c.data.ladder ?? '')} ${shown(c.at)}`);

test('signing, the ladder of urging and filing come by themselves (domain.md 1.4 [S31*])', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1, { requestType: '求助' });
  expect(coming(t)).toEqual([]);
  t.at('2026-09-14 10:00').do(1, 'dispatch', { unit: 'u1' });
  expect(coming(t)).toEqual([
    'auto_sign  2026-09-16 00:00:00',
    'urge 1:remind 2026-09-24 00:00:00', // two working days before the end of the 28th
    'urge 1:notice 2026-09-29 00:00:00', // 到期次日
    'supervise 1:circular 2026-10-11 00:00:00', // 5 working days after: 29, 30, 8, 9, 10
  ]);
  expect(nextLook(t.of(1), t.rules, t.now)).toBe(local('2026-09-16 00:00') + 1);
  expect(dueNow(t.of(1), t.rules, t.now)).toEqual([]);
});

test('a sweep that was missed catches up, once', () => {
  const t = new Desk('2026-09-14 10:00');
  t.report(1, { requestType: '求助' });
  t.do(1, 'dispatch', { unit: 'u1' });
  t.at('2026-10-20 10:00');
  let rounds = 0;
  for (let due = dueNow(t.of(1), t.rules, t.now); due.length > 0 && rounds < 9; due = dueNow(t.of(1), t.rules, t.now), rounds++)
    for (const c of due) t.do(1, c.command, c.data, CLOCKWORK);
  expect(t.journal(1).map((e) => e.command)).toEqual(['report', 'dispatch', 'auto_sign', 'urge', 'urge', 'supervise']);
  expect(t.try(1, 'urge', { ladder: '1:notice', by: 'ladder' }, CLOCKWORK)?.code).toBe('nothing_changes');
  expect(t.of(1).reminders.map((r) => r.ladder)).toEqual(['1:remind', '1:notice', '1:circular']);
});

test('nobody is urged while the clock stands, nor before it is time', () => {
  const t = new Desk('2026-09-14 10:00');
  t.report(1, { requestType: '求助' });
  t.do(1, 'dispatch', { unit: 'u1' });
  expect(t.try(1, 'urge', { ladder: '1:remind', by: 'ladder' }, CLOCKWORK)?.code).toBe('not_due');
  t.do(1, 'return', { reason: 'other', text: '…' }, U1);
  expect(coming(t)).toEqual([]);
});

test('what waits for nothing more is filed, what a caller is not content with is not', () => {
  const t = new Desk('2026-09-14 10:00');
  t.report(1, { requestType: '求助' });
  t.do(1, 'direct_answer', { text: '…' });
  t.do(1, 'follow_up', { by: 'call', reached: true, level: 5, resolved: true });
  expect(coming(t)).toEqual(['archive  2026-09-21 00:00:00']); // 15, 16, 17, 18, 20
  t.at('2026-09-20 10:00');
  expect(t.try(1, 'archive', {}, CLOCKWORK)?.code).toBe('not_due');
  t.at('2026-09-21 00:01').do(1, 'archive', {}, CLOCKWORK);
  expect(t.of(1).state).toBe('archived');
  t.report(2);
  t.do(2, 'direct_answer', { text: '…' }, DISPATCHER);
  t.do(2, 'follow_up', { by: 'call', reached: true, level: 1, resolved: false });
  expect(comingFor(t.of(2), t.rules, t.now)).toEqual([]);
});

test('what is due stays due when somebody acts before the sweep comes', () => {
  const t = new Desk('2026-09-14 10:00');
  t.report(1, { requestType: '求助' });
  t.do(1, 'dispatch', { unit: 'u1' });
  t.at('2026-09-16 00:00:01').do(1, 'supplement', { text: '…' });
  expect(nextLook(t.of(1), t.rules, t.now)).toBe(local('2026-09-16 00:00') + 1);
  // Once it was looked at, what is left is left until the next.
  expect(lookAfter(t.of(1), t.rules, t.now)).toBe(local('2026-09-24 00:00'));
});

test('who follows a master is not urged besides it', () => {
  const t = new Desk('2026-09-14 10:00');
  for (const id of [1, 2]) t.report(id, { requestType: '求助' });
  t.do(1, 'dispatch', { unit: 'u1' });
  t.do(2, 'dispatch', { unit: 'u1' });
  t.do(1, 'absorb', { members: [2] });
  expect(coming(t)).not.toEqual([]);
  expect(comingFor(t.of(2), t.rules, t.now)).toEqual([]);
});
