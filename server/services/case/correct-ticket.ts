import type { Tx } from '../../../db/client.ts';
import type { JournalEntry } from '../../core/case/journal.ts';
import { feedActor, orderActor } from '../../core/case/powers.ts';
import { advance, type TicketState } from '../../core/case/progress.ts';
import type { CaseState } from '../../core/case/state.ts';
import type { TicketStep } from '../../core/case/steps.ts';
import { correctReport, progressData, reportData, type UpstreamStep } from '../../core/kinds/ticket-fold.ts';
import { WITH_PARENT } from '../../core/kinds/ticket-intake.ts';
import { recount } from '../../core/kinds/ticket-recount.ts';
import type { CaseCtx } from '../context.ts';
import type { Sources } from '../event/sources.ts';
import { CaseWorld } from './case-world.ts';
import { countAgain } from './counted.ts';
import { type LoadedCase, loadCases } from './load-cases.ts';
import { appendJournals, updateCases, updateOf } from './store-cases.ts';
import { departmentOf, insertFacts, lockCases, type NewTicket } from './write-tickets.ts';

type Ref = { source: number; id: string };

/**
 * A ticket.reported event was replaced or retracted: its case follows. `ref` is the event that made the case, whichever
 * version was corrected.
 */
export async function correctTicket(ctx: CaseCtx, tx: Tx, ref: Ref, event: { at: number }, ticket: NewTicket | null, quiet: boolean): Promise<void> {
  const row = [...(await lockCases(tx, [ref])).values()][0];
  if (!row) return;
  const version = row.version + 1;
  if (ticket === null) {
    await tx.query('update cases set version = $2, retracted = true, open = false, next_look = null where id = $1', [row.id, version]);
    await insertFacts(tx, [{ at: event.at, kind: 'retracted', id: row.id, version, regions: [row.region], body: {} }], quiet);
    await letGo(ctx, tx, row.id, version);
    return;
  }
  const before = (await loadCases(tx, ctx.rules(), [row.id], false)).get(row.id);
  if (!before) return;
  await tx.query(
    `update cases set region = $2, located = $3, channel = $4, anonymous = $5, title = $6, body = $7, lon = $8, lat = $9, person = coalesce($10, person),
       at = to_timestamp($11::float8 / 1000.0), retracted = false, moved_at = case when step = 'reported' then to_timestamp($11::float8 / 1000.0) else moved_at end
     where id = $1`,
    [row.id, ticket.region, ticket.located, ticket.channel, ticket.anonymous, ticket.title, ticket.body, ticket.lon, ticket.lat, ticket.person, ticket.at],
  );
  await tx.query('update cases set title = $2, body = $3 where parent = $1', [row.id, ticket.title, ticket.body]);
  const steps = before.row.mirrored ? await stepsThatCount(tx, row.id, await refOf(tx, ref)) : [];
  await enterCorrection(ctx, tx, before, ticket, steps);
  const regions = [...new Set([row.region, ticket.region])];
  await insertFacts(tx, [{ at: event.at, kind: 'corrected', id: row.id, version, regions, body: {} }], quiet);
  await countAgain(ctx, tx, [row.id], false);
}

/** Who followed a ticket that is gone goes his own way, helpers have nothing to help with, and its master is one caller fewer. */
async function letGo(ctx: CaseCtx, tx: Tx, id: number, version: number): Promise<void> {
  const linked = await tx.query<{ id: number; rel: 'member' | 'part' | 'master' }>(
    `select c.id, case when c.id = g.master then 'master' when c.master = g.id then 'member' else 'part' end rel
     from cases g join cases c on c.master = g.id or c.parent = g.id or c.id = g.master where g.id = $1 and not c.retracted order by c.id`,
    [id],
  );
  const command = {
    member: { name: 'leave', data: { master: id } },
    part: { name: 'withdraw', data: { reason: WITH_PARENT } },
    master: { name: 'drop_member', data: { member: id } },
  };
  for (const { id: other, rel } of linked) {
    const world = new CaseWorld(ctx, tx);
    await world.load([other]);
    const done = await world.decide(other, { ...command[rel], expect: null }, orderActor(id, version));
    // Refused: what is closed has let go already.
    if (done.ok) await world.write(done.steps, null);
  }
}

