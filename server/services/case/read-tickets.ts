import { latLngToCell } from 'h3-js';
import { numbersLiteral, type Param } from '../../../db/client.ts';
import { type Stage, stageOf } from '../../core/case/progress.ts';
import type { TicketFlow, TicketRow } from '../../wire/figure.ts';
import { markOf } from '../../wire/marks.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import { assertRegion, type Scope, seesTicket } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import type { FeedRow } from '../feed/feed-row.ts';

/** A stored ticket: what the console is sent, less the names, and with the text. */
type Row = Omit<TicketRow, 'categoryName' | 'regionName' | 'unlocated' | 'mark'> & {
  body: string;
  located: boolean;
  department: string | null;
  mark: FeedRow['mark'];
};
const COLUMNS = `id, version, no, title, request_type "requestType", category, region, department, located, step, urgent, confidential, anonymous, at, got, moved_at "movedAt", unit, lon, lat, mark,
  (select f.mirrored from feed f where f.id = cases.feed) mirrored`;
/** Stages of open tickets in the order of the work, with their names. */
export const STAGES: readonly [Stage, string][] = [
  ['to_dispatch', '待派单'],
  ['to_sign', '待签收'],
  ['handling', '办理中'],
  ['to_follow_up', '待回访'],
];

/** Ids of the cursor pair are opaque to clients; see server/realtime/cursors. */
export type FlowHead = () => Promise<{ asOf: string; epoch: string }>;

/**
 * Tickets in motion below a region that the scope holds: open counts by stage, and the newest rows. `asOf` is read before the rows, so that
 * the facts lane joins without a hole.
 */
export async function ticketFlow(ctx: Ctx, scope: Scope, region: string, limit: number, head: FlowHead): Promise<TicketFlow> {
  assertRegion(scope, ctx.catalog.tree, region);
  const at = await head();
  const held = ticketCondition(ctx, scope, region, 1);
  const { counts, rows } = await asReader(ctx, scope, async (tx) => ({
    counts: await tx.query<{ step: string; n: number }>(
      `select step, count(*) n from cases where open and parent is null and ${held.sql} group by step`,
      held.params,
    ),
    rows: await tx.query<Row>(
      `select ${COLUMNS} from cases where open and parent is null and not retracted and ${held.sql} order by at desc, id desc limit $${held.params.length + 1}::int`,
      [...held.params, limit],
    ),
  }));
  const byStage = new Map<Stage, number>();
  for (const c of counts) byStage.set(stageOf(c.step), (byStage.get(stageOf(c.step)) ?? 0) + c.n);
  const byStep = STAGES.map(([stage, name]) => ({ step: stage, name, count: byStage.get(stage) ?? 0 }));
  return { ...at, open: byStep.reduce((sum, s) => sum + s.count, 0), byStep, rows: rows.map((r) => toTicketRow(ctx, r)) };
}

/** The rows named that the scope may see; the others are left out. */
export async function ticketsById(ctx: Ctx, scope: Scope, ids: readonly number[]): Promise<TicketRow[]> {
  const rows = await asReader(ctx, scope, (tx) =>
    tx.query<Row>(`select ${COLUMNS} from cases where id = any($1::text::int8[]) and kind = 'ticket'`, [numbersLiteral(ids)]),
  );
  return rows.filter((r) => seesTicket(scope, ctx.catalog.tree, r)).map((r) => toTicketRow(ctx, r));
}

export type TicketPoints = { total: number; lon: number[]; lat: number[]; id: number[]; urgent: boolean[] };

/** Places of the tickets of a span, newest first up to the limit; `total` counts all that have a place. */
export async function ticketPoints(ctx: Ctx, scope: Scope, region: string, span: { from: number; to: number }, limit: number): Promise<TicketPoints> {
  assertRegion(scope, ctx.catalog.tree, region);
  const { where, params } = placed(ctx, scope, region, span);
  const { total, rows } = await asReader(ctx, scope, async (tx) => ({
    total: (await tx.query<{ n: number }>(`select count(*) n from cases where ${where}`, params))[0]?.n ?? 0,
    rows: await tx.query<{ id: number; lon: number; lat: number; urgent: boolean }>(
      `select id, lon, lat, urgent from cases where ${where} order by at desc limit $${params.length + 1}::int`,
      [...params, limit],
    ),
  }));
  return { total, lon: rows.map((r) => r.lon), lat: rows.map((r) => r.lat), id: rows.map((r) => r.id), urgent: rows.map((r) => r.urgent) };
}

