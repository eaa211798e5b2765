import { numbersLiteral, type Tx } from '../../../db/client.ts';
import { feedActor } from '../../core/case/powers.ts';
import { turnMirrored } from '../../core/kinds/ticket-fold.ts';
import type { CaseCtx } from '../context.ts';
import { withRetry } from '../event/retry.ts';
import { CaseWorld } from './case-world.ts';

const PAGE = 100;

/**
 * Open tickets follow their feed when it is told to mirror its source, or no longer to: from then on its steps move them,
 * or our commands do. A helper's part is ours in any case. @returns how many were turned
 */
export async function turnCases(ctx: CaseCtx, { stop }: { stop: () => boolean }): Promise<number> {
  let turned = 0;
  for (let after = 0; !stop(); ) {
    const found = await ctx.db.query<{ id: number; mirrored: boolean }>(
      `select c.id, f.mirrored from cases c join feed f on f.id = c.feed
       where c.open and not c.retracted and c.parent is null and c.mirrored <> f.mirrored and c.id > $1::int8 order by c.id limit ${PAGE}`,
      [after],
    );
    for (const { id, mirrored } of found) {
      if (stop()) return turned;
      turned += await withRetry(() => ctx.db.transaction((tx) => turnOne(ctx, tx, id, mirrored), 'background'));
    }
    after = found.at(-1)?.id ?? after;
    if (found.length < PAGE) break;
  }
  return turned;
}

async function turnOne(ctx: CaseCtx, tx: Tx, id: number, mirrored: boolean): Promise<number> {
  const world = new CaseWorld(ctx, tx);
  await world.load([id]);
  const one = world.get(id);
  if (!one || one.row.retracted) return 0;
  const decision = turnMirrored(one.state, mirrored, feedActor(String(one.row.feed)), ctx.now());
  if (!decision.ok) return 0;
  await world.write([{ id, decision }], null);
  await tx.query('update cases set mirrored = $2 where id = any($1::text::int8[])', [numbersLiteral([id]), mirrored]);
  return 1;
}
