import { expect, test } from 'vitest';
import { clockOf } from '../case/clock.ts';
import { deadlineOf } from '../case/deadline.ts';
import type { Actor } from '../case/powers.ts';
import type { JsonObject } from '../case/state.ts';
import { ANYBODY, CLOCKWORK, Desk, DISPATCHER, handler, LEADER, local, person, ROWS, row, rulesOf, SUPERVISOR, shown } from './testing.ts';

const U1 = handler('u1');
const U2 = handler('u2');

/** A ticket with unit u1, signed, on Monday 14 September 2026 at 10:00. */
function signed(data: JsonObject = {}): Desk {
  const t = new Desk('2026-09-14 09:00');
  t.report(1, data);
  t.at('2026-09-14 10:00').do(1, 'dispatch', { unit: 'u1' });
  t.do(1, 'sign', {}, U1);
  return t;
}

const code = (t: Desk, name: string, data: JsonObject = {}, actor: Actor = DISPATCHER, id = 1) => t.try(id, name, data, actor)?.code ?? 'taken';
const handlingDue = (t: Desk, id = 1) => {
  const clock = clockOf(t.of(id).ledger, 'handling');
  return clock ? shown(deadlineOf(clock, t.rules.calendar, t.now).due) : null;
};

test('limits by request type: 咨询 2, 求助 and 建议 10, 投诉 15 working days (domain.md 1.5 [S16*])', () => {
  const days = { 咨询: '2026-09-17', 求助: '2026-09-29', 建议: '2026-09-29', 投诉: '2026-10-11' };
  for (const [requestType, due] of Object.entries(days)) expect(handlingDue(signed({ requestType }))).toBe(`${due} 00:00:00`);
});

test('特急 2 h and 紧急 24 h run in natural hours from receipt, over a holiday too (domain.md 1.5 [K])', () => {
  const t = new Desk('2026-10-01 22:00');
  t.report(1, { priority: 'critical' });
  expect([handlingDue(t), t.of(1).flags.urgent?.value]).toEqual(['2026-10-02 00:00:00', 'critical']);
  t.do(1, 'prioritize', { priority: 'urgent' });
  expect(handlingDue(t)).toBe('2026-10-02 22:00:00');
});

test('the clock starts at 派单, not at 签收, unless the rule counts from receipt (domain.md 1.4 [D])', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1);
  expect(handlingDue(t)).toBeNull();
  const from = { amount: 15, unit: 'working_day' as const, soon: 0.2, from: 'received' as const };
  t.rules = rulesOf([...ROWS, row('limit', from, { where: { clock: 'handling', region: 'C2' } })]);
  t.at('2026-09-15 09:00').report(2, { region: 'C2', receivedAt: local('2026-09-11 09:00') });
  expect(handlingDue(t, 2)).toBe('2026-10-10 00:00:00');
  t.at('2026-09-16 09:00').do(2, 'dispatch', { unit: 'u1' });
  expect(handlingDue(t, 2)).toBe('2026-10-10 00:00:00');
});

test('direct answer, refusal with reason, transfer to 110 with link back (domain.md 1.4, 1.7)', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1, { requestType: '咨询' });
  expect(t.do(1, 'direct_answer', { text: '办理地点为…' })).toMatchObject({
    state: 'to_follow_up',
    open: true,
    closedAt: t.now,
    fields: { outcome: 'direct_answer' },
  });
  t.report(2);
  expect(t.try(2, 'refuse', { reason: 'in_procedure' }, DISPATCHER)).toMatchObject({ code: 'field', params: { field: 'text', problem: 'missing' } });
  expect(t.do(2, 'refuse', { reason: 'in_procedure', text: '请向法院…' })).toMatchObject({ state: 'archived', open: false });
  t.report(3, { priority: 'critical' });
  t.do(3, 'transfer', { line: '110', way: 'one_key', ref: 'JQ-7' });
  expect(t.of(3)).toMatchObject({ state: 'transferred', links: [{ rel: 'emergency', to: '110:JQ-7' }] });
  t.at('2026-09-14 09:30').do(3, 'link_back', { result: 'not_theirs' });
  // Unclear duty: the platform that the citizen called takes it first (国办发〔2022〕12号), and its clock has run on.
  expect([t.of(3).state, handlingDue(t, 3)]).toEqual(['to_dispatch', '2026-09-14 11:00:00']);
});

test('a return needs its reason, comes within 1 working day, and late is refused (domain.md 1.4 [S29])', () => {
  const t = signed();
  const back = { reason: 'not_territory', text: '位于邻区' };
  expect(code(t, 'return', { reason: 'not_territory' }, U1)).toBe('field');
  t.at('2026-09-16 00:01');
  expect(t.try(1, 'return', back, U1)).toEqual({ code: 'return_late', params: { until: local('2026-09-16 00:00'), amount: 1, unit: 'working_day' } });
  t.at('2026-09-15 23:59').do(1, 'return', back, U1);
  expect(t.do(1, 'adjudicate', { accept: false, reason: '属你区' })).toMatchObject({ state: 'handling', assignment: { main: 'u1' }, asks: {} });
  expect(code(t, 'return', back, U1)).toBe('return_denied');
});

