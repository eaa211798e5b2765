import type { GiveFault } from '../core/access/delegation.ts';
import type { GrantSpan } from '../core/access/grants.ts';
import type { Policy } from '../core/access/policy.ts';
import type { Permission, Role } from '../core/access/roles.ts';

/** What the administration screens are told. Times in epoch milliseconds. */

/** What of the administration a visitor may use. */
export type AdminSelf = {
  account: number;
  login: string;
  may: Permission[];
  /** Grants out of which he may give. */
  grants: GrantSpan[];
  /** The highest regions whose accounts and grants he sees. */
  roots: FoundRegion[];
};

export type FoundRegion = {
  adcode: string;
  name: string;
  level: string;
  /** Names of the regions above, the highest first. */
  above: string[];
  hasChildren: boolean;
};

export type AccountState = 'active' | 'must_change' | 'disabled';

export type AccountRow = {
  id: number;
  login: string;
  name: string;
  /** Home: whose administrators look after it. */
  region: string;
  department: string | null;
  state: AccountState;
  /** It has a second factor. */
  factor: boolean;
  demo: boolean;
  /** Signs in through the province's unified identity. */
  unified: boolean;
  version: number;
  createdAt: number;
  /** Last sign of the person in any session. */
  seenAt: number | null;
  openSessions: number;
  /** Roles of the grants that hold now. */
  roles: Role[];
};

export type AccountPage = {
  rows: AccountRow[];
  /** Login to go on after; null at the end. */
  next: string | null;
  counts: { all: number; active: number; must_change: number; disabled: number; no_factor: number };
};

export type GrantTime = 'future' | 'active' | 'ended';

export type GrantRow = {
  id: number;
  account: { id: number; login: string; name: string; department: string | null; version: number; disabled: boolean };
  role: Role;
  region: string;
  department: string | null;
  unmask: boolean;
  from: number;
  /** Exclusive; null = without end. */
  until: number | null;
  revokedAt: number | null;
  origin: 'local' | 'oidc';
  createdAt: number;
  /** Logins; null = by nobody that is on record. */
  createdBy: string | null;
  revokedBy: string | null;
  time: GrantTime;
  /** Whether who asks may end or change it. */
  mine: boolean;
};

export type GrantPage = {
  rows: GrantRow[];
  /** Rows in all by time, whatever page is shown. */
  counts: Record<GrantTime, number>;
  offset: number;
};

/** What would come of one line of a list of grants; without a fault it may be given. */
export type GrantPreview = {
  account: { id: number; name: string; version: number } | null;
  fault: GiveFault | { why: 'account' } | null;
};

export type Sight = 'unmask' | 'masked' | 'totals';

export type WhoCanSee = {
  region: string;
  /** The instant that was asked for. */
  at: number;
  people: number;
  displays: number;
  /** Each person once, by the best that he may. */
  sights: Record<Sight, number>;
  /** Each person once, by the highest region from which his sight comes; from the top down. */
  levels: { region: string; people: number }[];
  roles: { role: Role; people: number }[];
  /** Administrators of the region, who see none of the work and are no part of the above. */
  administrators: number;
  lastWeek: { unmasks: number; unmaskedBy: number; exports: number; exportedBy: number };
};

export type SightCount = { region: string; people: number };

export type DisplayRow = {
  id: number;
  name: string;
  topic: string;
  region: string;
  createdAt: number;
  seenAt: number | null;
  revokedAt: number | null;
  /** Open walls. */
  sessions: number;
};

export type PolicyVersion = {
  /** 0 = the defaults, before anybody decided anything. */
  version: number;
  at: number | null;
  /** Login of the author. */
  by: string | null;
  note: string;
  policy: Policy;
};

/** What a policy would do on the day that it is set; counts only. */
export type PolicyEffect = {
  /** Enabled accounts whose roles would call for a second factor and that have none: they enrol at their next sign-in. */
  withoutFactor: number;
  /** Open sessions of persons that would end at once, by either limit. */
  sessionsEnded: number;
  /** Open sessions of persons. */
  sessions: number;
  /** Accounts with a password; a new least length asks at their next change. */
  passwords: number;
  /** Audit rows that are older than would be kept. */
  auditRows: number;
};
