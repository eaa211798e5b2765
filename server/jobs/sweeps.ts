import type { Ctx } from '../services/context.ts';
import type { EventStore } from '../services/event/event-store.ts';
import { packClosed } from '../services/rollup/pack.ts';

type JobsCore = { ctx: Ctx; store: EventStore; feeds: { refresh(): Promise<void> }; flushUsage(): Promise<void>; log: { error(fields: object, message: string): void } };

/** Regular work beside the requests: packing, usage counts, the list of feeds. */
export function startJobs(core: JobsCore, { onPacked }: { onPacked: (rows: number) => void }): { stop(): Promise<void> } {
  const running = new Set<Promise<void>>();
  const every = (ms: number, what: string, run: () => Promise<void>) => {
    let busy = false;
    return setInterval(() => {
      if (busy) return;
      busy = true;
      const job = run()
        .catch((error) => core.log.error({ err: error }, `${what} failed`))
        .finally(() => {
          busy = false;
          running.delete(job);
        });
      running.add(job);
    }, ms);
  };
  let stopping = false;
  const timers = [
    every(60_000, 'packing', async () => onPacked(await packClosed(core.ctx, core.store, { stop: () => stopping }))),
    every(5_000, 'usage', core.flushUsage),
    every(5_000, 'feeds', () => core.feeds.refresh()),
  ];
  return {
    stop: async () => {
      stopping = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.allSettled(running);
    },
  };
}
