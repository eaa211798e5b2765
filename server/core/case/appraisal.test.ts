import { expect, test } from 'vitest';
import { CLOCKWORK, calendarOf, Desk, handler, local, ROWS, SUPERVISOR, YEAR_2026 } from '../kinds/testing.ts';
import { type Appraisal, type AppraisalInput, addUp, appraise } from './appraisal.ts';
import { callMeasures } from './calls.ts';
import { compare, compositeOf, rateOf } from './compare.ts';
import { type Countable, countableOf } from './countable.ts';
import { medianOf, openByBand } from './workload.ts';

const exclusions = ROWS.filter((r) => r.rule === 'exclusion');
const U1 = handler('u1');

function input(t: Desk, from = '2026-09-01 00:00', to = '2026-11-01 00:00'): AppraisalInput {
  return { from: local(from), to: local(to), now: t.now, calendar: t.rules.calendar, exclusions };
}

const statesOf = (t: Desk): Countable[] => [...t.states.values()].map(countableOf);

function all(t: Desk, span?: AppraisalInput): Appraisal {
  const found = appraise(statesOf(t), span ?? input(t), () => 'all').get('all');
  if (!found) throw new Error('nothing counted');
  return found;
}

/** Through the whole loop at once, with what the caller says. */
function through(t: Desk, id: number, level: number, resolved: boolean): void {
  t.report(id, { requestType: '咨询' });
  t.do(id, 'dispatch', { unit: 'u1' });
  t.do(id, 'sign', {}, U1);
  t.do(id, 'answer', { text: '…', result: 'resolved' }, U1);
  t.do(id, 'close');
  t.do(id, 'follow_up', { by: 'call', reached: true, level, resolved });
}

test('满意率 counts 基本满意, 解决率 what was confirmed (domain.md 1.8)', () => {
  const t = new Desk('2026-09-14 09:00');
  through(t, 1, 3, true);
  through(t, 2, 2, true);
  through(t, 3, 5, false);
  expect(all(t)).toMatchObject({
    satisfaction: { num: 2, den: 3 },
    resolution: { num: 2, den: 3 },
    followed_up: { num: 3, den: 3 },
    follow_up_reached: { num: 3, den: 3 },
  });
});

test('行政调解 and 执法办案 leave the satisfaction, counted as left out (guangdong-2.md C.5 L3349)', () => {
  const t = new Desk('2026-09-14 09:00');
  through(t, 1, 1, false);
  through(t, 2, 5, true);
  t.do(1, 'mark', { flag: 'enforcement' }, SUPERVISOR);
  const { satisfaction, response, on_time_sign } = all(t);
  expect(satisfaction).toEqual({ num: 1, den: 1, left: { 'flag:enforcement': 1 } });
  expect([response.den, on_time_sign.den]).toEqual([2, 2]);
});

test('剔除 after approval takes a case out of the measures named, with the reason (domain.md 1.8)', () => {
  const t = new Desk('2026-09-14 09:00');
  through(t, 1, 1, false);
  t.do(1, 'ask_exclusion', { reason: 'unreasonable', measures: ['satisfaction'], text: '…' }, U1);
  expect(all(t).satisfaction.den).toBe(1);
  t.do(1, 'settle_exclusion', { grant: true, reason: '…' }, SUPERVISOR);
  expect(all(t)).toMatchObject({ satisfaction: { num: 0, den: 0, left: { 'excluded:unreasonable': 1 } }, resolution: { num: 0, den: 1 } });
  expect(rateOf(all(t).satisfaction)).toBeNull();
});

test('应办结 is what fell due: running before its deadline is not due, running after it is late (domain.md 1.8)', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1, { requestType: '咨询' });
  t.do(1, 'dispatch', { unit: 'u1' });
  t.at('2026-09-15 09:00');
  expect(all(t).on_time_close).toEqual({ num: 0, den: 0, left: { not_due: 1 } });
  t.at('2026-09-17 00:01');
  expect(all(t).on_time_close).toEqual({ num: 0, den: 1, left: {} });
  expect(all(t).on_time_sign).toEqual({ num: 0, den: 1, left: {} });
  // A month that ended before the deadline does not change afterwards.
  expect(appraise(statesOf(t), input(t, '2026-09-01 00:00', '2026-09-16 00:00'), () => 'all').get('all')?.on_time_close.den).toBe(0);
});

test('automatic signing is late; where a calendar published later made it early, it is left out', () => {
  const t = new Desk('2026-12-31 10:00');
  t.report(1);
  t.do(1, 'dispatch', { unit: 'u1' });
  t.at('2027-01-02 09:00').do(1, 'auto_sign', {}, CLOCKWORK);
  const year = { from: local('2026-12-01 00:00'), to: local('2027-12-01 00:00'), now: t.now, exclusions };
  expect(all(t, { ...year, calendar: t.rules.calendar }).on_time_sign).toEqual({ num: 0, den: 1, left: {} });
  const published = { year: 2027, source: 'a made-up notice', holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }], workdays: [] };
  expect(all(t, { ...year, calendar: calendarOf([YEAR_2026, published]) }).on_time_sign).toEqual({ num: 0, den: 0, left: { signed_early: 1 } });
});

test('直接办结率 = 座席当场答复办结/受理, 办结率 within the same cohort (domain.md 1.8)', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1);
  t.do(1, 'direct_answer', { text: '…' });
  t.report(2);
  t.do(2, 'dispatch', { unit: 'u1' });
  t.report(3);
  t.do(3, 'refuse', { reason: 'elsewhere', text: '…' });
  t.report(4);
  t.do(4, 'accept');
  t.do(4, 'withdraw', { reason: '…' });
  expect(all(t)).toMatchObject({ direct: { num: 1, den: 3 }, closed: { num: 1, den: 2, left: { withdrawn: 1 } } });
});

