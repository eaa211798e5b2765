import type { IngestAnswer } from '../../wire/events.ts';
import type { SubmitEvents } from '../case/report-ticket.ts';
import type { Ctx } from '../context.ts';
import { fillingFeed, fillingSource } from './filling-feed.ts';
import { type DutyRow, type FiledRow, filedById, readDuties, readUntold } from './filling-rows.ts';

const PAGE = 100;

/** What was accepted and the figures did not take; it stands in quarantine with its reason. */
export type Untaken = { id: number; code: string; message: string };

/**
 * Tells the figures what was accepted and what was retracted, in the order in which it was filed: each becomes an event
 * named after the submission, so that telling it again, by whoever finishes what another began, tells nothing twice. What
 * is refused keeps none of the others back. @returns how many were told
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
    const fault = faultOf(await submit(feed, [await valueEvent(ctx, duty, row)]));
    if (fault) return refuse(ctx, row.id, fault);
    await mark(ctx, row.id, 'told_at');
  }
  if (!row.retracted) return null;
  const fault = faultOf(await submit(feed, [retractionEvent(duty, row)]));
  if (fault) return refuse(ctx, row.id, fault);
  await mark(ctx, row.id, 'retract_told_at');
  return null;
}

/** Kept with its reason and not tried again: the page says that the figures did not take it. */
async function refuse(ctx: Ctx, id: number, fault: Omit<Untaken, 'id'>): Promise<Untaken> {
  await ctx.db.query('update filling set refused = $2 where id = $1::int8', [id, fault.message]);
  return { id, ...fault };
}

const faultOf = ({ rejected: [first] }: IngestAnswer): { code: string; message: string } | null =>
  first ? { code: first.code, message: first.message } : null;

async function mark(ctx: Ctx, id: number, column: 'told_at' | 'retract_told_at'): Promise<void> {
  await ctx.db.query(`update filling set ${column} = to_timestamp($2::float8 / 1000.0) where id = $1::int8 and ${column} is null`, [id, ctx.now()]);
}

const eventId = (id: number): string => `filling-${id}`;

/** The value as an event of its period. It takes the place of what held, unless the figures never took that. */
async function valueEvent(ctx: Ctx, duty: DutyRow, row: FiledRow): Promise<object> {
  const replaced = row.replaces === null ? null : await filedById(ctx.db, row.replaces);
  return {
    specversion: '1.0',
    type: 'cn.tongguan.indicator.observed.v1',
    source: fillingSource(duty.mark),
    id: eventId(row.id),
    time: new Date(row.asOf).toISOString(),
    ...(replaced && replaced.refused === null ? { replaces: eventId(replaced.id) } : {}),
    data: { indicator: duty.indicator, region: duty.region, period: row.period, status: row.status, ...row.figures },
  };
}

function retractionEvent(duty: DutyRow, row: FiledRow): object {
  return {
    specversion: '1.0',
    type: 'cn.tongguan.indicator.observed.v1',
    source: fillingSource(duty.mark),
    id: `${eventId(row.id)}-retracted`,
    time: new Date(row.retractedAt ?? row.at).toISOString(),
    retracts: eventId(row.id),
    data: {},
  };
}
