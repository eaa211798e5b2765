import { DESK_VIEWS, type DeskCounts, type DeskView } from '../../wire/desk.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import { assertRegion, type Scope } from '../access/require-scope.ts';
import type { CaseCtx } from '../context.ts';
import { viewCondition } from './desk-rows.ts';
import type { FlowHead } from './read-tickets.ts';

/** Views whose length is told; what is over has no end. */
const COUNTED = DESK_VIEWS.filter((v): v is Exclude<DeskView, 'done'> => v !== 'done');

/** How long each queue is below a region, and how many of it are late or soon: one pass over what is open. */
export async function deskCounts(ctx: CaseCtx, scope: Scope, region: string, head: FlowHead): Promise<DeskCounts> {
  assertRegion(scope, ctx.catalog.tree, region);
  const at = await head();
  const held = ticketCondition(ctx, scope, region, 2);
  const columns = COUNTED.flatMap((view) => {
    const inside = viewCondition(view);
    return [
      `count(*) filter (where ${inside}) "${view}"`,
      `count(*) filter (where ${inside} and not paused and soon_at <= n.now and due_at >= n.now) "${view}_soon"`,
      `count(*) filter (where ${inside} and not paused and due_at < n.now) "${view}_late"`,
    ];
  });
  const [row] = await asReader(ctx, scope, (tx) =>
    tx.query<Record<string, number>>(
      `select ${columns.join(', ')} from cases, (select to_timestamp($1::float8 / 1000.0) now) n where open and not retracted and ${held.sql}`,
      [ctx.now(), ...held.params],
    ),
  );
  const views = COUNTED.map((view) => ({ view, count: row?.[view] ?? 0, soon: row?.[`${view}_soon`] ?? 0, late: row?.[`${view}_late`] ?? 0 }));
  return { ...at, views };
}
