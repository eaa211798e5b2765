import { z } from 'zod';
import { callerOf } from '../services/person/caller-of.ts';
import { remaskCaller } from '../services/person/remask.ts';
import { listUnmasks, reviewUnmasks } from '../services/person/review-unmasks.ts';
import { searchPhone } from '../services/person/search-phone.ts';
import { unmaskCaller } from '../services/person/unmask.ts';
import { windowOf } from '../services/person/unmask-window.ts';
import { guarded, router } from './trpc.ts';

const Ticket = z.object({ ticket: z.number().int().positive() });
const Id = z.number().int().positive();

/** Callers of tickets. What holds a number or clear fields is a mutation: neither stands in an address, a cache or a log. */
export const personRouter = router({
  caller: guarded('ticket.read')
    .input(Ticket)
    .query(({ ctx, input }) => callerOf(ctx.figures, ctx.keys, ctx.actor, ctx.scope, input.ticket, (entry) => ctx.audit.note(entry))),

  /** Asked every few seconds while a caller is shown: null hides him again. */
  window: guarded('ticket.read')
    .input(Ticket)
    .query(({ ctx, input }) => windowOf(ctx.figures, ctx.actor, ctx.scope, input.ticket)),

  unmask: guarded('person.unmask')
    .input(Ticket.extend({ reason: z.string().max(500).nullable() }))
    .mutation(({ ctx, input }) => unmaskCaller(ctx.figures, ctx.keys, ctx.actor, input, (entry) => ctx.audit.note(entry))),

  remask: guarded('person.unmask')
    .input(Ticket)
    .mutation(({ ctx, input }) => remaskCaller(ctx.figures, ctx.actor, input.ticket)),

  search: guarded('person.search')
    .input(z.object({ phone: z.string().min(1).max(40) }))
    .mutation(({ ctx, input }) => searchPhone(ctx.figures, ctx.keys, ctx.actor, ctx.scope, input.phone)),

  unmasks: guarded('unmask.review')
    .input(z.object({ before: Id.nullable().default(null), limit: z.number().int().min(1).max(200).default(50), waiting: z.boolean().default(false) }))
    .query(({ ctx, input }) => listUnmasks(ctx.figures, ctx.actor, ctx.scope, input)),

  review: guarded('unmask.review')
    .input(z.object({ ids: z.array(Id).min(1).max(200) }))
    .mutation(({ ctx, input }) => reviewUnmasks(ctx.figures, ctx.actor, ctx.scope, input.ids)),
});
