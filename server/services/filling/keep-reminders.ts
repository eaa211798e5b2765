import { numbersLiteral, textsLiteral } from '../../../db/client.ts';
import { remindersDue } from '../../core/filling/slot.ts';
import type { CaseCtx } from '../context.ts';
import { readDuties } from './filling-rows.ts';
import { slotsOf } from './list-fillings.ts';

/** Notes the reminders that are due, before the due instant and after it, each once. @returns how many were noted */
export async function keepReminders(ctx: CaseCtx): Promise<number> {
  const now = ctx.now();
  const duties = new Map((await readDuties(ctx.db)).map((d) => [d.id, d]));
  const due = (await slotsOf(ctx, [...duties.values()])).flatMap((s) =>
    remindersDue(s, s, duties.get(s.duty)?.remindDays ?? 0, now).map((kind) => ({ ...s, kind })),
  );
  if (due.length === 0) return 0;
  const rows = await ctx.db.query(
    `insert into filling_reminder (duty, period, status, kind, at)
     select d, p, s, k, to_timestamp($5::float8 / 1000.0) from unnest($1::text::int8[], $2::text::text[], $3::text::text[], $4::text::text[]) u(d, p, s, k)
     on conflict do nothing returning id`,
    [
      numbersLiteral(due.map((d) => d.duty)),
      textsLiteral(due.map((d) => d.period)),
      textsLiteral(due.map((d) => d.status)),
      textsLiteral(due.map((d) => d.kind)),
      now,
    ],
  );
  return rows.length;
}
