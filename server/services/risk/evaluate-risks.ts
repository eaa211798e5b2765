import { type RuleRow, rulesAt } from '../../core/case/rules.ts';
import { judgeRisk, spansBack } from '../../core/risk/judge.ts';
import { takeInTurn } from '../../core/risk/take-in-turn.ts';
import type { RiskFinding } from '../../core/risk/terms.ts';
import type { CaseCtx } from '../context.ts';
import { keepRun } from './last-run.ts';
import { raiseRisk, regionOf } from './raise-risk.ts';
import { type DayReader, dayOf } from './read-days.ts';

type RiskRow = RuleRow<'risk'>;
type Open = { id: number; check: string; subject: string; zone: string; seenAt: number };
/** `held`: found, and left by the cap for the next run. */
export type Evaluated = { raised: number; ended: number; open: number; held: number };

/** New cases of one run: more at once are a fault of the source rather than so many risks. They take turns (`takeInTurn`), the rest comes in later runs. */
const MOST_RAISED = 50;
const DAY = 86_400_000;

/** The rows of risk in force, one a check and place. */
export function riskRows(ctx: CaseCtx): RiskRow[] {
  const now = ctx.now();
  const rows = (ctx.rules().book.risk ?? []) as readonly RiskRow[];
  return rows.filter((r) => r.from <= now && (r.until === null || now < r.until));
}

/** The clauses that call something lawful in a region. */
export const lawfulRows = (ctx: CaseCtx, region: string) =>
  rulesAt(ctx.rules().book, 'lawful', { kind: 'risk', regions: ctx.rules().regions(region) }, ctx.now());

/** The row that decides a check for a zone: the nearest to it. */
export function rowFor(ctx: CaseCtx, check: string, zone: string): RiskRow | null {
  const query = { kind: 'risk', regions: ctx.rules().regions(regionOf(ctx, zone)) };
  return rulesAt(ctx.rules().book, 'risk', query, ctx.now()).find((r) => r.value.check === check) ?? null;
}

/**
 * Judges the cells by the rules in force: what is found begins an episode with its case, what goes on is seen again, what was
 * judged and no longer holds ends. What cannot be judged for want of cells ends when its whole span has passed since it was seen.
 */
export async function evaluateRisks(ctx: CaseCtx, days: DayReader, { stop = () => false }: { stop?: () => boolean } = {}): Promise<Evaluated> {
  const today = dayOf(ctx, ctx.now());
  const found = new Map<string, { finding: RiskFinding; row: RiskRow }>();
  const judged = new Set<string>();
  const rows = riskRows(ctx);
  const lawful = (zone: string) => lawfulRows(ctx, regionOf(ctx, zone)).map((r) => r.value);
  for (const row of rows) {
    if (stop()) return { raised: 0, ended: 0, open: 0, held: 0 };
    const { check, scope, status } = row.value;
    const spans = await days.spans(ctx, check, scope, status, spansBack(row.value, today), today);
    const outcome = judgeRisk(row.value, spans, lawful);
    // All zones are compared with each other; each is judged by the row that is its own.
    const own = (zone: string) => {
      const decides = rowFor(ctx, check, zone);
      return decides?.id === row.id && decides.version === row.version;
    };
    // A zone that no profile registers is compared with, and named to the steward as such; it has nobody to whom a case could go.
    for (const finding of outcome.findings)
      if (ctx.catalog.zoneRegion(finding.of.zone) !== null && own(finding.of.zone)) found.set(`${check} ${finding.subject}`, { finding, row });
    for (const subject of outcome.judged) if (own(subject.slice(0, subject.indexOf('|')))) judged.add(`${check} ${subject}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  days.forget(ctx.now() - DAY);
  const open = await ctx.db.query<Open>('select id, found_check "check", subject, zone, seen_at "seenAt" from risk_finding where ended_at is null order by id');
  const ended = open.filter((o) => !found.has(nameOf(o)) && isOver(ctx, o, judged));
  await ctx.db.transaction(async (tx) => {
    const seen = open.flatMap((o) => {
      const again = found.get(nameOf(o));
      return again ? [{ id: o.id, severity: again.finding.severity, latest: again.finding.evidence }] : [];
    });
    await tx.query(
      `update risk_finding f set seen_at = to_timestamp($2::float8 / 1000.0), severity = r.severity, latest = r.latest
       from json_to_recordset($1::text::json) r(id int8, severity int, latest jsonb) where f.id = r.id and f.ended_at is null`,
      [JSON.stringify(seen), ctx.now()],
    );
    await tx.query(
      `update risk_finding f set ended_at = to_timestamp($2::float8 / 1000.0) from json_to_recordset($1::text::json) r(id int8) where f.id = r.id and f.ended_at is null`,
      [JSON.stringify(ended.map(({ id }) => ({ id }))), ctx.now()],
    );
  });
  const known = new Set(open.map(nameOf));
  const fresh = [...found].filter(([name]) => !known.has(name)).map(([, { finding, row }]) => ({ ...finding, row }));
  const { taken, held } = takeInTurn(fresh, MOST_RAISED);
  let raised = 0;
  for (const { row, ...finding } of taken) {
    if (stop()) break;
    const { id, version, source, value } = row;
    if ((await raiseRisk(ctx, finding, { id, version, source, value })) !== null) raised += 1;
  }
  if (!stop()) await keepRun(ctx, held);
  return { raised, ended: ended.length, open: open.length - ended.length + raised, held: held.length };
}

const nameOf = (o: Pick<Open, 'check' | 'subject'>): string => `${o.check} ${o.subject}`;

function isOver(ctx: CaseCtx, o: Open, judged: ReadonlySet<string>): boolean {
  const row = rowFor(ctx, o.check, o.zone);
  return row === null || judged.has(nameOf(o)) || ctx.now() - o.seenAt > row.value.days * DAY;
}
