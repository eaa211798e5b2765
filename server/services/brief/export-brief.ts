import type { BriefKind } from '../../core/brief/brief-spans.ts';
import { fileName } from '../../core/export/csv.ts';
import type { Brief, BriefRow } from '../../wire/brief.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { NotFound } from '../errors.ts';
import { takenBy, zoneText } from '../export/file-head.ts';
import type { ExportLocale } from '../export/words.ts';
import { workbook } from '../export/workbook.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { BRIEF_EXPORT_WORDS } from './export-words.ts';
import { readBrief } from './read-brief.ts';

/** `body` is base64 of a workbook. */
export type BriefFile = { name: string; body: string; rows: number };

/**
 * A brief as a workbook: its figures as they were kept beside what they are now, and those of the regions below, under the
 * watermark of whoever asks. The audit row is committed before the first byte is answered.
 * @throws OutOfScope, NotFound (none was made)
 */
export async function exportBrief(
  ctx: FigureCtx,
  actor: Actor,
  scope: Scope,
  query: { kind: BriefKind; region: string; at: number },
  locale: ExportLocale,
): Promise<BriefFile> {
  const brief = await readBrief(ctx, scope, query);
  if (!brief) throw new NotFound('no brief was made of this period');
  const words = BRIEF_EXPORT_WORDS[locale];
  const title = words.kinds[brief.kind];
  const head = [
    ...takenBy(ctx, actor, scope, locale),
    [title, ctx.catalog.regionName(brief.region), `${zoneText(ctx, brief.from)} — ${zoneText(ctx, brief.to)}`],
    [words.made, zoneText(ctx, brief.madeAt), brief.madeBy ?? words.byItself],
    [words.same, zoneText(ctx, brief.nowAt)],
    [],
  ];
  const object = { kind: 'brief', id: String(brief.id) };
  const detail = { kind: brief.kind, from: brief.from };
  const sheets = [
    { title, lines: [...head, words.head, ...brief.rows.map((row) => figureLine(ctx, brief, row, locale))] },
    { title: words.regions, lines: [words.regionHead, ...brief.rows.flatMap((row) => regionLines(ctx, row))] },
  ];
  const body = await workbook(sheets);
  await ctx.db.transaction((tx) => writeAudit(tx, actor, { action: 'brief.exported', result: 'ok', object, region: brief.region, detail }, ctx.now()));
  return { name: fileName(['brief', brief.region, brief.kind, zoneText(ctx, brief.from).slice(0, 10)], 'xlsx'), body, rows: brief.rows.length };
}

const plain = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(Number(value.toFixed(6))));

const named = (ctx: FigureCtx, code: string): string[] => {
  const row = ctx.catalog.indicators.get(code);
  return [code, row?.name ?? code, row?.unit ?? ''];
};

function figureLine(ctx: FigureCtx, brief: Brief, row: BriefRow, locale: ExportLocale): string[] {
  const words = BRIEF_EXPORT_WORDS[locale];
  const now = brief.now.find((n) => n.code === row.code);
  return [
    ...named(ctx, row.code),
    row.notReported ? words.notReported : plain(row.value),
    ...[row.num, row.den, row.records].map(String),
    plain(row.previous?.value),
    plain(row.previous?.regions),
    plain(row.like?.value),
    plain(row.like?.regions),
    plain(row.coverage?.reporting),
    plain(row.coverage?.of),
    now ? plain(now.value) : words.unchanged,
  ];
}

function regionLines(ctx: FigureCtx, row: BriefRow): string[][] {
  return row.cells.flatMap(([region, value, num, den, records]) =>
    records === 0 ? [] : [[...named(ctx, row.code), region, ctx.catalog.regionName(region), plain(value), ...[num, den, records].map(String)]],
  );
}
