import { z } from 'zod';
import { exportBrief } from '../services/brief/export-brief.ts';
import { makeBrief } from '../services/brief/make-brief.ts';
import { listBriefs, readBrief } from '../services/brief/read-brief.ts';
import { BriefKindInput } from '../wire/brief.ts';
import { Adcode } from './inputs.ts';
import { guarded, router } from './trpc.ts';

const Place = z.object({ kind: BriefKindInput, region: Adcode });
/** `at` is any instant of the period. */
const Period = Place.extend({ at: z.number().int().min(0).max(4_102_444_800_000) });

export const briefRouter = router({
  list: guarded('figure.read')
    .input(Place)
    .query(({ ctx, input }) => listBriefs(ctx.figures, ctx.scope, input)),

  get: guarded('figure.read')
    .input(Period)
    .query(({ ctx, input }) => readBrief(ctx.figures, ctx.scope, input)),

  make: guarded('figure.export')
    .input(Period)
    .mutation(({ ctx, input }) => makeBrief(ctx.figures, ctx.actor, ctx.scope, input)),

  /** A mutation: an act of a person, written down before it is answered. */
  export: guarded('figure.export')
    .input(Period.extend({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') }))
    .mutation(({ ctx, input: { locale, ...query } }) => exportBrief(ctx.figures, ctx.actor, ctx.scope, query, locale)),
});
