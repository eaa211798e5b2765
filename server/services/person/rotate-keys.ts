import { textsLiteral } from '../../../db/client.ts';
import { SYSTEM } from '../access/actor.ts';
import { rewrapFactors } from '../access/factor-secret.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { auditNow } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { type Keys, rewrapKey } from './vault.ts';

const STEP = 500;

/**
 * Makes a new key current in KEY_FILE and wraps the key of every stored record and second factor under it, in small
 * transactions. To run it again after an interruption finishes the work with one more key; earlier keys stay in the file.
 */
export async function rotateKeys(
  ctx: Ctx,
  keys: Keys,
  onProgress: (rewrapped: number) => void = () => {},
  actor: AuditActor = SYSTEM,
): Promise<{ keyId: string; rewrapped: number }> {
  const keyId = keys.rotate();
  // The file of keys is in no transaction: its change is on record before any record is wrapped again.
  await auditNow(ctx, actor, { action: 'key.rotated', result: 'ok', object: { kind: 'key', id: keyId } });
  let rewrapped = 0;
  for (let after = 0; ; ) {
    const last = await ctx.db.transaction(async (tx) => {
      const rows = await tx.query<{ id: number; key_id: string; wrapped_key: Uint8Array }>(
        `select id, key_id, wrapped_key from person where id > $1 and key_id <> $2 and wrapped_key is not null order by id limit ${STEP} for update`,
        [after, keyId],
      );
      const wrapped = rows.map((row) => Buffer.from(rewrapKey(keys, row.key_id, row.wrapped_key).wrappedKey).toString('hex'));
      if (rows.length > 0)
        await tx.query(
          `update person p set key_id = $3, wrapped_key = decode(u.wrapped, 'hex')
           from unnest($1::text::int8[], $2::text::text[]) u(id, wrapped) where p.id = u.id`,
          [`{${rows.map((row) => row.id).join(',')}}`, textsLiteral(wrapped), keyId],
        );
      rewrapped += rows.length;
      return rows.at(-1)?.id ?? null;
    }, 'background');
    if (last === null) {
      rewrapped += await rewrapFactors(ctx, keys);
      await auditNow(ctx, actor, { action: 'key.rewrapped', result: 'ok', object: { kind: 'key', id: keyId }, detail: { records: rewrapped } });
      return { keyId, rewrapped };
    }
    onProgress(rewrapped);
    after = last;
  }
}
