import { csvText, fileName } from '../../core/export/csv.ts';
import type { FigureQuery, Grain } from '../../wire/figure.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { NotFound } from '../errors.ts';
import { type FigureCtx, figureChildren, figureValues } from '../indicator/figures.ts';
import { figureSeries } from '../indicator/series.ts';
import { spanDetail } from './export-records.ts';
import { type ExportFile, fileHead, type Reader, zoneText } from './file-head.ts';
import { EXPORT_WORDS } from './words.ts';

/**
 * One figure as a table: its value by region below and over time, under the watermark of whoever asks. The audit row is
 * committed before the first byte is answered.
 * @param scope of figure.export
 * @throws OutOfScope, NotFound, Invalid (too many points)
 */
export async function exportFigure(ctx: FigureCtx, actor: Actor, scope: Scope, query: FigureQuery, grain: Grain, reader: Reader): Promise<ExportFile> {
  const words = EXPORT_WORDS[reader.locale];
  const row = ctx.catalog.indicators.get(query.indicator);
  if (!row) throw new NotFound(`there is no indicator ${query.indicator}`);
  const [figure] = await figureValues(ctx, scope, [query]);
  if (!figure) throw new Error('a query gives a figure');
  // Regions and points are of the status that the figure is told in.
  const told = { ...query, scope: figure.query.scope, status: figure.query.status };
  const children = await figureChildren(ctx, scope, told);
  const series = await figureSeries(ctx, scope, told, grain);
  const counts = [row.numeratorName ?? words.numerator, row.denominatorName ?? words.denominator, words.value, words.records];
  const number = (value: number | null) => (value === null ? '' : String(value));
  const text = csvText([
    ...fileHead(ctx, actor, scope, reader, row, figure),
    [],
    [words.byRegion],
    [...words.figureHead, ...counts],
    ...children.map((child) => {
      const own = child.query.region === query.region;
      const name = own ? `${ctx.catalog.regionName(query.region)}（${words.own}）` : ctx.catalog.regionName(child.query.region);
      return [child.query.region, name, String(child.num), String(child.den), number(child.value), String(child.records)];
    }),
    [],
    [words.overTime],
    [...words.seriesHead, ...counts],
    ...series.points.map(([at, n, num, den, value]) => [zoneText(ctx, at), String(num), String(den), number(value), String(n)]),
  ]);
  const rows = children.length + series.points.length;
  await ctx.db.transaction((tx) =>
    writeAudit(
      tx,
      actor,
      {
        action: 'figure.exported',
        result: 'ok',
        object: { kind: 'indicator', id: row.code },
        region: query.region,
        detail: { ...spanDetail(figure.span, query), grain, rows },
      },
      ctx.now(),
    ),
  );
  return { name: fileName([row.code, query.region, zoneText(ctx, figure.span.from)], 'csv'), text, rows, cut: false };
}
