import { numbersLiteral, type Tx } from '../../../db/client.ts';
import type { Ctx } from '../context.ts';
import { unpackSlot } from '../rollup/unpack-slot.ts';
import type { HotTotal } from './commit-events.ts';
import { partsOf } from './correct-event.ts';
import type { EventStore } from './event-store.ts';
import { rawSeriesOf } from './raw-series.ts';

/**
 * States one slot of a newest-value series from its raw events that still count: after a correction the newest may be
 * an older one. The slot leaves its packs and stands whole in hot.
 */
export async function recomputeSlot(ctx: Ctx, store: EventStore, tx: Tx, series: number, slot: number): Promise<HotTotal> {
  const meta = store.series.get(series);
  if (!meta) throw new Error(`series ${series} is missing`);
  if (meta.grain === 'minute') await unpackSlot(ctx, tx, series, slot);
  const raw = rawSeriesOf(store.series, ctx.catalog, meta.indicator, [meta.region]);
  const within =
    meta.grain === 'minute' ? 'and e.at >= to_timestamp($2 / 1000.0) and e.at < to_timestamp(($2 + 60000) / 1000.0)' : 'and $2::float8 is not null';
  const events = await tx.query<{ series: number; at: number; got: number; data: Record<string, unknown> }>(
    `select e.series, e.at, e.got, e.data from event e where e.series = any($1::text::int[]) ${within}
     and not exists (select 1 from event_void v where v.source = e.source and v.id = e.id) order by e.at, e.got`,
    [numbersLiteral(raw.map((r) => r.id)), slot],
  );
  const total = { series, slot, n: 0, num: 0, den: 0, lastNum: 0, lastDen: 0, rev: 1 };
  let last: { at: number; got: number } | null = null;
  for (const e of events) {
    if (e.data.retraction === true) continue;
    const type = store.series.get(e.series)?.indicator.slice(1) ?? '';
    for (const p of partsOf(ctx, type, meta.region, e.at, e.data)) {
      if (
        p.indicator !== meta.indicator ||
        p.dims !== meta.dimsKey ||
        p.scope !== meta.scope ||
        p.status !== meta.status ||
        p.grain !== meta.grain ||
        p.slot !== slot
      )
        continue;
      total.n += 1;
      total.num += p.num;
      total.den += p.den;
      total.lastNum = p.num;
      total.lastDen = p.den;
      last = { at: e.at, got: e.got };
    }
  }
  const [row] = await tx.query<{ rev: number }>(
    `insert into hot as h (series, b, n, num, den, last_at, last_got, last_num, last_den, rev)
     values ($1, to_timestamp($2 / 1000.0), $3, $4, $5, to_timestamp($6::float8 / 1000.0), now(), $7, $8, 1)
     on conflict (series, b) do update set n = excluded.n, num = excluded.num, den = excluded.den, last_at = excluded.last_at, last_got = excluded.last_got,
       last_num = excluded.last_num, last_den = excluded.last_den, rev = h.rev + 1 returning rev`,
    [series, slot, total.n, total.num, total.den, last?.at ?? null, total.lastNum, total.lastDen],
  );
  return { ...total, rev: row?.rev ?? 1 };
}
