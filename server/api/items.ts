import { z } from 'zod';
import { exportItems } from '../services/items/export-items.ts';
import { importItems } from '../services/items/import-items.ts';
import { findItems, itemsHistory, itemsOverview } from '../services/items/list-items.ts';
import { tellItems } from '../services/items/tell-items.ts';
import { withdrawItems } from '../services/items/withdraw-items.ts';
import { ImportItems, ItemsPage, WithdrawItems } from '../wire/items.ts';
import type { ApiContext } from './context.ts';
import { guarded, router } from './trpc.ts';

const read = guarded('item.read');
const manage = guarded('item.manage');
const Place = ItemsPage.pick({ region: true });

/** What was written stands; when the figures cannot be told now, the job tells them within a minute. */
async function tellNow({ figures, submit }: Pick<ApiContext, 'figures' | 'submit'>): Promise<boolean> {
  try {
    await tellItems(figures, submit);
    return true;
  } catch {
    return false;
  }
}

export const itemsRouter = router({
  overview: read.input(Place).query(({ ctx, input }) => itemsOverview(ctx.figures, ctx.scope, input.region)),
  history: read.input(Place).query(({ ctx, input }) => itemsHistory(ctx.figures, ctx.scope, input.region)),
  find: read
    .input(ItemsPage.extend({ offset: z.number().int().min(0).max(1_000_000), limit: z.number().int().min(1).max(200) }))
    .query(({ ctx, input: { offset, limit, ...asked } }) => findItems(ctx.figures, ctx.scope, asked, { offset, limit })),

  import: manage.input(ImportItems).mutation(async ({ ctx, input }) => {
    const done = await importItems(ctx.figures, ctx.readTable, ctx.actor, ctx.scope, input, ctx.meta.demo ? 'demo' : null);
    return done.id === null ? done : { ...done, told: await tellNow(ctx) };
  }),
  withdraw: manage.input(WithdrawItems).mutation(async ({ ctx, input }) => {
    const done = await withdrawItems(ctx.figures, ctx.actor, ctx.scope, input);
    return { ...done, told: await tellNow(ctx) };
  }),

  /** A mutation: an act of a person, written down before it is answered. */
  export: guarded('figure.export')
    .input(ItemsPage.extend({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') }))
    .mutation(({ ctx, input: { locale, ...asked } }) => exportItems(ctx.figures, ctx.actor, ctx.scope, asked, locale)),
});
