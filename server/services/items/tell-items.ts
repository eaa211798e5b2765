import { dayOfDate, instantOf } from '../../core/calendar/calendar.ts';
import { ITEM_SCOPE, periodOfList, toldItems } from '../../core/items/item-rules.ts';
import type { SubmitEvents } from '../case/report-ticket.ts';
import type { Ctx } from '../context.ts';
import { itemFeed, itemSource } from './item-feed.ts';
import { type ListRow, listById, readUntold } from './item-rows.ts';

const PAGE = 50;

/** Figures of a list that were not taken; they stand in quarantine with their reason. */
export type Untaken = { id: number; indicator: string; message: string };

/**
 * Tells the figures what was imported and what was withdrawn, in the order in which it was: each indicator that a list counts
 * becomes an event named after the list, so that telling it again, by whoever finishes what another began, tells nothing
 * twice. A correction replaces the events of the version whose place it took. @returns how many lists were told
 */
export async function tellItems(
  ctx: Ctx,
  submit: SubmitEvents,
  { stop = () => false, refused = () => {} }: { stop?: () => boolean; refused?: (one: Untaken) => void } = {},
): Promise<number> {
  let told = 0;
  for (let after = 0; !stop(); ) {
    const rows = await readUntold(ctx.db, after, PAGE);
    for (const row of rows) {
      for (const one of await tell(ctx, submit, row)) refused(one);
      told += 1;
      after = row.id;
    }
    if (rows.length < PAGE) return told;
  }
  return told;
}

type Told = { code: string; event: object };

async function tell(ctx: Ctx, submit: SubmitEvents, row: ListRow): Promise<Untaken[]> {
  const feed = await itemFeed(ctx, row.mark);
  const send = async (told: readonly Told[]): Promise<Untaken[]> => {
    if (told.length === 0) return [];
    const { rejected } = await submit(
      feed,
      told.map((each) => each.event),
    );
    return rejected.map(({ index, message }) => ({ id: row.id, indicator: (told[index] as Told).code, message }));
  };
  let untaken: Untaken[] = [];
  if (row.toldAt === null) {
    const before = row.replaces === null ? null : await listById(ctx.db, row.replaces);
    untaken = await send([...valuesOf(ctx, row, before), ...droppedBy(row, before)]);
    const refused = JSON.stringify(Object.fromEntries(untaken.map((one) => [one.indicator, one.message])));
    await ctx.db.query('update item_list set told_at = to_timestamp($2::float8 / 1000.0), refused = $3::text::jsonb where id = $1::int8 and told_at is null', [
      row.id,
      ctx.now(),
      refused,
    ]);
  }
  if (row.withdrawnAt === null) return untaken;
  // As it stands now: what the figures did not take cannot be taken back.
  const whole = (await listById(ctx.db, row.id)) ?? row;
  untaken.push(...(await send(toldCodes(whole).map((code) => ({ code, event: retraction(whole, code, whole, 'withdrawn') })))));
  await ctx.db.query('update item_list set withdraw_told_at = to_timestamp($2::float8 / 1000.0) where id = $1::int8', [row.id, ctx.now()]);
  return untaken;
}

/** Indicators of a list that became events and were taken: a population without items is no figure. */
const toldCodes = (row: ListRow): string[] => Object.keys(row.counts).filter((code) => (row.counts[code]?.den ?? 0) > 0 && !(code in row.refused));

const eventId = (list: number, code: string): string => `item-list-${list}-${code}`;

const envelope = (row: ListRow, at: number) => ({
  specversion: '1.0',
  type: 'cn.tongguan.indicator.observed.v1',
  source: itemSource(row.mark),
  time: new Date(at).toISOString(),
});

function valuesOf(ctx: Ctx, row: ListRow, before: ListRow | null): Told[] {
  const replaced = before ? toldCodes(before) : [];
  return toldCodes(row).flatMap((code): Told[] => {
    const indicator = ctx.catalog.indicators.get(code);
    const sum = row.counts[code];
    if (!indicator || !sum) return [];
    const data = {
      indicator: code,
      region: row.region,
      period: periodOfList(row.asOf, indicator.cadence),
      scope: ITEM_SCOPE,
      ...toldItems(indicator.kind, indicator.scale, sum),
    };
    const replaces = before && replaced.includes(code) ? { replaces: eventId(before.id, code) } : {};
    return [{ code, event: { ...envelope(row, instantOf(ctx.catalog, dayOfDate(row.asOf), 0)), id: eventId(row.id, code), ...replaces, data } }];
  });
}

/** What the version before counted and this one does not: its figure is taken back. */
function droppedBy(row: ListRow, before: ListRow | null): Told[] {
  if (!before) return [];
  const kept = toldCodes(row);
  return toldCodes(before)
    .filter((code) => !kept.includes(code))
    .map((code) => ({ code, event: retraction(row, code, before, 'dropped') }));
}

function retraction(row: ListRow, code: string, of: ListRow, why: 'withdrawn' | 'dropped'): object {
  return { ...envelope(row, row.withdrawnAt ?? row.at), id: `${eventId(row.id, code)}-${why}`, retracts: eventId(of.id, code), data: {} };
}
