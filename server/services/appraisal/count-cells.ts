import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Db, Param } from '../../../db/client.ts';
import type { Countable } from '../../core/case/countable.ts';
import { rulesAt } from '../../core/case/rules.ts';
import { type Cell, Tally } from '../../core/case/tally.ts';
import { ticketCondition } from '../access/as-reader.ts';
import { tokenScope } from '../access/require-scope.ts';
import { countablesOf, keptSql } from '../case/counted.ts';
import type { CaseCtx } from '../context.ts';
import { Limited } from '../errors.ts';

/** Tickets that one appraisal reads. */
export const MOST_CASES = 300_000;
/** How long what was counted is answered again, in ms, and how many periods are kept. */
const FRESH_MS = 60_000;
const KEPT = 6;
/** How long an answer waits for a count before it tells how far it is. */
const PATIENCE_MS = 3_000;
const TURN = 250;
/** Tickets of one statement. */
const PAGE = 2_000;
/** How long a count that failed is told before it is tried again. */
const FAILED_MS = 5_000;
/**
 * A ticket that was over before the period may have a deadline in it, because it was closed early: the longest limit with
 * its extensions, in natural days.
 */
const LONGEST_LIMIT_MS = 90 * 86_400_000;
/** An open ticket that nothing has moved for so long is silent (长期未动). */
export const SILENT_MS = 7 * 86_400_000;

export type Period = { readonly region: string; readonly from: number; readonly to: number };
export type Cells = { readonly at: number; readonly cases: number; readonly cells: readonly Cell[] };
export type Counting = { state: 'ready'; cells: Cells } | { state: 'working'; done: number; total: number } | { state: 'too_many'; most: number };

/** Counts that wait for each other at most, whoever asks for them. */
const MOST_WAITING = 8;
const WAIT_SECONDS = 5;
const MINUTE = 60_000;

/** `until` when a count is kept: for as long as it runs, and a minute after. */
type Entry = { until: number; done: number; total: number; result: Promise<Cells | 'too_many'> };
type Held = { entries: Map<string, Entry>; last: Promise<unknown> };

const counts = new WeakMap<Db, Held>();

/**
 * Everything that a region's tickets count for in a period, by unit, region and class: figures of the whole region, which
 * whoever answers with them cuts to his reader's scope. Counted one after the other in the background; what was counted
 * is kept for a minute. Instants are taken by the minute: nobody appraises less.
 * @throws Limited while as many counts wait as one after the other may
 */
export async function countCells(ctx: CaseCtx, period: Period, most = MOST_CASES): Promise<Counting> {
  const minutes = { ...period, from: Math.floor(period.from / MINUTE) * MINUTE, to: Math.ceil(period.to / MINUTE) * MINUTE };
  const entry = entryOf(ctx, minutes, most);
  const done = await Promise.race([entry.result, pause(PATIENCE_MS, null, { ref: false })]);
  if (done === 'too_many') return { state: 'too_many', most };
  return done === null ? { state: 'working', done: entry.done, total: entry.total } : { state: 'ready', cells: done };
}

function entryOf(ctx: CaseCtx, period: Period, most: number): Entry {
  let own = counts.get(ctx.db);
  if (!own) {
    own = { entries: new Map(), last: Promise.resolve() };
    counts.set(ctx.db, own);
  }
  const { entries, last } = own;
  const key = `${period.region} ${period.from} ${period.to} ${most}`;
  const known = entries.get(key);
  if (known && ctx.now() < known.until) return known;
  const waiting = [...entries.values()].filter((e) => e.until === Number.POSITIVE_INFINITY).length;
  if (waiting >= MOST_WAITING) throw new Limited('too many appraisals are being counted', WAIT_SECONDS);
  const entry: Entry = { until: Number.POSITIVE_INFINITY, done: 0, total: 0, result: Promise.resolve('too_many') };
  entry.result = last.then(() => count(ctx, period, most, entry));
  own.last = entry.result.then(
    () => {
      entry.until = ctx.now() + FRESH_MS;
    },
    () => {
      entry.until = ctx.now() + FAILED_MS;
    },
  );
  entries.delete(key);
  entries.set(key, entry);
  for (const [old, { until }] of [...entries].slice(0, -KEPT)) if (until !== Number.POSITIVE_INFINITY) entries.delete(old);
  return entry;
}

async function count(ctx: CaseCtx, { region, from, to }: Period, most: number, progress: Pick<Entry, 'done' | 'total'>): Promise<Cells | 'too_many'> {
  const now = ctx.now();
  const whole = tokenScope(region, null);
  const where = `kind = 'ticket' and at < ${instant(to)} and (open or moved_at >= ${instant(from - LONGEST_LIMIT_MS)})`;
  const held = ticketCondition(ctx, whole, region, 1);
  const [found] = await ctx.db.query<{ n: number }>(
    `select count(*) n from (select 1 from cases where not retracted and ${where} and ${held.sql} limit ${most + 1}) c`,
    held.params,
  );
  progress.total = found?.n ?? 0;
  if (progress.total > most) return 'too_many';
  const rules = ctx.rules();
  const exclusions = rulesAt(rules.book, 'exclusion', { kind: 'ticket', regions: rules.regions(region) }, Math.min(now, to - 1));
  const tally = new Tally({ from, to, now, calendar: rules.calendar, exclusions, silentAfter: SILENT_MS });
  for await (const one of countables({ ...ctx, db: behind(ctx.db) }, `not retracted and ${where} and ${held.sql}`, held.params)) {
    tally.take(one);
    progress.done += 1;
    // Whoever waits for this process waits for so many tickets at most.
    if (progress.done % TURN === 0) await turn();
  }
  return { at: now, cases: progress.done, cells: tally.cells };
}

/** Tickets as they are counted, by id. `condition` takes its parameters from the first on. */
async function* countables(ctx: CaseCtx, condition: string, params: readonly Param[]): AsyncGenerator<Countable> {
  for (let from = 0; ; ) {
    const rows = await ctx.db.query<{ id: number; kept: string | null }>(
      `select id, ${keptSql(ctx)} from cases where id > $${params.length + 1}::int8 and ${condition} order by id limit ${PAGE}`,
      [...params, from],
    );
    yield* await countablesOf(ctx, rows);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    from = last.id;
  }
}

const doors = new WeakMap<Db, Db>();

/**
 * The same database in line with reports that come in: where one connection serves all, neither pages nor reports wait
 * for a count, and a count does not wait for a quiet hour.
 */
function behind(db: Db): Db {
  let door = doors.get(db);
  if (!door) {
    const lane = db.lane('ingest');
    door = {
      kind: db.kind,
      orm: lane.orm,
      query: (text, params) => lane.query(text, params),
      rows: (text, params) => lane.rows(text, params),
      lane: (other) => db.lane(other),
      transaction: (fn, other = 'ingest') => db.transaction(fn, other),
      snapshot: (fn) => db.snapshot(fn),
      listen: (channel, fn) => db.listen(channel, fn),
      close: () => db.close(),
    };
    doors.set(db, door);
  }
  return door;
}

/** Whole milliseconds, as a statement without parameters says them. */
const instant = (at: number): string => `to_timestamp(${Math.trunc(at)}::float8 / 1000.0)`;
