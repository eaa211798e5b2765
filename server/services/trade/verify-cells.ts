import { type Tx, textsLiteral } from '../../../db/client.ts';
import { nextPeriod } from '../../core/indicator/window.ts';
import { dateStart } from '../../core/rollup/slots.ts';
import { FLOW_DIMS, FLOW_SCOPES, FLOW_STATUSES, FLOW_SUMS, type FlowKey } from '../../core/trade/flow.ts';
import { DECLARED } from '../event/group-item.ts';
import type { Difference } from '../rollup/compare-day.ts';
import { rawEvents, type StoreCtx } from '../rollup/recompute-day.ts';
import { SUMS } from './cell-span.ts';
import { type Counted, cellDeltas, nameOf } from './cells.ts';

type Cell = { key: FlowKey; sums: number[] };
const AT = { events: 0, value: 1, declarations: 3 };

/**
 * Cells of one local day against the fold of its raw declarations; what differs is compared again in one snapshot. A day
 * of which raw events were dropped is left out.
 */
export async function compareCells(ctx: StoreCtx, date: string, sealed: (at: number) => boolean): Promise<Difference[]> {
  const start = dateStart(date, ctx.catalog.zone);
  const end = nextPeriod(start, 'day', ctx.catalog.zone);
  if (sealed(start) || sealed(end - 1)) return [];
  const found = await compare(ctx, ctx.db.lane('background'), date, start, end);
  if (found.length === 0) return found;
  return ctx.db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read');
    return compare(ctx, tx, date, start, end);
  }, 'background');
}

async function compare(ctx: StoreCtx, tx: Tx, date: string, start: number, end: number): Promise<Difference[]> {
  const stored = new Map((await readDay(tx, date)).map((cell) => [nameOf(1, date, cell.key), cell]));
  const recomputed = new Map(
    cellDeltas(ctx, await countedIn(ctx, tx, start, end))
      .filter((d) => d.grain === 1)
      .map((d) => [nameOf(1, d.period, d.key), d as Cell]),
  );
  const out: Difference[] = [];
  for (const name of new Set([...stored.keys(), ...recomputed.keys()])) {
    const [a, b] = [stored.get(name), recomputed.get(name)];
    const wrong = FLOW_SUMS.find((_, i) => (a?.sums[i] ?? 0) !== (b?.sums[i] ?? 0));
    if (wrong) out.push(difference(3, start, ((a ?? b) as Cell).key, wrong, a?.sums, b?.sums));
  }
  return out;
}

/** Raw declarations of a span of event time that count. */
export async function countedIn(ctx: StoreCtx, tx: Tx, from: number, to: number): Promise<Counted[]> {
  const raw = ctx.store.series.ofIndicator(`@${DECLARED}`);
  const regions = new Map(raw.map((s) => [s.id, s.region]));
  const counted: Counted[] = [];
  if (raw.length === 0) return counted;
  for await (const e of rawEvents(tx, raw, from, to)) {
    if (e.data.retraction !== true) counted.push({ region: regions.get(e.series) as string, at: e.at, data: e.data, sign: 1 });
  }
  return counted;
}

async function readDay(tx: Tx, date: string): Promise<Cell[]> {
  const rows = await tx.rows(
    `select scope, status, ${FLOW_DIMS.join(', ')}, ${SUMS.join(', ')} from trade_cell
     where grain = 1 and scope = any($1::text::text[]) and status = any($2::text::text[]) and period = $3::text::date`,
    [textsLiteral(FLOW_SCOPES), textsLiteral(FLOW_STATUSES), date],
  );
  return rows.map(toCell);
}

const KEY = ['scope', 'status', ...FLOW_DIMS] as const;
const toCell = (row: readonly unknown[]): Cell => ({
  key: Object.fromEntries(KEY.map((k, i) => [k, row[i]])) as FlowKey,
  sums: row.slice(KEY.length, KEY.length + FLOW_SUMS.length) as number[],
});

/** Cells of months against the sums of their days, in one statement. */
export async function compareMonths(ctx: StoreCtx, tx: Tx): Promise<Difference[]> {
  const by = (grain: 1 | 2) => SUMS.map((s) => `coalesce(sum(${s}) filter (where grain = ${grain}), 0)::int8`).join(', ');
  const rows = await tx.rows(
    `select ${KEY.join(', ')}, ${by(2)}, ${by(1)}, month from (select *, date_trunc('month', period)::date as month from trade_cell) c
     group by month, ${KEY.join(', ')} having ${SUMS.map((s) => `sum(case grain when 2 then ${s} else -${s} end) <> 0`).join(' or ')} limit 1000`,
  );
  return rows.map((row) => {
    const { key, sums } = toCell(row);
    const days = row.slice(KEY.length + FLOW_SUMS.length, -1) as number[];
    const wrong = FLOW_SUMS.find((_, i) => sums[i] !== days[i]) ?? 'events';
    return difference(0, dateStart(row.at(-1) as string, ctx.catalog.zone), key, wrong, sums, days);
  });
}

function difference(grain: 0 | 3, slot: number, key: FlowKey, wrong: string, stored: number[] | undefined, recomputed: number[] | undefined): Difference {
  const { region, ...rest } = key;
  const sum = (sums: number[] | undefined) => ({ n: sums?.[AT.events] ?? 0, num: sums?.[AT.value] ?? 0, den: sums?.[AT.declarations] ?? 0 });
  const dims = Object.entries(rest).map(([k, v]) => `${k}=${v}`);
  return {
    series: 0,
    indicator: 'trade_cell',
    region,
    dims: [...dims, `sum=${wrong}`].join('&'),
    grain,
    slot,
    stored: sum(stored),
    recomputed: sum(recomputed),
  };
}
