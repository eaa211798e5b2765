import type { Param, Tx } from '../../../db/client.ts';
import type { RiskAbout } from '../../core/risk/terms.ts';
import { RISK_VIEWS, type RiskFilter, type RiskList, type RiskPage, type RiskRow, type RiskSaid, type RiskView } from '../../wire/risk.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import { assertRegion, type Scope, seesTicket } from '../access/require-scope.ts';
import { cursorOf, ORDER, ROW, readCursor, type StoredRow, toDeskRow } from '../case/desk-rows.ts';
import type { CaseCtx, Ctx } from '../context.ts';
import { lastRun } from './last-run.ts';

const RISK_ROW = `${ROW}, about, outcome`;
type Stored = StoredRow & { about: RiskAbout; outcome: string | null };

/** What stands in each list; `$now` is the instant that is asked at. */
const VIEW: Record<RiskView, string> = {
  raised: `open and state = 'raised'`,
  working: `open and state in ('assigned', 'examining')`,
  check: `open and state = 'answered'`,
  late: `open and due_at < $now and not paused`,
  open: 'open',
  closed: 'not open',
};
/** Lists without a deadline come by the newest, the others by what is left of their clock. */
const BY_NEWEST: readonly RiskView[] = ['raised', 'check', 'closed'];
const NO_COUNTS: Record<RiskView, number> = { raised: 0, working: 0, check: 0, late: 0, open: 0, closed: 0 };

/**
 * A page of risks below a region, by keys, and how long each list is.
 * @param scope of risk.read @throws OutOfScope, Invalid for a cursor that is none
 */
export async function listRisks(ctx: CaseCtx, scope: Scope, page: RiskPage): Promise<RiskList> {
  assertRegion(scope, ctx.catalog.tree, page.region);
  const held = ticketCondition(ctx, scope, page.region, 2, 'risk');
  const base = `not retracted and ${held.sql}`;
  const view = (name: RiskView) => VIEW[name].replaceAll('$now', 'to_timestamp($1::float8 / 1000.0)');
  const params: Param[] = [ctx.now(), ...held.params];
  const add = (value: Param): number => params.push(value);
  const parts = [base, view(page.view), ...filtered(page, add)];
  const sort = BY_NEWEST.includes(page.view) ? 'newest' : 'due';
  if (page.cursor !== undefined) {
    const { key, id } = readCursor(page.cursor);
    parts.push(ORDER[sort].after(params.length + 1));
    params.push(key, id);
  }
  // The first parameter is told even where no list of the page asks for it.
  const rows = `select ${RISK_ROW} from cases where $1::float8 is not null and ${parts.join(' and ')} order by ${ORDER[sort].by} limit ${page.limit + 1}`;
  const counts = `select ${RISK_VIEWS.map((v) => `count(*) filter (where ${view(v)}) "${v}"`).join(', ')},
    coalesce(json_agg(distinct about->'of'->>'zone'), '[]') "zones" from cases where $1::float8 is not null and ${base}`;
  const [found, [counted]] = await asReader(
    ctx,
    scope,
    (tx) => Promise.all([tx.query<Stored>(rows, params), tx.query<Record<RiskView, number> & { zones: string[] | null }>(counts, [ctx.now(), ...held.params])]),
    ['risk'],
  );
  const shown = found.slice(0, page.limit);
  const last = shown.at(-1);
  const { zones, ...lengths } = counted ?? { ...NO_COUNTS, zones: [] };
  return {
    rows: await withEnds(ctx, shown),
    run: await lastRun(ctx, scope, page.region),
    next: found.length > page.limit && last ? cursorOf(sort, last) : null,
    counts: lengths,
    zones: (zones ?? []).map((id) => ({ id, name: zoneName(ctx, id) })),
  };
}

function filtered({ head, check, zone }: RiskFilter, add: (value: Param) => number): string[] {
  return [
    ...(head === undefined ? [] : [`about->>'head' = $${add(head)}::text`]),
    ...(check === undefined ? [] : [`about->>'check' = $${add(check)}::text`]),
    ...(zone === undefined ? [] : [`about->'of'->>'zone' = $${add(zone)}::text`]),
  ];
}

/** One risk as its list shows it, with what was found; null when the scope does not hold it. */
export async function riskRow(ctx: CaseCtx, scope: Scope, id: number): Promise<{ row: RiskRow; about: RiskAbout } | null> {
  const [stored] = await asReader(
    ctx,
    scope,
    (tx: Tx) => tx.query<Stored>(`select ${RISK_ROW} from cases where id = $1::int8 and kind = 'risk' and not retracted`, [id]),
    ['risk'],
  );
  if (!stored || !seesTicket(scope, ctx.catalog.tree, stored)) return null;
  const [row] = await withEnds(ctx, [stored]);
  return row ? { row, about: stored.about } : null;
}

/** The newest episode of each case tells whether its finding still holds. Asked for cases that were read under the scope. */
async function withEnds(ctx: CaseCtx, stored: readonly Stored[]): Promise<RiskRow[]> {
  const ids = JSON.stringify(stored.map(({ id }) => ({ id })));
  const ends = await ctx.db.query<{ caseId: number; endedAt: number | null }>(
    `select distinct on (f.case_id) f.case_id "caseId", f.ended_at "endedAt" from json_to_recordset($1::text::json) r(id int8)
     join risk_finding f on f.case_id = r.id order by f.case_id, f.began_at desc, f.id desc`,
    [ids],
  );
  const ended = new Map(ends.map((e) => [e.caseId, e.endedAt]));
  return stored.map((row) => ({ ...toDeskRow(ctx, row), ...saidOf(ctx, row.about), endedAt: ended.get(row.id) ?? null, result: row.outcome }));
}

export const saidOf = (ctx: Pick<Ctx, 'catalog'>, { head, check, severity, of, evidence }: RiskAbout): RiskSaid => ({
  ...{ head, check, severity, of, evidence },
  zoneName: zoneName(ctx, of.zone),
});

/** The place that a zone is of; its own code where no profile registers it. */
export function zoneName(ctx: Pick<Ctx, 'catalog'>, zone: string): string {
  const region = ctx.catalog.zoneRegion(zone);
  return region === null ? zone : ctx.catalog.regionName(region);
}
