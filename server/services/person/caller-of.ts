import { maskPerson } from '../../core/privacy/mask-person.ts';
import type { CallerView } from '../../wire/person.ts';
import type { Actor } from '../access/actor.ts';
import { readPolicy } from '../access/read-policy.ts';
import type { Scope } from '../access/require-scope.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { grantsToUnmask, openCaller, readCasePerson, viewerOf } from './case-person.ts';
import { findWindow } from './unmask-window.ts';
import type { Keys } from './vault.ts';

/**
 * The masked caller of one ticket. The record is opened on the server only to be masked and is kept nowhere in clear.
 * @param scope of ticket.read
 * @param note writes the read down
 * @throws NotFound also when the ticket is out of scope
 */
export async function callerOf(ctx: Ctx, keys: Keys, actor: Actor, scope: Scope, id: number, note: (entry: AuditEntry) => void): Promise<CallerView> {
  const one = await readCasePerson(ctx, scope, id);
  if (!one) throw new NotFound(`no ticket ${id} in your scope`);
  const { usable, why } = grantsToUnmask(ctx, actor, one);
  const { state, shown } = maskPerson(openCaller(keys, one), { mayUnmask: usable.length > 0 });
  const window = usable.length > 0 ? await findWindow(ctx.db, actor, id, usable, ctx.now()) : null;
  note({ action: 'person.read', result: 'ok', object: { kind: 'ticket', id }, region: one.region, department: one.department, detail: { no: one.no, state } });
  return {
    ticket: id,
    state,
    confidential: one.confidential,
    shown,
    refusal: state === 'anonymous' || state === 'erased' || state === 'nothing' ? state : why,
    open: window?.until ?? null,
    minutes: (await readPolicy(ctx)).unmaskMinutes,
    viewer: viewerOf(ctx, actor),
  };
}
