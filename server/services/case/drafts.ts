import type { Tx } from '../../../db/client.ts';
import type { DeskAct, DeskDraft } from '../../wire/desk.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import type { CaseCtx } from '../context.ts';
import { Invalid, NotFound } from '../errors.ts';
import { readCasePerson } from '../person/case-person.ts';
import { cleanData } from './clean-data.ts';

const LONGEST = 60_000;
const KEEP_MS = 30 * 86_400_000;

/**
 * Keeps what somebody has begun to write, for him alone; empty data drop it. What is personal is taken out
 * as it would be when it is sent. @throws NotFound when the ticket is out of scope; Invalid when it is too long
 */
export async function saveDraft(ctx: CaseCtx, actor: Actor, scope: Scope, draft: { id: number; command: string; data: DeskAct['data'] }): Promise<void> {
  if (!(await readCasePerson(ctx, scope, draft.id, ['ticket', 'rectification', 'task', 'risk']))) throw new NotFound(`no ticket ${draft.id} in your scope`);
  const data = JSON.stringify(cleanData(draft.data, await ctx.callerNames(ctx.db, draft.id)));
  if (data.length > LONGEST) throw new Invalid('data: longer than a draft may be');
  if (data === '{}') {
    await dropDraft(ctx.db, actor, draft.id, draft.command);
    return;
  }
  await ctx.db.query(
    `insert into case_draft (account, case_id, command, data, saved_at) values ($1::int, $2::int8, $3, $4::text::jsonb, to_timestamp($5::float8 / 1000.0))
     on conflict (account, case_id, command) do update set data = excluded.data, saved_at = excluded.saved_at`,
    [actor.id, draft.id, draft.command, data, ctx.now()],
  );
}

/** The reader's own draft; null when there is none. */
export async function readDraft(ctx: CaseCtx, actor: Actor, id: number, command: string): Promise<DeskDraft | null> {
  const [row] = await ctx.db.query<DeskDraft>(
    `select case_id id, command, data, saved_at "savedAt" from case_draft where account = $1 and case_id = $2 and command = $3`,
    [actor.id, id, command],
  );
  return row ?? null;
}

/** The command was given, or what was written is thrown away. */
export async function dropDraft(tx: Pick<Tx, 'query'>, actor: Pick<Actor, 'id'>, id: number, command: string): Promise<void> {
  await tx.query('delete from case_draft where account = $1 and case_id = $2 and command = $3', [actor.id, id, command]);
}

/** Drops what nobody goes on with: drafts on tickets that are filed or withdrawn by their source, and those not touched for long. */
export async function sweepDrafts(ctx: CaseCtx): Promise<void> {
  await ctx.db.query(
    `delete from case_draft d where d.saved_at < to_timestamp($1::float8 / 1000.0)
       or exists (select 1 from cases c where c.id = d.case_id and (c.retracted or c.state in ('archived', 'filed', 'done', 'cancelled', 'dropped')))`,
    [ctx.now() - KEEP_MS],
  );
}
