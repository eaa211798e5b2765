import { classModel } from '../services/advice/class-model.ts';
import { retrain } from '../services/advice/retrain.ts';
import type { Ctx } from '../services/context.ts';
import type { Job } from './schedule.ts';
import { isNight } from './sweeps.ts';

type RetrainLog = { info(fields: object, message: string): void };

const HOUR = 3_600_000;

/** Whether the classes shall be learned anew: once a night, by day only where a night was missed or nothing was learned yet. */
export function isRetrainDue(modelAt: number | null, triedAt: number | null, now: number, zone: Ctx['catalog']['zone']): boolean {
  const last = Math.max(modelAt ?? Number.NEGATIVE_INFINITY, triedAt ?? Number.NEGATIVE_INFINITY);
  if (now - last < 12 * HOUR) return false;
  return isNight(now, zone) || now - last > 30 * HOUR;
}

/** Learns classes once a night from what was closed until then. Too few tickets are no failure: the next night tries again. */
export function retrainJob(ctx: Ctx, log: RetrainLog): Job {
  let triedAt: number | null = null;
  return {
    name: 'learning classes',
    everyMs: 10 * 60_000,
    run: async ({ stopping }) => {
      const model = await classModel(ctx);
      if (!isRetrainDue(model?.at ?? null, triedAt, ctx.now(), ctx.catalog.zone)) return;
      const result = await retrain(ctx, undefined, { stopping });
      if (!result.ok && result.why === 'stopped') return;
      triedAt = ctx.now();
      if (result.ok) log.info({ tickets: result.trainedOn, algorithm: result.stats.algorithm, macroF1: result.stats.macroF1 }, 'classes were learned anew');
      else log.info({ tickets: result.tickets, least: result.least.tickets }, 'too few closed tickets to learn classes from');
    },
  };
}
