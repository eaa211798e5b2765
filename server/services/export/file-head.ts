import { fieldWords } from '../../core/words/field-words.ts';
import { type CodeNames, inWords } from '../../core/words/in-words.ts';
import type { FigureValue } from '../../wire/figure.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { EXPORT_WORDS, type ExportLocale } from './words.ts';

/** A file as the browser is given it. */
export type ExportFile = { name: string; text: string; rows: number; cut: boolean };

/** In whose language a file is, and what the profile calls its codes. */
export type Reader = { locale: ExportLocale; names: CodeNames };

/** `2019-01-05 08:30` in the profile's zone. */
export const zoneText = (ctx: Ctx, at: number): string => new Date(at + ctx.catalog.zone(at)).toISOString().slice(0, 16).replace('T', ' ');

/** The watermark of a file: who took it when, and what he may see. */
export function takenBy(ctx: Ctx, actor: Actor, scope: Scope, locale: ExportLocale): string[][] {
  const { catalog } = ctx;
  const words = EXPORT_WORDS[locale];
  const who = actor.name === actor.login ? actor.login : `${actor.name}（${actor.login}）`;
  const seen = scope.parts.map(({ region, departments }) => {
    const names = departments?.map((d) => catalog.departmentName(d) ?? d).join('、') ?? words.all;
    return `${catalog.regionName(region)}（${names}）`;
  });
  return [
    [words.watermark, words.mark(who, zoneText(ctx, ctx.now())), words.masked],
    [words.scope, seen.join('；')],
  ];
}

/**
 * Lines above every exported table: who took it when and what he may see, that it is masked, and what the figure is, of
 * when, by which rule.
 */
export function fileHead(ctx: Ctx, actor: Actor, scope: Scope, reader: Reader, row: IndicatorRow, figure: FigureValue): string[][] {
  const { catalog } = ctx;
  const words = EXPORT_WORDS[reader.locale];
  const { query, span } = figure;
  const lines = [
    ...takenBy(ctx, actor, scope, reader.locale),
    [row.code, row.name],
    [words.definition, row.definition ?? words.unpublished],
    [words.formula, row.formula ?? words.unpublished],
    [words.source, catalog.sourceTitle(row.source.document)],
    [words.region, catalog.regionName(query.region)],
    [words.span, `${zoneText(ctx, span.from)} — ${zoneText(ctx, span.to)}`],
    ...inWords(Object.entries(query.dims ?? {}), fieldWords[reader.locale], reader.names),
    [words.value, figure.value === null ? '' : String(figure.value)],
    [words.unit, row.unit],
    [words.asOf, figure.asOf === null ? '' : zoneText(ctx, figure.asOf)],
  ];
  return query.knownAt === undefined ? lines : [...lines, [words.knownAt, zoneText(ctx, query.knownAt)]];
}
