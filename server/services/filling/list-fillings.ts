import { numbersLiteral } from '../../../db/client.ts';
import type { Ask, FillingGrain } from '../../core/filling/duty.ts';
import { periodsOf, type SlotTime } from '../../core/filling/periods.ts';
import { compareUrgency, isToFill, type ReminderKind, slotOfFiled } from '../../core/filling/slot.ts';
import type { FillingCounts, FillingList, FillingPage, SlotView } from '../../wire/filling.ts';
import { assertRegion, type Scope } from '../access/require-scope.ts';
import type { CaseCtx } from '../context.ts';
import { type DutyRow, dutyView, type FiledRow, filedValue, holdsDuty, readDuties, readFiled, slotTimes } from './filling-rows.ts';

/** How far back it is looked for what was never filled in. */
const LOOK_BACK: Record<FillingGrain, number> = { month: 36, quarter: 12, year: 4 };
/** Lists show so many; their counts are whole. */
export const SHOWN = 200;

/**
 * Duties below a region with how their slots stand: the newest periods of each for the matrix, what is to be filled in
 * worst first, and what waits to be checked. Nothing of it is stored: it follows from what was filed and from the clock.
 * @param scope of filling.read @throws OutOfScope
 */
export async function listFillings(ctx: CaseCtx, scope: Scope, page: FillingPage): Promise<FillingList> {
  const { catalog } = ctx;
  assertRegion(scope, catalog.tree, page.region);
  const duties = (await readDuties(ctx.db)).filter(
    (d) =>
      catalog.tree.contains(page.region, d.region) &&
      holdsDuty(catalog, scope, d) &&
      (page.department === undefined || d.department === page.department) &&
      (page.indicator === undefined || d.indicator === page.indicator),
  );
  const all = await slotsOf(ctx, duties);
  const newest = new Map(duties.map((d) => [d.id, new Set(periodsOf(d, ctx.now(), catalog.zone, page.back))]));
  const toFill = all.filter((s) => isToFill(s.state)).sort((a, b) => compareUrgency({ slot: a, time: a }, { slot: b, time: b }));
  const toCheck = all.filter((s) => s.state === 'submitted').sort((a, b) => (a.pending ?? 0) - (b.pending ?? 0));
  const counts: FillingCounts = {
    toFill: toFill.length,
    overdue: toFill.filter((s) => s.overdue).length,
    returned: toFill.filter((s) => s.state === 'returned').length,
    toCheck: toCheck.length,
    late: all.filter((s) => s.late).length,
  };
  return {
    duties: duties.map((d) => dutyView(catalog, d)),
    slots: all.filter((s) => newest.get(s.duty)?.has(s.period)),
    todo: toFill.slice(0, SHOWN),
    check: toCheck.slice(0, SHOWN),
    counts,
  };
}

type Reminded = { duty: number; period: string; status: string; kind: ReminderKind | 'urge'; at: number };

/** Every slot of duties, as far back as is looked, with what holds in it and when it was last reminded of. */
export async function slotsOf(ctx: CaseCtx, duties: readonly DutyRow[]): Promise<SlotView[]> {
  const { calendar } = ctx.rules();
  const now = ctx.now();
  const ids = duties.map((d) => d.id);
  const fromYear = String(new Date(now + calendar.zone(now)).getUTCFullYear() - LOOK_BACK.year);
  const [filed, reminded] = await Promise.all([
    readFiled(ctx.db, ids, fromYear),
    ctx.db.query<Reminded>(
      'select distinct on (duty, period, status) duty, period, status, kind, at from filling_reminder where duty = any($1::text::int8[]) order by duty, period, status, id desc',
      [numbersLiteral(ids)],
    ),
  ]);
  const bySlot = new Map<string, FiledRow[]>();
  for (const f of filed) {
    const key = keyOf(f.duty, f.period, f.status);
    const own = bySlot.get(key);
    if (own) own.push(f);
    else bySlot.set(key, [f]);
  }
  const lastOf = new Map(reminded.map((r) => [keyOf(r.duty, r.period, r.status), r]));
  const timeOf = slotTimes(calendar);
  return duties.flatMap((duty) =>
    periodsOf(duty, now, calendar.zone, LOOK_BACK[duty.grain]).flatMap((period) =>
      duty.asks.map((ask) => {
        const key = keyOf(duty.id, period, ask.status);
        const last = lastOf.get(key);
        const view = slotView(ctx, duty, period, ask, timeOf(period, ask), bySlot.get(key) ?? []);
        return { ...view, reminded: last ? { kind: last.kind, at: last.at } : null };
      }),
    ),
  );
}

const keyOf = (duty: number, period: string, status: string) => `${duty}|${period}|${status}`;

/** One slot as lists show it; `filed` is what was filed for it, in the order of ids. */
export function slotView(ctx: CaseCtx, duty: DutyRow, period: string, ask: Ask, time: SlotTime, filed: readonly FiledRow[]): SlotView {
  const slot = slotOfFiled(time, filed, ctx.now());
  const held = filed.find((f) => f.id === slot.standing);
  const value = held ? filedValue(ctx.catalog.indicators.get(duty.indicator), held.figures) : null;
  return { ...slot, ...time, duty: duty.id, period, status: ask.status, value, reminded: null };
}
