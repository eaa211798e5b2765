import type { Tx } from '../../../db/client.ts';
import type { Command } from '../../core/case/decide.ts';
import { sitsAt } from '../../core/case/powers.ts';
import type { Refusal } from '../../core/case/refusal.ts';
import type { Json, JsonObject } from '../../core/case/state.ts';
import type { DeskAct, DeskActed } from '../../wire/desk.ts';
import type { Actor } from '../access/actor.ts';
import type { ReadKind } from '../access/as-reader.ts';
import { type Scope, seesTicket } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { CaseCtx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { withRetry } from '../event/retry.ts';
import { takeEntries } from '../knowledge/insertable.ts';
import { caseActor } from './case-actor.ts';
import { CaseWorld } from './case-world.ts';
import { cleanData, holdsText, strayRefusal } from './clean-data.ts';
import { codesRefusal } from './codes-refusal.ts';
import { dropDraft } from './drafts.ts';
import type { LoadedCase } from './load-cases.ts';
import { refusalView } from './refusal-view.ts';
import { takeCaseIds } from './store-cases.ts';
import { undoUntil } from './undo-until.ts';

/**
 * Gives one command to one ticket, or to a case of another kind, with all that it orders of others: journal, columns, facts and audit in one transaction,
 * or a refusal that changes nothing and says who was first. The same `key` again answers with what it did.
 * @throws NotFound also when the ticket is out of scope; Conflict of an entry that may not be inserted; Unavailable
 */
export async function actOnTicket(ctx: CaseCtx, actor: Actor, scope: Scope, input: DeskAct, kind: ReadKind = 'ticket'): Promise<DeskActed> {
  return withRetry(() => ctx.db.transaction((tx) => act(ctx, tx, actor, scope, input, kind)));
}

/** The same in a transaction of the caller's. */
export async function act(ctx: CaseCtx, tx: Tx, actor: Actor, scope: Scope, input: DeskAct, kind: ReadKind = 'ticket'): Promise<DeskActed> {
  const { id, command: name, expect, key } = input;
  const fresh = await takeCaseIds(tx, helpersIn(input.data));
  const world = new CaseWorld(ctx, tx, fresh);
  // The key is looked for after the row is held: of two presses the second then finds the first.
  const [, pressed] = await Promise.all([world.load([id]), versionOfKey(tx, id, key)]);
  const one = world.get(id);
  if (!seesRow(ctx, scope, one, kind)) throw new NotFound(`no ticket ${id} in your scope`);
  const who = caseActor(ctx, actor, one.row);
  if (pressed !== null) return { ok: true, version: pressed, row: null, undoUntil: undoUntil(one.state, one.journal, who, ctx.rules(), ctx.now()) };
  const names = holdsText(one.row.kind, name, input.data) ? await ctx.callerNames(tx, id) : [];
  const stray = strayRefusal(one.row.kind, name, input.data, names);
  if (stray) return { ok: false, id, refusal: await refusalView(tx, stray) };
  const command: Command = { name, data: withHelpers(cleanData(input.data, names), fresh), expect };
  const named = Array.isArray(command.data.members) ? command.data.members.filter((m) => typeof m === 'number') : [];
  await world.load(named);
  for (const member of named) {
    const refusal = memberRefusal(ctx, actor, scope, world.get(member));
    if (refusal) return { ok: false, id: member, refusal: await refusalView(tx, refusal) };
  }
  const wrong = codesRefusal(ctx.catalog, one.state, command);
  if (wrong) return { ok: false, id, refusal: await refusalView(tx, wrong) };
  const done = await world.decide(id, command, who);
  if (!done.ok) return { ok: false, id: done.id, refusal: await refusalView(tx, done.refusal) };
  const first = done.steps[0]?.decision;
  await takeEntries(ctx, scope, entriesIn(first?.entry.data ?? {}), ctx.now(), tx);
  const written = (within: Tx) =>
    writeAudit(
      within,
      actor,
      {
        action: `${kind}.${name}`,
        result: 'ok',
        object: { kind, id },
        region: one.row.region,
        department: one.row.department,
        purpose: typeof command.data.reason === 'string' ? command.data.reason : null,
        detail: { no: one.row.no, version: first?.next.version, ordered: done.steps.length - 1 },
      },
      ctx.now(),
    );
  await world.write(done.steps, key, written);
  if (actor.kind === 'person') await dropDraft(tx, actor, id, name);
  const until = first ? undoUntil(first.next, [...one.journal, first.entry], who, ctx.rules(), ctx.now()) : null;
  return { ok: true, version: first?.next.version ?? one.state.version, row: null, undoUntil: until };
}

/** Whether a loaded case is one of the kind asked for and is there for a scope. */
export function seesRow(ctx: CaseCtx, scope: Scope, one: LoadedCase | null, kind: ReadKind = 'ticket'): one is LoadedCase {
  return one !== null && one.row.kind === kind && !one.row.retracted && seesTicket(scope, ctx.catalog.tree, one.row);
}

/** Why a ticket may not follow another: it is not there for this person, or another desk has it. */
function memberRefusal(ctx: CaseCtx, actor: Actor, scope: Scope, member: LoadedCase | null): Refusal | null {
  if (!seesRow(ctx, scope, member)) return { code: 'unknown_case', params: {} };
  const { desk } = member.state.assignment;
  return desk === null || sitsAt(caseActor(ctx, actor, member.row), 'case.dispatch', desk)
    ? null
    : { code: 'forbidden', params: { needs: ['desk:case.dispatch'] } };
}

/** The version that a press of a key made of a ticket; null when it was not pressed before. Ask with the row held. */
export async function versionOfKey(tx: Tx, id: number, key: string): Promise<number | null> {
  const [row] = await tx.query<{ seq: number }>('select seq from case_journal where key = $2::uuid and case_id = $1::int8', [id, key]);
  return row?.seq ?? null;
}

/** Entries of the knowledge base that an answer was made from: an expired one cannot be inserted. */
function entriesIn(data: JsonObject): number[] {
  return Array.isArray(data.knowledge) ? data.knowledge.map(Number).filter((n) => Number.isInteger(n) && n > 0) : [];
}

function helpersIn(data: DeskAct['data']): number {
  return Array.isArray(data.co) ? Math.min(data.co.length, 50) : 0;
}

/** Helpers are named by their units; each gets the number of its part of the ticket. */
function withHelpers(data: JsonObject, fresh: readonly number[]): JsonObject {
  if (!Array.isArray(data.co)) return data;
  return { ...data, co: data.co.slice(0, fresh.length).map((unit, i): Json => ({ unit, child: fresh[i] ?? 0 })) };
}
