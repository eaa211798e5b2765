import { expect, test } from 'vitest';
import { Desk, handler, local, ROWS } from '../kinds/testing.ts';
import { appraise } from './appraisal.ts';
import { countableOf } from './countable.ts';
import { linesOf, quantileOf, Tally, type TallyInput } from './tally.ts';
import { medianOf, openByBand } from './workload.ts';

const U1 = handler('u1');
const U2 = handler('u2');
const exclusions = ROWS.filter((r) => r.rule === 'exclusion');
const DAY = 86_400_000;

function inputOf(t: Desk, from = '2026-09-01 00:00', to = '2026-11-01 00:00'): TallyInput {
  return { from: local(from), to: local(to), now: t.now, calendar: t.rules.calendar, exclusions, silentAfter: 7 * DAY };
}

function tallyOf(t: Desk, input = inputOf(t)): Tally {
  const tally = new Tally(input);
  for (const state of t.states.values()) tally.take(countableOf(state));
  return tally;
}

/** One closed by u1 on the day it came, one by u2 after a return by u1, one of u1 that is late, one that waits at the desk. */
function floor(): Desk {
  const t = new Desk('2026-09-14 09:00');
  for (const id of [1, 2, 3, 4]) t.report(id, { requestType: '咨询', region: id === 4 ? 'C2' : 'C1', category: id === 3 ? '0102' : '0101' });
  for (const id of [1, 2, 3]) t.do(id, 'dispatch', { unit: 'u1' });
  t.do(2, 'return', { reason: 'not_duty', text: '…' }, U1);
  t.do(2, 'adjudicate', { accept: true, reason: '…' });
  t.do(2, 'dispatch', { unit: 'u2' });
  t.do(1, 'sign', {}, U1);
  t.do(2, 'sign', {}, U2);
  t.at('2026-09-15 09:00');
  t.do(1, 'answer', { text: '…', result: 'resolved' }, U1);
  t.do(1, 'close');
  t.do(1, 'follow_up', { by: 'call', reached: true, level: 5, resolved: true });
  t.at('2026-09-16 09:00');
  t.do(2, 'answer', { text: '…', result: 'resolved' }, U2);
  t.do(2, 'close');
  t.at('2026-09-24 09:00');
  return t;
}

test('counted by hand: numerators, denominators, what is open and what wants to be looked at', () => {
  const t = floor();
  const lines = linesOf(tallyOf(t).cells, (c) => c.unit ?? 'desk');
  expect(lines.get('u1')?.appraisal).toMatchObject({
    returned: { num: 1, den: 3 },
    dispatch_right: { num: 2, den: 3 },
    on_time_sign: { num: 1, den: 2, left: { returned: 1 } },
    on_time_close: { num: 1, den: 2 },
    satisfaction: { num: 1, den: 1, left: {} },
  });
  expect(lines.get('u2')?.appraisal).toMatchObject({ returned: { num: 0, den: 1 }, on_time_sign: { num: 1, den: 1 } });
  expect(lines.get('u1')).toMatchObject({
    bands: { red: 1, green: 0 },
    watch: { late: 1, soon: 0, bounced: 0, silent: 1 },
    handling: { closed: 1, days: { median: 1, p90: 1 }, workdays: { median: 1, p90: 1, of: 1 }, unpublished: 0 },
  });
  expect(lines.get('desk')).toMatchObject({ bands: { no_clock: 1 }, handling: { closed: 0, days: null, workdays: null } });
});

test('the sums are those of the appraisal over all cases, however they are cut', () => {
  const t = floor();
  const states = [...t.states.values()].map(countableOf);
  const whole = appraise(states, inputOf(t), () => 'all').get('all');
  const { cells } = tallyOf(t);
  expect(linesOf(cells, () => 'all').get('all')?.appraisal).toEqual(whole);
  for (const keyOf of [(c: (typeof cells)[number]) => c.region, (c: (typeof cells)[number]) => c.category]) {
    const lines = [...linesOf(cells, keyOf).values()];
    for (const m of ['returned', 'on_time_sign', 'on_time_close', 'closed'] as const) {
      expect(lines.reduce((n, l) => n + l.appraisal[m].num, 0)).toBe(whole?.[m].num);
      expect(lines.reduce((n, l) => n + l.appraisal[m].den, 0)).toBe(whole?.[m].den);
    }
  }
  expect(linesOf(cells, () => 'all').get('all')?.bands).toEqual(openByBand(states, t.rules.calendar, t.now));
});

test('every number has its cases', () => {
  const t = floor();
  const cells = tallyOf(t).cells.filter((c) => c.unit === 'u1');
  const ids = (part: 'hit' | 'miss') => cells.flatMap((c) => c.counted.get('on_time_close')?.[part] ?? []);
  expect([ids('hit'), ids('miss')]).toEqual([[1], [3]]);
  expect(cells.flatMap((c) => c.counted.get('on_time_sign')?.left.returned ?? [])).toEqual([2]);
});

test('working days are told of published years alone', () => {
  const t = new Desk('2025-03-03 09:00');
  t.report(1, { requestType: '咨询' });
  t.do(1, 'direct_answer', { text: '…' });
  const line = linesOf(tallyOf(t, inputOf(t, '2025-01-01 00:00', '2026-01-01 00:00')).cells, () => 'all').get('all');
  expect(line?.handling).toMatchObject({ closed: 1, unpublished: 0, days: { median: 0, p90: 0 } });
  t.at('2025-03-03 10:00').report(2, { requestType: '咨询' });
  t.at('2025-03-06 10:00').do(2, 'direct_answer', { text: '…' });
  const later = linesOf(tallyOf(t, inputOf(t, '2025-01-01 00:00', '2026-01-01 00:00')).cells, () => 'all').get('all');
  expect(later?.handling).toMatchObject({ closed: 2, unpublished: 1, workdays: { of: 1 } });
});

test('nearest rank: the ninth of ten, the only one of one', () => {
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  expect([quantileOf(ten, 0.9), quantileOf([7], 0.9), quantileOf([], 0.9), medianOf(ten)]).toEqual([9, 7, null, 5.5]);
});
