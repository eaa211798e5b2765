import type { SubmitEvents } from '../services/case/report-ticket.ts';
import type { Ctx } from '../services/context.ts';
import { tellItems } from '../services/items/tell-items.ts';
import type { HeldJob } from './held-jobs.ts';

const MINUTE = 60_000;

type ItemCore = { ctx: Ctx; submit: SubmitEvents; log: { warn(fields: object, message: string): void } };

/** Item lists that were imported or withdrawn and whose figures are not told yet. */
export function itemJobs({ ctx, submit, log }: ItemCore): HeldJob[] {
  return [
    {
      name: 'items.tell',
      everyMs: MINUTE,
      lookMs: MINUTE,
      run: async ({ stopping }) => {
        await tellItems(ctx, submit, {
          stop: stopping,
          refused: ({ id, indicator, message }) => log.warn({ list: id, indicator }, `a figure of an item list was not taken and is in quarantine: ${message}`),
        });
      },
    },
  ];
}
