import { numbersLiteral, type Tx } from '../../../db/client.ts';
import type { Actor, Grant } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { grantsToUnmask, readCasePerson } from './case-person.ts';

export type UnmaskWindow = { id: number; until: number; grantId: number };

/**
 * The unmasking of this ticket by this account that is still open at `now`: it ends with its time, with the session in
 * which the reason was given, and with the grant that it was given by.
 */
export async function findWindow(tx: Tx, actor: Actor, ticket: number, usable: readonly Grant[], now: number): Promise<UnmaskWindow | null> {
  const [row] = await tx.query<UnmaskWindow>(
    `select id, until, grant_id "grantId" from unmask
     where account = $1 and case_id = $2 and until > $3::timestamptz and session is not distinct from $4::int8 and grant_id = any($5::text::int[])
     order by until desc limit 1`,
    [actor.id, ticket, new Date(now).toISOString(), actor.session, numbersLiteral(usable.map((g) => g.id))],
  );
  return row ?? null;
}

/** Until when this session sees this caller; null when it does not. For a page that shows him and asks every few seconds. */
export async function windowOf(ctx: Ctx, actor: Actor, scope: Scope, ticket: number): Promise<{ until: number } | null> {
  const one = await readCasePerson(ctx, scope, ticket);
  if (!one || one.wrappedKey === null || one.anonymous) return null;
  const { usable } = grantsToUnmask(ctx, actor, one);
  const window = usable.length > 0 ? await findWindow(ctx.db, actor, ticket, usable, ctx.now()) : null;
  return window && { until: window.until };
}
