import { z } from 'zod';
import { reviewPage } from '../services/review/review-page.ts';
import { Adcode } from './inputs.ts';
import { guarded, router } from './trpc.ts';

export const reviewRouter = router({
  /** The whole of /indicators for a region and a month. */
  page: guarded('figure.read')
    .input(z.object({ region: Adcode, month: z.number().int().min(0).max(4_102_444_800_000) }))
    .query(({ ctx, input }) => reviewPage(ctx.figures, ctx.scope, input)),
});
