import { z } from 'zod';
import { assertRegion, requireScope } from '../services/access/require-scope.ts';
import { lookalike } from '../services/advice/lookalike.ts';
import type { AuditEntry } from '../services/audit/audit-entry.ts';
import { actOnTicket } from '../services/case/act.ts';
import { actOnMany } from '../services/case/act-many.ts';
import { deskAdvice } from '../services/case/desk-advice.ts';
import { deskCounts } from '../services/case/desk-counts.ts';
import { deskQueue, deskRows } from '../services/case/desk-rows.ts';
import { deskLedger, deskTicket } from '../services/case/desk-ticket.ts';
import { readDraft, saveDraft } from '../services/case/drafts.ts';
import { reportTicket } from '../services/case/report-ticket.ts';
import { undoOnTicket } from '../services/case/undo-act.ts';
import { DeskAct, type DeskActed, DeskActMany, DeskPage, DeskReport } from '../wire/desk.ts';
import { IntakeTyped } from '../wire/intake.ts';
import { Adcode } from './inputs.ts';
import { guarded, router } from './trpc.ts';

const Id = z.number().int().positive();
const read = guarded('ticket.read');
const act = guarded('ticket.act');

export const deskRouter = router({
  queue: read.input(DeskPage).query(({ ctx, input }) => deskQueue(ctx.figures, ctx.scope, input, ctx.factHead)),

  counts: read.input(z.object({ region: Adcode })).query(({ ctx, input }) => deskCounts(ctx.figures, ctx.scope, input.region, ctx.factHead)),

  rows: read.input(z.object({ ids: z.array(Id).max(200) })).query(({ ctx, input }) => deskRows(ctx.figures, ctx.scope, input.ids)),

  ticket: read.input(z.object({ id: Id })).query(async ({ ctx, input }) => {
    const ticket = await deskTicket(ctx.figures, ctx.scope, ctx.actor, input.id);
    ctx.audit.note({ action: 'ticket.read', result: 'ok', object: { kind: 'ticket', id: input.id }, region: ticket.row.region, detail: { no: ticket.row.no } });
    return ticket;
  }),

  ledger: read.input(z.object({ id: Id })).query(({ ctx, input }) => deskLedger(ctx.figures, ctx.scope, input.id)),

  advice: read.input(z.object({ id: Id })).query(({ ctx, input }) => deskAdvice(ctx.figures, ctx.scope, input.id)),

  /** A refusal of the kernel is an answer that says who was first; it is written down as one. */
  act: act.input(DeskAct).mutation(async ({ ctx, input }): Promise<DeskActed> => {
    const acted = await actOnTicket(ctx.figures, ctx.actor, ctx.scope, input);
    if (acted.ok) ctx.kickFacts();
    else ctx.audit.note(refusalOf(input.command, input.id, acted.refusal.code));
    return acted.ok ? { ...acted, row: (await deskRows(ctx.figures, ctx.scope, [input.id]))[0] ?? null } : acted;
  }),

  actMany: act.input(DeskActMany).mutation(async ({ ctx, input }) => {
    const acted = await actOnMany(ctx.figures, ctx.actor, ctx.scope, input);
    if (input.preview) return acted;
    ctx.kickFacts();
    for (const { id, refusal } of acted.refused) ctx.audit.note(refusalOf(input.command, id, refusal.code));
    return acted;
  }),

  undo: act.input(z.object({ id: Id, expect: Id, key: z.uuid() })).mutation(async ({ ctx, input }): Promise<DeskActed> => {
    const acted = await undoOnTicket(ctx.figures, ctx.actor, ctx.scope, input);
    if (acted.ok) ctx.kickFacts();
    else ctx.audit.note(refusalOf('undo', input.id, acted.refusal.code));
    return acted.ok ? { ...acted, row: (await deskRows(ctx.figures, ctx.scope, [input.id]))[0] ?? null } : acted;
  }),

  report: guarded('ticket.report')
    .input(DeskReport)
    .mutation(({ ctx, input }) => reportTicket(ctx.figures, ctx.submit, ctx.actor, ctx.scope, input)),

  /** A mutation that changes nothing: what a caller says stands in no address. */
  lookalike: guarded('ticket.report')
    .input(IntakeTyped.extend({ region: Adcode }))
    .mutation(({ ctx, input: { region, title, text, callerOf } }) => {
      assertRegion(ctx.scope, ctx.figures.catalog.tree, region);
      return lookalike(ctx.figures, requireScope(ctx.figures, ctx.actor, 'ticket.read'), { title, text, region, lon: null, lat: null, callerOf });
    }),

  draft: act.input(z.object({ id: Id, command: z.string().max(40) })).query(({ ctx, input }) => readDraft(ctx.figures, ctx.actor, input.id, input.command)),

  saveDraft: act.input(DeskAct.pick({ id: true, command: true, data: true })).mutation(({ ctx, input }) => saveDraft(ctx.figures, ctx.actor, ctx.scope, input)),

  /** The page says that its ticket is open, and is told who else has it open. */
  here: read.input(z.object({ id: Id, writing: z.boolean() })).mutation(async ({ ctx, input }) => {
    const [row] = await deskRows(ctx.figures, ctx.scope, [input.id]);
    return row ? ctx.presence.here(ctx.actor, input.id, input.writing) : [];
  }),
});

function refusalOf(command: string, id: number, code: string): AuditEntry {
  return { action: `ticket.${wordOf(command)}`, result: 'refused', object: { kind: 'ticket', id }, detail: { code } };
}

/** Commands come from outside: what is no word is not written down as one. */
const wordOf = (command: string): string => (/^[a-z_]+$/.test(command) ? command : 'unknown');
