import type { Tx } from '../../../db/client.ts';
import { isPeriod } from '../../core/filling/duty.ts';
import { asksFor, slotTime } from '../../core/filling/periods.ts';
import { isToFill, slotOfFiled } from '../../core/filling/slot.ts';
import { redactText } from '../../core/privacy/redact.ts';
import type { UrgeFilling } from '../../wire/filling.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { CaseCtx } from '../context.ts';
import { Conflict, Invalid } from '../errors.ts';
import { withRetry } from '../event/retry.ts';
import { lockDuty, readPeriods } from './filling-rows.ts';

/**
 * Urges a department by hand (催报) to fill in what is open: a line that its people see, and an audit row. The same `key`
 * again urges once.
 * @param scope of filling.manage
 * @throws NotFound (also outside of the scope), Invalid, Conflict when nothing is to be filled in
 */
export function urgeFilling(ctx: CaseCtx, actor: Actor, scope: Scope, input: UrgeFilling): Promise<{ urged: boolean }> {
  return withRetry(() => ctx.db.transaction((tx) => urge(ctx, tx, actor, scope, input)));
}

async function urge(ctx: CaseCtx, tx: Tx, actor: Actor, scope: Scope, { duty: id, period, status, text, key }: UrgeFilling): Promise<{ urged: boolean }> {
  const duty = await lockDuty(tx, ctx.catalog, scope, id);
  const ask = duty.asks.find((a) => a.status === status);
  if (!ask || !isPeriod(duty.grain, period) || !asksFor(duty, period)) throw new Invalid('period: this duty does not ask for it');
  const filed = (await readPeriods(tx, id, [period, period])).filter((r) => r.status === status);
  if (!isToFill(slotOfFiled(slotTime(ctx.rules().calendar, period, ask), filed, ctx.now()).state)) throw new Conflict('nothing is to be filled in here');
  const rows = await tx.query(
    `insert into filling_reminder (duty, period, status, kind, at, by_name, text, key)
     values ($1::int8, $2, $3, 'urge', to_timestamp($4::float8 / 1000.0), $5, $6, $7) on conflict do nothing returning id`,
    [id, period, status, ctx.now(), actor.name, redactText(text).text, key],
  );
  if (rows.length === 0) return { urged: false };
  const { region, department, indicator } = duty;
  const object = { kind: 'filling_duty', id: String(id) };
  await writeAudit(tx, actor, { action: 'filling.urged', result: 'ok', object, region, department, detail: { indicator, period, status } }, ctx.now());
  return { urged: true };
}