test('the clock stands only while a return is judged (domain.md 1.4 [D])', () => {
  const t = signed({ requestType: '咨询' });
  t.at('2026-09-14 16:00').do(1, 'return', { reason: 'other', text: '…' }, U1);
  t.at('2026-09-17 09:00').do(1, 'adjudicate', { accept: false, reason: '…' });
  expect(handlingDue(t)).toBe('2026-09-19 00:00:00'); // not the 15th and 16th: the 17th and 18th
});

test('after three dispatches without an owner the desk designates, and who is designated cannot return (domain.md 1.4 [S29])', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1);
  expect(code(t, 'dispatch', { unit: 'u1' })).toBe('taken');
  for (const unit of ['u1', 'u2', 'u3']) {
    if (unit !== 'u1') t.do(1, 'dispatch', { unit });
    t.do(1, 'return', { reason: 'not_duty', text: '…' }, handler(unit));
    t.do(1, 'adjudicate', { accept: true, reason: '…' });
    if (unit === 'u1') expect(code(t, 'dispatch', { unit: 'u1' })).toBe('returned_before');
  }
  expect(t.try(1, 'dispatch', { unit: 'u4' }, DISPATCHER)).toEqual({ code: 'must_designate', params: { dispatches: 3, after: 3 } });
  t.do(1, 'designate', { unit: 'u1', reason: '终审指定' });
  expect(code(t, 'return', { reason: 'not_duty', text: '…' }, U1)).toBe('designated');
  const fresh = new Desk('2026-09-14 09:00');
  fresh.report(1);
  fresh.do(1, 'accept');
  expect(code(fresh, 'designate', { unit: 'u1', reason: '…' })).toBe('not_in_dispute');
});

test('who does not sign in time has signed (domain.md 1.4: 超时自动签收)', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1);
  t.do(1, 'dispatch', { unit: 'u1' });
  t.at('2026-09-16 00:00');
  expect(t.try(1, 'auto_sign', {}, CLOCKWORK)).toEqual({ code: 'not_due', params: { due: local('2026-09-16 00:00') } });
  t.at('2026-09-16 00:01').do(1, 'auto_sign', {}, CLOCKWORK);
  expect(t.of(1)).toMatchObject({ state: 'handling', dispatches: [{ end: 'auto_signed' }] });
});

test('an extension is asked before expiry, at most 10 working days, the second needs a leader (domain.md 1.4 [S30][S31*][K])', () => {
  const t = signed({ requestType: '咨询' });
  t.at('2026-09-17 00:01');
  expect(code(t, 'extend', { amount: 3, reason: '…' }, U1)).toBe('extension_late');
  t.at('2026-09-16 23:00');
  expect(code(t, 'extend', { amount: 11, reason: '…' }, U1)).toBe('extension_most');
  t.do(1, 'extend', { amount: 3, reason: '…' }, U1);
  expect(t.try(1, 'extend', { amount: 3, reason: '…' }, U1)).toMatchObject({ code: 'asked_already', by: U1.ref });
  // Settled after expiry, it counts from the deadline all the same.
  t.at('2026-09-17 10:00').do(1, 'settle_extension', { grant: true, reason: '…' });
  expect(handlingDue(t)).toBe('2026-09-21 00:00:00'); // 17, 18, 20
  t.do(1, 'extend', { amount: 1, reason: '…' }, U1);
  expect(t.try(1, 'settle_extension', { grant: true, reason: '…' }, DISPATCHER)).toEqual({ code: 'needs_leader', params: { nth: 2 } });
  t.do(1, 'settle_extension', { grant: true, reason: '同意' }, LEADER);
  expect(code(t, 'extend', { amount: 1, reason: '…' }, U1)).toBe('extension_times');
  const urgent = signed({ priority: 'urgent' });
  expect(code(urgent, 'extend', { amount: 3, reason: '…' }, U1)).toBe('extension_unit');
});

test('挂账 stops the clock while it is approved, and an end date lets it run again (domain.md 1.4 [D])', () => {
  const t = signed();
  t.do(1, 'hold', { reason: '待立项', until: local('2026-09-28 09:00') }, U1);
  expect(handlingDue(t)).toBe('2026-10-11 00:00:00');
  t.at('2026-09-14 15:00').do(1, 'settle_hold', { grant: true, reason: '…' });
  expect(code(t, 'extend', { amount: 1, reason: '…' }, U1)).toBe('on_hold');
  t.at('2026-09-28 09:00').do(1, 'release_hold', {}, CLOCKWORK);
  expect(handlingDue(t)).toBe('2026-10-23 00:00:00'); // 28–30 September, 8–10, 12–16, 19–22 October
});

