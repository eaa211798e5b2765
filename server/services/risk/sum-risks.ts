import { RISK_CHECKS, RISK_HEADS, type RiskAbout, type RiskCheck, type RiskHead } from '../../core/risk/terms.ts';
import { markOf } from '../../wire/marks.ts';
import type { RiskSummary } from '../../wire/risk.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import { assertRegion, type Scope } from '../access/require-scope.ts';
import type { CaseCtx } from '../context.ts';
import { riskRows } from './evaluate-risks.ts';
import { lastRun } from './last-run.ts';
import { saidOf } from './list-risks.ts';
import { dayOf } from './read-days.ts';

const GRAVEST = 8;
/** Under which head each check's findings stand; a check may have two. */
const HEADS_OF: Record<RiskCheck, readonly RiskHead[]> = {
  over_order: ['compliance'],
  over_year: ['compliance'],
  many_orders: ['compliance'],
  price: ['compliance', 'market'],
  growth: ['market'],
  returns: ['market'],
  shift: ['country'],
  mismatch: ['compliance', 'credit'],
};

type Counted = { head: RiskHead; check: RiskCheck; open: number; handled: number };
type Gravest = { id: number; title: string; at: number; state: string; mark: string | null; about: RiskAbout };

/** How many risks are open by head, the gravest of them and of those the newest, what was dealt with today, and when the rules judged. @param scope of risk.read @throws OutOfScope */
export async function sumRisks(ctx: CaseCtx, scope: Scope, region: string): Promise<RiskSummary> {
  assertRegion(scope, ctx.catalog.tree, region);
  const held = ticketCondition(ctx, scope, region, 2, 'risk');
  const day = Date.parse(dayOf(ctx, ctx.now()));
  const params = [day - ctx.catalog.zone(day), ...held.params];
  const [counted, gravest] = await asReader(
    ctx,
    scope,
    (tx) =>
      Promise.all([
        tx.query<Counted>(
          `select about->>'head' "head", about->>'check' "check", count(*) filter (where open and state <> 'answered') "open",
             count(*) filter (where state in ('answered', 'filed', 'dropped') and coalesce(closed_at, moved_at) >= to_timestamp($1::float8 / 1000.0)) "handled"
           from cases where not retracted and ${held.sql} group by 1, 2`,
          params,
        ),
        tx.query<Gravest>(
          `select id, title, at, state, mark, about from cases where $1::float8 is not null and not retracted and open and state <> 'answered' and ${held.sql}
           order by (about->>'severity')::int, at desc, id desc limit ${GRAVEST}`,
          params,
        ),
      ]),
    ['risk'],
  );
  const rows = riskRows(ctx);
  const open = (by: (c: Counted) => boolean) => counted.filter(by).reduce((sum, c) => sum + c.open, 0);
  const rulesOf = (head: RiskHead) => rows.filter((r) => HEADS_OF[r.value.check].includes(head)).length;
  const heads = Object.fromEntries(RISK_HEADS.map((head) => [head, { open: open((c) => c.head === head), rules: rulesOf(head) }]));
  const checks = Object.fromEntries(RISK_CHECKS.map((check) => [check, open((c) => c.check === check)])) as RiskSummary['checks'];
  return {
    heads: heads as RiskSummary['heads'],
    rules: rows.length,
    finding: rows.filter((r) => checks[r.value.check] > 0).length,
    gravest: gravest.map(({ about, mark, ...row }) => ({ ...row, mark: markOf(mark), ...saidOf(ctx, about) })),
    handledToday: counted.reduce((sum, c) => sum + c.handled, 0),
    checks,
    run: await lastRun(ctx, scope, region),
  };
}
