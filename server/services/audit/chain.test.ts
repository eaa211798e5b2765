import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { auditDigest, toAuditRow } from './audit-entry.ts';
import { checkRow, type StoredRow } from './audit-row.ts';
import { GENESIS, linkHash } from './chain.ts';

const actor = { kind: 'person', id: 7, login: 'reader', session: null, address: '10.0.0.7' } as const;
const stored = (patch: Partial<StoredRow> = {}): StoredRow => {
  const row = toAuditRow(
    actor,
    { action: 'unmask.granted', result: 'ok', object: { kind: 'ticket', id: 'T1' }, region: '440000', purpose: 'reason', detail: { b: [1, { z: 1, a: 2 }] } },
    1_700_000_000_000,
  );
  const digest = auditDigest(row);
  return { ...row, id: 5, digest, seq: 1, hash: linkHash(GENESIS, { seq: 1, id: 5, digest }), ...patch };
};

test('the hash is SM3 over the hash before, the number, the id and the digest', () => {
  const digest = Buffer.alloc(32, 1);
  const by = createHash('sm3').update(Buffer.alloc(32, 9)).update(Buffer.from('00000000000001020000000000000003', 'hex')).update(digest).digest();
  expect(linkHash(Buffer.alloc(32, 9), { seq: 258, id: 3, digest })).toEqual(by);
});

test('every field of a row, its id and its place are covered', () => {
  expect(checkRow(stored(), GENESIS)).toEqual({ digest: true, link: true });
  const changes: Partial<StoredRow>[] = [
    { at: 1_700_000_000_000.001 },
    { actorKind: 'display' },
    { actor: 8 },
    { actorLogin: 'readers' },
    { session: 0 },
    { address: null },
    { action: 'unmask.grante' },
    { objectKind: 'case' },
    { objectId: 'T2' },
    { region: '440100' },
    { department: '' },
    { result: 'failed' },
    { purpose: 'Reason' },
    { detail: { b: [1, { z: 1, a: 3 }] } },
  ];
  for (const change of changes) expect([change, checkRow(stored(change), GENESIS)]).toEqual([change, { digest: false, link: true }]);
  for (const change of [{ id: 6 }, { seq: 2 }, { hash: Buffer.alloc(32) }, { digest: Buffer.alloc(32) }])
    expect(checkRow(stored(change), GENESIS).link).toBe(false);
  expect(checkRow(stored(), Buffer.alloc(32))).toEqual({ digest: true, link: false });
  expect(checkRow(stored({ seq: null, hash: null }), GENESIS)).toEqual({ digest: true, link: null });
});

test('the order of the keys of a detail does not matter, a personal number in a reason does not stay', () => {
  expect(checkRow(stored({ detail: { b: [1, { a: 2, z: 1 }] } }), GENESIS).digest).toBe(true);
  const row = toAuditRow(actor, { action: 'unmask.granted', result: 'ok', purpose: '回拨 13800001234', detail: { q: '13800001234' } }, 0);
  expect([row.purpose, row.detail]).toEqual(['回拨 〔电话〕', { q: '〔电话〕' }]);
});