test('an answer ends a hold: sent back, the clock runs', () => {
  const t = signed({ requestType: '咨询' });
  t.do(1, 'hold', { reason: '…' }, U1);
  t.do(1, 'settle_hold', { grant: true, reason: '…' });
  t.at('2026-09-16 10:00').do(1, 'answer', { text: '…', result: 'partly' }, U1);
  t.at('2026-09-17 10:00').do(1, 'check_back', { reason: '…' });
  expect([t.of(1).flags.pending, handlingDue(t)]).toEqual([undefined, '2026-09-18 00:00:00']); // not the 15th: the 16th and 17th
});

test('main and helpers: the main unit answers when all have, and each helper has a ticket of its own (domain.md 1.6.4)', () => {
  const t = signed();
  t.do(
    1,
    'coordinate',
    {
      co: [
        { unit: 'u2', child: 21 },
        { unit: 'u3', child: 22 },
      ],
    },
    U1,
  );
  expect(code(t, 'coordinate', { co: [{ unit: 'u2', child: 23 }] }, U1)).toBe('helper_known');
  expect(t.of(21)).toMatchObject({ state: 'to_sign', fields: { parent: 1, requestType: '投诉' }, assignment: { main: 'u2' } });
  const done = { text: '…', result: 'resolved' };
  expect(t.try(1, 'answer', done, U1)).toEqual({ code: 'helpers_open', params: { units: ['u2', 'u3'] } });
  t.do(21, 'sign', {}, U2);
  expect(t.do(21, 'answer', done, U2)).toMatchObject({ state: 'closed', open: false });
  t.do(22, 'withdraw', { reason: '不再需要' });
  expect(t.of(1).assignment.co).toEqual([{ unit: 'u2', child: 21, answered: true }]);
  expect(t.do(1, 'answer', done, U1).state).toBe('to_check');
});

test('a unit passes down and stays answerable, and gets back what is sent up (domain.md 1.2: 三级承办)', () => {
  const t = signed();
  t.do(1, 'pass_down', { unit: 'u1-street' }, U1);
  expect(t.of(1)).toMatchObject({ state: 'to_sign', assignment: { main: 'u1-street', through: ['u1'] }, dispatches: [{ unit: 'u1' }] });
  expect(code(t, 'return', { reason: 'other', text: '…' }, handler('u1-street'))).toBe('wrong_state');
  expect(t.do(1, 'send_up', { reason: '…' }, handler('u1-street'))).toMatchObject({ state: 'handling', assignment: { main: 'u1', through: [] } });
});

test('dissatisfied is done again, twice at most (domain.md 1.4: 重办 ≤2)', () => {
  const t = signed();
  for (const nth of [1, 2, 3]) {
    t.do(1, 'answer', { text: '…', result: 'explained' }, U1);
    t.do(1, 'close');
    t.do(1, 'follow_up', { by: 'call', reached: true, level: 1, resolved: false });
    if (nth === 3) break;
    expect(t.of(1)).toMatchObject({ state: 'to_redo', open: true });
    expect(code(t, 'archive')).toBe('redo_left');
    expect(t.do(1, 'redo', { reason: '承办单位原因' })).toMatchObject({ state: 'handling', closedAt: null, counts: { redone: nth } });
  }
  expect(t.of(1)).toMatchObject({ state: 'reviewed', open: false });
  expect(t.try(1, 'redo', { reason: '…' }, DISPATCHER)).toEqual({ code: 'redo_most', params: { most: 2 } });
  expect(code(t, 'archive')).toBe('taken');
});

test('a matter that displeased and is not done again is filed for a reason', () => {
  const t = signed();
  t.do(1, 'answer', { text: '…', result: 'explained' }, U1);
  t.do(1, 'close');
  t.do(1, 'follow_up', { by: 'call', reached: true, level: 1, resolved: true });
  expect(t.do(1, 'archive', { reason: '诉求不合理，已解释' })).toMatchObject({ state: 'archived', open: false, flags: { dissatisfied: {} } });
});

test('a caller who is not reached is tried as often as the rule says', () => {
  const t = signed();
  t.do(1, 'answer', { text: '…', result: 'resolved' }, U1);
  t.do(1, 'close');
  t.do(1, 'follow_up', { by: 'call', reached: false });
  expect(t.of(1).state).toBe('to_follow_up');
  expect(t.do(1, 'follow_up', { by: 'call', reached: false })).toMatchObject({ state: 'closed', flags: { unreached: {} } });
  expect(t.do(1, 'follow_up', { by: 'caller', reached: true, level: 5, resolved: true })).toMatchObject({ state: 'reviewed', flags: {} });
  expect(t.of(1).flags.unreached).toBeUndefined();
});

