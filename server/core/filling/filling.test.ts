import { expect, test } from 'vitest';
import { randomInt, randomOf, seededRandom } from '../../../db/seed/random.ts';
import { buildCalendar } from '../calendar/calendar.ts';
import type { DerivedIndicator } from '../indicator/derive.ts';
import { dutyFault, isPeriod, takesFilling } from './duty.ts';
import { figureFault, figureQuestions, shownValue } from './figures.ts';
import { periodAt, periodFrom, periodsOf, slotTime, spanOfPeriod } from './periods.ts';
import { compareUrgency, type Decision, type Filed, isToFill, remindersDue, SLOT_STATES, slotOfFiled } from './slot.ts';

const DAY = 86_400_000;
const zone = () => 8 * 3_600_000;
const HOURS = [{ from: 540, to: 1080 }];
const published = { year: 2026, source: '虚构通知', holidays: [{ name: '虚构节', from: '2026-12-03', to: '2026-12-04' }], workdays: ['2026-12-05'] };
const calendar = buildCalendar([published], zone, HOURS);
const local = (text: string) => Date.parse(`${text}+08:00`);
const row = (over: Partial<DerivedIndicator> = {}): DerivedIndicator => ({
  code: 'x',
  kind: 'manual',
  scale: 2,
  display: { decimals: 2, factor: 1 },
  additivity: { region: 'none', time: 'last' },
  keeps: [],
  from: [],
  reportedAt: ['city'],
  ...over,
});

test('days after a period: its last day does not count, working days follow the calendar, an unpublished year is said', () => {
  expect(slotTime(calendar, '2026-11', { amount: 5, unit: 'natural_day' })).toEqual({
    opensAt: local('2026-12-01T00:00'),
    dueAt: local('2026-12-06T00:00'),
    provisional: false,
  });
  // 1, 2, then the exchange day 5, then 7 and 8 December.
  expect(slotTime(calendar, '2026-11', { amount: 5, unit: 'working_day' })).toMatchObject({ dueAt: local('2026-12-09T00:00'), provisional: false });
  expect(slotTime(calendar, '2026', { amount: 3, unit: 'working_day' })).toMatchObject({ opensAt: local('2027-01-01T00:00'), provisional: true });
  expect(slotTime(calendar, '2026', { amount: 3, unit: 'natural_day' }).provisional).toBe(false);
});

test('periods of a duty run from its first to its last, newest first', () => {
  const now = local('2026-11-24T10:00');
  expect(periodsOf({ grain: 'month', from: '2026-08', until: null }, now, zone, 12)).toEqual(['2026-11', '2026-10', '2026-09', '2026-08']);
  expect(periodsOf({ grain: 'month', from: '2025-01', until: '2026-09' }, now, zone, 2)).toEqual(['2026-09', '2026-08']);
  expect(periodsOf({ grain: 'quarter', from: '2025-Q4', until: null }, now, zone, 12)).toEqual(['2026-Q4', '2026-Q3', '2026-Q2', '2026-Q1', '2025-Q4']);
  expect(periodsOf({ grain: 'year', from: '2027', until: null }, now, zone, 12)).toEqual([]);
  expect(periodFrom('month', '2026-01', -1, zone)).toBe('2025-12');
  expect(periodFrom('quarter', '2026-Q1', -1, zone)).toBe('2025-Q4');
  for (const [grain, name] of [
    ['month', '2026-02'],
    ['quarter', '2026-Q3'],
    ['year', '2026'],
  ] as const) {
    const { from, to } = spanOfPeriod(name, zone);
    expect([periodAt(grain, from, zone), periodAt(grain, to - 1, zone), periodAt(grain, to, zone)]).toEqual([name, name, periodFrom(grain, name, 1, zone)]);
    expect(isPeriod(grain, name)).toBe(true);
  }
});

test('an indicator is filled in when observation alone tells it, at a level that reports it', () => {
  expect(takesFilling(row())).toBe(true);
  expect(takesFilling(row({ kind: 'count' }))).toBe(false);
  expect(takesFilling(row({ kind: 'ratio', additivity: { region: 'add', time: 'add' } }))).toBe(false);
  expect(takesFilling(row({ from: [{ event: 'e', num: 1 }] }))).toBe(false);
  const duty = {
    indicator: 'x',
    region: '990100',
    department: 'd1',
    grain: 'month' as const,
    asks: [{ status: 'formal' as const, amount: 5, unit: 'working_day' as const }],
    from: '2026-01',
    until: null,
    remindDays: 3,
  };
  expect(dutyFault(duty, row(), 'city')).toBeNull();
  expect(dutyFault(duty, undefined, 'city')).toBe('indicator');
  expect(dutyFault(duty, row(), 'county')).toBe('level');
  expect(dutyFault({ ...duty, asks: [] }, row(), 'city')).toBe('asks');
  expect(dutyFault({ ...duty, asks: [...duty.asks, ...duty.asks] }, row(), 'city')).toBe('asks');
  expect(dutyFault({ ...duty, asks: [{ status: 'formal', amount: 0, unit: 'natural_day' }] }, row(), 'city')).toBe('days');
  expect(dutyFault({ ...duty, from: '2026-Q1' }, row(), 'city')).toBe('from');
  expect(dutyFault({ ...duty, until: '2025-12' }, row(), 'city')).toBe('until');
  expect(dutyFault({ ...duty, remindDays: -1 }, row(), 'city')).toBe('remind');
});

