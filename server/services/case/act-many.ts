import { numbersLiteral } from '../../../db/client.ts';
import type { DeskActedMany, DeskActMany } from '../../wire/desk.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import type { CaseCtx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { withRetry } from '../event/retry.ts';
import { act } from './act.ts';
import { keyOf } from './key-of.ts';

class OnlyLooked extends Error {}

/**
 * One command to several tickets, each in a transaction of its own: one that is refused keeps none of the others back. With
 * `preview` each is tried and taken back, so that what is shown is what would become of it.
 */
export async function actOnMany(ctx: CaseCtx, actor: Actor, scope: Scope, input: DeskActMany): Promise<DeskActedMany> {
  const answer: DeskActedMany = { done: [], refused: [] };
  const numbers = await numbersOf(
    ctx,
    input.tickets.map((t) => t.id),
  );
  for (const { id, expect } of input.tickets) {
    const no = numbers.get(id) ?? '';
    const given = { id, expect, command: input.command, data: input.data, key: keyOf(input.key, id) };
    const acted = await tryOne(ctx, actor, scope, given, input.preview);
    if (acted === null) answer.refused.push({ id, no: '', refusal: { code: 'unknown_case', params: {}, by: null, at: null } });
    else if (acted.ok) answer.done.push({ id, no, version: acted.version });
    else answer.refused.push({ id, no, refusal: acted.refusal });
  }
  return answer;
}

async function tryOne(
  ctx: CaseCtx,
  actor: Actor,
  scope: Scope,
  given: Parameters<typeof act>[4],
  preview: boolean,
): Promise<Awaited<ReturnType<typeof act>> | null> {
  let seen: Awaited<ReturnType<typeof act>> | null = null;
  try {
    return await withRetry(() =>
      ctx.db.transaction(async (tx) => {
        seen = await act(ctx, tx, actor, scope, given);
        if (preview) throw new OnlyLooked();
        return seen;
      }),
    );
  } catch (error) {
    if (error instanceof OnlyLooked) return seen;
    if (error instanceof NotFound) return null;
    throw error;
  }
}

async function numbersOf(ctx: CaseCtx, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await ctx.db.query<{ id: number; no: string }>('select id, no from cases where id = any($1::text::int8[])', [numbersLiteral(ids)]);
  return new Map(rows.map((r) => [r.id, r.no]));
}