test('rates of groups are sums of their parts, never means', () => {
  const t = new Desk('2026-09-14 09:00');
  through(t, 1, 5, true);
  through(t, 2, 1, true);
  t.report(3, { desk: 'C2', region: 'C2' });
  t.do(3, 'direct_answer', { text: '…' });
  t.do(3, 'follow_up', { by: 'call', reached: true, level: 5, resolved: true });
  const cities = appraise(statesOf(t), input(t), (one) => one.region);
  expect([...cities].map(([city, a]) => [city, a.satisfaction.num, a.satisfaction.den])).toEqual([
    ['C1', 1, 2],
    ['C2', 1, 1],
  ]);
  expect(addUp(cities.values())).toEqual(all(t));
});

test('groups are compared only with their peers, small samples are marked and not ranked, and it can be switched off (国办函〔2025〕66号)', () => {
  const measure = (num: number, den: number): Appraisal => {
    const empty = Object.fromEntries(Object.keys(all(new DeskOfOne())).map((m) => [m, { num: 0, den: 0, left: {} }]));
    return { ...empty, satisfaction: { num, den, left: {} } } as Appraisal;
  };
  const rows = new Map([
    ['a', measure(90, 100)],
    ['b', measure(95, 100)],
    ['c', measure(2, 2)],
    ['d', measure(50, 100)],
    ['e', measure(90, 100)],
  ]);
  const options = { peersOf: (g: string) => (g === 'd' ? 'north' : 'delta'), smallest: 30, on: true, better: 'high' as const };
  expect(compare(rows, 'satisfaction', options).map((r) => [r.group, r.rank, r.small])).toEqual([
    ['a', 2, false],
    ['b', 1, false],
    ['c', null, true],
    ['d', 1, false],
    ['e', 2, false],
  ]);
  expect(compare(rows, 'satisfaction', { ...options, on: false }).every((r) => r.rank === null && r.rate !== null)).toBe(true);
  expect(compare(rows, 'satisfaction', { ...options, better: 'low' }).find((r) => r.group === 'b')?.rank).toBe(3);
});

class DeskOfOne extends Desk {
  constructor() {
    super('2026-09-14 09:00');
    through(this, 1, 5, true);
  }
}

test('三率 is weighted, and is not made up when one of the three is missing (domain.md 1.8)', () => {
  const t = new DeskOfOne();
  expect(compositeOf({ ...all(t), response: { num: 1, den: 2, left: {} } }, { response: 0.2, resolution: 0.4, satisfaction: 0.4 })).toBeCloseTo(0.9, 12);
  expect(compositeOf({ ...all(t), response: { num: 0, den: 0, left: {} } }, { response: 0.2, resolution: 0.4, satisfaction: 0.4 })).toBeNull();
});

test('接通率, 15 秒接通率, 放弃率 and mean times are sums over sums (domain.md 1.8)', () => {
  const hour = (offered: number, answered: number) => ({
    offered,
    answered,
    answeredIn15s: answered - 1,
    abandoned: offered - answered,
    waitSeconds: 12 * answered,
    talkSeconds: 150 * answered,
  });
  const { connected, in15s, abandoned, wait, talk } = callMeasures([hour(100, 96), hour(10, 4)]);
  expect([connected, in15s, abandoned].map((m) => [m.num, m.den])).toEqual([
    [100, 110],
    [98, 100],
    [10, 110],
  ]);
  expect([rateOf(wait), rateOf(talk)]).toEqual([12, 150]);
});

test('open tickets by remaining time sum to the open ones (domain.md 1.8: green > 50 %, yellow, orange ≤ 20 %, red)', () => {
  const t = new Desk('2026-09-14 09:00');
  for (const id of [1, 2, 3]) t.report(id, { requestType: '求助' });
  for (const id of [1, 2]) t.do(id, 'dispatch', { unit: 'u1' });
  t.do(2, 'return', { reason: 'other', text: '…' }, U1);
  const at = (time: string) => openByBand(statesOf(t), t.rules.calendar, local(time));
  expect(at('2026-09-14 10:00')).toEqual({ green: 1, yellow: 0, orange: 0, red: 0, paused: 1, no_clock: 1 });
  expect([at('2026-09-22 00:00').yellow, at('2026-09-24 00:00').orange, at('2026-09-29 00:01').red]).toEqual([1, 1, 1]);
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([])]).toEqual([2, 2.5, null]);
});

test('a period does not change after it: what was closed in September and done again in October was closed in September', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1, { requestType: '求助' });
  t.do(1, 'direct_answer', { text: '…' });
  t.do(1, 'follow_up', { by: 'call', reached: true, level: 1, resolved: false });
  const closed = (from: string, to: string) =>
    appraise([countableOf(t.of(1))], { from: local(from), to: local(to), now: t.now, calendar: calendarOf(), exclusions: [] }, () => 'all').get('all')?.closed;
  const before = closed('2026-09-01 00:00', '2026-10-01 00:00');
  t.at('2026-10-09 09:00').do(1, 'redo', { reason: '…' });
  expect(before).toMatchObject({ num: 1, den: 1 });
  expect(closed('2026-09-01 00:00', '2026-10-01 00:00')).toEqual(before);
  expect(closed('2026-09-01 00:00', '2026-11-01 00:00')).toMatchObject({ num: 0, den: 1 });
});
