import { expect, test } from 'vitest';
import { calendarOf, local, shown, YEAR_2026 } from '../kinds/testing.ts';
import { clockOf, elapsedOf } from './clock.ts';
import { deadlineOf, nextTurn, whenLeft } from './deadline.ts';
import { explainDeadline } from './explain.ts';
import type { ClockLine } from './state.ts';

const calendar = calendarOf();
const limit = (amount: number, unit: 'working_day' | 'natural_hour' = 'working_day') => ({ amount, unit, soon: 0.2 });
const rule = { id: 'complain', version: 1, source: 'domain.md 1.5 [S16*]' };

function lines(...ops: (Pick<ClockLine, 'op'> & { on: string } & Partial<ClockLine>)[]): ClockLine[] {
  return ops.map(({ on, ...l }, i) => ({ clock: 'handling', round: 1, at: local(on), seq: i + 1, reason: l.op, ...l }));
}

function at(ledger: ClockLine[], now: string, years = [YEAR_2026]) {
  const clock = clockOf(ledger, 'handling');
  if (!clock) throw new Error('no clock');
  return { clock, ...deadlineOf(clock, calendarOf(years), local(now)) };
}

const START = { op: 'start', on: '2026-09-14 10:00', limit: limit(10), rule, unit: 'u1' } as const;

test('ok, soon, late; on time until the last instant and including it', () => {
  const ledger = lines(START); // 15–18, 20–24, 28 September
  expect(at(ledger, '2026-09-14 10:00')).toMatchObject({ state: 'ok', left: 10, share: 1, over: 0, dueDate: '2026-09-28' });
  expect(at(ledger, '2026-09-23 23:00').state).toBe('ok');
  expect(at(ledger, '2026-09-24 00:00')).toMatchObject({ state: 'soon', left: 2 });
  expect(at(ledger, '2026-09-29 00:00')).toMatchObject({ state: 'soon', left: 0, over: 0 });
  expect(at(ledger, '2026-09-29 00:01')).toMatchObject({ state: 'late', left: 0, share: 0, over: 60_000 });
});

test('a clock tells when it turns, and when so much is left', () => {
  const { clock } = at(lines(START), '2026-09-14 10:00');
  const turn = nextTurn(clock, calendar, local('2026-09-14 10:00'));
  expect([turn?.to, shown(turn?.at ?? 0)]).toEqual(['soon', '2026-09-24 00:00:00']);
  expect(nextTurn(clock, calendar, local('2026-09-28 10:00'))).toEqual({ at: local('2026-09-29 00:00') + 1, to: 'late' });
  expect(nextTurn(clock, calendar, local('2026-09-30 10:00'))).toBeNull();
  expect(shown(whenLeft(clock, calendar, { amount: 1, unit: 'working_day' }, 0))).toBe('2026-09-28 00:00:00');
});

test('a pause moves the deadline and nothing runs off in it; what was late stays late', () => {
  const held = lines(START, { op: 'pause', on: '2026-09-16 09:00' });
  expect(at(held, '2026-09-16 09:00')).toMatchObject({ state: 'paused', left: 8.625 });
  // The clock did not run at the end of the 16th: that day is given back whole.
  for (const now of ['2026-09-17 00:01', '2026-09-22 09:00']) expect(at(held, now)).toMatchObject({ state: 'paused', left: 9 });
  const back = lines(START, { op: 'pause', on: '2026-09-16 09:00' }, { op: 'resume', on: '2026-09-22 09:00' });
  expect(at(back, '2026-09-22 09:00').dueDate).toBe('2026-10-10');
  expect(elapsedOf(at(back, '2026-09-22 09:00').clock, local('2026-09-22 10:00'))).toBe(48 * 3_600_000);
  const late = lines(START, { op: 'pause', on: '2026-09-30 09:00' });
  expect(at(late, '2026-10-30 09:00')).toMatchObject({ state: 'late', dueDate: '2026-09-28' });
});

test('an extension follows on the deadline, in its own unit too', () => {
  const more = { ...limit(3) };
  const extended = at(lines(START, { op: 'extend', on: '2026-09-24 10:00', limit: more }), '2026-09-24 10:00');
  expect(extended.dueDate).toBe('2026-10-08');
  expect(extended.left).toBeCloseTo(14 / 24 + 1 + 3, 9);
  const hours = lines(START, { op: 'extend', on: '2026-09-24 10:00', limit: limit(12, 'natural_hour') });
  expect(shown(at(hours, '2026-09-24 10:00').due)).toBe('2026-09-29 12:00:00');
});

