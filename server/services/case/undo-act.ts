import { undo } from '../../core/case/undo.ts';
import { KINDS } from '../../core/kinds/kinds.ts';
import type { DeskActed } from '../../wire/desk.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { CaseCtx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { withRetry } from '../event/retry.ts';
import { seesRow, versionOfKey } from './act.ts';
import { caseActor } from './case-actor.ts';
import { CaseWorld } from './case-world.ts';
import { refusalView } from './refusal-view.ts';

/**
 * Takes the newest act on a ticket back, within what the rule gives and by whoever gave it: one more entry of the journal.
 * @throws NotFound also when the ticket is out of scope
 */
export function undoOnTicket(ctx: CaseCtx, actor: Actor, scope: Scope, { id, expect, key }: { id: number; expect: number; key: string }): Promise<DeskActed> {
  return withRetry(() =>
    ctx.db.transaction(async (tx): Promise<DeskActed> => {
      const world = new CaseWorld(ctx, tx);
      const [, pressed] = await Promise.all([world.load([id]), versionOfKey(tx, id, key)]);
      const one = world.get(id);
      if (!seesRow(ctx, scope, one)) throw new NotFound(`no ticket ${id} in your scope`);
      if (pressed !== null) return { ok: true, version: pressed, row: null, undoUntil: null };
      const table = KINDS[one.row.kind as keyof typeof KINDS];
      const decision = undo(table, id, one.journal, { expect }, caseActor(ctx, actor, one.row), ctx.rules(), ctx.now());
      if (!decision.ok) return { ok: false, id, refusal: await refusalView(tx, decision.refusal) };
      await world.write([{ id, decision }], key);
      const { region, department, no } = one.row;
      const detail = { no, version: decision.next.version, of: decision.entry.data.command ?? null };
      await writeAudit(tx, actor, { action: 'ticket.undo', result: 'ok', object: { kind: 'ticket', id }, region, department, detail }, ctx.now());
      return { ok: true, version: decision.next.version, row: null, undoUntil: null };
    }),
  );
}
