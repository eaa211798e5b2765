import { ADMINISTRATORS, isRole, ROLES, type Role } from './roles.ts';

/** The province's own rules of sign-in, masking, keeping and comparison. Versioned; the newest holds. */
export type Policy = {
  /** A session ends after so many minutes without a sign of the person. */
  readonly idleMinutes: number;
  /** A session ends after so many hours whatever happens. */
  readonly absoluteHours: number;
  /** Characters that a password has at least. */
  readonly passwordMinLength: number;
  /** Roles that do not get in without a second factor. */
  readonly factorRoles: readonly Role[];
  /** How long one caller's fields stay readable after an unmasking. */
  readonly unmaskMinutes: number;
  /** Years that sealed audit rows are kept. */
  readonly auditYears: number;
  /** Whether leaders and steering roles see regions ranked beside one another. */
  readonly comparison: boolean;
};

export const DEFAULT_POLICY: Policy = {
  idleMinutes: 30,
  absoluteHours: 12,
  passwordMinLength: 12,
  factorRoles: ROLES,
  unmaskMinutes: 10,
  auditYears: 3,
  comparison: true,
};

/**
 * Lowest and highest of each number. A session must end by itself and a password have a length (GB/T 22239-2019
 * 8.1.4.1); a log lives six months at least (Cybersecurity Law, article 21), and no unmasking outlives ten minutes.
 */
export const POLICY_BOUNDS = {
  idleMinutes: { min: 5, max: 120 },
  absoluteHours: { min: 1, max: 24 },
  passwordMinLength: { min: 8, max: 64 },
  unmaskMinutes: { min: 1, max: 10 },
  auditYears: { min: 1, max: 30 },
} as const;
export type PolicyNumber = keyof typeof POLICY_BOUNDS;
export const POLICY_NUMBERS = Object.keys(POLICY_BOUNDS) as PolicyNumber[];

export type PolicyFault = { readonly field: keyof Policy; readonly why: 'bounds' | 'administrators' | 'longer_than_absolute' };

/** What of a policy may not stand; empty when all of it may. Administrators always show a second factor (8.1.4.1 d). */
export function policyFaults(policy: Policy): PolicyFault[] {
  const faults: PolicyFault[] = [];
  for (const field of POLICY_NUMBERS) {
    const { min, max } = POLICY_BOUNDS[field];
    const value = policy[field];
    if (!Number.isInteger(value) || value < min || value > max) faults.push({ field, why: 'bounds' });
  }
  if (policy.idleMinutes > policy.absoluteHours * 60) faults.push({ field: 'idleMinutes', why: 'longer_than_absolute' });
  if (!ADMINISTRATORS.every((role) => policy.factorRoles.includes(role))) faults.push({ field: 'factorRoles', why: 'administrators' });
  return faults;
}

/** A stored body as a policy: a field that an older version did not have, or that is out of bounds, has its default. */
export function toPolicy(body: unknown): Policy {
  const stored = typeof body === 'object' && body !== null ? (body as Partial<Record<keyof Policy, unknown>>) : {};
  const number = (field: PolicyNumber): number => {
    const value = stored[field];
    const { min, max } = POLICY_BOUNDS[field];
    return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : DEFAULT_POLICY[field];
  };
  return {
    idleMinutes: number('idleMinutes'),
    absoluteHours: number('absoluteHours'),
    passwordMinLength: number('passwordMinLength'),
    factorRoles: factorRoles(stored.factorRoles),
    unmaskMinutes: number('unmaskMinutes'),
    auditYears: number('auditYears'),
    comparison: typeof stored.comparison === 'boolean' ? stored.comparison : DEFAULT_POLICY.comparison,
  };
}

function factorRoles(stored: unknown): readonly Role[] {
  if (!Array.isArray(stored)) return DEFAULT_POLICY.factorRoles;
  const named = stored.filter((r): r is Role => typeof r === 'string' && isRole(r));
  return ROLES.filter((role) => named.includes(role) || ADMINISTRATORS.includes(role));
}

/** Fields of which two policies differ. */
export function policyChanges(before: Policy, after: Policy): (keyof Policy)[] {
  const same = (field: keyof Policy) =>
    field === 'factorRoles' ? ROLES.every((r) => before.factorRoles.includes(r) === after.factorRoles.includes(r)) : before[field] === after[field];
  return (Object.keys(DEFAULT_POLICY) as (keyof Policy)[]).filter((field) => !same(field));
}
