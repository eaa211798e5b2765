import { expect, test } from 'vitest';
import { calendarOf, Desk, handler, local, ROWS, row, rulesOf } from '../kinds/testing.ts';
import { buildTree } from '../region/tree.ts';
import { catalogueUnits, deskFor } from './catalogue.ts';
import { isSampled } from './follow-up.ts';
import { previewRuleChange } from './preview.ts';
import { buildRuleBook, type RuleRow, ruleAt, rulesAt } from './rules.ts';

const limit = (amount: number) => ({ amount, unit: 'working_day' as const, soon: 0.2, from: 'dispatched' as const });
const clock = 'handling' as const;
const query = { kind: 'ticket', clock, requestType: '投诉', priority: 'normal', regions: ['D11', 'C1', 'P'], categories: ['0101', '01'] };
const NOW = local('2026-09-14 10:00');
const which = (rows: RuleRow[], over: object = {}, at = NOW) => ruleAt(buildRuleBook(rows), 'limit', { ...query, ...over }, at)?.id ?? null;

test('the most specific row wins: priority, then the nearest region, class, type', () => {
  const rows = [
    row('limit', limit(15), { where: { clock } }, 'all'),
    row('limit', limit(14), { where: { clock, requestType: '投诉' } }, 'type'),
    row('limit', limit(13), { where: { clock, category: '01', requestType: '投诉' } }, 'head'),
    row('limit', limit(12), { where: { clock, category: '0101' } }, 'class'),
    row('limit', limit(11), { where: { clock, region: 'P' } }, 'province'),
    row('limit', limit(10), { where: { clock, region: 'C1', requestType: '投诉' } }, 'city'),
    row('limit', limit(9), { where: { clock, region: 'C1' } }, 'city-any'),
    row('limit', limit(1), { where: { clock, priority: 'urgent' } }, 'urgent'),
    row('limit', limit(2), { where: { clock: 'sign', region: 'D11' } }, 'other-clock'),
  ];
  expect(which(rows)).toBe('city');
  expect(which(rows, { requestType: '咨询' })).toBe('city-any');
  expect(which(rows, { regions: ['C2', 'P'] })).toBe('province');
  expect(which(rows, { regions: [] })).toBe('class');
  expect(which(rows, { regions: [], categories: ['0102', '01'] })).toBe('head');
  expect(which(rows, { regions: [], categories: [] })).toBe('type');
  expect(which(rows, { regions: [], categories: [], requestType: '其他' })).toBe('all');
  expect(which(rows, { priority: 'urgent' })).toBe('urgent');
  expect(which(rows, { kind: 'task', clock: 'follow_up' })).toBeNull();
  expect(rulesAt(buildRuleBook(rows), 'limit', query, NOW).map((r) => r.id)).toEqual(['city', 'city-any', 'province', 'class', 'head', 'type', 'all']);
});

test('a row holds from its first instant to before its end', () => {
  const old = row('limit', limit(15), { where: { clock }, from: 0, until: NOW }, 'old');
  const next = row('limit', limit(10), { where: { clock }, from: NOW }, 'new');
  expect([which([old, next], {}, NOW - 1), which([old, next], {}, NOW), which([old], {}, NOW)]).toEqual(['old', 'new', null]);
});

test('of like rows the later holds, then the higher version', () => {
  const a = row('limit', limit(15), { where: { clock }, from: 1 }, 'a');
  const b = row('limit', limit(14), { where: { clock }, from: 2 }, 'b');
  const c = row('limit', limit(13), { where: { clock }, from: 2, version: 2 }, 'c');
  expect([which([a, b]), which([a, b, c])]).toEqual(['b', 'c']);
});

