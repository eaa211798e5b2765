import { type EntryStatus, maySet } from '../../core/knowledge/validity.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import { cleanText, holdEntry } from './internal.ts';
import { nextVersion, readContent } from './write-version.ts';

export type SetEntryStatus = { id: number; version: number; status: EntryStatus; note: string };

/**
 * Publishes or withdraws an entry, as a version of its own. From its commit on a withdrawn one is put into no answer.
 * @returns the new version
 * @throws Forbidden, NotFound, OutOfScope, Conflict; Invalid when it cannot go there, a withdrawal has no reason, or it is expired
 */
export async function setEntryStatus(ctx: Ctx, actor: Actor, input: SetEntryStatus): Promise<{ version: number }> {
  const scope = requireScope(ctx, actor, 'knowledge.edit');
  const note = cleanText(input.note.trim()).text;
  if (input.status === 'withdrawn' && note === '') throw new Invalid('a withdrawal needs a reason');
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const entry = await holdEntry(tx, ctx.catalog, scope, input);
    const { status } = input;
    if (!maySet(entry.status, status)) throw new Invalid(`an entry that is ${entry.status} does not become ${status}`);
    if (status === 'published' && entry.until !== null && entry.until <= now) throw new Invalid('its validity is over: change it first');
    const content = await readContent(tx, entry.id, entry.version);
    const version = await nextVersion(tx, actor, entry, { content, status, note }, now);
    const { region, department } = entry;
    await writeAudit(
      tx,
      actor,
      {
        action: status === 'withdrawn' ? 'knowledge.withdrawn' : 'knowledge.published',
        result: 'ok',
        object: { kind: 'knowledge', id: entry.id },
        region,
        department,
        purpose: note || null,
        detail: { version, was: entry.status },
      },
      now,
    );
    return { version };
  });
}
