import { randomUUID } from 'node:crypto';
import type { OffsetAt } from '../core/indicator/window.ts';
import { retainAudit } from '../services/audit/retain.ts';
import type { Sealer } from '../services/audit/sealer.ts';
import { keepBriefs } from '../services/brief/keep-briefs.ts';
import type { CaseCtx } from '../services/context.ts';
import type { DictionarySource } from '../services/dictionary/dictionary-source.ts';
import type { EventStore } from '../services/event/event-store.ts';
import { expireKeys, expireMatters } from '../services/event/expire-keys.ts';
import type { FigureCtx } from '../services/indicator/figures.ts';
import type { Keys } from '../services/person/vault.ts';
import { totalQuarantine } from '../services/quarantine/list.ts';
import { type Resubmit, replayWaiting } from '../services/quarantine/replay.ts';
import { evaluateRisks } from '../services/risk/evaluate-risks.ts';
import { DayReader } from '../services/risk/read-days.ts';
import { packClosed } from '../services/rollup/pack.ts';
import { dropOldPartitions } from '../services/rollup/retain.ts';
import type { RuleSource } from '../services/rule/rule-source.ts';
import { deskJobs } from './desk-jobs.ts';
import { fillingJobs } from './filling-jobs.ts';
import { type HeldJob, heldJobs } from './held-jobs.ts';
import { itemJobs } from './item-jobs.ts';
import { retrainJob } from './retrain.ts';
import { type Clock, type Job, startSchedule, systemClock } from './schedule.ts';
import { statisticsJob } from './statistics.ts';

export type JobsCore = {
  ctx: CaseCtx;
  figures: FigureCtx;
  store: EventStore;
  keys: Keys;
  submit: Resubmit;
  feeds: { refresh(): Promise<void> };
  sealer: Pick<Sealer, 'run'>;
  flushCounts(): Promise<void>;
  rules: Pick<RuleSource, 'refresh' | 'calendarMark'>;
  dictionary: Pick<DictionarySource, 'refresh'>;
  log: { error(fields: object, message: string): void; warn(fields: object, message: string): void; info(fields: object, message: string): void };
};

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Small hours of the profile's zone, when nobody waits for a figure. */
export function isNight(now: number, zone: OffsetAt): boolean {
  const hour = new Date(now + zone(now)).getUTCHours();
  return hour >= 2 && hour < 6;
}

/** Whether the nightly work is due: once a night, and at once after a night that was missed. */
export function isNightlyDue(last: number | null, now: number, zone: OffsetAt): boolean {
  if (last === null) return isNight(now, zone);
  return now - last > 30 * HOUR || (isNight(now, zone) && now - last > 12 * HOUR);
}

/** Regular work beside the requests; `overdue` is how many events wait for a reference since more than a day. */
export function startJobs(
  core: JobsCore,
  { onPacked, kickFacts, loading = () => false }: { onPacked: (rows: number) => void; kickFacts: () => void; loading?: () => boolean },
  clock: Clock = systemClock,
): { stop(): Promise<void>; overdue(): number } {
  const { ctx } = core;
  let overdue = 0;
  let lastNight: number | null = null;
  const retrain = retrainJob(ctx, core.log);
  const learning = { ...retrain, lookMs: retrain.everyMs };
  const briefs: HeldJob = {
    name: 'briefs',
    everyMs: 10 * MINUTE,
    lookMs: MINUTE,
    // While the past is still being read in, a brief would be kept of a part of it.
    ready: () => !loading(),
    run: async ({ stopping }) => void (await keepBriefs(core.figures, { stop: stopping })),
  };
  const days = new DayReader();
  const risks: HeldJob = {
    name: 'trade.risk',
    everyMs: 10 * MINUTE,
    lookMs: MINUTE,
    // A past that is still being read in would be found to have shrunk or grown.
    ready: () => !loading(),
    run: async ({ stopping }) => {
      if ((await evaluateRisks(ctx, days, { stop: stopping })).raised > 0) kickFacts();
    },
  };
  const jobs: Job[] = [
    { name: 'packing', everyMs: MINUTE, run: async ({ stopping }) => onPacked(await packClosed(ctx, core.store, { stop: stopping })) },
    // A row is sealed at least each second, whatever the jitter.
    { name: 'sealing', everyMs: SECOND / 2, run: async ({ stopping }) => void (await core.sealer.run({ stop: stopping })) },
    { name: 'counts', everyMs: 5 * SECOND, run: core.flushCounts },
    { name: 'feeds', everyMs: 5 * SECOND, run: () => core.feeds.refresh() },
    // What another process published, and what was published for from now on.
    { name: 'dictionary', everyMs: 2 * SECOND, run: async () => void (await core.dictionary.refresh()) },
    { name: 'rules', everyMs: 5 * SECOND, run: async () => void (await core.rules.refresh()) },
    ...heldJobs(
      ctx,
      `${process.pid}-${randomUUID()}`,
      [
        ...deskJobs({ ctx, submit: core.submit, rules: core.rules, kickFacts, log: core.log }),
        ...fillingJobs(core),
        ...itemJobs(core),
        learning,
        briefs,
        risks,
      ],
      core.log,
    ),
    statisticsJob(ctx),
    {
      name: 'waiting events',
      everyMs: 5 * MINUTE,
      run: async () => {
        await replayWaiting(ctx, core.keys, core.submit);
        const before = overdue;
        overdue = (await totalQuarantine(ctx)).overdue;
        if (overdue > before) core.log.warn({ overdue }, 'events wait for a reference since more than a day');
      },
    },
    {
      name: 'nightly',
      everyMs: 10 * MINUTE,
      run: async ({ stopping }) => {
        const now = clock.now();
        if (!isNightlyDue(lastNight, now, ctx.catalog.zone)) return;
        await expireKeys(ctx, { stop: stopping });
        await expireMatters(ctx, { stop: stopping });
        const { kept } = await dropOldPartitions({ ...ctx, store: core.store }, { stop: stopping });
        await retainAudit(ctx, { stop: stopping });
        for (const { month, reason } of kept) core.log.error({ month }, `raw events of ${month} are kept: ${reason}`);
        lastNight = now;
      },
    },
  ];
  return { stop: startSchedule(jobs, core.log, clock).stop, overdue: () => overdue };
}
