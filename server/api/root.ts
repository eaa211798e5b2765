import { z } from 'zod';
import { viewerOf } from '../services/access/viewer.ts';
import { NotFound } from '../services/errors.ts';
import { feedStatuses } from '../services/feed/feed-directory.ts';
import { listPending } from '../services/feed/list-pending.ts';
import { listUsage } from '../services/feed/list-usage.ts';
import { liveHistory } from '../services/indicator/live-history.ts';
import { countQuarantine } from '../services/quarantine/list.ts';
import { adminRouter } from './admin.ts';
import { appraisalRouter } from './appraisal.ts';
import { auditRouter } from './audit.ts';
import { briefRouter } from './brief.ts';
import { deskRouter } from './desk.ts';
import { dictionaryRouter } from './dictionary.ts';
import { exportRouter } from './export.ts';
import { figureRouter } from './figure.ts';
import { fillingRouter } from './filling.ts';
import { Adcode } from './inputs.ts';
import { itemsRouter } from './items.ts';
import { knowledgeRouter } from './knowledge.ts';
import { personRouter } from './person.ts';
import { reviewRouter } from './review.ts';
import { reviewsRouter } from './reviews.ts';
import { riskRouter } from './risk.ts';
import { ruleRouter } from './rule.ts';
import { sessionRouter } from './session.ts';
import { tasksRouter } from './tasks.ts';
import { ticketRouter } from './ticket.ts';
import { tradeRouter } from './trade.ts';
import { tradePlacesRouter } from './trade-places.ts';
import { createCallerFactory, guarded, router, signedIn } from './trpc.ts';
import { volumeRouter } from './volume.ts';

const consoleRouter = router({
  meta: signedIn.query(({ ctx }) => ({
    ...ctx.meta,
    indicators: [...ctx.figures.catalog.indicators.values()],
    now: ctx.figures.now(),
    viewer: viewerOf(ctx.figures, ctx.actor),
  })),
  towns: signedIn.input(z.object({ region: Adcode })).query(({ ctx, input }) => ctx.towns(input.region)),
  status: signedIn.query(({ ctx }) => ({
    now: ctx.figures.now(),
    history: ctx.history(),
    mode: 'normal' as const,
    build: ctx.build,
    dictionary: ctx.dictionary.mark(),
  })),
});

const topicRouter = router({
  get: guarded('figure.read')
    .input(z.object({ id: z.string().max(64) }))
    .query(({ ctx, input }) => {
      const topic = ctx.topics.get(input.id);
      // A display has one screen: there is no other for it.
      if (!topic || (ctx.actor.kind === 'display' && ctx.actor.topic !== input.id)) throw new NotFound(`there is no topic ${input.id}`);
      return topic;
    }),
});

/** The last minute of 2099: what lies behind no clock can say. */
const LATEST_MINUTE = 4_102_444_800_000 / 60_000;

const liveRouter = router({
  history: guarded('figure.read')
    .input(z.object({ topics: z.array(z.object({ key: z.string().max(400), ringFrom: z.number().int().nonnegative().max(LATEST_MINUTE) })).max(64) }))
    .query(({ ctx, input }) => liveHistory(ctx.figures, ctx.scope, input.topics)),
});

const feedRouter = router({
  list: guarded('feed.read').query(({ ctx }) => feedStatuses(ctx.figures, ctx.scope, ctx.figures.store, ctx.feeds, null)),
  usage: guarded('feed.read').query(({ ctx }) => listUsage(ctx.figures, ctx.scope)),
  quarantine: guarded('quarantine.read').query(({ ctx }) => countQuarantine(ctx.figures, ctx.scope)),
  pending: guarded('quarantine.read').query(({ ctx }) => listPending(ctx.figures, ctx.scope)),
});

export const appRouter = router({
  console: consoleRouter,
  topic: topicRouter,
  figure: figureRouter,
  live: liveRouter,
  ticket: ticketRouter,
  desk: deskRouter,
  appraisal: appraisalRouter,
  reviews: reviewsRouter,
  tasks: tasksRouter,
  filling: fillingRouter,
  items: itemsRouter,
  feed: feedRouter,
  admin: adminRouter,
  knowledge: knowledgeRouter,
  person: personRouter,
  brief: briefRouter,
  review: reviewRouter,
  volume: volumeRouter,
  tradePlaces: tradePlacesRouter,
  trade: tradeRouter,
  dictionary: dictionaryRouter,
  risk: riskRouter,
  rule: ruleRouter,
  export: exportRouter,
  session: sessionRouter,
  audit: auditRouter,
});
export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
export type Caller = ReturnType<typeof createCaller>;
