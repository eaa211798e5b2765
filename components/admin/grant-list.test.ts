import { expect, test } from 'vitest';
import { type ListNames, MOST_LINES, parseGrantList } from './grant-list.ts';

const HOUR = 3_600_000;
const names: ListNames = {
  role: (name) => (name === '派单员' ? 'dispatcher' : null),
  region: (name) => (name === '惠阳区' ? '441303' : null),
  department: (name) => (name === 'd-water' || name === '水务局' ? 'd-water' : null),
  offset: () => 8 * HOUR,
};
const at = (text: string) => Date.parse(`${text}+08:00`);

test('a list is read with commas or tabs, in codes or names, with a head or without', () => {
  const expected = {
    ok: true,
    line: 2,
    login: 'zhang',
    role: 'dispatcher',
    region: '441303',
    department: 'd-water',
    unmask: true,
    from: at('2026-12-01T00:00'),
    until: at('2027-01-01T00:00'),
  };
  expect(parseGrantList('登录名,角色,区域,部门,可解遮,起始日,末日\nZhang,派单员,惠阳区,水务局,是,2026-12-01,2026-12-31\n', names)).toEqual([expected]);
  expect(parseGrantList('\r\n"zhang"\tdispatcher\t441303\td-water\t1\t2026-12-01\t2026-12-31', names)).toEqual([expected]);
  expect(parseGrantList('zhang，派单员，441303', names)).toEqual([{ ...expected, line: 1, department: null, unmask: false, from: null, until: null }]);
});

test('a line that cannot be read says why and leaves its neighbours alone', () => {
  const lines = [
    ['a,派单员,441303', null],
    ['b', 'fields'],
    ['c,国王,441303', 'role'],
    ['d,派单员,无此区', 'region'],
    ['e,派单员,441303,无此局', 'department'],
    ['f,派单员,441303,,也许', 'unmask'],
    ['g,派单员,441303,,,2026-02-30', 'day'],
    ['h,派单员,441303,,,,,x', 'fields'],
  ] as const;
  const read = parseGrantList(lines.map(([text]) => text).join('\n'), names);
  expect(read.map((l) => (l.ok ? null : l.why))).toEqual(lines.map(([, why]) => why));
  expect(read.map((l) => l.line)).toEqual(lines.map((_, i) => i + 1));
  expect(parseGrantList('a,派单员,441303\n'.repeat(MOST_LINES + 9), names)).toHaveLength(MOST_LINES);
});
