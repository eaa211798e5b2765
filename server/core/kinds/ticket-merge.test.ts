import { expect, test } from 'vitest';
import { ownerOf } from '../case/kind.ts';
import { Desk, DISPATCHER, handler } from './testing.ts';
import { TICKET } from './ticket.ts';

const U1 = handler('u1');

/** Three callers, one matter: 1 leads, 2 and 3 follow. */
function merged(): Desk {
  const t = new Desk('2026-09-14 09:00');
  for (const id of [1, 2, 3]) t.report(id);
  t.do(1, 'dispatch', { unit: 'u1' });
  t.do(1, 'absorb', { members: [2, 3] });
  return t;
}

test('members follow: their commands are the master’s, their threads stay theirs', () => {
  const t = merged();
  expect(ownerOf(TICKET, t.of(2))).toEqual({ type: 'case', id: 1 });
  expect(t.try(2, 'dispatch', { unit: 'u2' }, DISPATCHER)).toEqual({ code: 'merged', params: { master: 1 } });
  t.do(2, 'urge', { by: 'caller' });
  expect(t.of(1).reminders).toMatchObject([{ what: 'urge', level: 'member' }]);
  expect(t.of(2).reminders).toMatchObject([{ what: 'urge', level: 'caller' }]);
  expect(t.journal(1).at(-1)?.actor).toEqual({ type: 'order', id: '2:3' });
});

test('one answer closes all, each with a call-back of its own, and one may be done again alone', () => {
  const t = merged();
  t.do(1, 'sign', {}, U1);
  t.do(1, 'answer', { text: '…', result: 'resolved' }, U1);
  t.do(1, 'close');
  for (const id of [1, 2, 3]) expect(t.of(id)).toMatchObject({ state: 'to_follow_up', closedAt: t.now, assignment: { main: 'u1' } });
  t.do(2, 'follow_up', { by: 'call', reached: true, level: 1, resolved: false });
  t.do(3, 'follow_up', { by: 'call', reached: true, level: 5, resolved: true });
  t.do(2, 'redo', { reason: '…' });
  expect([t.of(1).state, t.of(2).state, t.of(3).state]).toEqual(['to_follow_up', 'handling', 'reviewed']);
  expect([1, 2, 3].map((id) => t.of(id).reviews.length)).toEqual([0, 1, 1]);
});

test('who closes with the master before anybody took it in was accepted then, and asks for nothing more', () => {
  const t = new Desk('2026-09-14 09:00');
  for (const id of [1, 2]) t.report(id, { requestType: '求助' });
  t.do(2, 'dispatch', { unit: 'u1' });
  t.do(2, 'sign', {}, U1);
  t.do(2, 'extend', { amount: 1, reason: '…' }, U1);
  t.do(1, 'absorb', { members: [2] });
  t.report(3);
  t.do(1, 'absorb', { members: [3] });
  t.do(1, 'direct_answer', { text: '…' });
  expect(t.of(2)).toMatchObject({ state: 'to_follow_up', asks: {} });
  expect(t.of(3).milestones.map((m) => m.what)).toEqual(['accepted', 'closed']);
});

test('un-merge gives a member back as it was', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1);
  t.report(2);
  t.do(2, 'dispatch', { unit: 'u2' });
  const { version, last: _, ...before } = t.of(2);
  t.at('2026-09-14 10:00').do(1, 'absorb', { members: [2] });
  t.at('2026-09-20 10:00').do(1, 'dispatch', { unit: 'u1' });
  t.do(1, 'release', { member: 2 });
  const { version: now, last, ...rest } = t.of(2);
  expect(rest).toEqual(before);
  expect([now, last?.command]).toEqual([version + 2, 'leave']);
});

test('a master leaves nobody behind, a member may leave alone, and nobody follows a follower', () => {
  const t = merged();
  expect(t.try(1, 'withdraw', { reason: '…' }, DISPATCHER)).toEqual({ code: 'has_members', params: { members: [2, 3] } });
  t.do(2, 'withdraw', { reason: '本人撤诉' });
  expect(t.of(2)).toMatchObject({ state: 'archived', flags: {} });
  expect(t.of(1).links).toEqual([{ rel: 'member', to: '3', seq: 3 }]);
  t.report(4);
  expect(t.try(4, 'absorb', { members: [1] }, DISPATCHER)?.code).toBe('has_members');
  expect(t.try(3, 'absorb', { members: [4] }, DISPATCHER)?.code).toBe('merged');
  expect(t.of(4).version).toBe(1);
  expect(t.try(1, 'join', { master: 4 }, DISPATCHER)?.code).toBe('forbidden');
});
