import { z } from 'zod';
import { publishChange, returnChange, withdrawChange } from '../services/dictionary/decide-change.ts';
import { exportDictionary } from '../services/dictionary/export-dictionary.ts';
import { listDictionary } from '../services/dictionary/list-dictionary.ts';
import { readIndicator } from '../services/dictionary/read-indicator.ts';
import { saveChange } from '../services/dictionary/save-change.ts';
import { submitChange } from '../services/dictionary/submit-change.ts';
import { ChangeId, PublishChange, ReturnChange, SaveChange, WithdrawChange } from '../wire/dictionary.ts';
import { guarded, router } from './trpc.ts';

const read = guarded('indicator.read');
const draft = guarded('indicator.draft');
const approve = guarded('indicator.approve');

/** 指标管理: the dictionary with its versions and targets, and the walk of a change. */
export const dictionaryRouter = router({
  list: read.query(({ ctx }) => listDictionary(ctx.figures, ctx.dictionary, ctx.actor, ctx.scope)),
  get: read
    .input(z.object({ code: z.string().max(64) }))
    .query(({ ctx, input }) => readIndicator(ctx.figures, ctx.dictionary, ctx.actor, ctx.scope, input.code)),
  export: read
    .input(z.object({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') }))
    .mutation(({ ctx, input }) => exportDictionary(ctx.figures, ctx.dictionary, ctx.actor, ctx.scope, input.locale)),

  save: draft.input(SaveChange).mutation(({ ctx, input }) => saveChange(ctx.figures, ctx.dictionary, ctx.actor, input)),
  submit: draft.input(ChangeId).mutation(({ ctx, input }) => submitChange(ctx.figures, ctx.dictionary, ctx.actor, input)),
  withdraw: draft.input(WithdrawChange).mutation(({ ctx, input }) => withdrawChange(ctx.figures, ctx.actor, input)),

  publish: approve.input(PublishChange).mutation(({ ctx, input }) => publishChange(ctx.figures, ctx.dictionary, ctx.actor, input)),
  giveBack: approve.input(ReturnChange).mutation(({ ctx, input }) => returnChange(ctx.figures, ctx.actor, input)),
});
