import type { Param } from '../../../db/client.ts';
import { figureAgain } from '../../core/risk/judge.ts';
import type { DaySpan, RiskAbout, RiskEvidence, RiskFigure } from '../../core/risk/terms.ts';
import type { FlowFilter } from '../../core/trade/cube.ts';
import { FLOW_DIMS, type FlowSums } from '../../core/trade/flow.ts';
import type { LawfulClause, RiskCase, RiskEpisode } from '../../wire/risk.ts';
import type { Actor } from '../access/actor.ts';
import { type Scope, scopeFor, seesTicket } from '../access/require-scope.ts';
import { deskTicket } from '../case/desk-ticket.ts';
import type { CaseCtx, Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { lawfulRows, rowFor } from './evaluate-risks.ts';
import { riskRow, zoneName } from './list-risks.ts';
import { regionOf } from './raise-risk.ts';
import { ALL_SUMS } from './read-days.ts';

/** One risk with its evidence as it was raised and as it is known now, the rule, what was done, its clocks, and what the reader may do. @throws NotFound also when it is out of scope */
export async function riskCase(ctx: CaseCtx, scope: Scope, actor: Actor, id: number): Promise<RiskCase> {
  const found = await riskRow(ctx, scope, id);
  if (!found) throw new NotFound(`no risk ${id} in your scope`);
  const { row, about } = found;
  const [one, nowKnown, episodes] = await Promise.all([deskTicket(ctx, scope, actor, id, 'risk'), knownNow(ctx, about), episodesOf(ctx, id)]);
  const acts = scopeFor(ctx, actor, 'risk.act');
  const lawful = lawfulFor(ctx, about);
  const may = acts && seesTicket(acts, ctx.catalog.tree, { region: row.region, department: row.unit }) ? one.commands : [];
  const commands = may.flatMap((c) => {
    if (c.command !== 'drop') return [c];
    // What no clause calls lawful cannot be dropped.
    const choice = lawful.map((l) => l.id);
    const names = Object.fromEntries(lawful.map((l) => [l.id, `${l.says}（${l.source}）`]));
    return choice.length === 0 ? [] : [{ ...c, fields: c.fields.map((f) => (f.name === 'lawful' ? { ...f, choice, names } : f)) }];
  });
  const rule = rowFor(ctx, about.check, about.of.zone);
  const dropped = one.journal.find((e) => e.command === 'drop');
  const clause = typeof dropped?.data.lawful === 'string' ? dropped.data.lawful : null;
  return {
    ...one,
    commands,
    outcome: row.result,
    about,
    zoneName: zoneName(ctx, about.of.zone),
    nowKnown,
    latest: episodes.latest,
    episodes: episodes.list,
    inForce: rule && { id: rule.id, version: rule.version, source: rule.source, value: rule.value },
    lawful,
    dropped: clause === null ? null : (clausesOf(ctx, about).find((l) => l.id === clause) ?? { id: clause, says: '', source: '' }),
  };
}

const clausesOf = (ctx: CaseCtx, about: RiskAbout): LawfulClause[] =>
  lawfulRows(ctx, regionOf(ctx, about.of.zone)).map(({ id, source, value }) => ({ id, source, says: value.says }));

function lawfulFor(ctx: CaseCtx, about: RiskAbout): LawfulClause[] {
  const rows = lawfulRows(ctx, regionOf(ctx, about.of.zone)).filter((r) => r.value.checks.includes(about.check));
  return rows.map(({ id, source, value }) => ({ id, source, says: value.says }));
}

async function episodesOf(ctx: Ctx, id: number): Promise<{ list: RiskEpisode[]; latest: RiskEvidence | null }> {
  const rows = await ctx.db.query<RiskEpisode & { latest: RiskEvidence }>(
    `select began_at "beganAt", seen_at "seenAt", ended_at "endedAt", latest from risk_finding where case_id = $1::int8 order by began_at desc, id desc limit 20`,
    [id],
  );
  return { list: rows.map(({ latest: _, ...episode }) => episode), latest: rows[0]?.latest ?? null };
}

async function knownNow(ctx: Ctx, { evidence }: RiskAbout): Promise<RiskFigure> {
  const { now, before, filter, whole } = evidence;
  const read = (over: FlowFilter, days: DaySpan) => sumsOf(ctx, evidence, over, days);
  const [own, past, all, allBefore] = await Promise.all([
    read(filter, now),
    before ? read(filter, before) : null,
    whole ? read(whole, now) : null,
    whole && before ? read(whole, before) : null,
  ]);
  return figureAgain(evidence, { now: own, before: past, whole: all, wholeBefore: allBefore });
}

/** Sums over the days of the cells that a filter takes. */
async function sumsOf(ctx: Ctx, { scope, status }: RiskEvidence, filter: FlowFilter, days: DaySpan): Promise<FlowSums> {
  const params: Param[] = [scope, status, days.from, days.to];
  // Dimensions are the columns' own names; their codes go as parameters.
  const parts = FLOW_DIMS.flatMap((dim) => {
    const codes = filter[dim];
    return codes ? [`${dim} in (select json_array_elements_text($${params.push(JSON.stringify(codes))}::text::json))`] : [];
  });
  const where = ['grain = 1', 'scope = $1', 'status = $2', 'period >= $3::text::date', 'period < $4::text::date', ...parts].join(' and ');
  const [row] = await ctx.db.query<FlowSums>(`select ${ALL_SUMS} from trade_cell where ${where}`, params);
  return row as FlowSums;
}
