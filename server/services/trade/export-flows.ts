import { fileName } from '../../core/export/csv.ts';
import { FLOW_DIMS, type FlowDim, type FlowSum, type FlowSums, UNTOLD } from '../../core/trade/flow.ts';
import { fieldWords } from '../../core/words/field-words.ts';
import type { FlowCardInput } from '../../wire/trade.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { takenBy, zoneText } from '../export/file-head.ts';
import type { ExportLocale } from '../export/words.ts';
import { type Sheet, workbook } from '../export/workbook.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { inSnapshot } from '../indicator/snapshot.ts';
import { CELLS, CELLS_PARAMS, cellsParams, periodsOf, summed } from './cell-span.ts';
import { FLOW_EXPORT_WORDS } from './export-words.ts';
import { readPoints, toSums } from './read-card.ts';
import { assertFlows, codesIn } from './see-flows.ts';

/** Rows of one sheet. */
const MOST_ROWS = 5_000;
const SHEETS = ['zone', 'mode', 'partner', 'port', 'chapter'] as const;

/** What the profile calls its zones, ports and chapters, and whether its data are made up. */
export type FlowNames = { zone: Record<string, string>; port: Record<string, string>; chapter: Record<string, string>; demo: boolean };
/** `body` is base64 of a workbook. */
export type FlowFile = { name: string; body: string; rows: number };

/**
 * Flows of a filter as a workbook: a sheet each by zone, mode, market, port, chapter and day, all of one instant, under the
 * watermark of whoever asks. Every rate is a sum over a sum. The audit row is committed before the first byte is answered.
 * @param scope of figure.export
 * @throws OutOfScope, Invalid
 */
export async function exportFlows(ctx: FigureCtx, actor: Actor, scope: Scope, input: FlowCardInput, locale: ExportLocale, names: FlowNames): Promise<FlowFile> {
  assertFlows(scope, ctx, input);
  const words = FLOW_EXPORT_WORDS[locale];
  const { points, groups } = await inSnapshot(ctx, async (snapshot) => {
    const told = await readPoints(snapshot, input);
    const by = new Map<FlowDim, unknown[][]>();
    for (const dim of SHEETS) by.set(dim, await readBy(snapshot, input, dim));
    return { points: told, groups: by };
  });
  const head = headOf(ctx, actor, scope, input, points, locale, names);
  const sheet = (title: string, lines: string[][], cut = false): Sheet => ({
    title,
    lines: [...head, ...(cut ? [[words.cut(MOST_ROWS)]] : []), [], [words.code, title, ...words.columns], ...lines],
  });
  const sheets = SHEETS.map((dim) => {
    const rows = groups.get(dim) ?? [];
    const lines = rows.slice(0, MOST_ROWS).map((row) => [row[0] as string, nameOf(ctx, dim, row[0] as string, locale, names), ...cells(toSums(row, 1))]);
    return sheet(words.sheets[dim], lines, rows.length > MOST_ROWS);
  });
  const days = points.points.map(({ period, sums }) => [period, points.grain === 'day' ? period : period.slice(0, 7), ...cells(sums)]);
  const body = await workbook([...sheets, sheet(words.sheets[points.grain], days)]);
  const rows = [...groups.values()].reduce((n, list) => n + Math.min(list.length, MOST_ROWS), days.length);
  const { region, from, to, scope: kind, status, filter } = input;
  const object = { kind: 'flows', id: `${kind} ${status}` };
  await ctx.db.transaction((tx) =>
    writeAudit(tx, actor, { action: 'trade.exported', result: 'ok', object, region, detail: { from, to, filter: codesIn(filter), rows } }, ctx.now()),
  );
  return { name: fileName(['trade', region, kind, status, from], 'xlsx'), body, rows };
}

const readBy = (ctx: FigureCtx, input: FlowCardInput, dim: FlowDim): Promise<unknown[][]> =>
  ctx.db.rows(`select ${dim}, ${summed} from ${CELLS} group by 1 having sum(events) <> 0 order by sum(value) desc, 1 limit $${CELLS_PARAMS + 1}::int`, [
    ...cellsParams(ctx.catalog.tree, input, periodsOf(input.from, input.to), input.filter),
    MOST_ROWS + 1,
  ]);

function headOf(
  ctx: FigureCtx,
  actor: Actor,
  scope: Scope,
  input: FlowCardInput,
  { newest, arrived }: { newest: string | null; arrived: string | null },
  locale: ExportLocale,
  names: FlowNames,
): string[][] {
  const words = FLOW_EXPORT_WORDS[locale];
  const field = fieldWords[locale];
  const last = new Date(Date.parse(input.to) - 86_400_000).toISOString().slice(0, 10);
  const at = (text: string | null) => (text === null ? words.none : zoneText(ctx, Date.parse(text)));
  const told = FLOW_DIMS.flatMap((dim) => {
    const codes = input.filter[dim];
    return codes ? [`${words.dims[dim]}：${codes.map((code) => nameOf(ctx, dim, code, locale, names)).join('、')}`] : [];
  });
  return [
    ...takenBy(ctx, actor, scope, locale),
    [words.title, words.apart],
    [words.region, ctx.catalog.regionName(input.region)],
    [words.span, words.days(input.from, last)],
    [words.filter, told.length === 0 ? words.all : told.join('；')],
    [words.scope, field.values.scope?.[input.scope] ?? input.scope],
    [words.status, field.values.status?.[input.status] ?? input.status],
    [words.asOf, at(newest)],
    [words.arrived, at(arrived)],
    [words.data, names.demo ? words.demo : words.reported],
  ];
}

/** Codes come from outside: `constructor` is one like any other. */
const own = (table: Record<string, string> | undefined, key: string) => (table && Object.hasOwn(table, key) ? table[key] : undefined);

function nameOf(ctx: FigureCtx, dim: FlowDim, code: string, locale: ExportLocale, names: FlowNames): string {
  if (code === UNTOLD) return FLOW_EXPORT_WORDS[locale].untold;
  if (dim === 'region') return ctx.catalog.regionName(code);
  const table = dim === 'zone' || dim === 'port' || dim === 'chapter' ? names[dim] : fieldWords[locale].values[dim];
  return own(table, code) ?? code;
}

function cells(sums: FlowSums): string[] {
  const rate = (num: FlowSum, den: FlowSum) => (sums[den] === 0 ? '' : (sums[num] / sums[den]).toFixed(6));
  return [
    (sums.value / 100).toFixed(2),
    ...(['parcels', 'declarations', 'events'] as const).map((s) => String(sums[s])),
    rate('inspected', 'inspectedOf'),
    rate('mismatched', 'mismatchedOf'),
    rate('returned', 'returnedOf'),
    ...(['le1h', 'le6h', 'le24h', 'gt24h'] as const).map((s) => String(sums[s])),
  ];
}
