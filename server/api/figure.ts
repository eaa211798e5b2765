import { z } from 'zod';
import { scopeFor } from '../services/access/require-scope.ts';
import { feedStatuses } from '../services/feed/feed-directory.ts';
import { figureBreakdown } from '../services/indicator/breakdown.ts';
import { figureCard } from '../services/indicator/card.ts';
import { figureChildren, figureValues } from '../services/indicator/figures.ts';
import { defaultChoices } from '../services/indicator/pick-series.ts';
import { recordPage } from '../services/indicator/record-page.ts';
import { figureSeries } from '../services/indicator/series.ts';
import { Query } from './inputs.ts';
import { guarded, router } from './trpc.ts';

const Grain = z.enum(['minute', 'hour', 'day', 'month', 'year']);

const figures = guarded('figure.read');

export const figureRouter = router({
  values: figures
    .input(z.object({ queries: z.array(Query).max(64), against: z.enum(['before', 'week']).optional() }))
    .query(({ ctx, input }) => figureValues(ctx.figures, ctx.scope, input.queries, input.against)),

  series: figures
    .input(z.object({ queries: z.array(Query).max(32), grain: Grain, band: z.boolean().optional() }))
    .query(({ ctx, input }) => Promise.all(input.queries.map((query) => figureSeries(ctx.figures, ctx.scope, query, input.grain, { band: input.band })))),

  /** Which scope and status a figure shows where several stand side by side: the live topic must name them. */
  choices: figures.query(({ ctx }) => defaultChoices(ctx.figures.store, ctx.figures.catalog)),

  children: figures.input(z.object({ query: Query })).query(({ ctx, input }) => figureChildren(ctx.figures, ctx.scope, input.query)),

  breakdown: figures
    .input(z.object({ query: Query, by: z.string().max(32), limit: z.number().int().min(1).max(50).default(12) }))
    .query(({ ctx, input }) => figureBreakdown(ctx.figures, ctx.scope, input.query, input.by, input.limit)),

  card: figures.input(z.object({ query: Query })).query(({ ctx, input }) =>
    figureCard(ctx.figures, ctx.scope, input.query, async (ids) => {
      const feeds = await feedStatuses(ctx.figures, ctx.scope, ctx.figures.store, ctx.feeds, ids);
      // A feed's papers are of another permission than its figures.
      return scopeFor(ctx.figures, ctx.actor, 'feed.read')
        ? feeds
        : feeds.map((feed) => ({ ...feed, owner: null, purpose: null, fields: [], brokerUser: null }));
    }),
  ),

  records: guarded('record.read')
    .input(
      z.object({ query: Query, cursor: z.string().max(300).nullable(), limit: z.number().int().min(1).max(500).default(50), all: z.boolean().default(false) }),
    )
    .query(async ({ ctx, input }) => {
      const { query, cursor, limit, all } = input;
      const page = await recordPage(ctx.figures, ctx.scope, query, cursor, limit, all);
      const { indicator, region, dims, span, window, knownAt } = query;
      const detail = {
        rows: page.rows.length,
        first: cursor === null,
        ...(dims && { dims }),
        ...(span ? { span } : { window: window ?? null }),
        ...(knownAt !== undefined && { knownAt }),
      };
      ctx.audit.note({ action: 'record.read', result: 'ok', object: { kind: 'indicator', id: indicator }, region, detail });
      return page;
    }),
});
