import { expect, test } from 'vitest';
import { sessionEnd, sessionNeeds } from './session-limits.ts';

const policy = { idleMinutes: 30, factorRoles: ['dispatcher' as const] };
const state = { mustChange: false, enrolled: false, shown: false, roles: ['dispatcher' as const] };

test('a session ends by rest or by age, a display by neither', () => {
  expect(sessionEnd({ kind: 'person', seenAt: 0, until: 10_000_000 }, policy)).toBe(1_800_000);
  expect(sessionEnd({ kind: 'person', seenAt: 9_000_000, until: 10_000_000 }, policy)).toBe(10_000_000);
  expect(sessionEnd({ kind: 'display', seenAt: 0, until: null }, policy)).toBe(Number.POSITIVE_INFINITY);
});

test('a factor that exists comes first, then the password, then a factor that has to be made', () => {
  expect(sessionNeeds({ ...state, mustChange: true, enrolled: true }, policy)).toBe('factor');
  expect(sessionNeeds({ ...state, mustChange: true, enrolled: true, shown: true }, policy)).toBe('password');
  expect(sessionNeeds({ ...state, mustChange: true }, policy)).toBe('password');
  expect(sessionNeeds(state, policy)).toBe('factor');
  expect(sessionNeeds({ ...state, shown: true, enrolled: true }, policy)).toBeNull();
  expect(sessionNeeds({ ...state, roles: ['leader'] }, policy)).toBeNull();
  expect(sessionNeeds({ ...state, roles: ['leader'], enrolled: true }, policy)).toBe('factor');
});