/** Most places that a heat layer is made of; of more, those with the fewest tickets are left out. */
const HEAT_PLACES = 20_000;

/** Tickets of a span by H3 cell of the given resolution. The database counts by place, which is rounded to about 100 m. */
export async function ticketHeat(
  ctx: Ctx,
  scope: Scope,
  region: string,
  span: { from: number; to: number },
  resolution: number,
): Promise<{ cell: string; count: number }[]> {
  assertRegion(scope, ctx.catalog.tree, region);
  const { where, params } = placed(ctx, scope, region, span);
  const places = await asReader(ctx, scope, (tx) =>
    tx.query<{ lon: number; lat: number; n: number }>(
      `select lon, lat, count(*) n from cases where ${where} group by lon, lat order by n desc, lon, lat limit ${HEAT_PLACES}`,
      params,
    ),
  );
  const cells = new Map<string, number>();
  for (const p of places) {
    const cell = latLngToCell(p.lat, p.lon, resolution);
    cells.set(cell, (cells.get(cell) ?? 0) + p.n);
  }
  return [...cells].map(([cell, count]) => ({ cell, count }));
}

/** The tickets of a span that have a place, as a condition. */
function placed(ctx: Ctx, scope: Scope, region: string, span: { from: number; to: number }): { where: string; params: Param[] } {
  const held = ticketCondition(ctx, scope, region, 3);
  const where = `${held.sql} and at >= to_timestamp($1::float8 / 1000.0) and at < to_timestamp($2::float8 / 1000.0)
    and lon is not null and lat is not null and parent is null and not retracted`;
  return { where, params: [span.from, span.to, ...held.params] };
}

/** One ticket with its text (redacted) and its timeline of facts. @throws NotFound also when it is out of scope */
export async function ticketById(
  ctx: Ctx,
  scope: Scope,
  id: number,
): Promise<{ row: TicketRow; body: string; stage: string; step: string; timeline: { at: number; kind: string; name: string; version: number }[] }> {
  const [row] = await asReader(ctx, scope, (tx) => tx.query<Row>(`select ${COLUMNS}, body from cases where id = $1 and kind = 'ticket'`, [id]));
  if (!row || !seesTicket(scope, ctx.catalog.tree, row)) throw new NotFound(`no ticket ${id} in your scope`);
  const facts = await ctx.db.query<{ at: number; kind: string; version: number }>(
    `select at, kind, version from fact where subject = 'case' and subject_id = $1 order by id`,
    [id],
  );
  const stage = STAGES.find(([id]) => id === stageOf(row.step))?.[1] ?? '';
  return {
    row: toTicketRow(ctx, row),
    body: row.body,
    stage,
    step: ctx.catalog.stepName(row.step),
    timeline: facts.map((f) => ({ ...f, name: ctx.catalog.stepName(f.kind) })),
  };
}

function toTicketRow(ctx: Ctx, r: Row): TicketRow {
  return {
    id: r.id,
    version: r.version,
    no: r.no,
    title: r.title,
    requestType: r.requestType,
    category: r.category,
    categoryName: r.category === null ? null : (ctx.catalog.categoryName(r.category) ?? r.category),
    region: r.region,
    regionName: ctx.catalog.regionName(r.region),
    unlocated: !r.located,
    step: r.step,
    urgent: r.urgent,
    confidential: r.confidential,
    anonymous: r.anonymous,
    at: r.at,
    got: r.got,
    movedAt: r.movedAt,
    unit: r.unit,
    lon: r.lon,
    lat: r.lat,
    mark: markOf(r.mark),
    mirrored: r.mirrored,
  };
}
