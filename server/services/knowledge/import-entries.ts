import { type Tx, textsLiteral } from '../../../db/client.ts';
import type { KnowledgeContent } from '../../wire/knowledge.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { changedFields } from './change-entry.ts';
import { assertContent, assertMayEdit, cleanContent } from './internal.ts';
import { insertEntry, nextVersion, readContent } from './write-version.ts';

/** An entry of a file; `key` finds it again in the same file's next edition. */
export type ImportedEntry = { key: string; content: KnowledgeContent };
export type ImportResult = { added: number; changed: number; same: number; redacted: number; rejected: { key: string; why: string }[] };

export type ImportOptions = {
  /** Where the keys are unique: the profile, or the name of the file's kind. */
  origin: string;
  note: string;
  /** What differs from the file becomes its next version; without it what is there stays as it is. */
  replace: boolean;
};

/** A transaction of the embedded database lasts ten seconds at most, on a busy machine too. */
const AT_ONCE = 40;

/**
 * Takes entries from a file, published. The same file again changes nothing; an entry that was withdrawn here stays so.
 * One that names what the profile has not is rejected and none of its neighbours.
 * @throws Forbidden without `knowledge.edit`
 */
export async function importEntries(ctx: Ctx, actor: Actor, entries: readonly ImportedEntry[], options: ImportOptions): Promise<ImportResult> {
  const scope = requireScope(ctx, actor, 'knowledge.edit');
  const result: ImportResult = { added: 0, changed: 0, same: 0, redacted: 0, rejected: [] };
  const sound: ImportedEntry[] = [];
  for (const { key, content: given } of entries) {
    try {
      assertContent(ctx.catalog, given);
      assertMayEdit(scope, ctx.catalog, given);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      result.rejected.push({ key, why: error.message });
      continue;
    }
    const { content, redacted } = cleanContent(given);
    result.redacted += redacted;
    sound.push({ key, content });
  }
  const now = ctx.now();
  for (let at = 0; at < sound.length; at += AT_ONCE) {
    await ctx.db.transaction(async (tx) => {
      const counts = { added: 0, changed: 0, same: 0 };
      const some = sound.slice(at, at + AT_ONCE);
      const known = await knownOrigins(tx, some, options);
      for (const one of some) counts[await take(tx, actor, one, { ...options, known }, now)] += 1;
      result.added += counts.added;
      result.changed += counts.changed;
      result.same += counts.same;
      // What changed nothing leaves no row.
      if (counts.added + counts.changed === 0) return;
      await writeAudit(
        tx,
        actor,
        { action: 'knowledge.imported', result: 'ok', object: { kind: 'knowledge', id: options.origin }, purpose: options.note, detail: counts },
        now,
      );
    }, 'background');
  }
  return result;
}

const originOf = ({ origin }: ImportOptions, { key }: ImportedEntry): string => `${origin}:${key}`;

/** Those that are there already: asking first costs no id. */
async function knownOrigins(tx: Tx, entries: readonly ImportedEntry[], options: ImportOptions): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ origin: string }>('select origin from knowledge where origin = any($1::text::text[])', [
    textsLiteral(entries.map((entry) => originOf(options, entry))),
  ]);
  return new Set(rows.map(({ origin }) => origin));
}

type Taking = ImportOptions & { known: ReadonlySet<string> };

async function take(tx: Tx, actor: Actor, entry: ImportedEntry, options: Taking, now: number): Promise<'added' | 'changed' | 'same'> {
  const { content } = entry;
  const { note, known, replace } = options;
  const origin = originOf(options, entry);
  if (!known.has(origin) && (await insertEntry(tx, actor, { content, status: 'published', note, origin }, now)) !== null) return 'added';
  if (!replace) return 'same';
  const [held] = await tx.query<{ id: number; version: number; status: 'draft' | 'published' | 'withdrawn' }>(
    'select id, version, status from knowledge where origin = $1 for update',
    [origin],
  );
  if (!held || changedFields(await readContent(tx, held.id, held.version), content).length === 0) return 'same';
  await nextVersion(tx, actor, held, { content, status: held.status, note }, now);
  return 'changed';
}