test('re-classification reads the ledger again under the new limit', () => {
  const t = signed();
  t.at('2026-09-15 09:00').do(1, 'reclassify', { requestType: '咨询', reason: '实为咨询' });
  expect(handlingDue(t)).toBe('2026-09-17 00:00:00');
  expect(t.of(1).ledger.at(-1)).toMatchObject({ op: 'rule', reason: 'reclassified', rule: { id: 'consult' } });
  expect(code(t, 'reclassify', { requestType: '咨询', reason: '…' })).toBe('nothing_changes');
});

test('the first receiver stays answerable through hand-overs (guangdong-2.md C.5 L3341, 首接负责)', () => {
  const city = person('city', ['case.intake', 'case.dispatch'], { desks: ['C1'] });
  const province = person('province', ['case.dispatch'], { desks: ['P'] });
  const t = new Desk('2026-09-14 09:00');
  t.report(1, {}, city);
  t.do(1, 'hand_over', { to: 'P', why: 'crosses_cities' }, city);
  expect(t.of(1).assignment).toMatchObject({ desk: 'P', firstDesk: 'C1' });
  expect(code(t, 'dispatch', { unit: 'u1' }, city)).toBe('forbidden');
  expect(code(t, 'dispatch', { unit: 'u1' }, province)).toBe('taken');
});

test('supervision and urging have receipts', () => {
  const t = signed();
  t.do(1, 'urge', { by: 'caller', reason: '再次来电' });
  t.do(1, 'supervise', { level: 'notice', reason: '长期未动' }, SUPERVISOR);
  t.do(1, 'instruct', { text: '请妥善办理' }, LEADER);
  const seq = t.of(1).reminders[1]?.seq ?? 0;
  t.do(1, 'acknowledge', { of: seq }, U1);
  expect(code(t, 'acknowledge', { of: seq }, U1)).toBe('receipt_given');
  expect(t.of(1).reminders.map((r) => [r.what, r.receipt !== null])).toEqual([
    ['urge', false],
    ['supervise', true],
    ['instruct', false],
  ]);
  expect(t.of(1).flags).toMatchObject({ supervised: { value: { level: 'notice' } }, instructed: {} });
  expect(t.do(1, 'end_supervision', { reason: '已办结' }, SUPERVISOR).flags.supervised).toBeUndefined();
});

test('a machine dispatches alone only what a row of the catalogue allows', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1);
  t.report(2, { category: '0102' });
  expect(code(t, 'dispatch', { unit: 'u1' }, CLOCKWORK, 1)).toBe('not_automatic');
  expect(code(t, 'dispatch', { unit: 'u1' }, CLOCKWORK, 2)).toBe('not_automatic');
  expect(code(t, 'dispatch', { unit: 'u2' }, CLOCKWORK, 2)).toBe('taken');
});

test('without a rule that says how long, nothing is dispatched', () => {
  const t = new Desk('2026-09-14 09:00', rulesOf(ROWS.filter((r) => r.rule !== 'limit')));
  t.report(1);
  expect(t.try(1, 'dispatch', { unit: 'u1' }, DISPATCHER)).toEqual({ code: 'no_rule', params: { rule: 'limit', clock: 'handling' } });
});

test('a command is taken back within ten seconds, by who gave it, as an entry of its own (screens.md 5)', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1);
  const before = t.of(1);
  t.do(1, 'dispatch', { unit: 'u1' });
  t.now += 10_001;
  expect(t.undo(1, DISPATCHER)?.code).toBe('undo_late');
  t.now -= 1;
  expect(t.undo(1, ANYBODY)).toMatchObject({ code: 'undo_other', by: DISPATCHER.ref });
  expect(t.undo(1, DISPATCHER)).toBeNull();
  expect({ ...t.of(1), version: 1, last: before.last }).toEqual(before);
  expect([t.of(1).version, t.journal(1).at(-1)?.command]).toEqual([3, 'undo']);
  expect(t.undo(1, DISPATCHER)?.code).toBe('not_undoable');
  const told = signed();
  told.do(1, 'hold', { reason: '…' }, U1);
  told.do(1, 'settle_hold', { grant: true, reason: '…' });
  expect(told.undo(1, DISPATCHER)?.code).toBe('not_undoable');
});

test('facts carry codes, ids and times, and no text', () => {
  const t = signed();
  const secret = '王先生住在某小区3栋';
  t.do(1, 'answer', { text: secret, result: 'resolved' }, U1);
  expect(JSON.stringify(t.of(1))).not.toContain(secret);
  expect(t.journal(1).at(-1)?.data).toEqual({ text: secret, result: 'resolved' });
});
