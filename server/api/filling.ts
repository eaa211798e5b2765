import { z } from 'zod';
import { checkFilling, retractFilling } from '../services/filling/check-filling.ts';
import { exportFillings } from '../services/filling/export-fillings.ts';
import { listFillings } from '../services/filling/list-fillings.ts';
import { readPeriod } from '../services/filling/read-period.ts';
import { saveDuty } from '../services/filling/save-duty.ts';
import { submitFilling } from '../services/filling/submit-filling.ts';
import { tellFillings } from '../services/filling/tell-fillings.ts';
import { urgeFilling } from '../services/filling/urge-filling.ts';
import { CheckFilling, FillingPage, RetractFilling, SaveDuty, SlotRef, SubmitFilling, UrgeFilling } from '../wire/filling.ts';
import type { ApiContext } from './context.ts';
import { guarded, router } from './trpc.ts';

const read = guarded('filling.read');
const check = guarded('filling.check');
const manage = guarded('filling.manage');

/**
 * What was decided stands; when the figures cannot be told now, the job tells them within a minute. `refused`: why the figures
 * did not take what `id` filed, or its retraction, so that something else stands.
 */
async function tellNow({ figures, submit }: Pick<ApiContext, 'figures' | 'submit'>, id: number): Promise<{ told: boolean; refused: string | null }> {
  let why: string | null = null;
  try {
    await tellFillings(figures, submit, {
      refused: (one) => {
        if (one.id === id) why = one.message;
      },
    });
    return { told: true, refused: why };
  } catch {
    return { told: false, refused: why };
  }
}

export const fillingRouter = router({
  list: read.input(FillingPage).query(({ ctx, input }) => listFillings(ctx.figures, ctx.scope, input)),

  period: read.input(SlotRef).query(({ ctx, input }) => readPeriod(ctx.figures, ctx.actor, ctx.scope, input)),

  submit: guarded('filling.submit')
    .input(SubmitFilling)
    .mutation(({ ctx, input }) => submitFilling(ctx.figures, ctx.actor, ctx.scope, input)),

  check: check.input(CheckFilling).mutation(async ({ ctx, input }) => {
    const done = await checkFilling(ctx.figures, ctx.actor, ctx.scope, input);
    return { ...done, ...(input.accept ? await tellNow(ctx, input.id) : { told: true, refused: null }) };
  }),

  retract: check.input(RetractFilling).mutation(async ({ ctx, input }) => {
    const done = await retractFilling(ctx.figures, ctx.actor, ctx.scope, input);
    return { ...done, ...(await tellNow(ctx, input.id)) };
  }),

  saveDuty: manage.input(SaveDuty).mutation(({ ctx, input }) => saveDuty(ctx.figures, ctx.actor, ctx.scope, input, ctx.meta.demo ? 'demo' : null)),

  urge: manage.input(UrgeFilling).mutation(({ ctx, input }) => urgeFilling(ctx.figures, ctx.actor, ctx.scope, input)),

  /** A mutation: an act of a person, written down before it is answered. */
  export: manage
    .input(FillingPage.extend({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') }))
    .mutation(({ ctx, input: { locale, ...page } }) => exportFillings(ctx.figures, ctx.actor, ctx.scope, page, locale)),
});
