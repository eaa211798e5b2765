import type { Tx } from '../../../db/client.ts';
import { heldOf } from '../../core/filling/slot.ts';
import { redactText } from '../../core/privacy/redact.ts';
import type { CheckFilling, RetractFilling } from '../../wire/filling.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Forbidden, NotFound } from '../errors.ts';
import { withRetry } from '../event/retry.ts';
import { type DutyRow, type FiledRow, filedById, lockDuty, readPeriods } from './filling-rows.ts';

/**
 * Accepts what was filed, or sends it back with a reason. What is accepted is told to the figures by tellFillings, whose
 * event is named after it: until then it stands as accepted and untold, and whoever dies in between loses nothing. The
 * same decision by the same person again changes nothing.
 * @param scope of filling.check
 * @throws NotFound (also outside of the scope); Forbidden for whoever filed it; Conflict when it was decided otherwise
 */
export function checkFilling(ctx: Ctx, actor: Actor, scope: Scope, input: CheckFilling): Promise<{ decided: boolean }> {
  return withRetry(() => ctx.db.transaction((tx) => decide(ctx, tx, actor, scope, input)));
}

async function decide(ctx: Ctx, tx: Tx, actor: Actor, scope: Scope, { id, accept, reason }: CheckFilling): Promise<{ decided: boolean }> {
  const { duty, row } = await lockFiled(ctx, tx, scope, id);
  const decision = accept ? 'accepted' : 'returned';
  if (row.decision !== null) {
    if (row.decision === decision && row.decidedBy === actor.id) return { decided: false };
    throw new Conflict('somebody decided this, or another was filed in its place, meanwhile');
  }
  if (row.by === actor.id) throw new Forbidden('what one has filed oneself is checked by another');
  const replaces = accept ? await standingOf(tx, row) : null;
  await tx.query(
    `update filling set decision = $2, decided_at = to_timestamp($3::float8 / 1000.0), decided_by = $4::int, decided_name = $5, reason = $6, replaces = $7::int8
     where id = $1::int8 and decision is null`,
    [id, decision, ctx.now(), actor.id, actor.name, redactText(reason).text, replaces],
  );
  await audit(ctx, tx, actor, `filling.${decision}`, duty, row, { replaces });
  return { decided: true };
}

/**
 * Takes back what holds, with a reason: the slot is to be filled in again, and the figures have no value of it.
 * @param scope of filling.check
 * @throws NotFound (also outside of the scope); Forbidden for whoever filed it; Conflict when it does not hold, or when it was
 * taken back before and the figures did not take that
 */
export function retractFilling(ctx: Ctx, actor: Actor, scope: Scope, input: RetractFilling): Promise<{ decided: boolean }> {
  return withRetry(() => ctx.db.transaction((tx) => retract(ctx, tx, actor, scope, input)));
}

async function retract(ctx: Ctx, tx: Tx, actor: Actor, scope: Scope, { id, reason }: RetractFilling): Promise<{ decided: boolean }> {
  const { duty, row } = await lockFiled(ctx, tx, scope, id);
  if (row.untaken === 'retraction') throw new Conflict(`this was taken back, and the figures did not take that: ${row.refused}`);
  if (row.retracted) return { decided: false };
  if (row.decision !== 'accepted' || (await standingOf(tx, row)) !== id) throw new Conflict('this does not hold: nothing is to be retracted');
  if (row.by === actor.id) throw new Forbidden('what one has filed oneself is retracted by another');
  await tx.query(
    'update filling set retracted_at = to_timestamp($2::float8 / 1000.0), retracted_name = $3, retract_reason = $4 where id = $1::int8 and retracted_at is null',
    [id, ctx.now(), actor.name, redactText(reason).text],
  );
  await audit(ctx, tx, actor, 'filling.retracted', duty, row, {});
  return { decided: true };
}

/** What was filed with its duty, locked in the order in which all verbs lock. */
async function lockFiled(ctx: Ctx, tx: Tx, scope: Scope, id: number): Promise<{ duty: DutyRow; row: FiledRow }> {
  const seen = await filedById(tx, id);
  const missing = new NotFound('nothing was filed under this number in your scope');
  if (!seen) throw missing;
  const duty = await lockDuty(tx, ctx.catalog, scope, seen.duty).catch((error: unknown) => {
    throw error instanceof NotFound ? missing : error;
  });
  const row = await filedById(tx, id);
  if (!row) throw missing;
  return { duty, row };
}

/** What holds in the slot of a submission. */
async function standingOf(tx: Tx, { duty, period, status }: FiledRow): Promise<number | null> {
  const rows = await readPeriods(tx, duty, [period, period]);
  return heldOf(rows.filter((r) => r.status === status))?.id ?? null;
}

function audit(
  ctx: Ctx,
  tx: Tx,
  actor: Actor,
  action: `filling.${string}`,
  duty: DutyRow,
  { id, period, status }: FiledRow,
  more: Record<string, number | null>,
): Promise<void> {
  const { region, department, indicator } = duty;
  const object = { kind: 'filling', id: String(id) };
  const detail = { duty: duty.id, indicator, period, status, ...more };
  return writeAudit(tx, actor, { action, result: 'ok', object, region, department, detail }, ctx.now());
}
