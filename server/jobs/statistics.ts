import type { Ctx } from '../services/context.ts';
import type { Job } from './schedule.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
/** What pages and regular work join: planned as if they were nearly empty, a look at a queue reads all of them. */
const TABLES = `'cases'::regclass, 'case_journal'::regclass, 'fact'::regclass, 'person'::regclass`;
/** Pages of 8 kB; below so many, reading all is as quick as any plan. */
const FEW_PAGES = 32;
/** A table has become another one when it has grown by a half. */
const GREW = 1.5;

/**
 * Statistics of tables by which statements are planned. The embedded database gathers none by itself; PostgreSQL does
 * (autovacuum). A table is looked through whenever it has grown by a half, as it does while history is loaded, and once an
 * hour; one at a time, so that nobody waits for more than one.
 */
export function statisticsJob(ctx: Ctx): Job {
  const last = new Map<string, number>();
  return {
    name: 'statistics',
    everyMs: 10 * SECOND,
    run: async ({ stopping }) => {
      if (ctx.db.kind !== 'embedded') return;
      const sizes = await ctx.db.query<{ name: string; pages: number; known: number }>(
        `select relname::text name, pg_relation_size(oid) / 8192 pages, case when reltuples < 0 then 0 else relpages end known
         from pg_class where oid in (${TABLES}) order by relname`,
      );
      for (const { name, pages, known } of sizes) {
        const grew = pages >= FEW_PAGES && pages > GREW * known;
        const due = ctx.now() - (last.get(name) ?? ctx.now()) >= HOUR;
        if (!last.has(name)) last.set(name, ctx.now());
        if (stopping() || (!grew && !due)) continue;
        await ctx.db.lane('background').query(`analyze ${name}`);
        last.set(name, ctx.now());
      }
    },
  };
}
