import type { Policy } from './policy.ts';
import type { Role } from './roles.ts';

/** Times in epoch ms. A display's session has no absolute end and no idle one. */
export type SessionTimes = { readonly kind: 'person' | 'display'; readonly seenAt: number; readonly until: number | null };

/** The instant at which a session ends by itself unless the person gives a sign; Infinity for a display. */
export function sessionEnd(session: SessionTimes, policy: Pick<Policy, 'idleMinutes'>): number {
  if (session.kind === 'display') return Number.POSITIVE_INFINITY;
  return Math.min(session.seenAt + policy.idleMinutes * 60_000, session.until ?? Number.POSITIVE_INFINITY);
}

/** What a session of a person still lacks before it may be used for the work. */
export type SessionNeeds = 'password' | 'factor' | null;

export type SignInState = {
  /** The password is a one-time one. */
  readonly mustChange: boolean;
  /** The account has a second factor. */
  readonly enrolled: boolean;
  /** This session has shown it. */
  readonly shown: boolean;
  /** Roles of the account's grants that hold now. */
  readonly roles: readonly Role[];
};

/**
 * A factor that exists is shown before anything else, so that who holds only a one-time password cannot even set the
 * next one; who has none sets his password first and is then asked to enrol where his roles call for it.
 */
export function sessionNeeds(state: SignInState, policy: Pick<Policy, 'factorRoles'>): SessionNeeds {
  if (state.enrolled && !state.shown) return 'factor';
  if (state.mustChange) return 'password';
  return !state.shown && state.roles.some((role) => policy.factorRoles.includes(role)) ? 'factor' : null;
}
