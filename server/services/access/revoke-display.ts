import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, NotFound } from '../errors.ts';
import type { Actor } from './actor.ts';
import { requireScope, seesRegion } from './require-scope.ts';
import { tellAccess } from './tell-access.ts';

/**
 * Ends a display's credential and its open walls; its name stays taken, since the audit names it.
 * @throws Forbidden; NotFound, also outside the scope; Conflict when it was revoked already
 */
export async function revokeDisplay(ctx: Ctx, actor: Actor, id: number): Promise<void> {
  const scope = requireScope(ctx, actor, 'account.manage');
  await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const at = new Date(now).toISOString();
    const [display] = await tx.query<{ name: string; region: string; revokedAt: number | null }>(
      'select name, region, revoked_at "revokedAt" from display where id = $1 for update',
      [id],
    );
    if (!display || !seesRegion(scope, ctx.catalog.tree, display.region)) throw new NotFound(`there is no display ${id}`);
    if (display.revokedAt !== null) throw new Conflict(`display ${display.name} is revoked already`);
    await tx.query('update display set revoked_at = $2::timestamptz where id = $1', [id, at]);
    await tx.query(`update session set ended_at = $2::timestamptz, ended_why = 'revoked' where display = $1 and ended_at is null`, [id, at]);
    await tellAccess(tx, { display: id }, now);
    await writeAudit(
      tx,
      actor,
      { action: 'display.revoked', result: 'ok', object: { kind: 'display', id }, region: display.region, detail: { name: display.name } },
      now,
    );
  });
}
