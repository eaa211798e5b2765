import { fileName } from '../../core/export/csv.ts';
import type { FlowSum } from '../../core/trade/flow.ts';
import { RISK_NAMES } from '../../core/words/risk-words.ts';
import type { RiskFile, RiskFilter, RiskRow } from '../../wire/risk.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { CaseCtx } from '../context.ts';
import { takenBy, zoneText } from '../export/file-head.ts';
import type { ExportLocale } from '../export/words.ts';
import { workbook } from '../export/workbook.ts';
import { RISK_EXPORT_WORDS } from './export-words.ts';
import { listRisks } from './list-risks.ts';
import { dayOf } from './read-days.ts';

const PAGE = 200;
const MOST = 5_000;

/**
 * A list of risks as a workbook, each figure with its scope, status, days and what it was held against, under the watermark of
 * whoever asks. The audit row is committed before the first byte is answered. @throws OutOfScope
 */
export async function exportRisks(ctx: CaseCtx, actor: Actor, scope: Scope, filter: RiskFilter, locale: ExportLocale): Promise<RiskFile> {
  const words = RISK_EXPORT_WORDS[locale];
  const rows: RiskRow[] = [];
  let cursor: string | null = null;
  do {
    const page = await listRisks(ctx, scope, { ...filter, limit: PAGE, ...(cursor === null ? {} : { cursor }) });
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== null && rows.length < MOST);
  const lines = [
    ...takenBy(ctx, actor, scope, locale),
    [words.title, words.views[filter.view]],
    [words.region, ctx.catalog.regionName(filter.region)],
    [words.asOf, zoneText(ctx, ctx.now())],
    [words.never],
    ...(cursor === null ? [] : [[words.cut(MOST)]]),
    [],
    [...words.columns],
    ...rows.map((r) => lineOf(ctx, r, locale)),
  ];
  const body = await workbook([{ title: words.title, lines }]);
  const detail = { view: filter.view, head: filter.head ?? null, check: filter.check ?? null, zone: filter.zone ?? null, rows: rows.length };
  const object = { kind: 'risk', id: filter.region };
  await ctx.db.transaction((tx) => writeAudit(tx, actor, { action: 'risk.exported', result: 'ok', object, region: filter.region, detail }, ctx.now()));
  return { name: fileName(['risks', filter.region, dayOf(ctx, ctx.now())], 'xlsx'), body, rows: rows.length };
}

function lineOf(ctx: CaseCtx, row: RiskRow, locale: ExportLocale): string[] {
  const { evidence: e, of } = row;
  const names = RISK_NAMES[locale];
  const say = RISK_EXPORT_WORDS[locale];
  const figure = (value: number): string => value.toFixed(e.unit === 'price' ? 2 : 6);
  return [
    row.no,
    names.heads[row.head],
    names.checks[row.check],
    say.severities[row.severity - 1] ?? '',
    row.zoneName,
    of.mode ?? '',
    names.directions[of.direction ?? ''] ?? '',
    of.partner ?? '',
    of.chapter ?? '',
    figure(e.value),
    say.units[e.unit],
    say.sides[e.side],
    figure(e.bound),
    amount(e.now.num, e.num),
    // Of growth and of shares of a whole both are sums of value.
    amount(e.now.den, e.den),
    String(e.sample),
    e.now.from,
    e.now.to,
    names.scopes[e.scope] ?? e.scope,
    names.statuses[e.status] ?? e.status,
    zoneText(ctx, row.at),
    row.endedAt === null ? say.holds : zoneText(ctx, row.endedAt),
    say.states[row.state] ?? row.state,
    row.unitName ?? '',
    row.result === null ? '' : (say.results[row.result] ?? row.result),
  ];
}

/** Money to the 分, as exports of trade have it; what is counted is whole. */
const amount = (value: number, sum: FlowSum): string => (sum === 'value' ? value.toFixed(2) : String(value));
