'use client';
import { POLICY_BOUNDS, type Policy, type PolicyNumber } from '../../server/core/access/policy.ts';
import { ROLES } from '../../server/core/access/roles.ts';
import { roleWords } from '../figure/role-words.ts';
import { useLocale } from '../ui/locale.tsx';
import { policyWords } from './policy-messages.ts';

export const isPolicyNumber = (field: keyof Policy): field is PolicyNumber => field in POLICY_BOUNDS;

/** One field of a policy in words: `30 分`, `开`, the roles or that it is all of them. */
export function usePolicyText(): (policy: Policy, field: keyof Policy) => string {
  const { locale } = useLocale();
  const words = policyWords[locale];
  const roles = roleWords[locale];
  return (policy, field) => {
    if (isPolicyNumber(field)) return `${policy[field]} ${words.units[field]}`;
    if (field === 'comparison') return policy.comparison ? words.on : words.off;
    return `${policy.factorRoles.length}/${ROLES.length} ${policy.factorRoles.length === ROLES.length ? '' : policy.factorRoles.map((r) => roles[r].name).join('、')}`.trim();
  };
}
