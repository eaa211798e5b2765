import { expect, test } from 'vitest';
import { DEFAULT_POLICY, POLICY_BOUNDS, POLICY_NUMBERS, policyChanges, policyFaults, toPolicy } from './policy.ts';
import { ADMINISTRATORS, ROLES } from './roles.ts';

test('the defaults may stand, and every number is refused one beyond its bounds', () => {
  expect(policyFaults(DEFAULT_POLICY)).toEqual([]);
  for (const field of POLICY_NUMBERS) {
    const { min, max } = POLICY_BOUNDS[field];
    for (const bad of [min - 1, max + 1, min + 0.5, Number.NaN])
      expect(policyFaults({ ...DEFAULT_POLICY, [field]: bad })).toContainEqual({ field, why: 'bounds' });
  }
});

test('an idle limit beyond the absolute one, and an administrator without a second factor, are refused', () => {
  expect(policyFaults({ ...DEFAULT_POLICY, absoluteHours: 1, idleMinutes: 90 })).toEqual([{ field: 'idleMinutes', why: 'longer_than_absolute' }]);
  for (const admin of ADMINISTRATORS) {
    const without = { ...DEFAULT_POLICY, factorRoles: ROLES.filter((r) => r !== admin) };
    expect(policyFaults(without)).toEqual([{ field: 'factorRoles', why: 'administrators' }]);
    expect(toPolicy(without).factorRoles).toContain(admin);
  }
});

test('a body of another version is read with the defaults for what it lacks or may not say', () => {
  expect(toPolicy(null)).toEqual(DEFAULT_POLICY);
  expect(toPolicy({ idleMinutes: 15, absoluteHours: 900, comparison: 'no', factorRoles: ['nobody', 'leader'] })).toEqual({
    ...DEFAULT_POLICY,
    idleMinutes: 15,
    factorRoles: ['leader', ...ADMINISTRATORS],
  });
});

test('what changed is named by field, and the order of roles is no change', () => {
  expect(policyChanges(DEFAULT_POLICY, { ...DEFAULT_POLICY, factorRoles: [...ROLES].reverse() })).toEqual([]);
  expect(policyChanges(DEFAULT_POLICY, { ...DEFAULT_POLICY, auditYears: 5, factorRoles: ADMINISTRATORS })).toEqual(['factorRoles', 'auditYears']);
});
