import type { Tx } from '../../../db/client.ts';
import type { DeskRefusal, DeskReport } from '../../wire/desk.ts';
import type { IngestAnswer } from '../../wire/events.ts';
import type { Actor } from '../access/actor.ts';
import { assertRegion, type Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { CaseCtx } from '../context.ts';
import { Invalid } from '../errors.ts';
import { withRetry } from '../event/retry.ts';
import { DESK_SOURCE, deskFeed } from '../feed/desk-feed.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { act } from './act.ts';
import { keyOf } from './key-of.ts';

/** The way in for events: what is entered at the desk is kept, redacted, sealed and counted as everything else is. */
export type SubmitEvents = (feed: FeedRow, events: readonly unknown[], options?: { history?: boolean }) => Promise<IngestAnswer>;

/** A ticket that was registered; `refused` says why a matter that was called critical does not run by the hour. */
export type Reported = { id: number; no: string; version: number; refused: DeskRefusal | null };

/**
 * Registers what a caller says. The same `key` again gives the ticket that it made, and makes up for what a broken off
 * press did not come to.
 * @param scope of ticket.report
 * @throws Invalid with the field that is wrong; OutOfScope
 */
export async function reportTicket(ctx: CaseCtx, submit: SubmitEvents, actor: Actor, scope: Scope, input: DeskReport): Promise<Reported> {
  assertRegion(scope, ctx.catalog.tree, input.region);
  if (!(await find(ctx.db, input.key))) {
    const [rejected] = (await submit(await deskFeed(ctx), [toEvent(ctx, input)])).rejected;
    // Under the same key with another time: a second press that was quicker.
    if (rejected && !(rejected.code === 'id_reused' && (await find(ctx.db, input.key)))) throw new Invalid(rejected.message);
  }
  return withRetry(() => ctx.db.transaction((tx) => follow(ctx, tx, actor, scope, input)));
}

/** What follows the report, once: its audit, and the priority that an event cannot say. */
async function follow(ctx: CaseCtx, tx: Tx, actor: Actor, scope: Scope, { key, region, priority }: DeskReport): Promise<Reported> {
  const row = await find(tx, key, true);
  if (!row) throw new Error('a ticket that was taken has no case');
  const { id, no } = row;
  const object = { kind: 'ticket', id: String(id) };
  const known = await tx.query(`select 1 from audit where object_kind = 'ticket' and object_id = $1 and action = 'ticket.report'`, [object.id]);
  if (known.length === 0) await writeAudit(tx, actor, { action: 'ticket.report', result: 'ok', object, region, detail: { no } }, ctx.now());
  if (priority !== 'critical') return { ...row, refused: null };
  const raised = { id, command: 'prioritize', data: { priority }, expect: row.version, key: keyOf(key, 'raise') };
  const acted = await act(ctx, tx, actor, scope, raised);
  if (acted.ok) return { ...((await find(tx, key)) ?? row), refused: null };
  // Somebody raised it meanwhile.
  if (acted.refusal.code === 'nothing_changes') return { ...row, refused: null };
  const { code } = acted.refusal;
  await writeAudit(tx, actor, { action: 'ticket.prioritize', result: 'refused', object, region, detail: { no, code } }, ctx.now());
  return { ...row, refused: acted.refusal };
}

function toEvent(ctx: CaseCtx, input: DeskReport): Record<string, unknown> {
  const { region, requestType, title, body, category, channel, priority, entrance, line, location, reporter, key } = input;
  return {
    specversion: '1.0',
    type: 'cn.tongguan.ticket.reported.v1',
    source: DESK_SOURCE,
    id: key,
    time: new Date(ctx.now()).toISOString(),
    data: {
      region,
      requestType,
      title,
      body,
      channel,
      urgent: priority !== 'normal',
      ...(category === null ? {} : { category }),
      ...(entrance === null ? {} : { entrance }),
      ...(line === null ? {} : { line }),
      ...(location === null ? {} : { location }),
      ...(reporter === null ? {} : { reporter }),
    },
  };
}

async function find(tx: Pick<Tx, 'query'>, key: string, lock = false): Promise<{ id: number; no: string; version: number } | null> {
  const [row] = await tx.query<{ id: number; no: string; version: number }>(
    `select c.id, c.no, c.version from cases c join source s on s.id = c.source where s.uri = $1 and c.event_id = $2${lock ? ' for update of c' : ''}`,
    [DESK_SOURCE, key],
  );
  return row ?? null;
}