/** A progress event was replaced or retracted: the state is folded again from those that count. */
export async function recountProgress(ctx: CaseCtx, tx: Tx, ref: { source: string; id: string }, sources: Sources, quiet: boolean): Promise<void> {
  const source = await sources.find(tx, ref.source);
  if (!source) return;
  const row = [...(await lockCases(tx, [{ source: source.id, id: ref.id }])).values()][0];
  if (!row?.mirrored) return;
  const before = (await loadCases(tx, ctx.rules(), [row.id], false)).get(row.id);
  if (!before) return;
  const steps = await stepsThatCount(tx, row.id, ref);
  const moved = await enterCorrection(ctx, tx, before, before.row, steps);
  await insertFacts(tx, [{ at: moved.movedAt, kind: 'corrected', id: row.id, version: row.version + 1, regions: [row.region], body: {} }], quiet);
  await countAgain(ctx, tx, [row.id], false);
}

async function refOf(tx: Tx, ref: Ref): Promise<{ source: string; id: string }> {
  const [source] = await tx.query<{ uri: string }>('select uri from source where id = $1', [ref.source]);
  return { source: source?.uri ?? '', id: ref.id };
}

type StepRow = { at: number; step: TicketStep; unit: string | null; satisfied: string | null; resolved: string | null };

async function stepsThatCount(tx: Tx, caseId: number, ref: { source: string; id: string }): Promise<UpstreamStep[]> {
  const rows = await tx.query<StepRow>(
    `select e.at, e.data->>'step' step, e.data->>'unit' unit, e.data->>'satisfied' satisfied, e.data->>'resolved' resolved from event e join series s on s.id = e.series
     where s.indicator = '@cn.tongguan.ticket.progressed.v1' and e.at >= (select min(f.at) from fact f where f.subject = 'case' and f.subject_id = $1)
       and s.region in (select jsonb_array_elements_text(f.regions) from fact f where f.subject = 'case' and f.subject_id = $1)
       and e.data->'ticketRef'->>'id' = $2 and e.data->'ticketRef'->>'source' = $3 and e.data->>'retraction' is null
       and not exists (select 1 from event_void v where v.source = e.source and v.id = e.id) order by e.at, e.got`,
    [caseId, ref.id, ref.source],
  );
  const yes = (text: string | null) => (text === null ? null : text === 'true');
  return rows.map(({ at, step, unit, satisfied, resolved }) => ({ at, step, unit, satisfied: yes(satisfied), resolved: yes(resolved) }));
}

/** One more entry that puts the case where its events now lead, its columns with it. */
async function enterCorrection(
  ctx: CaseCtx,
  tx: Tx,
  { row, state, journal, stored }: LoadedCase,
  told: NewTicket | LoadedCase['row'],
  steps: readonly UpstreamStep[],
): Promise<TicketState> {
  // A report that says a later time than the steps it led to was there before them all the same.
  const ticket = { ...told, at: Math.min(told.at, ...steps.map((s) => s.at)) };
  const rules = ctx.rules();
  const actor = feedActor(String(row.feed));
  const done = row.mirrored
    ? recount(state, reportData(ticket), steps.map(progressData), actor, rules, ctx.now())
    : correctReport(state, ticket, actor, ctx.now());
  const next = done.ok ? done.next : { ...state, version: state.version + 1 };
  const entries: JournalEntry[] = [...journal.slice(stored), ...(done.ok ? [done.entry] : [])];
  if (done.ok) await appendJournals(tx, [{ id: row.id, entries, key: null }]);
  const moved = movedBy(ticket.at, steps, next);
  const update = updateOf(next, row.version, row.region, departmentOf(ctx, next.assignment.main), rules, ctx.now());
  await updateCases(tx, [{ ...update, ...(row.mirrored ? { ...moved, version: update.version } : {}) }]);
  return { ...moved, version: next.version };
}

/** Where the wall has a mirrored ticket after these steps. */
function movedBy(at: number, steps: readonly UpstreamStep[], state: CaseState): TicketState {
  let moved: TicketState = { version: 0, step: 'reported', movedAt: at, open: true, unit: null, closedAt: null };
  for (const step of steps) moved = advance(moved, step);
  return { ...moved, version: state.version };
}
