import { expect, test } from 'vitest';
import { appraise } from '../case/appraisal.ts';
import { clockOf, clocksOf } from '../case/clock.ts';
import { countableOf } from '../case/countable.ts';
import { deadlineOf } from '../case/deadline.ts';
import { noticesOf } from '../case/journal.ts';
import { KINDS } from './kinds.ts';
import { calendarOf, Desk, DISPATCHER, handler, local, ROWS, shown } from './testing.ts';

/**
 * call → dispatch → return → adjudicated → designated → signed → extended → answered → sent back → answered → closed →
 * follow-up dissatisfied → redo → closed → review. September 2026: the 20th is worked in exchange, 25–27 is 中秋节,
 * 1–7 October 国庆节, 10 October is worked in exchange.
 */
test('a complaint goes the whole way, and timeline, clocks and appraisal agree to the second', () => {
  const t = new Desk('2026-09-14 09:02:11');
  const due = (kind: 'sign' | 'handling' | 'first_contact' | 'follow_up') => {
    const clock = clockOf(t.of(1).ledger, kind);
    if (!clock) throw new Error(`no ${kind} clock`);
    const d = deadlineOf(clock, t.rules.calendar, t.now);
    return `${d.state} ${shown(d.due)}`;
  };

  t.report(1); // Monday 14 September
  t.at('2026-09-14 09:10:00').do(1, 'dispatch', { unit: 'u1', clause: '目录 1.1', rank: 1 });
  // 1 working day to sign [S33]; 15 working days to handle [S16*]: the 1st is the 15th, the 20th and 10 October count, 25–27 and 1–7 do not.
  expect(due('sign')).toBe('ok 2026-09-16 00:00:00');
  expect(due('handling')).toBe('ok 2026-10-11 00:00:00');
  expect(due('first_contact')).toBe('ok 2026-09-15 09:10:00');

  t.at('2026-09-14 16:00:00').do(1, 'return', { reason: 'not_duty', text: '不属本单位职责' }, handler('u1'));
  expect(due('handling')).toBe('paused 2026-10-11 00:00:00');
  // Under review over the end of one working day (the 15th), which therefore does not count.
  t.at('2026-09-16 10:00:00').do(1, 'adjudicate', { accept: true, reason: '理由成立' });
  expect(due('handling')).toBe('ok 2026-10-13 00:00:00');
  t.at('2026-09-16 10:05:00').do(1, 'designate', { unit: 'u2', reason: '职责交叉，指定承办' });
  expect(t.try(1, 'return', { reason: 'not_duty', text: '不是我们' }, handler('u2'))?.code).toBe('designated');

  t.at('2026-09-16 15:00:00').do(1, 'sign', {}, handler('u2'));
  t.at('2026-09-16 17:00:00').do(1, 'contact', { way: 'phone' }, handler('u2'));
  t.at('2026-10-09 11:00:00').do(1, 'extend', { amount: 5, reason: '需第三方检测' }, handler('u2'));
  t.at('2026-10-09 15:30:00').do(1, 'settle_extension', { grant: true, reason: '同意' });
  // Five more working days after Monday the 12th.
  expect(due('handling')).toBe('ok 2026-10-20 00:00:00');
  const told = noticesOf(t.journal(1).at(-1) ?? { effects: [] }).find((n) => n.whom === 'caller');
  expect(told).toMatchObject({ what: 'extended', params: { due: local('2026-10-20 00:00'), dueDate: '2026-10-19', provisional: false } });

  t.at('2026-10-15 09:00:00').do(1, 'answer', { text: '已处理', result: 'resolved' }, handler('u2'));
  t.at('2026-10-16 09:00:00').do(1, 'check_back', { reason: '未回应诉求第二点' });
  // Sent back: the clock has not stopped, and the checker's day is no gift either.
  expect(due('handling')).toBe('soon 2026-10-20 00:00:00');
  t.at('2026-10-19 17:45:30').do(1, 'answer', { text: '已补充', result: 'resolved' }, handler('u2'));
  t.at('2026-10-20 10:00:00').do(1, 'close');
  expect(due('handling')).toBe('met 2026-10-20 00:00:00');

  t.at('2026-10-21 10:00:00').do(1, 'follow_up', { by: 'call', reached: true, level: 2, resolved: false });
  t.at('2026-10-21 11:00:00').do(1, 'redo', { reason: '承办单位原因' });
  expect(due('handling')).toBe('ok 2026-11-12 00:00:00');
  t.at('2026-10-28 16:00:00').do(1, 'answer', { text: '重新处理完毕', result: 'resolved' }, handler('u2'));
  t.at('2026-10-29 09:00:00').do(1, 'close');
  t.at('2026-10-30 09:30:00').do(1, 'follow_up', { by: 'call', reached: true, level: 4, resolved: true });
  expect(t.of(1).state).toBe('reviewed');
  t.at('2026-10-30 10:00:00').do(1, 'archive');

  const timeline = t.journal(1).map((e) => `${shown(e.at)} ${e.command} ${e.actor.id}`);
  expect(timeline).toEqual([
    '2026-09-14 09:02:11 report dispatcher',
    '2026-09-14 09:10:00 dispatch dispatcher',
    '2026-09-14 16:00:00 return of-u1',
    '2026-09-16 10:00:00 adjudicate dispatcher',
    '2026-09-16 10:05:00 designate dispatcher',
    '2026-09-16 15:00:00 sign of-u2',
    '2026-09-16 17:00:00 contact of-u2',
    '2026-10-09 11:00:00 extend of-u2',
    '2026-10-09 15:30:00 settle_extension dispatcher',
    '2026-10-15 09:00:00 answer of-u2',
    '2026-10-16 09:00:00 check_back dispatcher',
    '2026-10-19 17:45:30 answer of-u2',
    '2026-10-20 10:00:00 close dispatcher',
    '2026-10-21 10:00:00 follow_up dispatcher',
    '2026-10-21 11:00:00 redo dispatcher',
    '2026-10-28 16:00:00 answer of-u2',
    '2026-10-29 09:00:00 close dispatcher',
    '2026-10-30 09:30:00 follow_up dispatcher',
    '2026-10-30 10:00:00 archive dispatcher',
  ]);
  expect(t.replayed(1)).toEqual(t.of(1));
  expect(t.of(1).version).toBe(timeline.length);

  const clocks = clocksOf(t.of(1).ledger).map((c) => `${c.kind}${c.round} ${c.unit} ${c.stopReason} ${shown(c.stoppedAt ?? 0)}`);
  expect(clocks).toEqual([
    'sign1 u1 returned 2026-09-16 10:00:00',
    'first_contact1 u1 returned 2026-09-16 10:00:00',
    'handling1 u2 answered 2026-10-19 17:45:30',
    'sign2 u2 signed 2026-09-16 15:00:00',
    'first_contact2 u2 contacted 2026-09-16 17:00:00',
    'follow_up1 null reached 2026-10-21 10:00:00',
    'handling2 u2 answered 2026-10-28 16:00:00',
    'follow_up2 null reached 2026-10-30 09:30:00',
  ]);

  const exclusions = ROWS.filter((r) => r.rule === 'exclusion');
  const input = { from: local('2026-09-01 00:00'), to: local('2026-12-01 00:00'), now: local('2026-12-01 00:00'), calendar: calendarOf(), exclusions };
  const all = appraise([countableOf(t.of(1))], input, () => 'all').get('all');
  expect(all).toMatchObject({
    direct: { num: 0, den: 1 },
    on_time_sign: { num: 1, den: 1, left: { returned: 1 } },
    on_time_close: { num: 2, den: 2 },
    closed: { num: 1, den: 1 },
    returned: { num: 1, den: 2 },
    dispatch_right: { num: 1, den: 2 },
    response: { num: 1, den: 1, left: { returned: 1 } },
    resolution: { num: 1, den: 2 },
    satisfaction: { num: 1, den: 2 },
    redone: { num: 1, den: 2 },
    followed_up: { num: 2, den: 2 },
    follow_up_reached: { num: 2, den: 2 },
  });
  const byUnit = appraise([countableOf(t.of(1))], input, (_, unit) => unit);
  expect(byUnit.get('u1')?.returned).toEqual({ num: 1, den: 1, left: {} });
  expect(byUnit.get('u2')?.returned).toEqual({ num: 0, den: 1, left: {} });
});

test('of two dispatchers one wins, and the other reads who, when and what', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1);
  const seen = t.of(1).version;
  const first = { ...DISPATCHER, ref: { type: 'person' as const, id: 'chen' } };
  expect(t.at('2026-09-14 09:01').try(1, 'dispatch', { unit: 'u1' }, first, seen)).toBeNull();
  const before = t.of(1);
  expect(t.at('2026-09-14 09:02').try(1, 'dispatch', { unit: 'u2' }, DISPATCHER, seen)).toEqual({
    code: 'conflict',
    params: { expected: 1, version: 2, command: 'dispatch' },
    by: { type: 'person', id: 'chen' },
    at: local('2026-09-14 09:01'),
  });
  expect(t.of(1)).toBe(before);
});

test('every kind has a table that names only its own states', () => {
  for (const [kind, table] of Object.entries(KINDS)) {
    expect(table.kind).toBe(kind);
    for (const [name, command] of Object.entries(table.commands))
      if (Array.isArray(command.from)) for (const state of command.from) expect(Object.keys(table.states), `${kind}.${name}`).toContain(state);
  }
});
