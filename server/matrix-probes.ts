/** How one thing is asked for by its id, for server/matrix.db.test.ts alone. */

/** One thing by its id: there for who holds it, and for everybody else as if there were no such thing. */
export const BY_ID: Record<string, (id: number) => unknown> = {
  'ticket.get': (id) => ({ id }),
  'desk.ticket': (id) => ({ id }),
  'desk.ledger': (id) => ({ id }),
  'desk.advice': (id) => ({ id }),
  'desk.act': (id) => ({ id, command: 'urge', data: { by: 'desk' }, expect: 99, key: crypto.randomUUID() }),
  'desk.undo': (id) => ({ id, expect: 99, key: crypto.randomUUID() }),
  'desk.saveDraft': (id) => ({ id, command: 'urge', data: {} }),
  'reviews.get': (id) => ({ id }),
  'reviews.ledger': (id) => ({ id }),
  'reviews.act': (id) => ({ id, command: 'urge', data: {}, expect: 99, key: crypto.randomUUID() }),
  'tasks.get': (id) => ({ id }),
  'tasks.ledger': (id) => ({ id }),
  'tasks.act': (id) => ({ id, command: 'urge', data: {}, expect: 99, key: crypto.randomUUID() }),
  'filling.period': (duty) => ({ duty, period: '2026-02' }),
  'risk.get': (id) => ({ id }),
  'risk.ledger': (id) => ({ id }),
  'risk.act': (id) => ({ id, command: 'urge', data: {}, expect: 99, key: crypto.randomUUID() }),
  'person.caller': (ticket) => ({ ticket }),
  'person.unmask': (ticket) => ({ ticket, reason: '测试用的原因，足够长' }),
};

/** An entry by its id; public in its region, below it and above it, whichever the department. */
export const BY_ENTRY: Record<string, (id: number) => unknown> = {
  'knowledge.get': (id) => ({ id }),
  'knowledge.versions': (id) => ({ id, versions: [1, 1] }),
  'knowledge.report': (entry) => ({ entry, version: 1, text: '测试用的纠错' }),
};

/** Asked here only by who may not: what they answer to others is tested where they are. */
export const ELSEWHERE =
  /^(admin|audit|session|console|topic|rule|tradePlaces)\.|^(dictionary\.(export|save|submit|withdraw|publish|giveBack)|desk\.(actMany|draft|here|report)|person\.(window|remask|unmasks|review|search)|figure\.choices|brief\.make|tasks\.open|items\.(import|withdraw)|filling\.(submit|check|retract|saveDuty|urge)|ticket\.byId|knowledge\.(desk|insertable|create|change|setStatus|settle))$/;
