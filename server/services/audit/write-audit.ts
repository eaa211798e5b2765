import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import type { Ctx } from '../context.ts';
import { type AuditActor, type AuditEntry, type AuditRow, auditDigest, toAuditRow } from './audit-entry.ts';

/** Writes one entry with its digest, in the transaction of what it is about. */
export async function writeAudit(tx: Tx, actor: AuditActor, entry: AuditEntry, now: number): Promise<void> {
  await writeAuditRows(tx, [toAuditRow(actor, entry, now)]);
}

/** Writes one entry in a transaction of its own: for what must be on record before it begins, or is in no transaction. */
export async function auditNow(ctx: Pick<Ctx, 'db' | 'now'>, actor: AuditActor, entry: AuditEntry): Promise<void> {
  await ctx.db.transaction((tx) => writeAudit(tx, actor, entry, ctx.now()));
}

/** Writes rows, in their order, in one statement. */
export async function writeAuditRows(tx: Tx, rows: readonly AuditRow[]): Promise<void> {
  if (rows.length === 0) return;
  const texts = (pick: (row: AuditRow) => string | null) => textsLiteral(rows.map(pick));
  const numbers = (pick: (row: AuditRow) => number | null) => numbersLiteral(rows.map(pick));
  await tx.query(
    `insert into audit (at, actor_kind, actor, actor_login, session, address, action, object_kind, object_id, region, department, result, purpose, detail, digest)
     select to_timestamp(at / 1000.0), ak, a, al, s, ad, ac, ok, oi, r, d, re, p, de::jsonb, decode(di, 'base64')
     from unnest($1::text::int8[], $2::text::text[], $3::text::int[], $4::text::text[], $5::text::int8[], $6::text::text[], $7::text::text[], $8::text::text[],
       $9::text::text[], $10::text::text[], $11::text::text[], $12::text::text[], $13::text::text[], $14::text::text[], $15::text::text[])
       with ordinality u(at, ak, a, al, s, ad, ac, ok, oi, r, d, re, p, de, di, ord) order by ord`,
    [
      numbers((x) => x.at),
      texts((x) => x.actorKind),
      numbers((x) => x.actor),
      texts((x) => x.actorLogin),
      numbers((x) => x.session),
      texts((x) => x.address),
      texts((x) => x.action),
      texts((x) => x.objectKind),
      texts((x) => x.objectId),
      texts((x) => x.region),
      texts((x) => x.department),
      texts((x) => x.result),
      texts((x) => x.purpose),
      texts((x) => JSON.stringify(x.detail)),
      texts((x) => auditDigest(x).toString('base64')),
    ],
  );
}
