import { z } from 'zod';
import { dayHours } from '../services/volume/day-hours.ts';
import { unusualItems } from '../services/volume/unusual-items.ts';
import { Query } from './inputs.ts';
import { guarded, router } from './trpc.ts';

const figures = guarded('figure.read');

export const volumeRouter = router({
  /** The hours of a day against the same hours of the weeks before. */
  hours: figures
    .input(Query.pick({ indicator: true, region: true, dims: true }).extend({ day: z.number().int().min(0).max(4_102_444_800_000) }))
    .query(({ ctx, input }) => dayHours(ctx.figures, ctx.scope, input)),

  /** What of a figure, by one kept dimension, is unusual against its own past. */
  unusual: figures
    .input(z.object({ query: Query, by: z.string().max(32) }))
    .query(({ ctx, input }) => unusualItems(ctx.figures, ctx.scope, input.query, input.by)),
});
