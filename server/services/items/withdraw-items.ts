import { redactText } from '../../core/privacy/redact.ts';
import type { WithdrawItems } from '../../wire/items.ts';
import type { Actor } from '../access/actor.ts';
import { type Scope, seesRegion } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, NotFound } from '../errors.ts';
import { withRetry } from '../event/retry.ts';
import { assertManages } from './import-items.ts';

/**
 * Withdraws the list of a date: its figures are taken back, and the list of the date before holds again. It stays in the
 * history, and another may be imported for its date.
 * @param scope of item.manage
 * @throws NotFound (also outside of the scope), OutOfScope (of some departments alone), Conflict when it does not stand any more
 */
export function withdrawItems(ctx: Ctx, actor: Actor, scope: Scope, { id, reason }: WithdrawItems): Promise<{ id: number }> {
  const now = ctx.now();
  return withRetry(() =>
    ctx.db.transaction(async (tx) => {
      const [row] = await tx.query<{ region: string; asOf: string; stands: boolean }>(
        'select region, as_of "asOf", stands from item_list where id = $1::int8 for update',
        [id],
      );
      if (!row || !seesRegion(scope, ctx.catalog.tree, row.region)) throw new NotFound('no such list in your scope');
      assertManages(ctx.catalog, scope, row.region);
      if (!row.stands) throw new Conflict('this version does not stand any more');
      await tx.query(
        `update item_list set stands = false, withdrawn_at = to_timestamp($2::float8 / 1000.0), withdrawn_name = $3, withdraw_reason = $4 where id = $1::int8`,
        [id, now, actor.name, redactText(reason).text],
      );
      const object = { kind: 'item_list', id: String(id) };
      await writeAudit(tx, actor, { action: 'items.withdrawn', result: 'ok', object, region: row.region, detail: { asOf: row.asOf } }, now);
      return { id };
    }),
  );
}
