import type { Tx } from '../../../db/client.ts';
import { PERSON_FIELDS, type PersonFields } from '../../core/privacy/mask-person.ts';
import { redactText } from '../../core/privacy/redact.ts';
import { REASON_MIN, reasonFault, type UnmaskRefusal } from '../../core/privacy/unmask-rules.ts';
import type { RevealedCaller } from '../../wire/person.ts';
import type { Actor, Grant } from '../access/actor.ts';
import { readPolicy } from '../access/read-policy.ts';
import { type Scope, scopeFor, seesTicket } from '../access/require-scope.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Forbidden, Invalid, NotFound } from '../errors.ts';
import { type CasePerson, grantsToUnmask, loadCasePerson, openCaller, readCasePerson, viewerOf } from './case-person.ts';
import { findWindow, type UnmaskWindow } from './unmask-window.ts';
import type { Keys } from './vault.ts';

/** This caller is not unmasked for whoever asks, and why. */
export class UnmaskRefused extends Forbidden {
  readonly why: UnmaskRefusal;
  constructor(why: UnmaskRefusal) {
    super(`the caller is not unmasked: ${WHY[why]}`);
    this.why = why;
  }
}
const WHY: Record<UnmaskRefusal, string> = {
  no_mark: 'no grant with the mark covers the ticket',
  confidential: 'the ticket is confidential, and its caller is kept from the unit that handles it',
  anonymous: 'the caller is anonymous',
  erased: 'the caller was erased',
  nothing: 'nothing personal is stored',
};

export type UnmaskInput = { ticket: number /** Needed once in a window. */; reason: string | null };

/**
 * Shows one caller in clear for the policy's minutes. The unmasking, its reason (redacted) and the audit row are
 * committed before anything leaves; another look in the same session needs no new reason and is audited as well.
 * @param note writes refusals down
 * @throws NotFound out of scope, UnmaskRefused, Invalid when the reason says nothing
 */
export async function unmaskCaller(ctx: Ctx, keys: Keys, actor: Actor, input: UnmaskInput, note: (entry: AuditEntry) => void): Promise<RevealedCaller> {
  const { unmaskMinutes } = await readPolicy(ctx);
  const now = ctx.now();
  const scope = scopeFor(ctx, actor, 'ticket.read');
  const seen = scope !== null && (await readCasePerson(ctx, scope, input.ticket)) !== null;
  const { person, window } = await ctx.db.transaction((tx) => openWindow(ctx, keys, tx, actor, seen ? scope : null, input, now, unmaskMinutes * 60_000, note));
  return {
    unmask: window.id,
    until: window.until,
    fields: PERSON_FIELDS.flatMap((field) => (person[field] ? [{ field, text: person[field] }] : [])),
    text: (person.found ?? []).map(({ field, kind, value }) => ({ field, kind, text: value })),
    viewer: viewerOf(ctx, actor),
  };
}

async function openWindow(
  ctx: Ctx,
  keys: Keys,
  tx: Tx,
  actor: Actor,
  scope: Scope | null,
  { ticket, reason }: UnmaskInput,
  now: number,
  length: number,
  note: (entry: AuditEntry) => void,
): Promise<{ person: PersonFields; window: UnmaskWindow }> {
  const refuse = (detail: Record<string, unknown>, at?: CasePerson) =>
    note({
      action: 'person.unmask',
      result: 'refused',
      object: { kind: 'ticket', id: ticket },
      region: at?.region ?? null,
      department: at?.department ?? null,
      detail,
    });
  const one = await loadCasePerson(tx, ticket, true);
  if (!one || !scope || !seesTicket(scope, ctx.catalog.tree, one)) {
    refuse({ why: 'out_of_scope' });
    throw new NotFound(`no ticket ${ticket} in your scope`);
  }
  const { usable, why } = grantsToUnmask(ctx, actor, one);
  const caller = why ? null : openCaller(keys, one);
  if (!caller?.person) {
    const refusal = why ?? (one.anonymous ? 'anonymous' : caller?.erased ? 'erased' : 'nothing');
    refuse({ why: refusal, no: one.no }, one);
    throw new UnmaskRefused(refusal);
  }
  const { person } = caller;
  const known = await findWindow(tx, actor, ticket, usable, now);
  if (!known) {
    const fault = reasonFault(reason ?? '');
    if (fault) {
      refuse({ why: `reason_${fault}`, no: one.no }, one);
      throw new Invalid(`reason: ${fault}; an unmasking needs a reason of at least ${REASON_MIN} characters`);
    }
  }
  // A reason is kept for years, and outlives an erasure: who it is about is not named in it.
  const purpose = known ? null : redactText((reason ?? '').trim(), person.name ? [person.name] : []).text;
  const window = known ?? (await insertWindow(tx, actor, one, usable, purpose ?? '', now, length));
  const entry: AuditEntry = {
    action: known ? 'person.revealed' : 'person.unmasked',
    result: 'ok',
    object: { kind: 'ticket', id: ticket },
    region: one.region,
    department: one.department,
    purpose,
    detail: { no: one.no, unmask: window.id, grant: window.grantId, until: window.until },
  };
  await writeAudit(tx, actor, entry, now);
  return { person, window };
}

/** Never longer than the grant: of several the one that lasts longest is used. */
async function insertWindow(
  tx: Tx,
  actor: Actor,
  one: CasePerson,
  usable: readonly Grant[],
  reason: string,
  now: number,
  length: number,
): Promise<UnmaskWindow> {
  const end = (g: Grant) => g.until ?? Number.POSITIVE_INFINITY;
  const grant = usable.reduce((best, g) => (end(g) > end(best) ? g : best));
  const until = Math.min(now + length, end(grant));
  const [row] = await tx.query<{ id: number }>(
    `insert into unmask (account, session, grant_id, case_id, region, department, reason, at, until)
     values ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9::timestamptz) returning id`,
    [actor.id, actor.session, grant.id, one.id, one.region, one.department, reason, new Date(now).toISOString(), new Date(until).toISOString()],
  );
  if (!row) throw new Error('an unmasking was not stored');
  return { id: row.id, until, grantId: grant.id };
}
