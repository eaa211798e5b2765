/**
 * Who may do what. A grant is role × region subtree × department subtree × time span; what a role may do anywhere is
 * here. The three administrators are separated as GB/T 22239-2019 level 3 asks (8.1.4.2): system (accounts, feeds),
 * security (roles, policies), audit (reads the audit, changes nothing), and none of them sees the work itself.
 */
export const ROLES = [
  'operator',
  'dispatcher',
  'unit_handler',
  'supervisor',
  'leader',
  'steward',
  'chief_data_officer',
  'system_admin',
  'security_admin',
  'audit_admin',
] as const;
export type Role = (typeof ROLES)[number];

export const ADMINISTRATORS: readonly Role[] = ['system_admin', 'security_admin', 'audit_admin'];

export const PERMISSIONS = [
  /** Figures, maps, coverage, topics: totals only. */
  'figure.read',
  /** The records behind a figure; without personal parts. */
  'record.read',
  /** Tickets with their redacted text and masked caller. */
  'ticket.read',
  /** Give commands to tickets, as far as the kernel lets one. */
  'ticket.act',
  /** Register what a caller says. */
  'ticket.report',
  /** Single bad reviews with their words, and what is done about each. Whoever reads tickets: both share the lane of facts. */
  'rectification.read',
  /** Give commands to their cases, as far as the kernel lets one. */
  'rectification.act',
  /** Supervision tasks with what is asked and what was done, and how departments did. Whoever reads tickets does, for the lane of facts. */
  'task.read',
  /** Make one of an instruction, of a figure or of a plan. */
  'task.open',
  /** Give commands to tasks, as far as the kernel lets one. */
  'task.act',
  /** Duties to fill in indicators, and how they stand. Values of a department's own are no secret from who works beside it, but are not a figure before they are checked. */
  'filling.read',
  /** Fill in what a department answers for. */
  'filling.submit',
  /** Decide what others filed, and take back what holds; never what one filed oneself. */
  'filling.check',
  /** Say who fills in what by when, urge, and take the list out as a file. */
  'filling.manage',
  /** Item lists of regions and their versions, as they were imported. */
  'item.read',
  /** Import and withdraw them. */
  'item.manage',
  /** Risks of cross-border trade that rules found, with their evidence. Whoever reads tickets does, for the lane of facts. */
  'risk.read',
  /** Give commands to their cases, as far as the kernel lets one. */
  'risk.act',
  /** Find tickets by the caller's exact number. */
  'person.search',
  /** See one caller's fields for ten minutes; also needs the grant's own mark. */
  'person.unmask',
  /** Who unmasked what inside one's own part. */
  'unmask.review',
  /** Take figures out as a file, and the lists of supervision tasks and of risks. Whoever may reads all three. */
  'figure.export',
  /** Take records or tickets out as a file. */
  'record.export',
  /** State, cadence and papers of feeds. */
  'feed.read',
  /** What feeds sent that was refused, and codes that are not registered. */
  'quarantine.read',
  /** How units, regions and classes did, with the tickets behind it as far as one reads tickets. */
  'appraisal.read',
  /** Search and read the knowledge base, and report what is wrong in it. */
  'knowledge.read',
  /** Write entries of it, publish and withdraw them, settle reports. */
  'knowledge.edit',
  /** Time limits, the other dated rules, the dispatch catalogue and the calendars. */
  'rule.read',
  /** Write versions of them, end and import them. */
  'rule.manage',
  /** The dictionary with its versions, its targets and the drafts of both. */
  'indicator.read',
  /** Draft a definition or a target and send it for approval. Definitions take the whole province, targets their region. */
  'indicator.draft',
  /** Publish or return what another person drafted: whoever decides is never its author (four eyes). */
  'indicator.approve',
  /** Accounts and displays: make, disable, reset. */
  'account.manage',
  /** See accounts and their grants. */
  'account.read',
  /** Give and end grants. */
  'grant.manage',
  /** Set the rules of sign-in, masking and comparison. */
  'policy.manage',
  'policy.read',
  /** Search, verify and export the audit. */
  'audit.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const TABLE: Record<Role, readonly Permission[]> = {
  operator: [
    'figure.read',
    'item.read',
    'task.read',
    'risk.read',
    'record.read',
    'ticket.read',
    'ticket.act',
    'ticket.report',
    'rectification.read',
    'figure.export',
    'feed.read',
    'knowledge.read',
    'rule.read',
  ],
  dispatcher: [
    'figure.read',
    'item.read',
    'task.read',
    'risk.read',
    'risk.act',
    'record.read',
    'ticket.read',
    'ticket.act',
    'ticket.report',
    'rectification.read',
    'rectification.act',
    'person.search',
    'person.unmask',
    'figure.export',
    'record.export',
    'appraisal.read',
    'knowledge.read',
    'rule.read',
  ],
  unit_handler: [
    'figure.read',
    'item.read',
    'task.read',
    'risk.read',
    'risk.act',
    'task.act',
    'ticket.read',
    'ticket.act',
    'rectification.read',
    'rectification.act',
    'filling.read',
    'filling.submit',
    'person.unmask',
    'appraisal.read',
    'knowledge.read',
    'rule.read',
  ],
  supervisor: [
    'figure.read',
    'item.read',
    'task.read',
    'risk.read',
    'risk.act',
    'task.open',
    'task.act',
    'record.read',
    'ticket.read',
    'ticket.act',
    'rectification.read',
    'rectification.act',
    'filling.read',
    'person.search',
    'person.unmask',
    'unmask.review',
    'figure.export',
    'record.export',
    'appraisal.read',
    'knowledge.read',
    'knowledge.edit',
    'rule.read',
    'rule.manage',
    'indicator.read',
  ],
  leader: [
    'figure.read',
    'item.read',
    'task.read',
    'risk.read',
    'task.open',
    'task.act',
    'ticket.read',
    'ticket.act',
    'rectification.read',
    'filling.read',
    'figure.export',
    'appraisal.read',
    'knowledge.read',
    'rule.read',
    'indicator.read',
  ],
  steward: [
    'figure.read',
    'item.read',
    'item.manage',
    'task.read',
    'risk.read',
    'record.read',
    'filling.read',
    'filling.check',
    'filling.manage',
    'figure.export',
    'record.export',
    'feed.read',
    'quarantine.read',
    'appraisal.read',
    'knowledge.read',
    'knowledge.edit',
    'rule.read',
    'rule.manage',
    // 数据管家 keeps the dictionary; what he drafts the chief data officer publishes.
    'indicator.read',
    'indicator.draft',
  ],
  chief_data_officer: [
    'figure.read',
    'item.read',
    'item.manage',
    'task.read',
    'risk.read',
    'filling.read',
    'filling.check',
    'filling.manage',
    'figure.export',
    'feed.read',
    'policy.read',
    'rule.read',
    'indicator.read',
    // 首席数据官 answers for what figures mean: drafts too, but another of them publishes what is his.
    'indicator.draft',
    'indicator.approve',
  ],
  system_admin: ['account.manage', 'account.read', 'feed.read'],
  security_admin: ['grant.manage', 'account.read', 'policy.manage', 'policy.read'],
  audit_admin: ['audit.read', 'account.read', 'policy.read'],
};

/** What a display (a wall with a credential of its own) may do: look at totals. */
export const DISPLAY_PERMISSIONS: readonly Permission[] = ['figure.read'];

export function permissionsOf(role: Role): readonly Permission[] {
  return TABLE[role];
}

export function allows(role: Role, permission: Permission): boolean {
  return TABLE[role].includes(permission);
}

/** Roles whose grants may carry the mark that lets one unmask. */
export function mayUnmask(role: Role): boolean {
  return allows(role, 'person.unmask');
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/**
 * Why one account may not hold these roles together; null when it may. An administrator holds no other role: powers that
 * are separated are not joined again in one person, nor with the work that they guard.
 */
export function roleConflict(roles: readonly Role[]): { first: Role; second: Role } | null {
  const held = [...new Set(roles)];
  const admin = held.find((r) => ADMINISTRATORS.includes(r));
  const other = held.find((r) => r !== admin);
  return admin !== undefined && other !== undefined ? { first: admin, second: other } : null;
}
