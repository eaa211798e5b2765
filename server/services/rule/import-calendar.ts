import { calendarFaults } from '../../core/calendar/calendar-faults.ts';
import type { CalendarFile } from '../../wire/profile.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import { assertMayRule } from './check-draft.ts';
import type { RuleSource } from './rule-source.ts';
import { raiseRulesRevision } from './rules-revision.ts';
import { lockRules } from './write-versions.ts';

/**
 * Writes a year's calendar over the one that held. The same calendar again changes nothing. Deadlines that were counted
 * without it are counted again by `recomputeDeadlines`.
 * @returns its version; null when nothing changed
 * @throws Forbidden without `rule.manage`; OutOfScope for whoever does not hold it for the whole province; Invalid
 */
export async function importCalendar(ctx: Ctx, source: RuleSource, actor: Actor, calendar: CalendarFile): Promise<{ version: number | null }> {
  assertMayRule(ctx, requireScope(ctx, actor, 'rule.manage'), {});
  const [fault] = calendarFaults(calendar);
  if (fault) throw new Invalid(fault.message);
  const now = ctx.now();
  const { year, source: paper, holidays, workdays } = calendar;
  const version = await ctx.db.transaction(async (tx) => {
    await lockRules(tx);
    const [before] = await tx.query<{ version: number; source: string; body: Pick<CalendarFile, 'holidays' | 'workdays'> }>(
      'select version, source, body from calendar_year where year = $1::int order by version desc limit 1',
      [year],
    );
    const held = before ? { ...before.body, source: before.source } : source.given.years.find((y) => y.year === year);
    if (held && textOf({ ...held, year }) === textOf(calendar)) return null;
    const made = (before?.version ?? 0) + 1;
    await tx.query(
      `insert into calendar_year (year, version, source, body, by, at) values ($1::int, $2::int, $3, $4::text::jsonb, $5::int, to_timestamp($6::float8 / 1000.0))`,
      [year, made, paper, JSON.stringify({ holidays, workdays }), actor.id, now],
    );
    await raiseRulesRevision(tx);
    const detail = { version: made, holidays: holidays.length, workdays: workdays.length };
    await writeAudit(tx, actor, { action: 'calendar.imported', result: 'ok', object: { kind: 'calendar', id: year }, purpose: paper, detail }, now);
    return made;
  });
  if (version !== null) await source.refresh();
  return { version };
}

function textOf({ year, source, holidays, workdays }: CalendarFile): string {
  return JSON.stringify([year, source, holidays.map(({ name, from, to }) => [name, from, to]), [...workdays].sort()]);
}
