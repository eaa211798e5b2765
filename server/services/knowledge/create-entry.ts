import type { KnowledgeContent } from '../../wire/knowledge.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { assertContent, assertMayEdit, cleanContent, cleanText } from './internal.ts';
import { insertEntry } from './write-version.ts';

export type CreateEntry = { content: KnowledgeContent; publish: boolean; note: string };

/**
 * Makes an entry, as a draft or published at once. Personal numbers in its texts are redacted before anything is stored.
 * @returns its id, its version, and how many personal numbers were taken out
 * @throws Forbidden without `knowledge.edit`; OutOfScope for another's region or department; Invalid
 */
export async function createEntry(ctx: Ctx, actor: Actor, input: CreateEntry): Promise<{ id: number; version: number; redacted: number }> {
  const scope = requireScope(ctx, actor, 'knowledge.edit');
  assertContent(ctx.catalog, input.content);
  assertMayEdit(scope, ctx.catalog, input.content);
  const { content, redacted } = cleanContent(input.content);
  const now = ctx.now();
  const status = input.publish ? 'published' : 'draft';
  return ctx.db.transaction(async (tx) => {
    const id = await insertEntry(tx, actor, { content, status, note: cleanText(input.note).text, origin: null }, now);
    if (id === null) throw new Error('an entry was not stored');
    const { region, department } = content;
    await writeAudit(
      tx,
      actor,
      { action: 'knowledge.created', result: 'ok', object: { kind: 'knowledge', id }, region, department, detail: { version: 1, status, redacted } },
      now,
    );
    return { id, version: 1, redacted };
  });
}
