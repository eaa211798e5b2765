import type { Ctx } from '../context.ts';

const STAMP = 2_000;

/** The log's head: its newest number and the epoch in which numbers are comparable. */
export async function factHead(ctx: Ctx): Promise<{ seq: number; epoch: string }> {
  const [head] = await ctx.db.query<{ seq: number; epoch: string }>('select seq, epoch from fact_head');
  if (!head) throw new Error('the log of facts has no head: the schema was not migrated');
  return head;
}

/**
 * Numbers committed facts in the order in which they became visible, gapless, under one row lock; any process may.
 * Two statements on purpose: in one, the numbers come from a snapshot older than the lock, and gaps appear.
 */
export async function stampFacts(ctx: Ctx): Promise<number> {
  let total = 0;
  for (;;) {
    const todo = await ctx.db.query<{ one: number }>('select 1 one from fact where seq is null limit 1');
    if (todo.length === 0) return total;
    const stamped = await ctx.db.transaction(async (tx) => {
      const [head] = await tx.query<{ seq: number }>('select seq from fact_head for update');
      const [after] = await tx.query<{ seq: number }>(
        `with p as (select id, row_number() over (order by id) rn from (select id from fact where seq is null order by id limit ${STAMP}) q),
           a as (update fact f set seq = $1::int8 + p.rn from p where f.id = p.id and f.seq is null returning 1)
         update fact_head set seq = seq + (select count(*) from a) returning seq`,
        [head?.seq ?? 0],
      );
      await tx.query(`select pg_notify('facts', '')`);
      return (after?.seq ?? 0) - (head?.seq ?? 0);
    });
    total += stamped;
    if (stamped === 0) return total;
  }
}

export type LoggedFact = {
  seq: number;
  at: number;
  kind: string;
  subject: 'case' | 'alarm' | 'access' | 'rectification' | 'task' | 'risk';
  subjectId: number;
  version: number;
  regions: string[];
  departments: string[];
  quiet: boolean;
  body: Record<string, unknown>;
};

/** Facts after a number, ascending. */
export async function readFacts(ctx: Ctx, after: number, limit: number): Promise<LoggedFact[]> {
  return ctx.db.query<LoggedFact>(
    `select seq, at, kind, subject, subject_id "subjectId", version, regions, departments, quiet, body from fact where seq > $1 order by seq limit $2::int`,
    [after, limit],
  );
}
