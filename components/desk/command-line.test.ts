import { expect, test } from 'vitest';
import { findUnits, type LineContext, parseLine } from './command-line.ts';

const UNITS = [
  { code: 'u1', name: '东区住房和建设局' },
  { code: 'u2', name: '东区城市管理局' },
  { code: 'u3', name: '西区住房和建设局' },
];
const context: LineContext = {
  verbs: { dispatch: ['派', '派单', 'd', 'dispatch'], return: ['退', '退单', 'r'], urge: ['催', 'u'], sign: ['签', 's'], answer: ['答'] },
  tickets: [
    { id: 11, no: '990102 20260616 P 004127' },
    { id: 12, no: '990102 20260616 P 004128' },
    { id: 13, no: '990102 20260615 P 014128' },
  ],
  current: 12,
  units: UNITS,
  choices: { return: [{ field: 'reason', value: 'not_duty', label: '不属职责' }] },
};
const line = (text: string, over: Partial<LineContext> = {}) => parseLine(text, { ...context, ...over });

test('verb, ticket, unit, helpers and note', () => {
  expect(line('派 4127 东区住建 协办 东区城管 备注 请携带噪声监测设备 并拍照')).toEqual({
    kind: 'command',
    command: 'dispatch',
    verb: '派',
    ticket: 11,
    unit: UNITS[0],
    co: [UNITS[1]],
    choices: [],
    note: '请携带噪声监测设备 并拍照',
    problems: [],
  });
  expect(line('派4127 u3')).toMatchObject({ command: 'dispatch', ticket: 11, unit: UNITS[2], problems: [] });
  expect(line('d u1 note take a camera')).toMatchObject({ command: 'dispatch', ticket: 12, unit: UNITS[0], note: 'take a camera' });
});

test('without a ticket the open one is meant; without both it is said', () => {
  expect(line('签')).toMatchObject({ command: 'sign', ticket: 12, problems: [] });
  expect(line('s', { current: null })).toMatchObject({ ticket: null, problems: [{ code: 'nothing_open' }] });
});

test('a choice by its word, and what is left is the note', () => {
  expect(line('退 不属职责 属交通部门 职责')).toMatchObject({
    command: 'return',
    choices: [{ field: 'reason', value: 'not_duty' }],
    note: '属交通部门 职责',
  });
  expect(line('答 已现场处置')).toMatchObject({ command: 'answer', ticket: 12, note: '已现场处置' });
});

test('what is not clear is said and not guessed', () => {
  expect(line('派 9999 u1')).toMatchObject({ ticket: null, problems: [{ code: 'no_ticket', word: '9999' }] });
  expect(line('派 4128 u1')).toMatchObject({ ticket: null, problems: [{ code: 'many_tickets', count: 2 }] });
  expect(line('派 004128 u1')).toMatchObject({ ticket: 12, problems: [] });
  expect(line('派 住建')).toMatchObject({ unit: null, problems: [{ code: 'many_units', names: ['东区住房和建设局', '西区住房和建设局'] }] });
  expect(line('派 卫健')).toMatchObject({ problems: [{ code: 'no_unit', word: '卫健' }] });
  expect(line('做 4127')).toEqual({ kind: 'unknown', word: '做' });
  expect(line('dx')).toEqual({ kind: 'unknown', word: 'dx' });
  expect(line('  ')).toEqual({ kind: 'empty' });
});

test('full-width letters and digits of an input method are read as what they are', () => {
  expect(line('ｄ　４１２７　ｕ１')).toMatchObject({ command: 'dispatch', ticket: 11, unit: UNITS[0] });
});

test('units by code, name, part, or letters in order', () => {
  expect(findUnits(UNITS, 'u2')).toEqual([UNITS[1]]);
  expect(findUnits(UNITS, '东区')).toHaveLength(2);
  expect(findUnits(UNITS, '东建')).toEqual([UNITS[0]]);
  expect(findUnits(UNITS, '无')).toEqual([]);
});
