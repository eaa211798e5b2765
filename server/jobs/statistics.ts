import type { Ctx } from '../services/context.ts';
import type { Job } from './schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Statistics of the tickets, by which a queue's page is planned. The embedded database gathers none by itself; PostgreSQL
 * does (autovacuum). Ten minutes after the start, then once an hour.
 */
export function statisticsJob(ctx: Ctx): Job {
  let last: number | null = null;
  return {
    name: 'statistics',
    everyMs: 10 * MINUTE,
    run: async () => {
      if (ctx.db.kind !== 'embedded' || (last !== null && ctx.now() - last < HOUR)) return;
      await ctx.db.lane('background').query('analyze cases');
      last = ctx.now();
    },
  };
}