test('figures are kept by the indicator’s own scale, and a ratio that adds needs its parts', () => {
  const share = row({ kind: 'ratio', scale: 0, display: { decimals: 2, factor: 100 }, additivity: { region: 'add', time: 'last' } });
  expect(figureFault(row(), {})).toBe('lacks');
  expect(figureFault(row(), { numerator: 1, denominator: 2 })).toBe('lacks');
  expect(figureFault(row(), { value: 1.234 })).toBe('not_exact');
  expect(figureFault(row(), { value: Number.NaN })).toBe('not_finite');
  expect(figureFault(row(), { value: -1.25 })).toBeNull();
  expect(figureFault(share, { value: 99 })).toBe('needs_parts');
  expect(figureFault(share, { numerator: 1 })).toBe('lacks');
  expect(figureFault(share, { numerator: -1, denominator: 2 })).toBe('negative');
  expect(figureFault(share, { numerator: 1, denominator: 0 })).toBe('no_denominator');
  expect(figureFault(share, { numerator: 1.5, denominator: 2 })).toBe('not_exact');
  expect(shownValue(share, { numerator: 3, denominator: 4 })).toBe(75);
  expect(shownValue(row({ kind: 'ratio', display: { decimals: 1, factor: 100 } }), { value: 99.5 })).toBe(99.5);
});

test('a jump, more than the whole and less than nothing are asked about', () => {
  const score = { ...row(), unit: '分', normalRange: { kind: 'fixed', low: 9, high: null } };
  expect(figureQuestions(score, 9.5, 9.4)).toEqual([]);
  expect(figureQuestions(score, 4, 9.4)).toEqual(['jump', 'out_of_range']);
  expect(figureQuestions({ ...row(), unit: '条' }, -1, null)).toEqual(['negative']);
  const share = { ...row({ kind: 'ratio', display: { decimals: 2, factor: 100 } }), unit: '%' };
  expect(figureQuestions(share, 89, 80)).toEqual([]);
  expect(figureQuestions(share, 101, 80)).toEqual(['jump', 'over_whole']);
});

test('whatever is filed, a slot has one state that says what holds; lateness and versions never go back', () => {
  const random = seededRandom(7);
  const time = { opensAt: 100 * DAY, dueAt: 105 * DAY, provisional: false };
  const seen = new Set<string>();
  for (let round = 0; round < 250; round++) {
    const filed: Filed[] = [];
    let now = (100 + randomInt(random, 8)) * DAY;
    let before = slotOfFiled(time, filed, now);
    for (let step = 0; step < 8; step++) {
      now += randomInt(random, 2 * DAY);
      const pending = filed.findIndex((f) => f.decision === null);
      const at = filed.findLastIndex((f) => f.decision === 'accepted');
      const change = randomInt(random, 3);
      const decision = randomOf(random, ['accepted', 'returned', 'withdrawn'] as Decision[]);
      const next = { id: filed.length + 1, at: now, by: randomInt(random, 2), decision: null, retracted: false, untaken: null };
      if (pending >= 0) filed[pending] = { ...(filed[pending] as Filed), decision };
      if (pending >= 0 && decision === 'withdrawn') filed.push(next);
      else if (pending < 0 && change === 0 && at >= 0) filed[at] = { ...(filed[at] as Filed), retracted: true };
      else if (pending < 0 && change === 1 && at >= 0)
        filed[at] = { ...(filed[at] as Filed), untaken: (filed[at] as Filed).untaken ?? ((filed[at] as Filed).retracted ? 'retraction' : 'value') };
      if (filed.every((f) => f.decision !== null) && change > 0) filed.push(next);
      const slot = slotOfFiled(time, filed, now);
      seen.add(slot.state);
      expect(SLOT_STATES).toContain(slot.state);
      expect(slot.pending === null || slot.state === 'submitted').toBe(true);
      expect(slot.state === 'accepted').toBe(slot.pending === null && slot.standing !== null);
      expect(slot.overdue && (slot.pending !== null || slot.standing !== null)).toBe(false);
      expect(slot.version).toBeGreaterThanOrEqual(before.version);
      // Time alone changes neither what holds nor what was late.
      const later = slotOfFiled(time, filed, now + 400 * DAY);
      expect([later.standing, later.pending, later.late]).toEqual([slot.standing, slot.pending, slot.late]);
      expect(slot.late).toBe((slot.receivedAt ?? 0) > time.dueAt);
      if (before.late || before.standing !== null) expect(slot.late).toBe(before.late);
      before = slot;
    }
  }
  expect([...seen].sort()).toEqual(SLOT_STATES.filter((s) => s !== 'ahead').sort());
});

