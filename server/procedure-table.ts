import type { Access } from './api/trpc.ts';

/**
 * Who may call each procedure, said a second time and apart from where it is built: a builder that was mistaken for another
 * is seen by the walk, and a new procedure is placed here before it answers anybody. For tests alone.
 */
export const PROCEDURE_TABLE: Readonly<Record<Access, readonly string[]>> = {
  // What sign-in itself asks: nobody can have signed in before.
  open: ['session.door', 'session.me', 'session.signIn', 'session.signInDemo', 'session.signInDisplay'],
  // One's own session and account; the profile's own names; what one may do.
  signedIn: [
    ...['signOut', 'changePassword', 'offerFactor', 'confirmFactor', 'showFactor', 'renewRecovery'].map((name) => `session.${name}`),
    ...['account', 'list', 'end', 'endOthers', 'endAll'].map((name) => `session.${name}`),
    ...['console.meta', 'console.towns', 'console.status', 'admin.self'],
  ],
  'figure.read': [
    ...['values', 'series', 'choices', 'children', 'breakdown', 'card'].map((name) => `figure.${name}`),
    ...['topic.get', 'live.history', 'ticket.counts', 'review.page', 'brief.list', 'brief.get', 'volume.hours', 'volume.unusual'],
    // Printed plans and places are the same for the whole province, as the dictionary is: not cut to a region.
    'tradePlaces.all',
    ...['cube', 'sides', 'card'].map((name) => `trade.${name}`),
  ],
  'record.read': ['figure.records', 'trade.records'],
  'ticket.read': [
    ...['flow', 'byId', 'points', 'heat', 'get'].map((name) => `ticket.${name}`),
    'person.caller',
    'person.window',
    ...['queue', 'counts', 'rows', 'ticket', 'ledger', 'advice', 'here'].map((name) => `desk.${name}`),
  ],
  'ticket.act': ['act', 'actMany', 'undo', 'draft', 'saveDraft'].map((name) => `desk.${name}`),
  'rectification.read': ['list', 'get', 'ledger', 'words', 'praise'].map((name) => `reviews.${name}`),
  'rectification.act': ['reviews.act'],
  'task.read': ['list', 'get', 'ledger', 'appraisal'].map((name) => `tasks.${name}`),
  'task.open': ['tasks.open'],
  'task.act': ['tasks.act'],
  'filling.read': ['filling.list', 'filling.period'],
  'filling.submit': ['filling.submit'],
  'filling.check': ['filling.check', 'filling.retract'],
  'filling.manage': ['saveDuty', 'urge', 'export'].map((name) => `filling.${name}`),
  'item.read': ['items.overview', 'items.history', 'items.find'],
  'item.manage': ['items.import', 'items.withdraw'],
  'risk.read': ['list', 'get', 'ledger', 'summary'].map((name) => `risk.${name}`),
  'risk.act': ['risk.act'],
  'ticket.report': ['desk.report', 'desk.lookalike'],
  'appraisal.read': ['table', 'tickets', 'export'].map((name) => `appraisal.${name}`),
  'person.search': ['person.search'],
  'person.unmask': ['person.unmask', 'person.remask'],
  'unmask.review': ['person.unmasks', 'person.review'],
  'figure.export': ['export.figure', 'trade.export', 'brief.make', 'brief.export', 'tasks.export', 'risk.export', 'items.export'],
  'record.export': ['export.records'],
  'feed.read': ['feed.list', 'feed.usage'],
  'knowledge.read': ['search', 'get', 'versions', 'insertable', 'desk', 'report'].map((name) => `knowledge.${name}`),
  'knowledge.edit': ['create', 'change', 'setStatus', 'reports', 'settle'].map((name) => `knowledge.${name}`),
  'quarantine.read': ['feed.quarantine', 'feed.pending'],
  'rule.read': ['list', 'catalogue', 'calendars', 'classAccuracy', 'exportCatalogue'].map((name) => `rule.${name}`),
  'indicator.read': ['dictionary.list', 'dictionary.get', 'dictionary.export'],
  'indicator.draft': ['save', 'submit', 'withdraw'].map((name) => `dictionary.${name}`),
  'indicator.approve': ['dictionary.publish', 'dictionary.giveBack'],
  'rule.manage': ['preview', 'save', 'end', 'recompute', 'importRules', 'importCatalogue', 'importCalendar'].map((name) => `rule.${name}`),
  'account.read': ['regions', 'whoCanSee', 'counts', 'grants', 'accountGrants', 'accounts', 'account', 'displays'].map((name) => `admin.${name}`),
  'account.manage': ['createAccount', 'setDisabled', 'resetPassword', 'resetFactor', 'endSessions', 'createDisplay', 'revokeDisplay'].map(
    (name) => `admin.${name}`,
  ),
  'grant.manage': ['admin.giveGrant', 'admin.endGrant', 'admin.changeGrant', 'admin.previewGrants'],
  'policy.read': ['admin.policy'],
  'policy.manage': ['admin.policyEffect', 'admin.setPolicy'],
  'audit.read': ['audit.search', 'audit.row', 'audit.chain', 'audit.verify'],
};

/** Who may call a procedure by the table; null when it stands nowhere. */
export function placeOf(path: string): Access | null {
  return (Object.keys(PROCEDURE_TABLE) as Access[]).find((access) => PROCEDURE_TABLE[access].includes(path)) ?? null;
}
