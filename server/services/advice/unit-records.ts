import { setTimeout as pause } from 'node:timers/promises';
import { type Db, numbersLiteral, textsLiteral } from '../../../db/client.ts';
import { appraise, type Measure } from '../../core/case/appraisal.ts';
import { medianOf } from '../../core/case/workload.ts';
import type { Share } from '../../core/learn/score.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import type { Scope } from '../access/require-scope.ts';
import { countablesOf, keptSql } from '../case/counted.ts';
import type { CaseCtx } from '../context.ts';
import { areaTickets, HISTORY_MS } from './area-history.ts';

/** Tickets that rates are told of: the newest of a unit, and the newest that any unit gave back. */
const OF_UNIT = 40;
const GIVEN_BACK = 60;
const WEEK = 7 * 86_400_000;
const WEEKS = 12;
/** Weeks of which what is usual can be told. */
const LEAST_WEEKS = 4;
const LOAD_ROWS = 5_000;
const STALE_MS = 10 * 60_000;
/** How long what is usual is told again before it is read anew, until when it is forgotten, and how long a question waits for it. */
const USUAL_MS = 3_600_000;
const FORGOTTEN_MS = 24 * 3_600_000;
const PATIENCE_MS = 15;

/** How a unit does: what it has open, and of its newest tickets in the area on time and given back. */
export type UnitDoing = { readonly open: number; readonly usual: number | null; readonly onTime: Share; readonly returned: Share };

const NOTHING: Share = { num: 0, den: 0 };
const held = new WeakMap<Db, Map<string, { at: number; onTime: Share; returned: Share }>>();

/**
 * How units do, by id. On time and given back are counted by the rules of the appraisal, over at most the
 * newest forty tickets of a unit and sixty that were given back in the area within ninety days; kept for ten minutes.
 * What is open is counted anew.
 */
export async function unitRecords(ctx: CaseCtx, scope: Scope, area: string, units: readonly string[]): Promise<Map<string, UnitDoing>> {
  if (units.length === 0) return new Map();
  const now = ctx.now();
  const of = held.get(ctx.db) ?? new Map<string, { at: number; onTime: Share; returned: Share }>();
  held.set(ctx.db, of);
  for (const [key, one] of of) if (Math.abs(now - one.at) >= STALE_MS) of.delete(key);
  const keyOf = (unit: string) => `${scope.class} ${area} ${unit}`;
  const missing = units.filter((u) => !of.has(keyOf(u)));
  if (missing.length > 0) {
    const rates = await ratesOf(ctx, scope, area, missing);
    for (const unit of missing) of.set(keyOf(unit), { at: now, ...(rates.get(unit) ?? { onTime: NOTHING, returned: NOTHING }) });
  }
  const loads = await loadsOf(ctx, scope, units);
  return new Map(
    units.map((unit) => {
      const { onTime, returned } = of.get(keyOf(unit)) ?? { onTime: NOTHING, returned: NOTHING };
      return [unit, { ...(loads.get(unit) ?? { open: 0, usual: null }), onTime, returned }];
    }),
  );
}

const shareOf = ({ num, den }: Measure): Share => ({ num, den });

async function ratesOf(ctx: CaseCtx, scope: Scope, area: string, units: readonly string[]): Promise<Map<string, { onTime: Share; returned: Share }>> {
  const { sql, params } = areaTickets(ctx, scope, area, 'id, unit, at, marks');
  const next = params.length + 1;
  const picked = await asReader(ctx, scope, (tx) =>
    tx.query<{ id: number; kept: string | null }>(
      `with t as (select *, row_number() over (partition by unit order by at desc) of_unit, marks ? 'returned' back from ${sql} c),
         b as (select id from t where back order by at desc limit ${GIVEN_BACK}),
         p as (select id from t where of_unit <= ${OF_UNIT} and unit in (select unnest($${next}::text::text[])) union select id from b)
       select id, ${keptSql(ctx)} from cases where id in (select id from p)`,
      [...params, textsLiteral(units)],
    ),
  );
  const counted = await countablesOf(ctx, picked);
  const now = ctx.now();
  const exclusions = (ctx.rules().book.exclusion ?? []).filter((r) => r.from <= now && (r.until === null || now < r.until));
  const wanted = new Set(units);
  const input = { from: now - HISTORY_MS, to: now + 1, now, calendar: ctx.rules().calendar, exclusions };
  const sums = appraise(counted, input, (_, unit) => (unit !== null && wanted.has(unit) ? unit : null));
  return new Map([...sums].map(([unit, a]) => [unit, { onTime: shareOf(a.on_time_close), returned: shareOf(a.returned) }]));
}

