import { z } from 'zod';
import { actOnTicket } from '../services/case/act.ts';
import { deskLedger } from '../services/case/desk-ticket.ts';
import { exportRisks } from '../services/risk/export-risks.ts';
import { listRisks, riskRow } from '../services/risk/list-risks.ts';
import { riskCase } from '../services/risk/risk-case.ts';
import { sumRisks } from '../services/risk/sum-risks.ts';
import { DeskAct } from '../wire/desk.ts';
import { type RiskActed, RiskFilter, RiskPage } from '../wire/risk.ts';
import { Adcode } from './inputs.ts';
import { guarded, router } from './trpc.ts';

const Id = z.number().int().positive();
const read = guarded('risk.read');

export const riskRouter = router({
  list: read.input(RiskPage.extend({ region: Adcode })).query(({ ctx, input }) => listRisks(ctx.figures, ctx.scope, input)),

  summary: read.input(z.object({ region: Adcode })).query(({ ctx, input }) => sumRisks(ctx.figures, ctx.scope, input.region)),

  get: read.input(z.object({ id: Id })).query(async ({ ctx, input }) => {
    const one = await riskCase(ctx.figures, ctx.scope, ctx.actor, input.id);
    ctx.audit.note({ action: 'risk.read', result: 'ok', object: { kind: 'risk', id: input.id }, region: one.row.region, detail: { no: one.row.no } });
    return one;
  }),

  ledger: read.input(z.object({ id: Id })).query(({ ctx, input }) => deskLedger(ctx.figures, ctx.scope, input.id, 'risk')),

  /** A mutation: an act of a person, written down before it is answered. */
  export: guarded('figure.export')
    .input(RiskFilter.extend({ region: Adcode, locale: z.enum(['zh-CN', 'en']).default('zh-CN') }))
    .mutation(({ ctx, input: { locale, ...filter } }) => exportRisks(ctx.figures, ctx.actor, ctx.scope, filter, locale)),

  /** A refusal of the kernel is an answer that says who was first; it is written down as one. */
  act: guarded('risk.act')
    .input(DeskAct)
    .mutation(async ({ ctx, input }): Promise<RiskActed> => {
      const acted = await actOnTicket(ctx.figures, ctx.actor, ctx.scope, input, 'risk');
      const object = { kind: 'risk', id: input.id };
      if (acted.ok) ctx.kickFacts();
      else ctx.audit.note({ action: `risk.${wordOf(input.command)}`, result: 'refused', object, detail: { code: acted.refusal.code } });
      return acted.ok ? { ok: true, version: acted.version, row: (await riskRow(ctx.figures, ctx.scope, input.id))?.row ?? null } : acted;
    }),
});

/** Commands come from outside: what is no word is not written down as one. */
const wordOf = (command: string): string => (/^[a-z_]+$/.test(command) ? command : 'unknown');
