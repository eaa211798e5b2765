import type { GrantSpan } from '../../core/access/grants.ts';

export type Grant = GrantSpan & { readonly id: number };

/**
 * Who asks. `person`: an account with a session; `display`: a wall with a credential of its own; `token`: a reader or feed
 * over HTTP; `system`: the command line and the jobs.
 */
export type Actor = {
  readonly kind: 'person' | 'display' | 'token' | 'system';
  /** Account, display or token id; 0 for the system. */
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly session: number | null;
  /** Where it came from: the peer's address. */
  readonly address: string | null;
  readonly grants: readonly Grant[];
  /** The only view of a display. */
  readonly topic: string | null;
};

export const SYSTEM: Actor = { kind: 'system', id: 0, login: 'system', name: 'system', session: null, address: null, grants: [], topic: null };
