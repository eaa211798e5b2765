import { expect, test } from 'vitest';
import type { GrantSpan } from '../access/grants.ts';
import { reasonFault, unmaskGrants } from './unmask-rules.ts';

const contains = { region: (a: string, r: string) => r.startsWith(a), department: (a: string, d: string) => d.startsWith(a) };
const grant = (over: Partial<GrantSpan>): GrantSpan => ({
  role: 'dispatcher',
  region: '9901',
  department: null,
  unmask: true,
  from: 0,
  until: null,
  revokedAt: null,
  ...over,
});
const place = { region: '990101', department: 'w1', confidential: false };

test.each([
  ['covers', {}, {}, null],
  ['without the mark', { unmask: false }, {}, 'no_mark'],
  ['another region', { region: '9902' }, {}, 'no_mark'],
  ['a region below', { region: '99010101' }, {}, 'no_mark'],
  ['a department above', { department: 'w' }, {}, null],
  ['another department', { department: 'x' }, {}, 'no_mark'],
  ['a ticket without department', { department: 'w' }, { department: null }, 'no_mark'],
  ['ended', { until: 100 }, {}, 'no_mark'],
  ['not begun', { from: 101 }, {}, 'no_mark'],
  ['revoked', { revokedAt: 100 }, {}, 'no_mark'],
  ['a role that unmasks nobody', { role: 'operator' }, {}, 'no_mark'],
  ['a unit', { role: 'unit_handler' }, {}, null],
  ['a unit and a confidential ticket', { role: 'unit_handler' }, { confidential: true }, 'confidential'],
  ['a dispatcher and a confidential ticket', {}, { confidential: true }, null],
] as const)('%s', (_, over, at, why) => {
  expect(unmaskGrants([grant(over)], { ...place, ...at }, contains, 100).why).toBe(why);
});

test('who is a unit and a dispatcher unmasks a confidential ticket as the dispatcher', () => {
  const both = [grant({ role: 'unit_handler' }), grant({})];
  expect(unmaskGrants(both, { ...place, confidential: true }, contains, 100).usable).toEqual([both[1]]);
});

test('a reason says something', () => {
  expect(['', '  核 实  ', '核实核实核实', '需电话约入户查看', 'x'.repeat(10), '一二三四五六'.repeat(40)].map(reasonFault)).toEqual([
    'short',
    'short',
    'empty',
    null,
    'empty',
    'long',
  ]);
});
