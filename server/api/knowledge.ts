import { z } from 'zod';
import { scopeFor } from '../services/access/require-scope.ts';
import { changeEntry } from '../services/knowledge/change-entry.ts';
import { createEntry } from '../services/knowledge/create-entry.ts';
import { insertable } from '../services/knowledge/insertable.ts';
import { listReports, readDesk } from '../services/knowledge/list-reports.ts';
import { readEntry, readVersions } from '../services/knowledge/read-entry.ts';
import { reportEntry } from '../services/knowledge/report-entry.ts';
import { searchEntries } from '../services/knowledge/search-entries.ts';
import { setEntryStatus } from '../services/knowledge/set-entry-status.ts';
import { settleReport } from '../services/knowledge/settle-report.ts';
import { EntryStatusInput, KnowledgeContent, KnowledgeSearch } from '../wire/knowledge.ts';
import { guarded, router } from './trpc.ts';

const Id = z.number().int().positive();
const Version = z.number().int().min(1).max(2_147_483_647);
const Note = z.string().trim().max(200).default('');
const Of = z.object({ id: Id, version: Version });

const read = guarded('knowledge.read');
const edit = guarded('knowledge.edit');

/** The knowledge base: searched and read by whoever answers, written by stewards and supervisors of their own part. */
export const knowledgeRouter = router({
  search: read.input(KnowledgeSearch).query(({ ctx, input }) => searchEntries(ctx.figures, ctx.scope, input)),

  get: read
    .input(z.object({ id: Id }))
    .query(({ ctx, input }) => readEntry(ctx.figures, ctx.scope, scopeFor(ctx.figures, ctx.actor, 'knowledge.edit'), input.id)),

  versions: read
    .input(z.object({ id: Id, versions: z.tuple([Version, Version]) }))
    .query(({ ctx, input }) => readVersions(ctx.figures, ctx.scope, input.id, input.versions)),

  /** Asked at the moment of insertion: what was listed a while ago may have expired since. */
  insertable: read
    .input(z.object({ ids: z.array(Id).min(1).max(20) }))
    .query(({ ctx, input }) => insertable(ctx.figures, ctx.scope, input.ids, ctx.figures.now())),

  desk: read.query(({ ctx }) => readDesk(ctx.figures, scopeFor(ctx.figures, ctx.actor, 'knowledge.edit'))),

  report: read
    .input(z.object({ entry: Id, version: Version, text: z.string().trim().min(1).max(1_000) }))
    .mutation(({ ctx, input }) => reportEntry(ctx.figures, ctx.actor, input)),

  create: edit
    .input(z.object({ content: KnowledgeContent, publish: z.boolean(), note: Note }))
    .mutation(({ ctx, input }) => createEntry(ctx.figures, ctx.actor, input)),

  change: edit.input(Of.extend({ content: KnowledgeContent, note: Note })).mutation(({ ctx, input }) => changeEntry(ctx.figures, ctx.actor, input)),

  setStatus: edit.input(Of.extend({ status: EntryStatusInput, note: Note })).mutation(({ ctx, input }) => setEntryStatus(ctx.figures, ctx.actor, input)),

  reports: edit
    .input(
      z.object({
        entry: Id.nullable().default(null),
        state: z.enum(['open', 'settled', 'all']).default('open'),
        before: Id.nullable().default(null),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .query(({ ctx, input }) => listReports(ctx.figures, ctx.scope, input)),

  settle: edit.input(z.object({ report: Id, accept: z.boolean(), reason: Note })).mutation(({ ctx, input }) => settleReport(ctx.figures, ctx.actor, input)),
});
