import { z } from 'zod';
import { readPolicy } from '../services/access/read-policy.ts';
import { auditRow, chainState, countAudit, searchAudit } from '../services/audit/search.ts';
import { assertWhole } from '../services/audit/where.ts';
import { type AuditChain, AuditCursor, AuditFilter, AuditOrder } from '../wire/audit.ts';
import { guarded, router } from './trpc.ts';

const Search = z.object({
  filter: AuditFilter,
  after: AuditCursor.nullable().default(null),
  limit: z.number().int().min(1).max(200).default(50),
  order: AuditOrder.default('newest'),
});

/** The audit, for who may read it. What is searched here is written down there. */
export const auditRouter = router({
  /** A page of rows; the first one with the count of all. */
  search: guarded('audit.read')
    .input(Search)
    .query(async ({ ctx, input: { filter, ...page } }) => {
      const { rows, next } = await searchAudit(ctx.figures, ctx.scope, filter, page);
      const count = page.after === null ? await countAudit(ctx.figures, ctx.scope, filter) : null;
      ctx.audit.note({
        action: 'audit.searched',
        result: 'ok',
        region: filter.region ?? null,
        detail: { ...filter, further: page.after !== null, rows: rows.length },
      });
      return { rows, next, count };
    }),

  row: guarded('audit.read')
    .input(z.object({ id: z.number().int().positive() }))
    .query(async ({ ctx, input }) => {
      const row = await auditRow(ctx.figures, ctx.scope, input.id);
      ctx.audit.note({ action: 'audit.row_read', result: 'ok', object: { kind: 'audit', id: input.id } });
      return row;
    }),

  /** Where the chain stands, and the last verification of this process; asked every few seconds, and not written down. */
  chain: guarded('audit.read').query(async ({ ctx }): Promise<AuditChain> => {
    assertWhole(ctx.scope, ctx.figures.catalog.tree);
    const [state, beside, policy] = await Promise.all([chainState(ctx.figures), ctx.verification.beside(), readPolicy(ctx.figures)]);
    return { ...state, beside, years: policy.auditYears, verification: ctx.verification.state(), now: ctx.figures.now() };
  }),

  /** Begins to verify the whole chain, unless that runs already. */
  verify: guarded('audit.read').mutation(({ ctx }) => {
    assertWhole(ctx.scope, ctx.figures.catalog.tree);
    return ctx.verification.start(ctx.actor);
  }),
});
