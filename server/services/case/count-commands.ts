import { numbersLiteral } from '../../../db/client.ts';
import type { JsonObject } from '../../core/case/state.ts';
import { type Assigning, undoSeconds, unitAt } from '../../core/kinds/counted-acts.ts';
import { stepOf, verdictOf } from '../../core/kinds/step-of.ts';
import type { IngestAnswer } from '../../wire/events.ts';
import type { CaseCtx } from '../context.ts';
import { DESK_SOURCE, deskFeed } from '../feed/desk-feed.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import type { SubmitEvents } from './report-ticket.ts';

const PAGE = 500;
const CURSOR = 'desk.counted';
const DAY = 86_400_000;
/** An act that was given in its last second is written a little later. */
const MARGIN_MS = 5_000;

type Act = { fact: number; id: number; seq: number; at: number; command: string; data: JsonObject; uri: string; eventId: string; undone: boolean };
/** An act that the indicators did not take; it stands in quarantine with its reason. */
export type Uncounted = IngestAnswer['rejected'][number];

/**
 * Tells the indicators what was done to native tickets: each act becomes a ticket.progressed event of the desk's own feed,
 * which counts and moves nothing. An act is told once it can no longer be taken back, for the unit that had the ticket
 * then, so that its content never changes and its id makes a repeat harmless. Acts are read in the order of their facts
 * from where the last run stood; one that is refused keeps none of the others back. @returns acts that were told
 */
export async function countCommands(
  ctx: CaseCtx,
  submit: SubmitEvents,
  { stop, refused = () => {} }: { stop: () => boolean; refused?: (acts: readonly Uncounted[]) => void },
): Promise<number> {
  let told = 0;
  while (!stop()) {
    const after = await readCursor(ctx);
    const [head] = await ctx.db.query<{ seq: number }>(
      'select coalesce(max(seq), 0) seq from (select seq from fact where seq > $1::int8 order by seq limit $2::int) f',
      [after, PAGE],
    );
    const acts = await readActs(ctx, after, head?.seq ?? 0);
    const settled = ctx.now() - undoSeconds(ctx.rules()) * 1000 - MARGIN_MS;
    const open = acts.findIndex((act) => act.at > settled);
    const upTo = open < 0 ? (head?.seq ?? 0) : (acts[open] as Act).fact - 1;
    if (upTo <= after) return told;
    const counted = acts.slice(0, open < 0 ? acts.length : open).filter((act) => !act.undone);
    told += await tell(ctx, submit, counted, refused);
    await writeCursor(ctx, upTo);
    if (open >= 0) return told;
  }
  return told;
}

function readActs(ctx: CaseCtx, after: number, upTo: number): Promise<Act[]> {
  return ctx.db.query<Act>(
    `select f.seq fact, c.id, j.seq, j.at, j.command, j.data, s.uri, c.event_id "eventId", u.seq is not null undone from fact f
     join cases c on c.id = f.subject_id and not c.mirrored and c.parent is null
     join case_journal j on j.case_id = c.id and j.seq = f.version join source s on s.id = c.source
     left join case_journal u on u.case_id = c.id and u.seq = j.seq + 1 and u.command = 'undo'
     where f.seq > $1::int8 and f.seq <= $2::int8 and f.subject = 'case' order by f.seq`,
    [after, upTo],
  );
}

async function tell(ctx: CaseCtx, submit: SubmitEvents, acts: readonly Act[], refused: (acts: readonly Uncounted[]) => void): Promise<number> {
  if (acts.length === 0) return 0;
  const feed = await deskFeed(ctx);
  const journals = await assignments(ctx, acts);
  // What lay longer than the feed may be late (nothing ran for so long) was done here all the same.
  const late = ctx.now() - (feed.lateDays - 1) * DAY;
  const events = (of: readonly Act[]) => of.flatMap((act) => toEvent(act, unitAt(journals.get(act.id) ?? [], act.seq)));
  const answers = [
    await tellSome(submit, feed, events(acts.filter((act) => act.at < late)), true),
    await tellSome(submit, feed, events(acts.filter((act) => act.at >= late)), false),
  ];
  // Under its id another content was counted before.
  const lost = answers.flatMap((a) => a.rejected).filter((r) => r.code !== 'id_reused');
  if (lost.length > 0) refused(lost);
  return answers.reduce((sum, a) => sum + a.accepted, 0);
}

async function tellSome(
  submit: SubmitEvents,
  feed: FeedRow,
  events: readonly object[],
  history: boolean,
): Promise<Pick<IngestAnswer, 'accepted' | 'rejected'>> {
  return events.length === 0 ? { accepted: 0, rejected: [] } : submit(feed, events, { history });
}

/** What the journals of the cases say of the units that had them. */
async function assignments(ctx: CaseCtx, acts: readonly Act[]): Promise<Map<number, Assigning[]>> {
  const rows = await ctx.db.query<Assigning & { id: number }>(
    `select case_id id, seq, jsonb_path_query_array(effects, '$[*] ? (@.do == "assign" || (@.do == "restore" && @.part == "assignment"))') effects
     from case_journal where case_id = any($1::text::int8[]) order by case_id, seq`,
    [numbersLiteral([...new Set(acts.map((act) => act.id))])],
  );
  const found = new Map<number, Assigning[]>();
  for (const row of rows) {
    const own = found.get(row.id);
    if (own) own.push(row);
    else found.set(row.id, [row]);
  }
  return found;
}

function toEvent({ id, seq, at, command, data, uri, eventId }: Act, unit: string | null): object[] {
  const step = stepOf({ command, data });
  if (step === null) return [];
  return [
    {
      specversion: '1.0',
      type: 'cn.tongguan.ticket.progressed.v1',
      source: DESK_SOURCE,
      id: `${id}:${seq}`,
      time: new Date(at).toISOString(),
      data: { ticketRef: { source: uri, id: eventId }, step, ...(unit === null ? {} : { unit }), ...verdictOf({ command, data }) },
    },
  ];
}

async function readCursor(ctx: CaseCtx): Promise<number> {
  const [row] = await ctx.db.query<{ value: number }>('select value from meta where key = $1', [CURSOR]);
  return row?.value ?? 0;
}

async function writeCursor(ctx: CaseCtx, seq: number): Promise<void> {
  await ctx.db.query('insert into meta (key, value) values ($1, $2::text::jsonb) on conflict (key) do update set value = excluded.value', [
    CURSOR,
    String(seq),
  ]);
}
