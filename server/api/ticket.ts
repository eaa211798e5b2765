import { z } from 'zod';
import { ticketById, ticketFlow, ticketHeat, ticketPoints, ticketsById } from '../services/case/read-tickets.ts';
import { Adcode, SpanInput } from './inputs.ts';
import { guarded, router } from './trpc.ts';

const Place = SpanInput.extend({ region: Adcode });

const tickets = guarded('ticket.read');

export const ticketRouter = router({
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

  get: tickets.input(z.object({ id: z.number().int().positive() })).query(({ ctx, input }) => ticketById(ctx.figures, ctx.scope, input.id)),
});
