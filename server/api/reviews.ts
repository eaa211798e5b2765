import { z } from 'zod';
import { actOnTicket } from '../services/case/act.ts';
import { deskLedger } from '../services/case/desk-ticket.ts';
import { findPraise } from '../services/reviews/find-praise.ts';
import { listRectifications, rectificationRow } from '../services/reviews/list-rectifications.ts';
import { rectificationCase } from '../services/reviews/rectification-case.ts';
import { reviewWords } from '../services/reviews/review-words.ts';
import { DeskAct } from '../wire/desk.ts';
import { type ReviewActed, ReviewPage, ReviewSpan } from '../wire/reviews.ts';
import { Adcode } from './inputs.ts';
import { guarded, router } from './trpc.ts';

const Id = z.number().int().positive();
const MOST_MS = 400 * 86_400_000;
const Span = ReviewSpan.extend({ region: Adcode }).refine((s) => s.from < s.to && s.to - s.from <= MOST_MS, 'a span of 400 days at most');
const read = guarded('rectification.read');

export const reviewsRouter = router({
  list: read.input(ReviewPage.extend({ region: Adcode })).query(({ ctx, input }) => listRectifications(ctx.figures, ctx.scope, input)),

  get: read.input(z.object({ id: Id })).query(async ({ ctx, input }) => {
    const one = await rectificationCase(ctx.figures, ctx.scope, ctx.actor, input.id);
    const object = { kind: 'rectification', id: input.id };
    ctx.audit.note({ action: 'rectification.read', result: 'ok', object, region: one.row.region, detail: { no: one.row.no } });
    return one;
  }),

  ledger: read.input(z.object({ id: Id })).query(({ ctx, input }) => deskLedger(ctx.figures, ctx.scope, input.id, 'rectification')),

  words: read.input(Span).query(({ ctx, input }) => reviewWords(ctx.figures, ctx.scope, input)),

  praise: read.input(Span).query(({ ctx, input }) => findPraise(ctx.figures, ctx.scope, input)),

  /** A refusal of the kernel is an answer that says who was first; it is written down as one. */
  act: guarded('rectification.act')
    .input(DeskAct)
    .mutation(async ({ ctx, input }): Promise<ReviewActed> => {
      const acted = await actOnTicket(ctx.figures, ctx.actor, ctx.scope, input, 'rectification');
      const object = { kind: 'rectification', id: input.id };
      if (acted.ok) ctx.kickFacts();
      else ctx.audit.note({ action: `rectification.${wordOf(input.command)}`, result: 'refused', object, detail: { code: acted.refusal.code } });
      return acted.ok ? { ok: true, version: acted.version, row: await rectificationRow(ctx.figures, ctx.scope, input.id) } : acted;
    }),
});

/** Commands come from outside: what is no word is not written down as one. */
const wordOf = (command: string): string => (/^[a-z_]+$/.test(command) ? command : 'unknown');
