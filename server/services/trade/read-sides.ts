import { textsLiteral } from '../../../db/client.ts';
import { FLOW_SCOPES, FLOW_STATUSES } from '../../core/trade/flow.ts';
import type { FlowSide, FlowSpan } from '../../wire/trade.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { periodsOf } from './cell-span.ts';
import { assertFlows } from './see-flows.ts';

type Row = Omit<FlowSide, 'newest'> & { newest: number };

/**
 * What stands side by side: a row for each scope and status that the span has figures of, in the order in which they are
 * shown. They are never added. @throws OutOfScope, Invalid
 */
export async function readSides(ctx: Ctx, scope: Scope, input: FlowSpan): Promise<FlowSide[]> {
  assertFlows(scope, ctx, input);
  const { tree } = ctx.catalog;
  const { region, from, to } = input;
  const { months, days } = periodsOf(from, to);
  const regions = region === tree.root ? null : textsLiteral(tree.subtree(region));
  const edge = (order: string) => `(select period from trade_cell d where d.grain = 1 and d.scope = s.scope and d.status = s.status
      and d.period >= $5::text::date and d.period < $6::text::date and d.events <> 0 and ($4::text is null or d.region = any($4::text::text[])) order by period ${order} limit 1)`;
  const rows = await ctx.db.query<Row>(
    `select s.*, ${edge('asc')} "firstDay", ${edge('desc')} "lastDay" from (
       select a.scope, b.status, x.* from unnest($1::text::text[]) with ordinality a(scope, i) cross join unnest($2::text::text[]) with ordinality b(status, j)
       cross join lateral (select sum(value)::int8 "value", sum(parcels)::int8 parcels, sum(declarations)::int8 declarations, sum(events)::int8 events, max(newest) newest from (
         select * from trade_cell c where c.grain = 2 and c.scope = a.scope and c.status = b.status and c.period = any($3::text::date[]) and ($4::text is null or c.region = any($4::text::text[]))
         union all
         select * from trade_cell c where c.grain = 1 and c.scope = a.scope and c.status = b.status and c.period = any($7::text::date[]) and ($4::text is null or c.region = any($4::text::text[]))) c) x
       where x.events <> 0 order by i, j) s`,
    [textsLiteral(FLOW_SCOPES), textsLiteral(FLOW_STATUSES), textsLiteral(months), regions, from, to, textsLiteral(days)],
  );
  return rows.map((row) => ({ ...row, newest: new Date(row.newest).toISOString() }));
}
