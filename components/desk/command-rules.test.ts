import { expect, test } from 'vitest';
import type { DeskCommand } from '../../server/wire/desk.ts';
import { actionFor, buttonsOf, cardButtons, commandFor, formFields, isAtOnce, missing, noteField, primaryOf, tableCommand, withOwn } from './command-rules.ts';

function told(name: string): DeskCommand {
  const command = tableCommand(name);
  if (!command) throw new Error(name);
  return command;
}
const some = (...names: string[]) => names.map(told);

test('Enter gives what is next: dispatch, judge, sign, answer, close', () => {
  expect(primaryOf(some('accept', 'refuse', 'dispatch'))?.command).toBe('dispatch');
  expect(primaryOf(some('urge', 'adjudicate'))?.command).toBe('adjudicate');
  expect(primaryOf(some('return', 'sign', 'contact'))?.command).toBe('sign');
  expect(primaryOf(some('urge'))).toBeNull();
  const { beside, more } = buttonsOf(some('dispatch', 'urge', 'mark', 'transfer', 'absorb', 'refuse', 'acknowledge'));
  expect(beside.map((c) => c.command)).toEqual(['absorb', 'transfer']);
  expect(more.map((c) => c.command)).toEqual(['urge', 'mark', 'refuse']);
});

test('a card on a phone asks for the first contact until it is done', () => {
  const names = (clock: string | null, ...given: string[]) => {
    const { primary, beside, more } = cardButtons(some(...given), clock);
    return [primary?.command ?? null, ...[...beside, ...more].map((c) => c.command)];
  };
  expect(names('first_contact', 'answer', 'return', 'contact')).toEqual(['contact', 'answer', 'return']);
  expect(names('handling', 'answer', 'return', 'contact')).toEqual(['answer', 'return', 'contact']);
  expect(names('sign', 'sign', 'return', 'contact')).toEqual(['sign', 'return', 'contact']);
  expect(names('first_contact', 'urge')).toEqual([null, 'urge']);
});

test('a key means what it can on the ticket: return by the unit, judging by the desk', () => {
  expect(commandFor('return', some('sign', 'return'))?.command).toBe('return');
  expect(commandFor('return', some('adjudicate'))?.command).toBe('adjudicate');
  expect(commandFor('dispatch', some('designate'))?.command).toBe('designate');
  expect(commandFor('sign', some('dispatch'))).toBeNull();
  expect([actionFor('absorb'), actionFor('close')]).toEqual(['merge', null]);
});

test('signing needs one key; urging, which a unit is told of, and closing ask first', () => {
  expect(['sign', 'urge', 'accept', 'close', 'return'].map((c) => isAtOnce(told(c)))).toEqual([true, false, true, false, false]);
  expect(withOwn(told('urge'), {})).toEqual({ by: 'desk' });
  expect(withOwn(told('sign'), {})).toEqual({});
});

test('what is needed is asked for, and the rest may be left out', () => {
  expect(missing(told('return'), { reason: 'not_duty', text: ' ' })).toEqual(['text']);
  expect(missing(told('dispatch'), {})).toEqual(['unit']);
  expect(missing(told('follow_up'), { by: 'call', reached: true })).toEqual(['level', 'resolved']);
  expect(missing(told('follow_up'), { by: 'call', reached: false })).toEqual([]);
  expect(formFields(told('dispatch')).map((f) => f.name)).toEqual(['unit', 'co', 'region', 'reason']);
  expect(formFields(told('follow_up')).map((f) => f.name)).toContain('by');
});

test('a note of the command line is the text that the command asks for', () => {
  expect([noteField(told('return').fields), noteField(told('dispatch').fields), noteField(told('answer').fields), noteField(told('sign').fields)]).toEqual([
    'text',
    'reason',
    'text',
    null,
  ]);
});
