import type { KnowledgeContent } from '../../wire/knowledge.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import { assertContent, assertMayEdit, cleanContent, cleanText, holdEntry } from './internal.ts';
import { nextVersion, readContent } from './write-version.ts';

export type ChangeEntry = { id: number /** As it was read. */; version: number; content: KnowledgeContent /** What was changed and why. */; note: string };

/**
 * Makes the next version of an entry; its status stays. Of two editors the second is told who was first and when.
 * @returns the new version, and how many personal numbers were taken out
 * @throws Forbidden, NotFound, OutOfScope (of where it stands, and of where it is to stand), Conflict, Invalid also when nothing would change
 */
export async function changeEntry(ctx: Ctx, actor: Actor, input: ChangeEntry): Promise<{ version: number; redacted: number }> {
  const scope = requireScope(ctx, actor, 'knowledge.edit');
  assertContent(ctx.catalog, input.content);
  const { content, redacted } = cleanContent(input.content);
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const entry = await holdEntry(tx, ctx.catalog, scope, input);
    assertMayEdit(scope, ctx.catalog, content);
    const before = await readContent(tx, entry.id, entry.version);
    const changed = changedFields(before, content);
    if (changed.length === 0) throw new Invalid('nothing to change');
    const version = await nextVersion(tx, actor, entry, { content, status: entry.status, note: cleanText(input.note).text }, now);
    const { region, department } = content;
    await writeAudit(
      tx,
      actor,
      { action: 'knowledge.changed', result: 'ok', object: { kind: 'knowledge', id: entry.id }, region, department, detail: { version, changed, redacted } },
      now,
    );
    return { version, redacted };
  });
}

/** Names of the fields that differ. */
export function changedFields(before: KnowledgeContent, after: KnowledgeContent): string[] {
  return (Object.keys(after) as (keyof KnowledgeContent)[]).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
