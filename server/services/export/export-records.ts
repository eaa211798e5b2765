import { csvText, fileName } from '../../core/export/csv.ts';
import { redactText } from '../../core/privacy/redact.ts';
import { fieldWords } from '../../core/words/field-words.ts';
import { inWords } from '../../core/words/in-words.ts';
import type { FigureQuery, RecordRow } from '../../wire/figure.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { NotFound } from '../errors.ts';
import { type FigureCtx, figureValues } from '../indicator/figures.ts';
import { recordPage } from '../indicator/record-page.ts';
import { type ExportFile, fileHead, type Reader, zoneText } from './file-head.ts';
import { EXPORT_WORDS, type ExportWords } from './words.ts';

const PAGE = 5_000;
/** More rows than one file should hold; the file says what it leaves out. */
export const MOST_RECORDS = 50_000;

/**
 * The records behind a figure as a table, masked, bounded, under the watermark of whoever asks. The audit row is committed
 * before the first byte is answered.
 * @param scope of record.export
 * @throws OutOfScope, NotFound, Invalid
 */
export async function exportRecords(ctx: FigureCtx, actor: Actor, scope: Scope, query: FigureQuery, reader: Reader, most = MOST_RECORDS): Promise<ExportFile> {
  const words = EXPORT_WORDS[reader.locale];
  const row = ctx.catalog.indicators.get(query.indicator);
  if (!row) throw new NotFound(`there is no indicator ${query.indicator}`);
  const [figure] = await figureValues(ctx, scope, [query]);
  if (!figure) throw new Error('a query gives a figure');
  const rows: RecordRow[] = [];
  let cursor: string | null = null;
  let total = 0;
  do {
    const page = await recordPage(ctx, scope, query, cursor, Math.min(PAGE, most - rows.length), true);
    rows.push(...page.rows);
    cursor = page.next;
    total = page.total;
  } while (cursor !== null && rows.length < most);
  // A full page does not know whether anything follows it.
  const cut = cursor !== null && (await recordPage(ctx, scope, query, cursor, 1, true)).rows.length > 0;
  const told = rows.map((r) => new Map(inWords(r.fields, fieldWords[reader.locale], reader.names)));
  const labels = [...new Set(told.flatMap((fields) => [...fields.keys()]))];
  const counts = [row.numeratorName ?? words.numerator, row.denominatorName ?? words.denominator, words.state];
  const live = rows.filter((r) => r.state === 'live').length;
  const text = csvText([
    ...fileHead(ctx, actor, scope, reader, row, figure),
    [words.records, cut ? words.cut(live, total) : String(live)],
    [],
    [...words.recordHead, ...counts, ...labels],
    ...rows.map((r, n) =>
      line(
        ctx,
        words,
        r,
        labels.map((label) => told[n]?.get(label) ?? ''),
      ),
    ),
  ]);
  await ctx.db.transaction((tx) =>
    writeAudit(
      tx,
      actor,
      {
        action: 'record.exported',
        result: 'ok',
        object: { kind: 'indicator', id: row.code },
        region: query.region,
        detail: { ...spanDetail(figure.span, query), rows: rows.length, cut },
      },
      ctx.now(),
    ),
  );
  return { name: fileName([row.code, query.region, zoneText(ctx, figure.span.from)], 'csv'), text, rows: rows.length, cut };
}

/** What of a query the audit keeps. */
export function spanDetail(span: { from: number; to: number }, query: FigureQuery): Record<string, unknown> {
  const { dims, scope, status, window, knownAt } = query;
  return JSON.parse(JSON.stringify({ from: span.from, to: span.to, dims, scope, status, window, knownAt }));
}

/** A source may use a telephone or identity number as an id; a long number alone is one of its own. */
function reference(text: string): string {
  const { text: clean, found } = redactText(text);
  return found.some((f) => f.kind !== 'card') ? clean : text;
}

/** Texts are redacted once more: what came in before a pattern was known. */
function line(ctx: FigureCtx, words: ExportWords, r: RecordRow, texts: readonly string[]): string[] {
  const state = r.state === 'live' ? (r.counted ? words.counted : '') : words[r.state];
  return [
    zoneText(ctx, r.at),
    zoneText(ctx, r.got),
    reference(r.source),
    reference(r.id),
    r.type,
    r.region,
    r.regionName,
    String(r.num),
    String(r.den),
    state,
    ...texts.map((text) => redactText(text).text),
  ];
}
