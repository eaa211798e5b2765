import type { Ctx } from '../services/context.ts';
import { type Held, registerJobs, releaseJob, renewJob, takeJob } from '../services/job/hold-job.ts';
import type { Job } from './schedule.ts';

/** Work that one of several processes does at a time. `stopping` is true when the process ends or the job was lost to another. */
export type HeldJob = {
  name: string;
  everyMs: number;
  /** Also how soon each process looks whether it is due. */
  lookMs: number;
  /** False while it may not begin: it stays due. */
  ready?(): boolean;
  run(job: { stopping(): boolean }): Promise<void>;
};

const RENEW_MS = 5_000;

/** Jobs of the table as jobs of the schedule: each look is a statement, each run is held by one process. */
export function heldJobs(ctx: Ctx, holder: string, jobs: readonly HeldJob[], log: { error(fields: object, message: string): void }): Job[] {
  const registered = registerOnce(ctx, jobs);
  return jobs.map(
    (job): Job => ({
      name: job.name,
      everyMs: job.lookMs,
      run: async ({ stopping }) => {
        await registered();
        if (job.ready?.() === false) return;
        const held = await takeJob(ctx, job.name, holder);
        if (held) await runHeld(ctx, job, held, stopping, log);
      },
    }),
  );
}

function registerOnce(ctx: Ctx, jobs: readonly HeldJob[]): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= registerJobs(
      ctx,
      jobs.map((j) => j.name),
    ).catch((error: unknown) => {
      done = null;
      throw error;
    });
    return done;
  };
}

async function runHeld(ctx: Ctx, job: HeldJob, held: Held, stopping: () => boolean, log: { error(fields: object, message: string): void }): Promise<void> {
  let lost = false;
  const renewing = setInterval(() => {
    renewJob(ctx, held).then(
      (still) => {
        lost ||= !still;
      },
      (error: unknown) => log.error({ err: error, job: job.name }, 'a job could not be renewed'),
    );
  }, RENEW_MS);
  try {
    await job.run({ stopping: () => lost || stopping() });
    await releaseJob(ctx, held, ctx.now() + job.everyMs, null);
  } catch (error) {
    log.error({ err: error, job: job.name }, `${job.name} failed`);
    await releaseJob(ctx, held, ctx.now() + job.everyMs, (error as Error).message);
  } finally {
    clearInterval(renewing);
  }
}
