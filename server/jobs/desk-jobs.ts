import { countCommands, type Uncounted } from '../services/case/count-commands.ts';
import { bookMark, countMissing } from '../services/case/counted.ts';
import { sweepDrafts } from '../services/case/drafts.ts';
import type { SubmitEvents } from '../services/case/report-ticket.ts';
import { fillCities } from '../services/case/store-cases.ts';
import { sweepCases } from '../services/case/sweep-cases.ts';
import { turnCases } from '../services/case/turn-mirrored.ts';
import type { CaseCtx } from '../services/context.ts';
import { keepDeadlines } from '../services/rule/keep-deadlines.ts';
import type { RuleSource } from '../services/rule/rule-source.ts';
import type { HeldJob } from './held-jobs.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

export type DeskJobsCore = {
  ctx: CaseCtx;
  submit: SubmitEvents;
  rules: Pick<RuleSource, 'refresh' | 'calendarMark'>;
  kickFacts(): void;
  log: { error(fields: object, message: string): void; warn(fields: object, message: string): void };
};

/** Work on tickets that time brings, done by one process at a time. */
export function deskJobs({ ctx, submit, rules, kickFacts, log }: DeskJobsCore): HeldJob[] {
  let filled = false;
  let kept: { mark: number; at: number } | null = null;
  return [
    {
      name: 'case.sweep',
      everyMs: 2 * SECOND,
      lookMs: 2 * SECOND,
      run: async ({ stopping }) => {
        const failed = (id: number, error: unknown) => log.error({ err: error, ticket: id }, 'a ticket could not be swept; it is put off by an hour');
        if ((await sweepCases(ctx, { stop: stopping, failed })).given > 0) kickFacts();
      },
    },
    {
      name: 'case.count',
      everyMs: 2 * SECOND,
      lookMs: 2 * SECOND,
      run: async ({ stopping }) => {
        const refused = (acts: readonly Uncounted[]) => {
          for (const { id, code, message } of acts) log.warn({ act: id, code }, `an act at the desk was not counted and is in quarantine: ${message}`);
        };
        await countCommands(ctx, submit, { stop: stopping, refused });
      },
    },
    {
      name: 'case.feeds',
      everyMs: 10 * SECOND,
      lookMs: 10 * SECOND,
      run: async ({ stopping }) => {
        if ((await turnCases(ctx, { stop: stopping })) > 0) kickFacts();
      },
    },
    {
      name: 'case.deadlines',
      everyMs: MINUTE,
      lookMs: MINUTE,
      run: async ({ stopping }) => {
        if (!filled) await fillCities(ctx.db, ctx.rules());
        filled = true;
        await keepDeadlines(ctx, rules, { stop: stopping });
      },
    },
    {
      // At the start what an older version left, after a limit was changed what follows from it, hourly what is left over.
      name: 'case.appraisal',
      everyMs: MINUTE,
      lookMs: MINUTE,
      run: async ({ stopping }) => {
        const mark = bookMark(ctx);
        if (kept?.mark === mark && ctx.now() - kept.at < HOUR) return;
        await countMissing(ctx, { stop: stopping });
        if (!stopping()) kept = { mark, at: ctx.now() };
      },
    },
    { name: 'case.drafts', everyMs: HOUR, lookMs: 10 * MINUTE, run: () => sweepDrafts(ctx) },
  ];
}
