export { accessGrant, account, display, policy, session, signinDelay, unmask } from './access.ts';
export { audit, auditHead } from './audit.ts';
export { cases, fact, factHead } from './case.ts';
export { event, eventKey, eventVoid, series, source } from './event.ts';
export { feed, feedUsage, meta, pendingCode, person, quarantine, reader } from './feed.ts';
export { hot, pack, packSeal, packWas } from './rollup.ts';