/** What units have open now, by an index of what is open alone, and what is usual for them. */
async function loadsOf(ctx: CaseCtx, scope: Scope, units: readonly string[]): Promise<Map<string, { open: number; usual: number | null }>> {
  const cond = ticketCondition(ctx, scope, ctx.catalog.tree.root, 2);
  const rows = await asReader(ctx, scope, (tx) =>
    tx.query<{ unit: string; open: number }>(
      `select unit, count(*) open from cases where unit in (select unnest($1::text::text[])) and open and closed_at is null and not retracted and ${cond.sql} group by unit`,
      [textsLiteral(units), ...cond.params],
    ),
  );
  const usual = await usualOf(ctx, scope, units);
  const open = new Map(rows.map((row) => [row.unit, row.open]));
  return new Map(units.map((unit) => [unit, { open: open.get(unit) ?? 0, usual: usual.get(unit) ?? null }]));
}

type Usual = { at: number; value: number | null; reading: Promise<void> | null };
const usuals = new WeakMap<Db, Map<string, Usual>>();

/**
 * The median of what units had open at this hour of the last twelve weeks, kept for an hour. It is read unit by unit beside
 * the question, which waits for a moment alone: what is not known yet is told at the next.
 */
async function usualOf(ctx: CaseCtx, scope: Scope, units: readonly string[]): Promise<Map<string, number | null>> {
  const now = ctx.now();
  const of = usuals.get(ctx.db) ?? new Map<string, Usual>();
  usuals.set(ctx.db, of);
  for (const [key, one] of of) if (Math.abs(now - one.at) >= FORGOTTEN_MS) of.delete(key);
  const mine = units.map((unit) => {
    const key = `${scope.class} ${unit}`;
    const one: Usual = of.get(key) ?? { at: Number.NEGATIVE_INFINITY, value: null, reading: null };
    return { unit, key, one };
  });
  let before = Promise.resolve();
  for (const { unit, key, one } of mine) {
    if (one.reading || Math.abs(now - one.at) < USUAL_MS) continue;
    before = before.then(async () => {
      one.value = await readUsual(ctx, scope, unit, now);
    });
    one.at = now;
    one.reading = before.then(
      () => {
        one.reading = null;
      },
      () => {
        one.reading = null;
        of.delete(key); // The next question tries again.
      },
    );
    of.set(key, one);
  }
  const reading = mine.flatMap(({ one }) => one.reading ?? []);
  if (reading.length > 0) await Promise.race([Promise.all(reading), pause(PATIENCE_MS, null, { ref: false })]);
  return new Map(mine.map(({ unit, one }) => [unit, one.value]));
}

async function readUsual(ctx: CaseCtx, scope: Scope, unit: string, now: number): Promise<number | null> {
  const points = Array.from({ length: WEEKS }, (_, i) => now - (i + 1) * WEEK);
  const cond = ticketCondition(ctx, scope, ctx.catalog.tree.root, 4);
  const then = points.map((_, i) => `count(*) filter (where at <= ${point(i)} and (closed_at is null or closed_at > ${point(i)})) w${i}`);
  const [row] = await asReader(ctx, scope, (tx) =>
    tx.query<Record<string, number> & { first: number | null }>(
      `select min(at) first, ${then.join(', ')} from (select at, closed_at from cases
         where unit = $1 and at > to_timestamp($2::float8 / 1000.0) and not retracted and ${cond.sql} order by at desc limit ${LOAD_ROWS}) t`,
      [unit, now - (WEEKS + 5) * WEEK, numbersLiteral(points), ...cond.params],
    ),
  );
  const first = row?.first ?? Number.POSITIVE_INFINITY;
  const weeks = points.flatMap((at, i) => (at >= first ? [Number(row?.[`w${i}`])] : []));
  return weeks.length < LEAST_WEEKS ? null : medianOf(weeks);
}

const point = (i: number) => `to_timestamp((($3::text::float8[])[${i + 1}]) / 1000.0)`;
