import type { Measure } from '../../core/case/appraisal.ts';
import { rateOf } from '../../core/case/compare.ts';
import { MEASURES } from '../../core/case/measures.ts';
import type { TallyLine } from '../../core/case/tally.ts';
import { csvText, fileName } from '../../core/export/csv.ts';
import type { AppraisalQuery, AppraisalTable } from '../../wire/appraisal.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { CaseCtx, Ctx } from '../context.ts';
import { Unavailable } from '../errors.ts';
import { takenBy, zoneText } from '../export/file-head.ts';
import type { ExportLocale } from '../export/words.ts';
import { workbook } from '../export/workbook.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { appraisalTable, type PeerGroups } from './appraisal-table.ts';
import { APPRAISAL_EXPORT_WORDS } from './export-words.ts';

export type AppraisalFormat = 'csv' | 'xlsx';
/** `body` is text of a CSV, base64 of a workbook. */
export type AppraisalFile = { name: string; format: AppraisalFormat; body: string; rows: number };

/**
 * The appraisal as a table: of every rate its numerator, denominator and what was left out, under the watermark of whoever
 * asks. The audit row is committed before the first byte is answered.
 * @param scope of appraisal.read
 * @throws OutOfScope, Invalid, Unavailable while the period is being counted or holds too many tickets
 */
export async function exportAppraisal(
  ctx: CaseCtx & FigureCtx,
  actor: Actor,
  scope: Scope,
  query: AppraisalQuery,
  groups: PeerGroups,
  { locale, format }: { locale: ExportLocale; format: AppraisalFormat },
): Promise<AppraisalFile> {
  const table = await appraisalTable(ctx, scope, query, groups);
  if (table.state !== 'ready') throw new Unavailable(`the appraisal is not counted: ${table.state}`);
  const lines = [...headOf(ctx, actor, scope, query, table, locale), [], ...tableOf(table, query, locale)];
  const body = format === 'csv' ? csvText(lines) : await workbook([{ title: APPRAISAL_EXPORT_WORDS[locale].title, lines }]);
  const detail = { from: query.from, to: query.to, by: query.by, format, rows: table.rows.length };
  const object = { kind: 'appraisal', id: query.region };
  await ctx.db.transaction((tx) => writeAudit(tx, actor, { action: 'appraisal.exported', result: 'ok', object, region: query.region, detail }, ctx.now()));
  return { name: fileName(['appraisal', query.region, query.by, zoneText(ctx, query.from)], format), format, body, rows: table.rows.length };
}

function headOf(ctx: Ctx, actor: Actor, scope: Scope, query: AppraisalQuery, table: AppraisalTable, locale: ExportLocale): string[][] {
  const words = APPRAISAL_EXPORT_WORDS[locale];
  const { weights, calls } = table;
  return [
    ...takenBy(ctx, actor, scope, locale),
    [words.title, words.by[query.by]],
    [words.region, ctx.catalog.regionName(query.region)],
    [words.span, `${zoneText(ctx, query.from)} — ${zoneText(ctx, query.to)}`],
    [words.counted, zoneText(ctx, table.at)],
    ...(weights ? [[words.composite, words.weights(share(weights.response), share(weights.resolution), share(weights.satisfaction)), weights.source]] : []),
    [words.small(table.smallest)],
    ...calls.map(({ name, measure, value, unit }) => [words.calls, name, `${measure.num}/${measure.den}`, value === null ? '' : String(value), unit]),
  ];
}

function tableOf(table: AppraisalTable, { by }: AppraisalQuery, locale: ExportLocale): string[][] {
  const words = APPRAISAL_EXPORT_WORDS[locale];
  const measures = MEASURES.flatMap((m) => [words.num, words.den, words.rate, words.left].map((part) => `${words.measures[m]} ${part}`));
  const none = by === 'category' ? words.noClass : words.desk;
  const line = (key: string, name: string, row: TallyLine & { composite: number | null }): string[] => [
    key,
    name,
    ...MEASURES.flatMap((m) => measureCells(row.appraisal[m])),
    row.composite === null ? '' : share(row.composite),
    ...handlingCells(row, words.unpublished),
  ];
  return [
    [words.code, words.name, ...measures, words.composite, words.closed, words.medianDays, words.p90Days, words.medianWorkdays],
    ...table.rows.map((row) => line(row.key ?? '', row.key === null ? none : row.name, row)),
    line('', words.total, table.total),
  ];
}

function measureCells(measure: Measure): string[] {
  const rate = rateOf(measure);
  const left = Object.entries(measure.left).map(([reason, n]) => `${reason} ${n}`);
  return [String(measure.num), String(measure.den), rate === null ? '' : share(rate), left.join('；')];
}

function handlingCells({ handling }: TallyLine, unpublished: string): string[] {
  const { closed, days, workdays } = handling;
  return [
    String(closed),
    days ? days.median.toFixed(2) : '',
    days ? days.p90.toFixed(2) : '',
    workdays ? String(workdays.median) : closed > 0 ? unpublished : '',
  ];
}

const share = (rate: number): string => rate.toFixed(4);
