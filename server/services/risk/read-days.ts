import type { Param } from '../../../db/client.ts';
import { NOTHING } from '../../core/risk/figures.ts';
import type { DaySpan, RiskCell, RiskCheck, RiskSpans } from '../../core/risk/terms.ts';
import { FLOW_SUMS, type FlowScope, type FlowStatus, type FlowSum } from '../../core/trade/flow.ts';
import type { Ctx } from '../context.ts';

/** What checks read of cells. */
const READ: readonly FlowSum[] = [
  'value',
  'parcels',
  'declarations',
  'mismatched',
  'mismatchedOf',
  'returned',
  'returnedOf',
  'overOrder',
  'overYear',
  'manyOrders',
  'flagsOf',
];
export const columnOf = (sum: FlowSum): string => sum.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** A day's cells summed up in the three ways in which checks look at them. */
type RiskDay = { flows: RiskCell[]; goods: RiskCell[]; markets: RiskCell[] };
type Row = { zone: string; mode: string; direction: string; chapter: string | null; partner: string | null; byChapter: boolean; byPartner: boolean } & Record<
  string,
  number
>;

const DAY_SUMS = `select zone, mode, direction, chapter, partner, grouping(chapter) = 0 "byChapter", grouping(partner) = 0 "byPartner",
    ${READ.map((s) => `sum(${columnOf(s)})::float8 "${s}"`).join(', ')}
  from trade_cell where grain = 1 and scope = $1 and status = $2 and period = $3::text::date
  group by grouping sets ((zone, mode, direction), (zone, mode, direction, chapter), (zone, mode, direction, partner))`;

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Days that lie this far back are taken as they were read: what still changes of them is seen a while later. */
const SETTLED_DAYS = 3;
const KEEP_MS = 6 * HOUR;
const RUN_MS = 60_000;

/** Reads days of cells one by one, so that nobody else waits long, and keeps those that seldom change. */
export class DayReader {
  private readonly kept = new Map<string, { at: number; day: RiskDay }>();

  /** Cells of each span as a check groups them. */
  async spans(ctx: Ctx, check: RiskCheck, scope: FlowScope, status: FlowStatus, spans: readonly DaySpan[], today: string): Promise<RiskSpans> {
    const by = check === 'price' ? 'goods' : check === 'shift' ? 'markets' : 'flows';
    const out: { days: DaySpan; cells: RiskCell[]; told: Map<string, number> }[] = [];
    for (const days of spans) {
      const cells: RiskCell[] = [];
      const told = new Map<string, number>();
      for (let at = Date.parse(days.from); at < Date.parse(days.to); at += DAY) {
        const day = await this.day(ctx, scope, status, iso(at), today);
        for (const cell of day[by]) cells.push(cell);
        for (const zone of new Set(day.flows.map((cell) => cell.key.zone))) told.set(zone, (told.get(zone) ?? 0) + 1);
      }
      out.push({ days, cells, told });
    }
    return out;
  }

  private async day(ctx: Ctx, scope: FlowScope, status: FlowStatus, day: string, today: string): Promise<RiskDay> {
    const name = `${scope} ${status} ${day}`;
    const held = this.kept.get(name);
    const settled = Date.parse(today) - Date.parse(day) >= SETTLED_DAYS * DAY;
    // Within one run what was read a moment ago is still true.
    if (held && ctx.now() - held.at < (settled ? KEEP_MS : RUN_MS)) return held.day;
    const rows = await ctx.db.query<Row>(DAY_SUMS, [scope, status, day] satisfies Param[]);
    const read: RiskDay = { flows: [], goods: [], markets: [] };
    for (const row of rows) {
      const sums = { ...NOTHING };
      for (const s of READ) sums[s] = row[s] ?? 0;
      const { zone, mode, direction } = row;
      const key = { zone, mode, direction, chapter: row.chapter ?? '', partner: row.partner ?? '' };
      (row.byChapter ? read.goods : row.byPartner ? read.markets : read.flows).push({ key, sums });
    }
    this.kept.set(name, { at: ctx.now(), day: read });
    return read;
  }

  /** Forgets what no span reaches any more. */
  forget(before: number): void {
    for (const [name, { at }] of this.kept) if (at < before) this.kept.delete(name);
  }
}

const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The day of the profile's zone. */
export const dayOf = (ctx: Pick<Ctx, 'catalog'>, at: number): string => iso(at + ctx.catalog.zone(at));

/** All sums of a cell, as a list of columns. */
export const ALL_SUMS = FLOW_SUMS.map((s) => `coalesce(sum(${columnOf(s)}), 0)::float8 "${s}"`).join(', ');
