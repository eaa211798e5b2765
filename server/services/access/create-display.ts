import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Invalid } from '../errors.ts';
import type { Actor } from './actor.ts';
import { assertRegion, requireScope } from './require-scope.ts';
import { accessTokenHash, newAccessToken } from './session-token.ts';

export type CreateDisplay = { name: string; topic: string; region: string };

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u;

/**
 * Makes the credential of a wall, returned once: it sees the totals of one topic in one region's subtree.
 * @param topics ids of the topics that there are
 * @throws Forbidden without `account.manage`; OutOfScope; Invalid; Conflict when the name is taken
 */
export async function createDisplay(
  ctx: Ctx,
  actor: Actor,
  input: CreateDisplay,
  topics: { has(id: string): boolean },
): Promise<{ id: number; token: string }> {
  const scope = requireScope(ctx, actor, 'account.manage');
  const name = input.name.normalize('NFC').trim();
  if (!NAME.test(name)) throw new Invalid('a display has a name of 1 to 64 letters, digits, spaces, dots, hyphens and underscores');
  if (!topics.has(input.topic)) throw new Invalid(`there is no topic ${input.topic}`);
  if (!ctx.catalog.tree.has(input.region)) throw new Invalid(`region ${input.region} is not in the profile`);
  assertRegion(scope, ctx.catalog.tree, input.region);
  const token = newAccessToken('tgd_');
  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const [row] = await tx.query<{ id: number }>(
      `insert into display (name, token_hash, topic, region, created_at, created_by) values ($1, $2, $3, $4, $5::timestamptz, $6)
       on conflict (name) do nothing returning id`,
      [name, accessTokenHash(token) as Uint8Array, input.topic, input.region, new Date(now).toISOString(), actor.id],
    );
    if (!row) throw new Conflict(`display ${name} exists already`);
    const detail = { topic: input.topic, name };
    await writeAudit(tx, actor, { action: 'display.created', result: 'ok', object: { kind: 'display', id: row.id }, region: input.region, detail }, now);
    return { id: row.id, token };
  });
}
