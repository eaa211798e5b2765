import { fileName } from '../../core/export/csv.ts';
import { wordsOf } from '../../core/indicator/definition-text.ts';
import { inForce } from '../../core/indicator/dictionary-walk.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { Actor } from '../access/actor.ts';
import { type Scope, seesRegion } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { takenBy, zoneText } from '../export/file-head.ts';
import type { ExportLocale } from '../export/words.ts';
import { workbook } from '../export/workbook.ts';
import type { DictionarySource } from './dictionary-source.ts';
import { DICTIONARY_EXPORT_WORDS } from './export-words.ts';
import { definitionsOf } from './list-dictionary.ts';

/**
 * The dictionary in force as a workbook, each row with its version and source, with the targets of the regions that may be
 * seen on a sheet of their own, under the watermark of whoever asks. The audit row is committed before the first byte is answered.
 */
export async function exportDictionary(
  ctx: Ctx,
  source: DictionarySource,
  actor: Actor,
  scope: Scope,
  locale: ExportLocale,
): Promise<{ name: string; body: string; rows: number }> {
  await source.refresh();
  const words = DICTIONARY_EXPORT_WORDS[locale];
  const rows = [...ctx.catalog.indicators.values()];
  const sheets = [
    { title: words.title, lines: [...takenBy(ctx, actor, scope, locale), [], words.head, ...rows.map((row) => definitionLine(ctx, source, row, locale))] },
    { title: words.targets, lines: [words.targetHead, ...rows.flatMap((row) => targetLines(ctx, scope, row, locale))] },
  ];
  const body = await workbook(sheets);
  const now = ctx.now();
  await ctx.db.transaction((tx) => writeAudit(tx, actor, { action: 'indicator.exported', result: 'ok', detail: { rows: rows.length } }, now));
  return { name: fileName(['dictionary', zoneText(ctx, now).slice(0, 10)], 'xlsx'), body, rows: rows.length };
}

const lineOf = (line: string | number | null): string => (line === null ? '' : String(line));

function definitionLine(ctx: Ctx, source: DictionarySource, row: IndicatorRow, locale: ExportLocale): string[] {
  const words = DICTIONARY_EXPORT_WORDS[locale];
  const held = inForce(definitionsOf(source, row.code), ctx.now());
  const t = wordsOf(row);
  const { sourceTitle } = ctx.catalog;
  const range =
    row.normalRange?.kind === 'fixed' ? `${t.rangeLow}–${t.rangeHigh}` : row.normalRange ? words.pattern(row.normalRange.weeks, row.normalRange.tolerance) : '';
  return [
    ...[row.code, row.name, row.shortName, held ? String(held.version) : `0（${words.given}）`],
    ...(held ? [zoneText(ctx, held.from), held.byLogin, held.decidedLogin ?? ''] : ['', '', '']),
    ...[words.kinds[row.kind], row.unit, row.function ?? '', row.planNumber === null ? '' : String(row.planNumber)],
    ...[row.definition ?? words.unpublished, t.caliber, t.population, row.formula ?? words.unpublished, t.formulaNote, t.numeratorName, t.denominatorName],
    ...[words.directions[row.direction], range, row.cadence, row.responsible ?? words.unpublished, t.otherCaliber],
    ...[t.baselineValue, t.baselineAsOf, row.baseline ? sourceTitle(row.baseline.source.document) : '', row.baseline ? lineOf(row.baseline.source.line) : ''],
    ...[sourceTitle(row.source.document), lineOf(row.source.line)],
  ];
}

function targetLines({ catalog }: Ctx, scope: Scope, row: IndicatorRow, locale: ExportLocale): string[][] {
  const words = DICTIONARY_EXPORT_WORDS[locale];
  const { regionName, sourceTitle } = catalog;
  const own = [...catalog.ownTargets]
    .flatMap(([key, goals]) => (key.split(' ')[0] === row.code ? goals : []))
    .filter((g) => seesRegion(scope, catalog.tree, g.region));
  return [
    ...row.targets.map((g) => [words.all, '', g, words.given] as const),
    ...own.map((g) => [regionName(g.region), g.region, g, String(g.version)] as const),
  ].map(([name, region, g, version]) => [
    ...[row.code, row.name, name, region, g.period, g.path ?? '', g.comparator, String(g.value), row.unit, version],
    ...[sourceTitle(g.source.document), lineOf(g.source.line)],
  ]);
}
