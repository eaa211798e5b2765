import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import { nextPeriod } from '../../core/indicator/window.ts';
import { dateStart, localDate } from '../../core/rollup/slots.ts';
import { FLOW_SCOPES, FLOW_STATUSES } from '../../core/trade/flow.ts';
import { DECLARED } from '../event/group-item.ts';
import type { StoreCtx } from '../rollup/recompute-day.ts';
import { listPartitions } from '../rollup/retain.ts';
import { cellDeltas, writeCells } from './cells.ts';
import { countedIn } from './verify-cells.ts';

type Day = { date: string; from: number; to: number };

/**
 * Makes the cells of days that have raw declarations and no cell, which are those from before there were any. A day is
 * filled whole in one transaction that lets nobody else write cells, so that it goes on where it was interrupted. Done
 * before the doors open. @returns how many days were filled
 */
export async function fillCells(ctx: StoreCtx): Promise<number> {
  const tx = ctx.db.lane('background');
  const raw = ctx.store.series.ofIndicator(`@${DECLARED}`);
  const parts = raw.length === 0 ? [] : await listPartitions(tx);
  let filled = 0;
  for (const part of parts.sort((a, b) => a.from - b.from)) {
    for (const day of await missing(tx, raw, daysOf(ctx, part))) {
      const done = await ctx.db.transaction(async (t) => {
        await t.query('lock table trade_cell in share row exclusive mode');
        if ((await missing(t, raw, [day])).length === 0) return false;
        await writeCells(t, cellDeltas(ctx, await countedIn(ctx, t, day.from, day.to)), null);
        return true;
      }, 'background');
      if (done) filled += 1;
    }
  }
  return filled;
}

/** Local days that begin or end within a span. */
function daysOf(ctx: StoreCtx, { from, to }: { from: number; to: number }): Day[] {
  const { zone } = ctx.catalog;
  const days: Day[] = [];
  for (let at = dateStart(localDate(from, zone), zone); at < to; at = nextPeriod(at, 'day', zone)) {
    days.push({ date: localDate(at, zone), from: at, to: nextPeriod(at, 'day', zone) });
  }
  return days;
}

async function missing(tx: Tx, raw: readonly { id: number }[], days: readonly Day[]): Promise<Day[]> {
  const rows = await tx.query<{ date: string }>(
    `select u.date from unnest($1::text::date[], $2::text::int8[], $3::text::int8[]) u(date, a, b)
     where exists (select 1 from event e where e.series = any($4::text::int[]) and e.at >= to_timestamp(u.a / 1000.0) and e.at < to_timestamp(u.b / 1000.0)
         and e.data->>'scope' is not null and not exists (select 1 from event_void v where v.source = e.source and v.id = e.id))
       and not exists (select 1 from trade_cell c where c.grain = 1 and c.scope = any($5::text::text[]) and c.status = any($6::text::text[]) and c.period = u.date)`,
    [
      textsLiteral(days.map((d) => d.date)),
      numbersLiteral(days.map((d) => d.from)),
      numbersLiteral(days.map((d) => d.to)),
      numbersLiteral(raw.map((s) => s.id)),
      textsLiteral(FLOW_SCOPES),
      textsLiteral(FLOW_STATUSES),
    ],
  );
  const dates = new Set(rows.map((r) => r.date));
  return days.filter((d) => dates.has(d.date));
}