test('what the figures did not take does not stand: what stood before goes on', () => {
  const time = { opensAt: 0, dueAt: 10 * DAY, provisional: false };
  const filed = (id: number, over: Partial<Filed> = {}): Filed => ({ id, at: id * DAY, by: 1, decision: 'accepted', retracted: false, untaken: null, ...over });
  const slot = (...rows: Filed[]) => {
    const { state, standing, untaken } = slotOfFiled(time, rows, 20 * DAY);
    return [state, standing, untaken];
  };
  expect(slot(filed(1), filed(2))).toEqual(['accepted', 2, null]);
  expect(slot(filed(1), filed(2, { untaken: 'value' }))).toEqual(['accepted', 1, 2]);
  expect(slot(filed(1, { untaken: 'value' }))).toEqual(['returned', null, 1]);
  expect(slot(filed(1), filed(2, { untaken: 'value' }), filed(3))).toEqual(['accepted', 3, null]);
  expect(slot(filed(1), filed(2, { retracted: true }))).toEqual(['returned', null, null]);
  expect(slot(filed(1), filed(2, { retracted: true, untaken: 'retraction' }))).toEqual(['accepted', 2, 2]);
  expect(slot(filed(1, { retracted: true }), filed(2, { untaken: 'value' }))).toEqual(['returned', null, 2]);
});

test('a slot is in time by the first filing of what was accepted: the author may correct his own before the check, what was sent back begins anew', () => {
  const time = { opensAt: 0, dueAt: 10 * DAY, provisional: false };
  const slot = (...steps: [day: number, by: number, decision: Decision | null][]) => {
    const filed = steps.map(([day, by, decision], i) => ({ id: i + 1, at: day * DAY, by, decision, retracted: false, untaken: null }));
    const { late, receivedAt } = slotOfFiled(time, filed, 30 * DAY);
    return [receivedAt === null ? null : receivedAt / DAY, late];
  };
  expect(slot()).toEqual([null, false]);
  expect(slot([9, 1, null])).toEqual([9, false]);
  expect(slot([11, 1, null])).toEqual([11, true]);
  // Corrected by its author before anybody looked, however often.
  expect(slot([9, 1, 'withdrawn'], [11, 1, null])).toEqual([9, false]);
  expect(slot([9, 1, 'withdrawn'], [11, 1, 'withdrawn'], [12, 1, 'accepted'])).toEqual([9, false]);
  expect(slot([9, 1, 'withdrawn'], [11, 2, 'accepted'])).toEqual([11, true]);
  expect(slot([9, 1, 'withdrawn'], [11, 2, 'withdrawn'], [12, 1, 'accepted'])).toEqual([12, true]);
  // Sent back in time and filed again too late.
  expect(slot([9, 1, 'returned'])).toEqual([9, false]);
  expect(slot([9, 1, 'returned'], [11, 1, 'accepted'])).toEqual([11, true]);
  expect(slot([7, 1, 'withdrawn'], [8, 1, 'returned'], [9, 1, 'withdrawn'], [11, 1, 'accepted'])).toEqual([9, false]);
  expect(slot([11, 1, 'returned'], [12, 1, null])).toEqual([12, true]);
  // What was accepted in time stays so, whatever corrects it.
  expect(slot([9, 1, 'accepted'], [20, 1, 'returned'], [21, 1, 'accepted'])).toEqual([9, false]);
});

test('the worst comes first, and reminders are due only while something is to be filled in', () => {
  const time = { opensAt: 10 * DAY, dueAt: 20 * DAY, provisional: false };
  const at = (now: number, filed: Filed[] = []) => slotOfFiled(time, filed, now);
  expect(at(9 * DAY).state).toBe('ahead');
  expect(isToFill(at(9 * DAY).state)).toBe(false);
  expect(remindersDue(time, at(9 * DAY), 15, 9 * DAY)).toEqual([]);
  expect(remindersDue(time, at(16 * DAY), 3, 16 * DAY)).toEqual([]);
  expect(remindersDue(time, at(17 * DAY), 3, 17 * DAY)).toEqual(['before']);
  expect(remindersDue(time, at(17 * DAY), 0, 17 * DAY)).toEqual([]);
  expect(remindersDue(time, at(20 * DAY), 3, 20 * DAY)).toEqual(['before']);
  expect(remindersDue(time, at(21 * DAY), 3, 21 * DAY)).toEqual(['overdue']);
  const filed: Filed = { id: 1, at: 12 * DAY, by: 1, decision: null, retracted: false, untaken: null };
  expect(remindersDue(time, at(21 * DAY, [filed]), 3, 21 * DAY)).toEqual([]);
  const returned = { time, slot: at(15 * DAY, [{ ...filed, decision: 'returned' }]) };
  const open = { time: { dueAt: 16 * DAY }, slot: at(15 * DAY) };
  const overdue = { time, slot: at(21 * DAY) };
  expect([open, returned, overdue].sort(compareUrgency)).toEqual([overdue, returned, open]);
});
