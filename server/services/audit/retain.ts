import type { Tx } from '../../../db/client.ts';
import { SYSTEM } from '../access/actor.ts';
import { readPolicy } from '../access/read-policy.ts';
import type { Ctx } from '../context.ts';
import { lockHead } from './seal.ts';
import { writeAudit } from './write-audit.ts';

const STEP = { embedded: 1_000, postgres: 10_000 } as const;

/** The instant so many years before, by the calendar (UTC). */
export function yearsBefore(now: number, years: number): number {
  const at = new Date(now);
  return at.setUTCFullYear(at.getUTCFullYear() - years);
}

/**
 * Takes away sealed rows that are older than the policy's years, from the chain's beginning up to the first row that is
 * still to be kept, and moves the floor with them: what is left verifies from there. Each step is audited itself.
 * @returns how many rows went
 */
export async function retainAudit(ctx: Pick<Ctx, 'db' | 'now'>, { stop = () => false }: { stop?: () => boolean } = {}): Promise<{ dropped: number }> {
  const { auditYears } = await readPolicy(ctx);
  const now = ctx.now();
  const before = yearsBefore(now, auditYears);
  let dropped = 0;
  while (!stop()) {
    const step = await ctx.db.transaction((tx) => retainStep(tx, { before, now, years: auditYears, most: STEP[ctx.db.kind] }), 'background');
    dropped += step;
    if (step === 0) break;
  }
  return { dropped };
}

async function retainStep(tx: Tx, { before, now, years, most }: { before: number; now: number; years: number; most: number }): Promise<number> {
  const head = await lockHead(tx);
  const rows = await tx.query<{ seq: number; at: number; hash: Uint8Array }>(
    'select seq, at, hash from audit where seq > $1::int8 and seq <= $2::int8 order by seq limit $3::int',
    [head.floorSeq, head.seq, most],
  );
  const kept = rows.findIndex((row) => row.at >= before);
  const old = kept < 0 ? rows : rows.slice(0, kept);
  const last = old.at(-1);
  if (!last) return 0;
  await tx.query(`select set_config('tongguan.retention', 'on', true)`);
  await tx.query('delete from audit where seq > $1::int8 and seq <= $2::int8', [head.floorSeq, last.seq]);
  await tx.query('update audit_head set floor_seq = $1::int8, floor_hash = $2::bytea', [last.seq, last.hash]);
  await writeAudit(
    tx,
    SYSTEM,
    {
      action: 'audit.dropped',
      result: 'ok',
      object: { kind: 'audit', id: last.seq },
      detail: { from: head.floorSeq + 1, to: last.seq, rows: old.length, before, years },
    },
    now,
  );
  return old.length;
}
