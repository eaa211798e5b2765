import { type Db, type Param, textsLiteral } from '../../../db/client.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';

/** How far back who handled what is looked at. */
export const HISTORY_MS = 90 * 86_400_000;
/** Tickets read of one region, and of an area in all: the newest. */
const OF_REGION = 800;
const OF_AREA = 4_000;
/** With fewer closed in the county the whole city is asked. */
const LEAST_CLOSED = 200;
/** What was read is used again for so long; a choice made meanwhile is learned from after it. */
const STALE_MS = 5 * 60_000;

/** Closed tickets of an area by class and unit. */
export type AreaHistory = { readonly area: string; readonly closed: readonly { readonly unit: string; readonly category: string; readonly n: number }[] };

/**
 * The regions that a place's tickets are compared with, and the newest of their tickets of the last ninety days that are
 * with a unit, as the part of a statement after `from`; its parameters are numbered from 1. Each region is read by
 * its own index range, so the cost is bounded whatever the number of tickets.
 */
export function areaTickets(ctx: Ctx, scope: Scope, area: string, columns: string): { sql: string; params: Param[] } {
  const held = ticketCondition(ctx, scope, area, 3);
  const sql = `(select t.* from unnest($1::text::text[]) r(code) cross join lateral (
      select ${columns} from cases where region = r.code and at > to_timestamp($2::float8 / 1000.0) and kind = 'ticket' and parent is null and unit is not null
        and not retracted and ${held.sql} order by at desc limit ${OF_REGION}) t order by t.at desc limit ${OF_AREA})`;
  return { sql, params: [textsLiteral(ctx.catalog.tree.subtree(area)), ctx.now() - HISTORY_MS, ...held.params] };
}

const held = new WeakMap<Db, Map<string, { at: number; history: Promise<AreaHistory> }>>();

/** Who closed what around a region lately: in its county, or in its city where that closed too little to tell. */
export async function areaHistory(ctx: Ctx, scope: Scope, region: string): Promise<AreaHistory> {
  const { tree } = ctx.catalog;
  const up = tree.lineage(region);
  const county = up.at(-3) ?? up.at(-2) ?? tree.root;
  const near = await kept(ctx, scope, county);
  const enough = near.closed.reduce((sum, c) => sum + c.n, 0) >= LEAST_CLOSED;
  return enough || county === tree.root ? near : kept(ctx, scope, up.at(-2) ?? tree.root);
}

function kept(ctx: Ctx, scope: Scope, area: string): Promise<AreaHistory> {
  const now = ctx.now();
  const of = held.get(ctx.db) ?? new Map<string, { at: number; history: Promise<AreaHistory> }>();
  held.set(ctx.db, of);
  for (const [key, one] of of) if (Math.abs(now - one.at) >= STALE_MS) of.delete(key);
  const key = `${scope.class} ${area}`;
  const known = of.get(key);
  if (known) return known.history;
  const history = read(ctx, scope, area);
  of.set(key, { at: now, history });
  history.catch(() => of.delete(key));
  return history;
}

async function read(ctx: Ctx, scope: Scope, area: string): Promise<AreaHistory> {
  const { sql, params } = areaTickets(ctx, scope, area, 'unit, category, at, closed_at');
  const closed = await asReader(ctx, scope, (tx) =>
    tx.query<{ unit: string; category: string; n: number }>(
      `select unit, category, count(*) n from ${sql} c where closed_at is not null and category is not null group by unit, category`,
      params,
    ),
  );
  return { area, closed };
}
