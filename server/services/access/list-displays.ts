import type { Ctx } from '../context.ts';
import { type Scope, seesRegion } from './require-scope.ts';

/** Times in epoch ms; `seenAt` is the last sign of an open wall, to the minute. */
export type DisplayInfo = {
  id: number;
  name: string;
  topic: string;
  region: string;
  createdAt: number;
  seenAt: number | null;
  revokedAt: number | null;
  /** Open walls. */
  sessions: number;
};

/** Displays of the regions in scope, those that may be used first. */
export async function listDisplays(ctx: Ctx, scope: Scope): Promise<DisplayInfo[]> {
  const rows = await ctx.db.query<DisplayInfo>(
    `select d.id, d.name, d.topic, d.region, d.created_at "createdAt", greatest(d.seen_at, max(s.seen_at)) "seenAt", d.revoked_at "revokedAt",
       count(s.id) filter (where s.ended_at is null)::int8 sessions
     from display d left join session s on s.display = d.id group by d.id order by d.revoked_at is not null, d.name`,
  );
  return rows.filter((row) => seesRegion(scope, ctx.catalog.tree, row.region));
}
