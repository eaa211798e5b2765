import { dateOfDay, dayOf } from '../../core/calendar/calendar.ts';
import { csvText } from '../../core/export/csv.ts';
import { PRODUCT_DEFAULT } from '../../wire/rule-rows.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { catalogueRows } from './list-rules.ts';
import type { RuleSource } from './rule-source.ts';

/** The dispatch catalogue in force as a file that an import takes again and finds unchanged. It is on record before it is answered. */
export async function exportCatalogue(ctx: Ctx, source: RuleSource, actor: Actor, scope: Scope): Promise<{ name: string; text: string }> {
  await source.refresh();
  const rows = catalogueRows(ctx, source, scope);
  const now = ctx.now();
  const text = csvText([
    ['category', 'region', 'main', 'co', 'clause', 'auto'],
    ...rows.map(({ category, region, main, co, clause, auto }) => [
      category.id,
      region.id,
      main.id,
      co.map((unit) => unit.id).join(' '),
      clause === PRODUCT_DEFAULT ? '' : clause,
      auto ? 'yes' : 'no',
    ]),
  ]);
  await ctx.db.transaction((tx) => writeAudit(tx, actor, { action: 'catalogue.exported', result: 'ok', detail: { rows: rows.length } }, now));
  return { name: `catalogue-${dateOfDay(dayOf(ctx.catalog, now))}.csv`, text };
}
