import { expect, test } from 'vitest';
import type { AuditActor, AuditEntry } from './audit-entry.ts';
import { noteRefusals } from './note-refusals.ts';

const refused: AuditEntry = { action: 'procedure.refused', result: 'refused' };

test('refusals of one asker are bounded and the rest is counted, and nobody else pays for it', () => {
  const rows: { who: AuditActor; entry: AuditEntry }[] = [];
  let now = 0;
  const note = noteRefusals({ note: (who, entry) => void rows.push({ who, entry }) }, () => now);
  const stranger = { actor: null, call: { address: '192.0.2.1' } };
  for (let i = 0; i < 100; i++) note(stranger, refused);
  expect(rows).toHaveLength(30);
  expect(rows[0]?.who).toMatchObject({ kind: 'nobody', address: '192.0.2.1' });
  note({ actor: null, call: { address: '192.0.2.2' } }, refused);
  note(stranger, { action: 'record.read', result: 'ok' });
  expect(rows).toHaveLength(32);
  now += 5_000;
  note(stranger, refused);
  expect(rows.at(-1)?.entry).toMatchObject({ detail: { unwritten: 70 } });
});
