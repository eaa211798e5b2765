import { z } from 'zod';
import { scopeFor } from '../services/access/require-scope.ts';
import { appraisalTable } from '../services/appraisal/appraisal-table.ts';
import { appraisalTickets } from '../services/appraisal/appraisal-tickets.ts';
import { exportAppraisal } from '../services/appraisal/export-appraisal.ts';
import { AppraisalQuery, AppraisalTickets } from '../wire/appraisal.ts';
import { Adcode } from './inputs.ts';
import { guarded, router } from './trpc.ts';

const read = guarded('appraisal.read');
const Query = AppraisalQuery.extend({ region: Adcode });

export const appraisalRouter = router({
  /** Answers at once with how far it is where a count takes longer: ask again until it is ready. */
  table: read.input(Query).query(({ ctx, input }) => appraisalTable(ctx.figures, ctx.scope, input, ctx.meta.profile.groups)),

  tickets: read
    .input(AppraisalTickets.extend({ region: Adcode }))
    .query(({ ctx, input }) => appraisalTickets(ctx.figures, ctx.scope, scopeFor(ctx.figures, ctx.actor, 'ticket.read'), input)),

  /** A mutation: an act of a person, written down before it is answered. */
  export: read
    .input(Query.extend({ locale: z.enum(['zh-CN', 'en']).default('zh-CN'), format: z.enum(['csv', 'xlsx']) }))
    .mutation(({ ctx, input: { locale, format, ...query } }) =>
      exportAppraisal(ctx.figures, ctx.actor, ctx.scope, query, ctx.meta.profile.groups, { locale, format }),
    ),
});
