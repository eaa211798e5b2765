import { numbersLiteral, textsLiteral } from '../../../db/client.ts';
import type { Ctx } from '../context.ts';

/** What a feed sent since the last call; `at` (epoch ms) decides the month. */
export type Usage = { feed: number; at: number; accepted: number; duplicate: number; rejected: number };

/** First day (YYYY-MM-01) of the month of `at` in the profile's zone. */
export function usageMonth(ctx: Pick<Ctx, 'catalog'>, at: number): string {
  return `${new Date(at + ctx.catalog.zone(at)).toISOString().slice(0, 7)}-01`;
}

/** Adds to the feeds' monthly counts in one statement. The caller collects and calls now and then. */
export async function bumpUsage(ctx: Ctx, usages: readonly Usage[]): Promise<void> {
  const sums = new Map<string, { feed: number; month: string; accepted: number; duplicate: number; rejected: number }>();
  for (const { feed, at, accepted, duplicate, rejected } of usages) {
    const month = usageMonth(ctx, at);
    const sum = sums.get(`${feed} ${month}`) ?? { feed, month, accepted: 0, duplicate: 0, rejected: 0 };
    sum.accepted += accepted;
    sum.duplicate += duplicate;
    sum.rejected += rejected;
    sums.set(`${feed} ${month}`, sum);
  }
  // One order everywhere: two processes that bump the same feeds cannot wait for each other.
  const rows = [...sums.values()].sort((a, b) => a.feed - b.feed || (a.month < b.month ? -1 : 1));
  if (rows.length === 0) return;
  await ctx.db.lane('background').query(
    `insert into feed_usage as f (feed, month, accepted, duplicate, rejected)
     select * from unnest($1::text::int[], $2::text::date[], $3::text::int8[], $4::text::int8[], $5::text::int8[])
     on conflict (feed, month) do update set accepted = f.accepted + excluded.accepted,
       duplicate = f.duplicate + excluded.duplicate, rejected = f.rejected + excluded.rejected`,
    [
      numbersLiteral(rows.map((r) => r.feed)),
      textsLiteral(rows.map((r) => r.month)),
      numbersLiteral(rows.map((r) => r.accepted)),
      numbersLiteral(rows.map((r) => r.duplicate)),
      numbersLiteral(rows.map((r) => r.rejected)),
    ],
  );
}
