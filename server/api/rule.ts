import { z } from 'zod';
import { classAccuracy } from '../services/advice/class-accuracy.ts';
import { assertMayRule } from '../services/rule/check-draft.ts';
import { endRule } from '../services/rule/end-rule.ts';
import { exportCatalogue } from '../services/rule/export-catalogue.ts';
import { importCalendar } from '../services/rule/import-calendar.ts';
import { importCatalogue } from '../services/rule/import-catalogue.ts';
import { importRules } from '../services/rule/import-rules.ts';
import { findCatalogue, listCalendars, listRules } from '../services/rule/list-rules.ts';
import { previewDrafts } from '../services/rule/preview-drafts.ts';
import { recomputeDeadlines } from '../services/rule/recompute-deadlines.ts';
import { saveRule } from '../services/rule/save-rule.ts';
import { RuleDraft } from '../wire/rule.ts';
import { type ImportFault, readCalendarText, readCatalogueText, readRulesText } from '../wire/rule-import.ts';
import { guarded, router } from './trpc.ts';

const Note = z.string().trim().min(1).max(200);
const Version = z.number().int().positive().max(1_000_000);
const Instant = z.number().int().nonnegative().max(4_102_444_800_000);
const File = z.string().max(900_000);
/** More faults than a page lists. */
const MOST_FAULTS = 200;

const read = guarded('rule.read');
const manage = guarded('rule.manage');

export const ruleRouter = router({
  list: read.query(({ ctx }) => listRules(ctx.figures, ctx.rules, ctx.actor, ctx.scope)),
  catalogue: read
    .input(z.object({ text: z.string().max(64), offset: z.number().int().min(0).max(1_000_000), limit: z.number().int().min(1).max(200) }))
    .query(({ ctx, input }) => findCatalogue(ctx.figures, ctx.rules, ctx.scope, input)),
  calendars: read.query(({ ctx }) => listCalendars(ctx.figures, ctx.rules)),
  /** What class suggestions are made of and how far they are to be trusted: totals of the installation. */
  classAccuracy: read.query(({ ctx }) => classAccuracy(ctx.figures)),
  exportCatalogue: read.mutation(({ ctx }) => exportCatalogue(ctx.figures, ctx.rules, ctx.actor, ctx.scope)),

  preview: manage.input(z.object({ draft: RuleDraft })).query(({ ctx, input }) => previewDrafts(ctx.figures, ctx.rules, ctx.scope, [input.draft])),
  save: manage
    .input(z.object({ replaces: Version.nullable(), draft: RuleDraft, note: Note }))
    .mutation(({ ctx, input }) => saveRule(ctx.figures, ctx.rules, ctx.actor, input)),
  end: manage
    .input(z.object({ id: z.string().max(64), version: Version, at: Instant, note: Note }))
    .mutation(({ ctx, input }) => endRule(ctx.figures, ctx.rules, ctx.actor, input)),

  importRules: manage.input(z.object({ text: File, note: Note, dryRun: z.boolean() })).mutation(async ({ ctx, input: { text, ...input } }) => {
    const file = readRulesText(text, ctx.figures.catalog.zone);
    return shortened(await importRules(ctx.figures, ctx.rules, ctx.actor, { ...input, read: file }));
  }),
  importCatalogue: manage
    .input(z.object({ text: File, note: Note, dryRun: z.boolean(), from: Instant.nullable().optional() }))
    .mutation(async ({ ctx, input: { text, from = ctx.figures.now(), ...input } }) =>
      shortened(await importCatalogue(ctx.figures, ctx.rules, ctx.actor, { ...input, from, read: readCatalogueText(text) })),
    ),
  importCalendar: manage.input(z.object({ text: File })).mutation(async ({ ctx, input }) => {
    const { calendar, faults } = readCalendarText(input.text);
    return calendar
      ? { faults: [], year: calendar.year, ...(await importCalendar(ctx.figures, ctx.rules, ctx.actor, calendar)) }
      : { faults, year: null, version: null };
  }),
  /** Deadlines that were counted without a year's calendar, some at a time: whoever imported one goes on until `last` is null. */
  recompute: manage.input(z.object({ after: z.number().int().nonnegative() })).mutation(({ ctx, input }) => {
    assertMayRule(ctx.figures, ctx.scope, {});
    return recomputeDeadlines({ ...ctx.figures, rules: () => ctx.rules.current() }, { after: input.after, limit: 200, provisional: true });
  }),
});

function shortened<T extends { readonly faults: readonly ImportFault[] }>(result: T): T & { more: number } {
  return { ...result, faults: result.faults.slice(0, MOST_FAULTS), more: Math.max(0, result.faults.length - MOST_FAULTS) };
}
