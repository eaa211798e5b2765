import type { Ctx } from '../context.ts';
import type { HotTotal } from '../event/commit-events.ts';

/** Hot totals of the last minutes, to fill the live ring after a start. They are whole: the packer leaves them alone. */
export async function readRecent(ctx: Ctx, minutes: number): Promise<HotTotal[]> {
  return ctx.db.query<HotTotal>(
    `select h.series, (extract(epoch from h.b) * 1000)::int8 slot, h.n, h.num, h.den, coalesce(h.last_num, 0) "lastNum", coalesce(h.last_den, 0) "lastDen", h.rev
     from hot h join series s on s.id = h.series where s.grain = 'minute' and h.b >= to_timestamp($1::float8 / 1000.0)`,
    [ctx.now() - minutes * 60_000],
  );
}
