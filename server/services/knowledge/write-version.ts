import { type Tx, textsLiteral } from '../../../db/client.ts';
import { entryTerms } from '../../core/knowledge/tokens.ts';
import type { EntryStatus } from '../../core/knowledge/validity.ts';
import type { KnowledgeContent } from '../../wire/knowledge.ts';
import type { Actor } from '../access/actor.ts';

export type NewVersion = { status: EntryStatus; content: KnowledgeContent; note: string };

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** Makes an entry with its first version. @returns its id; null when the origin is there already */
export async function insertEntry(tx: Tx, actor: Actor, made: NewVersion & { origin: string | null }, now: number): Promise<number | null> {
  const { content, status, origin } = made;
  const { terms, length } = entryTerms(content);
  const [row] = await tx.query<{ id: number }>(
    `insert into knowledge (status, title, category, department, region, from_at, until_at, origin, updated_at, length, terms)
     values ($1, $2, $3, $4, $5, $6::text::timestamptz, $7::text::timestamptz, $8, $9::text::timestamptz, $10, $11::text::text[])
     on conflict (origin) do nothing returning id`,
    [
      status,
      content.title,
      content.category,
      content.department,
      content.region,
      iso(content.from),
      iso(content.until),
      origin,
      iso(now),
      length,
      textsLiteral(terms),
    ],
  );
  if (!row) return null;
  await insertVersion(tx, actor, { id: row.id, version: 1, made }, now);
  return row.id;
}

/** Writes the version after `version` of an entry whose row is locked. @returns its number */
export async function nextVersion(tx: Tx, actor: Actor, entry: { id: number; version: number }, made: NewVersion, now: number): Promise<number> {
  const { content, status } = made;
  const { terms, length } = entryTerms(content);
  const version = entry.version + 1;
  await tx.query(
    `update knowledge set version = $2, status = $3, title = $4, category = $5, department = $6, region = $7, from_at = $8::text::timestamptz,
       until_at = $9::text::timestamptz, updated_at = $10::text::timestamptz, length = $11, terms = $12::text::text[] where id = $1`,
    [
      entry.id,
      version,
      status,
      content.title,
      content.category,
      content.department,
      content.region,
      iso(content.from),
      iso(content.until),
      iso(now),
      length,
      textsLiteral(terms),
    ],
  );
  await insertVersion(tx, actor, { id: entry.id, version, made }, now);
  return version;
}

async function insertVersion(tx: Tx, actor: Actor, { id, version, made }: { id: number; version: number; made: NewVersion }, now: number): Promise<void> {
  await tx.query(
    `insert into knowledge_version (entry, version, at, by, by_login, status, note, content)
     values ($1, $2, $3::text::timestamptz, $4, $5, $6, $7, $8::text::jsonb)`,
    [id, version, new Date(now).toISOString(), actor.id, actor.login, made.status, made.note, JSON.stringify(made.content)],
  );
}

/** The texts of an entry's version. */
export async function readContent(tx: Tx, id: number, version: number): Promise<KnowledgeContent> {
  const [row] = await tx.query<{ content: KnowledgeContent }>('select content from knowledge_version where entry = $1 and version = $2', [id, version]);
  if (!row) throw new Error(`knowledge entry ${id} has no version ${version}`);
  return row.content;
}
