import type { IngestAnswer } from '../../wire/events.ts';
import type { SubmitEvents } from '../case/report-ticket.ts';
import type { Ctx } from '../context.ts';
import { isKept } from '../event/find-version.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { fillingFeed, fillingSource } from './filling-feed.ts';
import { type DutyRow, type FiledRow, filedById, readDuties, readUntold } from './filling-rows.ts';

const PAGE = 100;

/** What was accepted and the figures did not take; it stands in quarantine with its reason. */
export type Untaken = { id: number; code: string; message: string };
type Fault = Omit<Untaken, 'id'>;

/**
 * Tells the figures what was accepted and what was retracted, in the order in which it was filed: each becomes an event
 * named after the submission, so that telling it again, by whoever finishes what another began, tells nothing twice. What
 * is refused keeps none of the others back: it is noted, and does not stand (`heldOf`). @returns how many were told
 */
export async function tellFillings(
  ctx: Ctx,
  submit: SubmitEvents,
  { stop = () => false, refused = () => {} }: { stop?: () => boolean; refused?: (one: Untaken) => void } = {},
): Promise<number> {
  let told = 0;
  for (let after = 0; !stop(); ) {
    const rows = await readUntold(ctx.db, after, PAGE);
    for (const row of rows) {
      const [duty] = await readDuties(ctx.db, row.duty);
      if (!duty) throw new Error(`duty ${row.duty} of submission ${row.id} is missing`);
      const fault = await tell(ctx, submit, duty, row);
      if (fault) refused(fault);
      else told += 1;
      after = row.id;
    }
    if (rows.length < PAGE) return told;
  }
  return told;
}

async function tell(ctx: Ctx, submit: SubmitEvents, duty: DutyRow, row: FiledRow): Promise<Untaken | null> {
  const feed = await fillingFeed(ctx, duty.mark);
  if (row.toldAt === null) {
    const before = await standingBefore(ctx, row);
    const named = before && (await nameOf(ctx, submit, feed, duty, before));
    const fault = named?.fault ?? faultOf(await submit(feed, [valueEvent(duty, row, eventId(row.id), named?.id ?? null)]));
    if (fault) return refuse(ctx, row.id, fault);
    await mark(ctx, row.id, 'told_at');
  }
  if (!row.retracted) return null;
  const named = await nameOf(ctx, submit, feed, duty, row);
  const fault = named.fault ?? faultOf(await submit(feed, [retractionEvent(duty, row, named.id)]));
  if (fault) return refuse(ctx, row.id, fault);
  await mark(ctx, row.id, 'retract_told_at');
  return null;
}

/** Kept with its reason and not tried again: the page says that the figures did not take it. */
async function refuse(ctx: Ctx, id: number, fault: Fault): Promise<Untaken> {
  await ctx.db.query('update filling set refused = $2 where id = $1::int8', [id, fault.message]);
  return { id, ...fault };
}

const faultOf = ({ rejected: [first] }: IngestAnswer): Fault | null => (first ? { code: first.code, message: first.message } : null);

async function mark(ctx: Ctx, id: number, column: 'told_at' | 'retract_told_at'): Promise<void> {
  await ctx.db.query(`update filling set ${column} = to_timestamp($2::float8 / 1000.0) where id = $1::int8 and ${column} is null`, [id, ctx.now()]);
}

const eventId = (id: number): string => `filling-${id}`;

/** What a value takes the place of: what held when it was accepted, or what that was to replace where the figures never took it. */
async function standingBefore(ctx: Ctx, row: FiledRow): Promise<FiledRow | null> {
  for (let id = row.replaces; id !== null; ) {
    const before = await filedById(ctx.db, id);
    if (before?.untaken !== 'value') return before;
    id = before.replaces;
  }
  return null;
}

/**
 * The event by which a value that stands is named. Once its raw month was dropped nothing can name it any more: then it is
 * told again as it was, under an id of its own, which changes no figure, and that event is named.
 */
async function nameOf(ctx: Ctx, submit: SubmitEvents, feed: FeedRow, duty: DutyRow, row: FiledRow): Promise<{ id: string; fault: Fault | null }> {
  const id = eventId(row.id);
  if (await isKept(ctx.db, fillingSource(duty.mark), id)) return { id, fault: null };
  const again = `${id}-again`;
  return { id: again, fault: faultOf(await submit(feed, [valueEvent(duty, row, again, null)])) };
}

/** A value as an event of its period, in the place of the event that is named. */
function valueEvent(duty: DutyRow, row: FiledRow, id: string, replaces: string | null): object {
  return {
    specversion: '1.0',
    type: 'cn.tongguan.indicator.observed.v1',
    source: fillingSource(duty.mark),
    id,
    time: new Date(row.asOf).toISOString(),
    ...(replaces === null ? {} : { replaces }),
    data: { indicator: duty.indicator, region: duty.region, period: row.period, status: row.status, ...row.figures },
  };
}

function retractionEvent(duty: DutyRow, row: FiledRow, retracts: string): object {
  return {
    specversion: '1.0',
    type: 'cn.tongguan.indicator.observed.v1',
    source: fillingSource(duty.mark),
    id: `${eventId(row.id)}-retracted`,
    time: new Date(row.retractedAt ?? row.at).toISOString(),
    retracts,
    data: {},
  };
}
