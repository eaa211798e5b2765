import { type Param, textsLiteral } from '../../../db/client.ts';
import { isPaused } from '../../core/case/clock.ts';
import { deadlineOf } from '../../core/case/deadline.ts';
import { localIso } from '../../core/indicator/local-iso.ts';
import type { Open311Query, Open311Request } from '../../wire/open311.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import { type Scope, seesRegion } from '../access/require-scope.ts';
import { countablesOf, keptSql } from '../case/counted.ts';
import type { CaseCtx, Ctx } from '../context.ts';
import { describe, placeOf, roundPlace } from './outside-view.ts';
import type { ServiceList } from './service-list.ts';
import { OPEN311_WORDS as WORDS } from './words.ts';

type Row = {
  id: number;
  no: string;
  category: string | null;
  title: string;
  body: string;
  region: string;
  located: boolean;
  department: string | null;
  step: string;
  closed: boolean;
  outcome: string | null;
  at: number;
  movedAt: number;
  closedAt: number | null;
  expectedAt: number | null;
  /** While the first contact is due the row has that clock, and the handling's is read from what is kept of all of them. */
  contacting: boolean;
  kept: string | null;
  lon: number | null;
  lat: number | null;
  mark: string | null;
};

/** Answered and told, or ended: what the hotline still asks the caller afterwards keeps a request open for nobody. */
const CLOSED = '(not open or closed_at is not null)';
/** Longer texts are cut before they leave the database: 4,000 characters of description, and the lines below it whole. */
const BODY = 'left(body, 6000)';
const columns = (
  ctx: CaseCtx,
) => `id, no, category, title, ${BODY} body, region, located, department, step, ${CLOSED} closed, outcome, at, moved_at "movedAt", closed_at "closedAt",
  case when clock = 'handling' and not paused and not provisional then due_at end "expectedAt",
  coalesce(open and clock = 'first_contact', false) contacting, ${keptSql(ctx)}, lon, lat, mark`;
/** What nobody outside is shown: withdrawn by its source, confidential, of public order; a helper's part is no request of anybody's. */
const SHOWN = `kind = 'ticket' and not retracted and not confidential and not (marks ?| array['confidential', 'stability']) and parent is null`;

/**
 * Requests of feeds that are switched on for Open311, newest first, in the words of the specification; rows outside of
 * `scope` are left out, here and by the database.
 * @param feeds ids of the feeds that the asker may read
 */
export async function readRequests(
  ctx: CaseCtx,
  services: ServiceList,
  scope: Scope,
  feeds: readonly number[],
  query: Open311Query,
): Promise<Open311Request[]> {
  if (feeds.length === 0 || query.ids?.length === 0) return [];
  const held = ticketCondition(ctx, scope, ctx.catalog.tree.root, 1);
  const params: Param[] = [...held.params];
  const add = (value: Param): string => `$${params.push(value)}`;
  const parts = [held.sql, SHOWN, `feed in (select unnest(${add(`{${feeds.join(',')}}`)}::text::int[]))`];
  let page = '';
  if (query.ids !== null) parts.push(`no in (select unnest(${add(textsLiteral(query.ids))}::text::text[]))`);
  else {
    parts.push(`at >= to_timestamp(${add(query.from)}::float8 / 1000.0)`, `at <= to_timestamp(${add(query.to)}::float8 / 1000.0)`);
    if (query.services) parts.push(`category in (select unnest(${add(textsLiteral(query.services))}::text::text[]))`);
    const [status, more] = query.status ?? [];
    if (status !== undefined && more === undefined) parts.push(status === 'closed' ? CLOSED : `not ${CLOSED}`);
    page = ` limit ${add(query.limit)}::int offset ${add(query.offset)}::int`;
  }
  const rows = await asReader(ctx, scope, (tx) =>
    tx.query<Row>(`select ${columns(ctx)} from cases where ${parts.join(' and ')} order by at desc, id desc${page}`, params),
  );
  const seen = rows.filter((r) => seesRegion(scope, ctx.catalog.tree, r.region));
  const handling = await handlingDue(
    ctx,
    seen.filter((r) => r.contacting),
  );
  return seen.map((r) => toRequest(ctx, services, { ...r, expectedAt: r.expectedAt ?? handling.get(r.id) ?? null }));
}

/** When the handling of each is due, of those that it is certain of. */
async function handlingDue(ctx: CaseCtx, rows: readonly Row[]): Promise<ReadonlyMap<number, number>> {
  const due = new Map<number, number>();
  for (const { id, clocks } of await countablesOf(ctx, rows)) {
    const clock = clocks.findLast((c) => c.kind === 'handling' && c.stoppedAt === null);
    const deadline = clock && !isPaused(clock) ? deadlineOf(clock, ctx.rules().calendar, ctx.now()) : null;
    if (deadline && !deadline.provisional) due.set(id, deadline.due);
  }
  return due;
}

function toRequest({ catalog }: Ctx, services: ServiceList, r: Row): Open311Request {
  const iso = (at: number) => localIso(at, catalog.zone);
  const place = r.located ? placeOf(catalog, r.region) : null;
  return {
    service_request_id: r.no,
    status: r.closed ? 'closed' : 'open',
    status_notes: (r.closed && r.outcome !== null ? WORDS.outcomes[r.outcome] : undefined) ?? catalog.stepName(r.step),
    service_name: r.category === null ? null : services.nameOf(r.category),
    service_code: r.category,
    description: describe(r.title, r.body),
    agency_responsible: r.department === null ? null : catalog.departmentName(r.department),
    service_notice: r.mark === null ? null : (WORDS.marks[r.mark] ?? null),
    requested_datetime: iso(r.at),
    updated_datetime: iso(r.closed ? (r.closedAt ?? r.movedAt) : r.movedAt),
    expected_datetime: r.closed || r.expectedAt === null ? null : iso(r.expectedAt),
    address: place?.address ?? null,
    address_id: place?.region ?? null,
    zipcode: null,
    lat: r.lat === null ? null : roundPlace(r.lat),
    long: r.lon === null ? null : roundPlace(r.lon),
    media_url: null,
  };
}
