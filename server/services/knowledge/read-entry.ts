import { excerpt } from '../../core/knowledge/highlight.ts';
import type { KnowledgeContent, KnowledgeEntry, KnowledgeVersion } from '../../wire/knowledge.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { ENTRY_COLUMNS, type EntryRow, toRow } from './entry-row.ts';
import { mayEdit } from './internal.ts';
import { isVisible } from './visible.ts';

type Found = EntryRow & { content: KnowledgeContent };

/**
 * An entry whole: its texts, who changed it when, how often it was used and found wrong. Drafts and what was withdrawn or
 * is expired are read as well, and say so.
 * @param scope of knowledge.read
 * @param edit scope of knowledge.edit; null for who has none
 * @throws NotFound, also out of sight
 */
export async function readEntry(ctx: Ctx, scope: Scope, edit: Scope | null, id: number): Promise<KnowledgeEntry> {
  const row = await find(ctx, scope, id);
  const history = await ctx.db.query<Omit<KnowledgeVersion, 'content'>>(
    'select version, at, by_login "by", status, note from knowledge_version where entry = $1 order by version desc',
    [id],
  );
  const [reports] = await ctx.db.query<KnowledgeEntry['reports']>(
    `select count(*) filter (where state = 'open') "open", count(*) filter (where state = 'accepted') accepted,
       count(*) filter (where state = 'declined') declined from knowledge_report where entry = $1`,
    [id],
  );
  const { content } = row;
  return {
    ...toRow(ctx.catalog, row, ctx.now()),
    excerpt: excerpt(`${content.question} ${content.answer}`, ''),
    content,
    history,
    reports: reports ?? { open: 0, accepted: 0, declined: 0 },
    usedAt: row.usedAt,
    editable: edit !== null && mayEdit(edit, ctx.catalog, row),
  };
}

/** Two versions of an entry, whole. @throws NotFound when the entry is out of sight or one of them never was */
export async function readVersions(ctx: Ctx, scope: Scope, id: number, versions: readonly [number, number]): Promise<[KnowledgeVersion, KnowledgeVersion]> {
  await find(ctx, scope, id);
  const rows = await ctx.db.query<KnowledgeVersion>(
    'select version, at, by_login "by", status, note, content from knowledge_version where entry = $1 and version in ($2, $3)',
    [id, ...versions],
  );
  const [first, second] = versions.map((version) => rows.find((row) => row.version === version));
  if (!first || !second) throw new NotFound(`knowledge entry ${id} has no version ${first ? versions[1] : versions[0]}`);
  return [first, second];
}

async function find(ctx: Ctx, scope: Scope, id: number): Promise<Found> {
  const [row] = await ctx.db.query<Found>(
    `select ${ENTRY_COLUMNS}, v.content from knowledge k join knowledge_version v on v.entry = k.id and v.version = k.version where k.id = $1`,
    [id],
  );
  if (!row || !isVisible(scope, ctx.catalog, row.region)) throw new NotFound(`there is no knowledge entry ${id}`);
  return row;
}
