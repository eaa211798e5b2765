import { z } from 'zod';
import { countTickets } from '../services/case/count-tickets.ts';
import { ticketById, ticketFlow, ticketHeat, ticketPoints, ticketsById } from '../services/case/read-tickets.ts';
import { Adcode, SpanInput } from './inputs.ts';
import { guarded, router } from './trpc.ts';

const Place = SpanInput.extend({ region: Adcode });

const tickets = guarded('ticket.read');

export const ticketRouter = router({
  /** Totals by stage, for who sees no single ticket. */
  counts: guarded('figure.read')
    .input(z.object({ region: Adcode }))
    .query(({ ctx, input }) => countTickets(ctx.figures, ctx.scope, input.region)),

  flow: tickets
    .input(z.object({ region: Adcode, limit: z.number().int().min(1).max(200).default(20) }))
    .query(({ ctx, input }) => ticketFlow(ctx.figures, ctx.scope, input.region, input.limit, ctx.factHead)),

  byId: tickets
    .input(z.object({ ids: z.array(z.number().int().positive()).max(200) }))
    .query(({ ctx, input }) => ticketsById(ctx.figures, ctx.scope, input.ids)),

  points: tickets
    .input(Place.extend({ limit: z.number().int().min(1).max(20_000).default(2_000) }))
    .query(({ ctx, input }) => ticketPoints(ctx.figures, ctx.scope, input.region, input, input.limit)),

  heat: tickets
    .input(Place.extend({ resolution: z.number().int().min(4).max(8).default(6) }))
    .query(({ ctx, input }) => ticketHeat(ctx.figures, ctx.scope, input.region, input, input.resolution)),

  get: tickets.input(z.object({ id: z.number().int().positive() })).query(async ({ ctx, input }) => {
    const ticket = await ticketById(ctx.figures, ctx.scope, input.id);
    ctx.audit.note({ action: 'ticket.read', result: 'ok', object: { kind: 'ticket', id: input.id }, region: ticket.row.region, detail: { no: ticket.row.no } });
    return ticket;
  }),
});
