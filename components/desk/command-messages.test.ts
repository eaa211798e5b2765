import { expect, test } from 'vitest';
import { MEASURES } from '../../server/core/case/measures.ts';
import { REFUSALS } from '../../server/core/case/refusal.ts';
import { KINDS } from '../../server/core/kinds/kinds.ts';
import { commandWords } from './command-messages.ts';
import { COMMAND_VERBS } from './command-verbs.ts';
import { refusalWords } from './refusal-messages.ts';

const TABLES = Object.values(KINDS);
const LOCALES = ['zh-CN', 'en'] as const;

test('every command, field and choice of every kind has its words in both languages', () => {
  for (const locale of LOCALES) {
    const words = commandWords[locale];
    for (const [command, spec] of TABLES.flatMap((t) => Object.entries(t.commands))) {
      expect(words.commands[command], command).toBeDefined();
      for (const [field, { choice }] of Object.entries(spec.fields)) {
        expect(words.fields[field], field).toBeDefined();
        for (const value of choice ?? []) expect(words.choices[`${field}.${value}`] ?? words.choices[value], `${field}.${value}`).toBeDefined();
      }
    }
  }
});

test('states and flags of tickets, rectifications and tasks, measures and refusals have theirs', () => {
  for (const locale of LOCALES) {
    const words = commandWords[locale];
    for (const { states, flags } of [KINDS.ticket, KINDS.rectification, KINDS.task]) {
      for (const state of Object.keys(states)) expect(words.states[state], state).toBeDefined();
      for (const flag of flags) expect(words.flags[flag], flag).toBeDefined();
    }
    for (const measure of MEASURES) expect(words.measures[measure], measure).toBeDefined();
    for (const code of REFUSALS) expect(refusalWords[locale].what[code], code).toBeDefined();
  }
});

test('a verb of the command line means one command', () => {
  const verbs = Object.values(COMMAND_VERBS).flat();
  expect(new Set(verbs).size).toBe(verbs.length);
  for (const command of Object.keys(COMMAND_VERBS)) expect(command === 'open' || command in KINDS.ticket.commands, command).toBe(true);
});
