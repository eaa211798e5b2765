import type { Param, Tx } from '../../../db/client.ts';
import type { ReviewAbout } from '../../../db/schema/case.ts';
import { REVIEW_VIEWS, type ReviewedMatter, type ReviewList, type ReviewPage, type ReviewRow, type ReviewView } from '../../wire/reviews.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import { assertRegion, type Scope, seesTicket } from '../access/require-scope.ts';
import { cursorOf, ORDER, ROW, readCursor, type StoredRow, toDeskRow } from '../case/desk-rows.ts';
import type { CaseCtx } from '../context.ts';

const REVIEWED_ROW = `${ROW}, about, body, outcome`;
type Stored = StoredRow & { about: ReviewAbout; body: string; outcome: string | null };

/** What stands in each list; `$now` is the instant that is asked at. */
const VIEW: Record<ReviewView, string> = {
  judge: `open and state in ('judging', 'appealed')`,
  work: `open and state in ('contacting', 'rectifying')`,
  check: `open and state in ('reported', 'second_review')`,
  asked: `open and marks ? 'asked'`,
  late: 'open and due_at < $now and not paused',
  open: 'open',
  filed: 'not open',
};

/**
 * A page of rectifications below a region, by keys, and how long each list is. What is open comes by what is left of its
 * clock, what is filed by the newest.
 * @param scope of rectification.read @throws OutOfScope, Invalid for a cursor that is none
 */
export async function listRectifications(ctx: CaseCtx, scope: Scope, page: ReviewPage): Promise<ReviewList> {
  assertRegion(scope, ctx.catalog.tree, page.region);
  const held = ticketCondition(ctx, scope, page.region, 2, 'rectification');
  const base = `not retracted and ${held.sql}`;
  const view = (name: ReviewView) => VIEW[name].replaceAll('$now', 'to_timestamp($1::float8 / 1000.0)');
  const params: Param[] = [ctx.now(), ...held.params];
  const add = (value: Param): number => params.push(value);
  const parts = [base, view(page.view)];
  if (page.item !== undefined) parts.push(`about->>'item' = $${add(page.item)}::text`);
  if (page.department !== undefined) parts.push(`about->>'department' = $${add(page.department)}::text`);
  const sort = page.view === 'filed' ? 'newest' : 'due';
  if (page.cursor !== undefined) {
    const { key, id } = readCursor(page.cursor);
    parts.push(ORDER[sort].after(params.length + 1));
    params.push(key, id);
  }
  // The first parameter is told even where no list of the page asks for it.
  const rows = `select ${REVIEWED_ROW} from cases where $1::float8 is not null and ${parts.join(' and ')} order by ${ORDER[sort].by} limit ${page.limit + 1}`;
  const counts = `select ${REVIEW_VIEWS.map((v) => `count(*) filter (where ${view(v)}) "${v}"`).join(', ')} from cases where $1::float8 is not null and ${base}`;
  const [found, [counted]] = await asReader(
    ctx,
    scope,
    (tx) => Promise.all([tx.query<Stored>(rows, params), tx.query<Record<ReviewView, number>>(counts, [ctx.now(), ...held.params])]),
    ['rectification'],
  );
  const shown = found.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((r) => toRow(ctx, r)),
    next: found.length > page.limit && last ? cursorOf(sort, last) : null,
    counts: counted ?? { judge: 0, work: 0, check: 0, asked: 0, late: 0, open: 0, filed: 0 },
  };
}

/** One case as its list shows it; null when the scope does not hold it. */
export async function rectificationRow(ctx: CaseCtx, scope: Scope, id: number): Promise<ReviewRow | null> {
  const [row] = await asReader(
    ctx,
    scope,
    (tx: Tx) => tx.query<Stored>(`select ${REVIEWED_ROW} from cases where id = $1::int8 and kind = 'rectification' and not retracted`, [id]),
    ['rectification'],
  );
  return row && seesTicket(scope, ctx.catalog.tree, row) ? toRow(ctx, row) : null;
}

function toRow(ctx: CaseCtx, row: Stored): ReviewRow {
  return { ...toDeskRow(ctx, row), review: toMatter(ctx, row), verdict: row.outcome };
}

function toMatter({ catalog }: CaseCtx, { about, body }: Stored): ReviewedMatter {
  const { item, department, level, tags, serviceRef, closedAt } = about;
  return {
    level,
    item,
    itemName: catalog.itemName(item) ?? item,
    department,
    departmentName: catalog.departmentName(department) ?? department,
    tags: [...tags],
    comment: body,
    serviceRef,
    closedAt,
  };
}
