import { z } from 'zod';
import { mayUnmask, ROLES } from '../core/access/roles.ts';

const Claim = z.string().min(1).max(200);
const Adcode = z.string().regex(/^\d{6,12}$/, 'a region code');
const Department = z.string().min(1).max(64).nullable().default(null);

/** A claim, or one of the values of a list claim, that equals `equals` gives the role over the region and department. */
const Rule = z
  .strictObject({ claim: Claim, equals: z.string().max(500), role: z.enum(ROLES), region: Adcode, department: Department, unmask: z.boolean().default(false) })
  .refine((rule) => !rule.unmask || mayUnmask(rule.role), 'this role does not unmask');

/**
 * The file of OIDC_MAPPING: what the identity platform's claims mean here. Without a rule that fits, nobody has a role,
 * whatever the claims say.
 */
export const OidcMapping = z.strictObject({
  /** A claim that equals the login of an account made before: at the first sign-in the two are bound for good. */
  account: z.strictObject({ claim: Claim }).optional(),
  /** People who are unknown get an account, if the rules give them a role. Absent: they are refused. */
  create: z.strictObject({ login: Claim, name: Claim, region: Adcode, department: Department }).optional(),
  /** The platform has asked for a second factor when the claim is, or holds, one of these. Absent: it is asked for here. */
  factor: z.strictObject({ claim: Claim, anyOf: z.array(z.string().min(1)).min(1) }).optional(),
  rules: z.array(Rule).max(1_000),
  /** Asked for besides openid. */
  scope: z.string().max(500).default('profile'),
  /** As it is registered at the platform; absent: /auth/oidc/callback on the host that was asked. */
  redirectUri: z.url({ protocol: /^https?$/ }).optional(),
});
export type OidcMapping = z.infer<typeof OidcMapping>;
