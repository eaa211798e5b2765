import { z } from 'zod';
import { exportFigure } from '../services/export/export-figure.ts';
import { exportRecords } from '../services/export/export-records.ts';
import { Query } from './inputs.ts';
import { guarded, router } from './trpc.ts';

const Locale = z.enum(['zh-CN', 'en']).default('zh-CN');
const Grain = z.enum(['minute', 'hour', 'day', 'month', 'year']);

/** What leaves as a file. Mutations: each is an act of a person, and is written down before it is answered. */
export const exportRouter = router({
  records: guarded('record.export')
    .input(z.object({ query: Query, locale: Locale }))
    .mutation(({ ctx, input }) => exportRecords(ctx.figures, ctx.actor, ctx.scope, input.query, { locale: input.locale, names: ctx.meta })),

  figure: guarded('figure.export')
    .input(z.object({ query: Query, grain: Grain, locale: Locale }))
    .mutation(({ ctx, input }) => exportFigure(ctx.figures, ctx.actor, ctx.scope, input.query, input.grain, { locale: input.locale, names: ctx.meta })),
});
