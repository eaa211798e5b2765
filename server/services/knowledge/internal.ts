import type { Tx } from '../../../db/client.ts';
import { seesPlace } from '../../core/fact/visible.ts';
import type { EntryStatus } from '../../core/knowledge/validity.ts';
import { redact } from '../../core/privacy/redact.ts';
import type { KnowledgeContent } from '../../wire/knowledge.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Catalog } from '../context.ts';
import { Conflict, Invalid, NotFound, OutOfScope } from '../errors.ts';
import { isVisible } from './visible.ts';

export type Place = { readonly region: string; readonly department: string | null };

/** An entry as a verb holds it, its row locked. */
export type HeldEntry = Place & { id: number; version: number; status: EntryStatus; title: string; until: number | null };

/** Whether a scope of knowledge.edit holds an entry of this place: one of no department takes all departments. */
export function mayEdit(scope: Scope, { tree }: Pick<Catalog, 'tree'>, { region, department }: Place): boolean {
  return seesPlace(scope, [region], department === null ? [] : [department], tree.contains);
}

/** @throws OutOfScope */
export function assertMayEdit(scope: Scope, catalog: Pick<Catalog, 'tree'>, place: Place): void {
  if (!mayEdit(scope, catalog, place))
    throw new OutOfScope(`entries of region ${place.region}, department ${place.department ?? 'none'}, are not yours to edit`);
}

/**
 * Locks an entry that the scope may edit and that is still at `version`.
 * @throws NotFound, OutOfScope, Conflict with who changed it and when
 */
export async function holdEntry(tx: Tx, catalog: Catalog, scope: Scope, { id, version }: { id: number; version: number }): Promise<HeldEntry> {
  const [entry] = await tx.query<HeldEntry>('select id, version, status, title, region, department, until_at "until" from knowledge where id = $1 for update', [
    id,
  ]);
  if (!entry || !isVisible(scope, catalog, entry.region)) throw new NotFound(`there is no knowledge entry ${id}`);
  assertMayEdit(scope, catalog, entry);
  if (entry.version !== version) throw await changedBefore(tx, entry, version);
  return entry;
}

async function changedBefore(tx: Tx, { id, version }: HeldEntry, read: number): Promise<Conflict> {
  const [last] = await tx.query<{ login: string; at: number }>('select by_login login, at from knowledge_version where entry = $1 and version = $2', [
    id,
    version,
  ]);
  const who = last ? ` by ${last.login} at ${new Date(last.at).toISOString()}` : '';
  return new Conflict(`knowledge entry ${id} was changed${who} after you read version ${read}`);
}

/** @throws Invalid when it names what the profile has not, or its validity ends before it begins */
export function assertContent({ tree, categoryName, departmentName }: Catalog, content: KnowledgeContent): void {
  const { region, category, department, from, until } = content;
  if (!tree.has(region)) throw new Invalid(`region ${region} is not in the profile`);
  if (category !== null && categoryName(category) === null) throw new Invalid(`category ${category} is not in the profile`);
  if (department !== null && departmentName(department) === null) throw new Invalid(`department ${department} is not in the profile`);
  if (from !== null && until !== null && until <= from) throw new Invalid('the validity ends before it begins');
}

/** A text that may be stored: no U+0000, no half characters, personal numbers behind their placeholders. */
export function cleanText(text: string): { text: string; found: number } {
  const { text: clean, found } = redact(text.replaceAll('\0', '').toWellFormed());
  return { text: clean, found: found.length };
}

/** The content with its texts cleaned, and how many personal numbers were taken out. */
export function cleanContent(content: KnowledgeContent): { content: KnowledgeContent; redacted: number } {
  let redacted = 0;
  const clean = (text: string) => {
    const { text: done, found } = cleanText(text);
    redacted += found;
    return done;
  };
  const { title, question, answer, keywords, source } = content;
  const texts = { title: clean(title), question: clean(question), answer: clean(answer), keywords: keywords.map(clean), source: clean(source) };
  return { content: { ...content, ...texts }, redacted };
}