test('the catalogue names units by class and territory with the clause, without those that gave the case back', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1);
  expect(catalogueUnits(t.of(1), t.rules, t.now).map((u) => [u.unit, u.clause])).toEqual([
    ['u1', '目录 1.1'],
    ['u2', '目录 1'],
  ]);
  t.do(1, 'dispatch', { unit: 'u1' });
  t.do(1, 'return', { reason: 'not_duty', text: '…' }, handler('u1'));
  t.do(1, 'adjudicate', { accept: true, reason: '…' });
  expect(catalogueUnits(t.of(1), t.rules, t.now).map((u) => u.unit)).toEqual(['u2']);
});

test('what crosses cities or needs the province is the province’s, all else the city’s (guangdong-2.md C.5 L3341)', () => {
  const node = (adcode: string, parent: string, level: string) => ({ adcode, parent, level, kind: 'normal' as const });
  const tree = buildTree([
    node('P', '', 'province'),
    node('C1', 'P', 'city'),
    node('C2', 'P', 'city'),
    node('D11', 'C1', 'county'),
    node('D12', 'C1', 'county'),
  ]);
  expect(deskFor(tree, ['D11', 'D12'], false)).toBe('C1');
  expect(deskFor(tree, ['C1'], false)).toBe('C1');
  expect(deskFor(tree, ['D11', 'C2'], false)).toBe('P');
  expect(deskFor(tree, ['D11'], true)).toBe('P');
  expect(deskFor(tree, [], false)).toBe('P');
});

test('a change of rules is seen before it is made, and applying it gives what was seen', () => {
  const t = new Desk('2026-09-14 09:00');
  t.report(1);
  t.report(2, { requestType: '咨询' });
  t.do(1, 'dispatch', { unit: 'u1' });
  t.do(2, 'dispatch', { unit: 'u1' });
  t.report(3);
  t.at('2026-09-22 10:00');
  const rows = [
    ...ROWS.filter((r) => !['complain', 'cat-1'].includes(r.id)),
    row('limit', { ...limit(3) }, { where: { clock, kind: 'ticket', requestType: '投诉' } }, 'complain-2'),
  ];
  const after = rulesOf(rows);
  const preview = previewRuleChange(t.states.values(), t.rules, after, t.now);
  expect(preview).toMatchObject({ looked: 3, turnLate: 1, turnOnTime: 0, units: [{ id: 3, was: 'u1', willBe: 'u2' }] });
  expect(preview.clocks).toEqual([
    {
      id: 1,
      clock: 'handling',
      round: 1,
      was: { due: local('2026-10-11 00:00'), rule: { id: 'complain', version: 1, source: 'domain.md 1.5 [S16*]' }, late: false },
      willBe: { due: local('2026-09-18 00:00'), rule: { id: 'complain-2', version: 1, source: 'domain.md' }, late: true },
    },
  ]);
  t.rules = after;
  const sweep = { ref: { type: 'system' as const, id: 'rules' }, seats: [] };
  expect(t.try(2, 'apply_rules', {}, sweep)?.code).toBe('nothing_changes');
  expect(t.do(1, 'apply_rules', {}, sweep).ledger.at(-1)).toMatchObject({ op: 'rule', reason: 'rules_changed', rule: { id: 'complain-2' } });
  expect(previewRuleChange(t.states.values(), after, after, t.now).clocks).toEqual([]);
  const calendar = calendarOf([{ year: 2026, source: 'other', holidays: [{ name: '停工', from: '2026-09-16', to: '2026-09-16' }], workdays: [] }]);
  expect(previewRuleChange(t.states.values(), after, { ...after, calendar }, t.now).clocks.length).toBeGreaterThan(0);
});

test('the share of call-backs is drawn evenly and always alike', () => {
  const drawn = (share: number) => Array.from({ length: 20_000 }, (_, i) => isSampled(i + 1, share)).filter(Boolean).length / 20_000;
  expect([drawn(0), drawn(1)]).toEqual([0, 1]);
  for (const share of [0.1, 0.3, 0.7]) expect(Math.abs(drawn(share) - share)).toBeLessThan(0.02);
  expect(isSampled(77, 0.5)).toBe(isSampled(77, 0.5));
});
