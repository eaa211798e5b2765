import type { Ctx } from '../context.ts';

/** A job that this process holds: `epoch` names the holding, which ends when another takes it over. */
export type Held = { name: string; epoch: number };

/** How long a holder has it without renewing; by the database's clock, which all processes share. */
const LEASE = `interval '15 seconds'`;

/** Makes the rows of jobs that the table lacks, due at once. */
export async function registerJobs(ctx: Ctx, names: readonly string[]): Promise<void> {
  await ctx.db.query(
    `insert into job (name, due_at) select n, to_timestamp($2::float8 / 1000.0) from json_array_elements_text($1::text::json) n on conflict (name) do nothing`,
    [JSON.stringify(names), ctx.now()],
  );
}

/**
 * Takes a job that is due and that nobody holds, or whose holder has not renewed it. A run that was missed, by however much,
 * is due once. @returns null when it is not due, or is held
 */
export async function takeJob(ctx: Ctx, name: string, holder: string): Promise<Held | null> {
  const [row] = await ctx.db.query<{ epoch: number }>(
    `update job set holder = $2, epoch = epoch + 1, until = now() + ${LEASE}, started_at = to_timestamp($3::float8 / 1000.0)
     where name = $1 and due_at <= to_timestamp($3::float8 / 1000.0) and (until is null or until < now()) returning epoch`,
    [name, holder, ctx.now()],
  );
  return row ? { name, epoch: row.epoch } : null;
}

/** @returns whether the job is still held; if not, stop: another does it */
export async function renewJob(ctx: Ctx, { name, epoch }: Held): Promise<boolean> {
  const rows = await ctx.db.query<{ name: string }>(
    `update job set until = now() + ${LEASE} where name = $1 and epoch = $2::int and until is not null returning name`,
    [name, epoch],
  );
  return rows.length === 1;
}

/** Lets go of a job until `dueAt` (epoch ms), with what went wrong if something did. */
export async function releaseJob(ctx: Ctx, { name, epoch }: Held, dueAt: number, error: string | null): Promise<void> {
  await ctx.db.query(
    `update job set holder = null, until = null, due_at = to_timestamp($3::float8 / 1000.0), error = $4,
       done_at = case when $4::text is null then to_timestamp($5::float8 / 1000.0) else done_at end,
       failed_at = case when $4::text is null then failed_at else to_timestamp($5::float8 / 1000.0) end
     where name = $1 and epoch = $2::int`,
    [name, epoch, dueAt, error === null ? null : error.slice(0, 500), ctx.now()],
  );
}
