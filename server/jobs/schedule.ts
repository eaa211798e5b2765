/** Time and chance as the schedule sees them; tests give their own. */
export type Clock = {
  now(): number;
  /** Calls `fn` once after `ms`; the returned function calls it off. */
  after(ms: number, fn: () => void): () => void;
  /** In [0, 1). */
  random(): number;
};
export type Job = { name: string; everyMs: number; run(job: { stopping(): boolean }): Promise<void> };
export type JobLog = { error(fields: object, message: string): void };

/** Processes that start together do not stay together. */
const JITTER = 0.1;

export const systemClock: Clock = {
  now: Date.now,
  after: (ms, fn) => {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

/** Pause before the next run: the interval, up to a tenth more or less. */
export function nextPause(everyMs: number, random: number): number {
  return Math.round(everyMs * (1 - JITTER + 2 * JITTER * random));
}

/**
 * Runs each job again and again, a pause after it has ended, so that no job ever meets itself. What a job throws is
 * logged and does not end it. `stop` tells running jobs to come to an end and waits for them.
 */
export function startSchedule(jobs: readonly Job[], log: JobLog, clock: Clock = systemClock): { stop(): Promise<void> } {
  let stopped = false;
  const cancels = new Map<Job, () => void>();
  const running = new Set<Promise<void>>();
  const plan = (job: Job) => {
    if (!stopped)
      cancels.set(
        job,
        clock.after(nextPause(job.everyMs, clock.random()), () => start(job)),
      );
  };
  const start = (job: Job) => {
    cancels.delete(job);
    const run = Promise.resolve()
      .then(() => job.run({ stopping: () => stopped }))
      .catch((error: unknown) => log.error({ err: error, job: job.name }, `${job.name} failed`))
      .finally(() => {
        running.delete(run);
        plan(job);
      });
    running.add(run);
  };
  for (const job of jobs) plan(job);
  return {
    stop: async () => {
      stopped = true;
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
      await Promise.all(running);
    },
  };
}
