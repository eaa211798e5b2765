import { numbersLiteral, type Tx } from '../../../db/client.ts';
import type { Calendar } from '../../core/calendar/calendar.ts';
import type { Ask, Duty, FillingStatus } from '../../core/filling/duty.ts';
import { type Figures, shownValue } from '../../core/filling/figures.ts';
import { type SlotTime, slotTime } from '../../core/filling/periods.ts';
import type { Filed } from '../../core/filling/slot.ts';
import type { DutyView } from '../../wire/filling.ts';
import { type Mark, markOf } from '../../wire/marks.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import { type Scope, seesTicket } from '../access/require-scope.ts';
import type { Catalog } from '../context.ts';
import { NotFound } from '../errors.ts';

export type DutyRow = Duty & { note: string; mark: Mark | null; version: number };
const DUTY = `id, indicator, region, department, grain, asks, from_period "from", until_period "until", remind_days "remindDays", note, mark, version`;

export type FiledRow = Filed & {
  duty: number;
  period: string;
  status: FillingStatus;
  figures: Figures;
  asOf: number;
  note: string;
  basis: string;
  byName: string;
  key: string;
  decidedAt: number | null;
  decidedBy: number | null;
  decidedName: string | null;
  reason: string | null;
  replaces: number | null;
  toldAt: number | null;
  refused: string | null;
  retractedAt: number | null;
  retractedName: string | null;
  retractReason: string | null;
};
const FILED = `id, duty, period, status, figures, as_of "asOf", note, basis, by, by_name "byName", at, key, decision, decided_at "decidedAt", decided_by "decidedBy",
  decided_name "decidedName", reason, replaces, told_at "toldAt", refused, retracted_at "retractedAt", retracted_name "retractedName",
  retract_reason "retractReason", retracted_at is not null retracted, case when refused is null then null when told_at is null then 'value' else 'retraction' end untaken`;

type Query = Pick<Tx, 'query'>;

const toDuty = (row: DutyRow): DutyRow => ({ ...row, mark: markOf(row.mark) });

/** Whether a scope holds a duty: its region and its department. */
export const holdsDuty = (catalog: Catalog, scope: Scope, duty: Pick<Duty, 'region' | 'department'>): boolean => seesTicket(scope, catalog.tree, duty);

/** Every duty, oldest first; of `id` alone where one is named. */
export async function readDuties(tx: Query, id: number | null = null): Promise<DutyRow[]> {
  return (await tx.query<DutyRow>(`select ${DUTY} from filling_duty where $1::int8 is null or id = $1::int8 order by id`, [id])).map(toDuty);
}

/** A duty, locked: whatever is filed, decided and retracted under it comes one after the other. @throws NotFound, also outside of the scope */
export async function lockDuty(tx: Query, catalog: Catalog, scope: Scope, id: number): Promise<DutyRow> {
  const [row] = await tx.query<DutyRow>(`select ${DUTY} from filling_duty where id = $1::int8 for update`, [id]);
  if (!row || !holdsDuty(catalog, scope, row)) throw new NotFound('no such duty in your scope');
  return toDuty(row);
}

/** What was filed for duties in periods from a year on, in the order of ids. */
export function readFiled(tx: Query, duties: readonly number[], fromYear: string): Promise<FiledRow[]> {
  return tx.query<FiledRow>(`select ${FILED} from filling where duty = any($1::text::int8[]) and period >= $2::text order by id`, [
    numbersLiteral(duties),
    fromYear,
  ]);
}

/** What was filed for the slots of some periods of a duty, in the order of ids. */
export function readPeriods(tx: Query, duty: number, periods: readonly [string, string]): Promise<FiledRow[]> {
  return tx.query<FiledRow>(`select ${FILED} from filling where duty = $1::int8 and period in ($2::text, $3::text) order by id`, [duty, ...periods]);
}

export async function filedById(tx: Query, id: number): Promise<FiledRow | null> {
  return (await tx.query<FiledRow>(`select ${FILED} from filling where id = $1::int8`, [id]))[0] ?? null;
}

export async function filedByKey(tx: Query, key: string): Promise<FiledRow | null> {
  return (await tx.query<FiledRow>(`select ${FILED} from filling where key = $1::text`, [key]))[0] ?? null;
}

/** Accepted and not yet told, oldest first: its event, or that of its retraction. */
export function readUntold(tx: Query, after: number, limit: number): Promise<FiledRow[]> {
  return tx.query<FiledRow>(
    `select ${FILED} from filling where id > $1::int8 and decision = 'accepted' and refused is null
       and (told_at is null or (retracted_at is not null and retract_told_at is null)) order by id limit $2::int`,
    [after, limit],
  );
}

/** The value of what was filed as it is shown; null of an indicator that the dictionary no longer has. */
export function filedValue(row: IndicatorRow | undefined, figures: Figures): number | null {
  return row ? shownValue(row, figures) : null;
}

export function dutyView(catalog: Catalog, duty: DutyRow): DutyView {
  const row = catalog.indicators.get(duty.indicator);
  return {
    ...duty,
    regionName: catalog.regionName(duty.region),
    departmentName: catalog.departmentName(duty.department) ?? duty.department,
    name: row?.name ?? duty.indicator,
    unit: row?.unit ?? '',
  };
}

/** Times of slots, each counted once: a list asks for the same few hundred a thousand times. */
export function slotTimes(calendar: Calendar): (period: string, ask: Ask) => SlotTime {
  const known = new Map<string, SlotTime>();
  return (period, ask) => {
    const key = `${period}|${ask.amount}|${ask.unit}`;
    const time = known.get(key) ?? slotTime(calendar, period, ask);
    known.set(key, time);
    return time;
  };
}
