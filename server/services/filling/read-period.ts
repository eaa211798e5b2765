import { isPeriod } from '../../core/filling/duty.ts';
import { asksFor, periodFrom, slotTime, spanOfPeriod } from '../../core/filling/periods.ts';
import { heldOf } from '../../core/filling/slot.ts';
import type { FiledView, PeriodView, ReminderView, SlotRef } from '../../wire/filling.ts';
import type { Actor } from '../access/actor.ts';
import { type Scope, scopeFor } from '../access/require-scope.ts';
import type { CaseCtx } from '../context.ts';
import { Invalid, NotFound } from '../errors.ts';
import { type DutyRow, dutyView, type FiledRow, filedValue, holdsDuty, readDuties, readPeriods } from './filling-rows.ts';
import { slotView } from './list-fillings.ts';

/**
 * All statuses of one period of a duty side by side, each with everything that was filed for it and what held in the
 * period before. They are never added.
 * @param scope of filling.read @throws NotFound (also outside of the scope); Invalid for a period that the duty does not ask for
 */
export async function readPeriod(ctx: CaseCtx, actor: Actor, scope: Scope, { duty: id, period }: SlotRef): Promise<PeriodView> {
  const [duty] = await readDuties(ctx.db, id);
  if (!duty || !holdsDuty(ctx.catalog, scope, duty)) throw new NotFound('no such duty in your scope');
  if (!isPeriod(duty.grain, period) || !asksFor(duty, period)) throw new Invalid('period: this duty does not ask for it');
  const { calendar } = ctx.rules();
  const earlier = periodFrom(duty.grain, period, -1, calendar.zone);
  const [rows, reminders] = await Promise.all([readPeriods(ctx.db, id, [period, earlier]), readReminders(ctx, id, period)]);
  const statuses = duty.asks.map((ask) => {
    const of = (name: string) => rows.filter((r) => r.period === name && r.status === ask.status);
    const time = slotTime(calendar, period, ask);
    const slot = slotView(ctx, duty, period, ask, time, of(period));
    const last = heldOf(of(earlier));
    const value = last ? filedValue(ctx.catalog.indicators.get(duty.indicator), last.figures) : null;
    return { ask, slot, filed: of(period).map((f) => filedView(ctx, actor, duty, f)), before: { period: earlier, value } };
  });
  const may = (permission: 'filling.submit' | 'filling.check' | 'filling.manage') => {
    const held = scopeFor(ctx, actor, permission);
    return held !== null && holdsDuty(ctx.catalog, held, duty);
  };
  return {
    duty: dutyView(ctx.catalog, duty),
    period,
    ...spanOfPeriod(period, calendar.zone),
    statuses,
    reminders,
    may: { submit: may('filling.submit'), check: may('filling.check'), manage: may('filling.manage') },
  };
}

function readReminders(ctx: CaseCtx, duty: number, period: string): Promise<ReminderView[]> {
  return ctx.db.query<ReminderView>(
    'select kind, status, at, by_name "byName", text from filling_reminder where duty = $1::int8 and period = $2::text order by id desc limit 50',
    [duty, period],
  );
}

function filedView(ctx: CaseCtx, actor: Actor, duty: DutyRow, row: FiledRow): FiledView {
  const { id, status, figures, asOf, note, basis, byName, at, decision, decidedAt, decidedName, reason, replaces, toldAt, refused } = row;
  return {
    ...{ id, status, figures, asOf, note, basis, byName, at, decision, decidedAt, decidedName, reason, replaces, toldAt, refused },
    value: filedValue(ctx.catalog.indicators.get(duty.indicator), figures),
    own: row.by === actor.id,
    retracted: row.retractedAt === null ? null : { at: row.retractedAt, name: row.retractedName ?? '', reason: row.retractReason ?? '' },
  };
}