test('stopped in time is met, later is missed; resumed after a stop it has run on', () => {
  const stopped = lines(START, { op: 'stop', on: '2026-09-28 20:00' });
  expect(at(stopped, '2026-11-01 09:00')).toMatchObject({ state: 'met', over: 0 });
  expect(at(lines(START, { op: 'stop', on: '2026-09-29 08:00' }), '2026-11-01 09:00')).toMatchObject({ state: 'missed', over: 8 * 3_600_000 });
  expect(at(lines(START, { op: 'stop', on: '2026-09-28 20:00' }, { op: 'resume', on: '2026-09-29 08:00' }), '2026-09-29 08:00').state).toBe('late');
});

test('another rule reads the same ledger again, with its pauses and extensions', () => {
  const ledger = lines(
    START,
    { op: 'pause', on: '2026-09-15 09:00' },
    { op: 'resume', on: '2026-09-17 09:00' },
    { op: 'rule', on: '2026-09-18 09:00', limit: limit(2), rule: { id: 'consult', version: 1, source: 'domain.md 1.5 [S16*]' } },
  );
  const { clock, dueDate } = at(ledger, '2026-09-18 09:00');
  expect([dueDate, clock.rule?.id, clock.was[0]?.rule?.id]).toEqual(['2026-09-18', 'consult', 'complain']); // 17, 18
});

test('a deadline is explained day by day', () => {
  const ledger = lines(START, { op: 'transfer', on: '2026-09-15 10:00', unit: 'u2' }, { op: 'extend', on: '2026-09-24 10:00', limit: limit(3), rule });
  const { clock } = at(ledger, '2026-09-24 10:00');
  const source = YEAR_2026.source;
  expect(explainDeadline(clock, calendar, local('2026-09-24 10:00'))).toEqual([
    { line: 'start', at: local('2026-09-14 10:00'), reason: 'start', unit: 'u1' },
    { line: 'limit', rule, amount: 10, unit: 'working_day' },
    { line: 'counted', from: '2026-09-15', to: '2026-09-18', amount: 4, source },
    { line: 'weekend', from: '2026-09-19', to: '2026-09-19' },
    { line: 'exchange', from: '2026-09-20', to: '2026-09-20', amount: 1, source },
    { line: 'counted', from: '2026-09-21', to: '2026-09-24', amount: 4, source },
    { line: 'holiday', from: '2026-09-25', to: '2026-09-27', name: '中秋节', source },
    { line: 'counted', from: '2026-09-28', to: '2026-09-28', amount: 1, source },
    { line: 'extension', at: local('2026-09-24 10:00'), reason: 'extend', rule, amount: 3, unit: 'working_day' },
    { line: 'counted', from: '2026-09-29', to: '2026-09-30', amount: 2, source },
    { line: 'holiday', from: '2026-10-01', to: '2026-10-07', name: '国庆节', source },
    { line: 'counted', from: '2026-10-08', to: '2026-10-08', amount: 1, source },
    { line: 'transfer', at: local('2026-09-15 10:00'), unit: 'u2', reason: 'transfer' },
    { line: 'due', at: local('2026-10-09 00:00'), date: '2026-10-08', provisional: false },
  ]);
});

test('a year without a calendar gives a provisional date, which its import corrects', () => {
  const ledger = lines({ op: 'start', on: '2026-12-30 10:00', limit: limit(3), rule });
  expect(at(ledger, '2026-12-30 10:00')).toMatchObject({ dueDate: '2027-01-04', provisional: true, unpublished: [2027] });
  const year = { year: 2027, source: 'a made-up notice', holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }], workdays: [] };
  expect(at(ledger, '2026-12-30 10:00', [YEAR_2026, year])).toMatchObject({ dueDate: '2027-01-05', provisional: false, unpublished: [] });
  const line = explainDeadline(at(ledger, '2026-12-30 10:00').clock, calendar, local('2026-12-30 10:00')).find((l) => l.line === 'unpublished');
  expect(line).toEqual({ line: 'unpublished', year: 2027 });
});
