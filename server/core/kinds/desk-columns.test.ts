import { expect, test } from 'vitest';
import { columnsOf } from './desk-columns.ts';
import { Desk, handler, local, shown } from './testing.ts';

/** The clock that a row shows, when it is due and when it counts as soon. */
function shownAt(t: Desk): string {
  const { clock, dueAt, soonAt, paused } = columnsOf(t.of(1), t.rules, t.now);
  return `${clock} ${dueAt === null ? '-' : shown(dueAt)}${paused ? ' paused' : ''}${soonAt !== null && dueAt !== null && soonAt <= t.now && t.now <= dueAt ? ' soon' : ''}`;
}

const dispatched = () => {
  const t = new Desk('2026-09-14 09:02:11');
  t.report(1);
  t.at('2026-09-14 09:10:00').do(1, 'dispatch', { unit: 'u1', clause: '目录 1.1', rank: 1 });
  return t;
};

test('a signed ticket shows the limit of the first contact until the caller was spoken to, then that of the handling', () => {
  const t = dispatched();
  expect(shownAt(t)).toBe('sign 2026-09-16 00:00:00');
  t.at('2026-09-14 10:00:00').do(1, 'sign', {}, handler('u1'));
  expect(shownAt(t)).toBe('first_contact 2026-09-15 09:10:00');
  expect(columnsOf(t.of(1), t.rules, local('2026-09-15 10:00'))).toMatchObject({ clock: 'first_contact', dueAt: local('2026-09-15 09:10') });
  t.at('2026-09-14 17:00:00').do(1, 'contact', { way: 'phone' }, handler('u1'));
  expect(shownAt(t)).toBe('handling 2026-10-11 00:00:00');
});

test('of both that run the nearest is shown: a first contact that was long missed, or a handling that ends before it', () => {
  const t = dispatched();
  t.at('2026-09-14 10:00:00').do(1, 'sign', {}, handler('u1'));
  expect(columnsOf(t.of(1), t.rules, local('2026-10-12 10:00')).clock).toBe('first_contact');
  const state = t.of(1);
  const ledger = state.ledger.map((line) =>
    line.clock === 'handling' && line.limit ? { ...line, limit: { ...line.limit, amount: 2, unit: 'natural_hour' as const } } : line,
  );
  expect(columnsOf({ ...state, ledger }, t.rules, t.now)).toMatchObject({ clock: 'handling', dueAt: local('2026-09-14 11:10') });
});

test('what is paused stands behind what runs', () => {
  const t = dispatched();
  t.at('2026-09-14 10:00:00').do(1, 'sign', {}, handler('u1'));
  const state = t.of(1);
  const ledger = [...state.ledger, ...state.ledger.filter((l) => l.clock === 'first_contact').map((l) => ({ ...l, op: 'pause' as const, at: t.now }))];
  const columns = columnsOf({ ...state, ledger }, t.rules, t.now);
  expect([columns.clock, columns.paused]).toEqual(['handling', false]);
});
