import type { SubmitEvents } from '../services/case/report-ticket.ts';
import type { CaseCtx } from '../services/context.ts';
import { keepReminders } from '../services/filling/keep-reminders.ts';
import { tellFillings } from '../services/filling/tell-fillings.ts';
import type { HeldJob } from './held-jobs.ts';

const MINUTE = 60_000;

type FillingCore = { ctx: CaseCtx; submit: SubmitEvents; log: { warn(fields: object, message: string): void } };

/** What is filled in by hand: values that were accepted and not yet told, and reminders that are due. */
export function fillingJobs({ ctx, submit, log }: FillingCore): HeldJob[] {
  return [
    {
      name: 'filling.tell',
      everyMs: MINUTE,
      lookMs: MINUTE,
      run: async ({ stopping }) => {
        await tellFillings(ctx, submit, {
          stop: stopping,
          refused: ({ id, code, message }) => log.warn({ filling: id, code }, `a value that was accepted was not taken and is in quarantine: ${message}`),
        });
      },
    },
    { name: 'filling.remind', everyMs: 5 * MINUTE, lookMs: MINUTE, run: async () => void (await keepReminders(ctx)) },
  ];
}
