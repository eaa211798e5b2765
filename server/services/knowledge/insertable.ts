import { numbersLiteral, type Tx } from '../../../db/client.ts';
import { type EntryState, entryState, type Validity } from '../../core/knowledge/validity.ts';
import type { Insertable } from '../../wire/knowledge.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { Conflict } from '../errors.ts';
import { isVisible } from './visible.ts';

type Row = Validity & { id: number; version: number; title: string; region: string; text: string };

const WORDS: Record<Exclude<EntryState, 'current'> | 'missing', string> = {
  future: 'is not valid yet',
  expired: 'is no longer valid',
  draft: 'is a draft',
  withdrawn: 'was withdrawn',
  missing: 'is not there',
};

/**
 * Which of these entries may be put into an answer at `now`, with their text, and why the others may not: a draft, one
 * that was withdrawn, expired or not valid yet, or one that the scope does not see.
 * @param scope of knowledge.read
 * @param tx the transaction of the command that inserts them
 * @returns one for each id, in their order
 */
export async function insertable(ctx: Pick<Ctx, 'db' | 'catalog'>, scope: Scope, ids: readonly number[], now: number, tx: Tx = ctx.db): Promise<Insertable[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<Row>(
    `select k.id, k.version, k.status, k.title, k.region, k.from_at "from", k.until_at "until", v.content->>'answer' "text"
     from knowledge k join knowledge_version v on v.entry = k.id and v.version = k.version where k.id = any($1::text::int8[])`,
    [numbersLiteral(ids)],
  );
  const known = new Map(rows.filter((row) => isVisible(scope, ctx.catalog, row.region)).map((row) => [row.id, row]));
  return ids.map((id): Insertable => {
    const row = known.get(id);
    if (!row) return { id, ok: false, why: 'missing' };
    const state = entryState(row, now);
    return state === 'current' ? { id, ok: true, title: row.title, text: row.text, version: row.version } : { id, ok: false, why: state };
  });
}

/**
 * For commands that carry entries: refuses unless all of them may be inserted, and counts their use, in the command's own
 * transaction.
 * @returns the version of each that was used
 * @throws Conflict that names each entry and why
 */
export async function takeEntries(
  ctx: Pick<Ctx, 'db' | 'catalog'>,
  scope: Scope,
  ids: readonly number[],
  now: number,
  tx: Tx,
): Promise<{ id: number; version: number }[]> {
  // In one order, so that two answers that use the same entries do not wait for each other.
  const unique = [...new Set(ids)].sort((a, b) => a - b);
  if (unique.length === 0) return [];
  await tx.query('select 1 from knowledge where id = any($1::text::int8[]) order by id for update', [numbersLiteral(unique)]);
  const found = await insertable(ctx, scope, unique, now, tx);
  const refused = found.flatMap((one) => (one.ok ? [] : [`knowledge entry ${one.id} ${WORDS[one.why]}`]));
  if (refused.length > 0) throw new Conflict(refused.join('; '));
  await tx.query('update knowledge set uses = uses + 1, used_at = $2::text::timestamptz where id = any($1::text::int8[])', [
    numbersLiteral(unique),
    new Date(now).toISOString(),
  ]);
  return found.flatMap((one) => (one.ok ? [{ id: one.id, version: one.version }] : []));
}
