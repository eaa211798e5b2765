import type { KnowledgeDesk, KnowledgeReport } from '../../wire/knowledge.ts';
import { homeCondition } from '../access/home-scope.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';

export type ReportFilter = { entry: number | null; state: 'open' | 'settled' | 'all' /** Reports before this id. */; before: number | null; limit: number };

const STATES: Record<ReportFilter['state'], string> = { open: `r.state = 'open'`, settled: `r.state <> 'open'`, all: 'true' };

/**
 * What readers found wrong with the entries that one edits: those that wait, the oldest first; the settled, the newest first.
 * @param scope of knowledge.edit
 */
export async function listReports(ctx: Ctx, scope: Scope, { entry, state, before, limit }: ReportFilter): Promise<KnowledgeReport[]> {
  const params: string[] = [];
  const mine = homeCondition(scope, ctx.catalog, 'k', params);
  const waiting = state === 'open';
  const n = params.length;
  return ctx.db.query<KnowledgeReport>(
    `select r.id, r.entry, k.title, r.version, k.version "versionNow", r.at, r.by_login "by", r.text, r.state, r.settled_at "settledAt",
       r.settled_by "settledBy", r.reason
     from knowledge_report r join knowledge k on k.id = r.entry
     where ${STATES[state]} and ($${n + 1}::int8 is null or r.entry = $${n + 1}::int8) and ($${n + 2}::int8 is null or r.id ${waiting ? '>' : '<'} $${n + 2}::int8) and ${mine}
     order by r.id ${waiting ? 'asc' : 'desc'} limit $${n + 3}::int`,
    [...params, entry, before, limit],
  );
}

/** Where one may edit, and how many reports wait there. @param scope of knowledge.edit; null for who has none */
export async function readDesk(ctx: Ctx, scope: Scope | null): Promise<KnowledgeDesk> {
  if (scope === null) return { parts: [], openReports: 0 };
  const params: string[] = [];
  const mine = homeCondition(scope, ctx.catalog, 'k', params);
  const [row] = await ctx.db.query<{ n: number }>(
    `select count(*) n from knowledge_report r join knowledge k on k.id = r.entry where r.state = 'open' and ${mine}`,
    params,
  );
  const parts = scope.parts.map(({ region, departments }) => ({
    region,
    regionName: ctx.catalog.regionName(region),
    departments: departments === null ? null : [...departments],
  }));
  return { parts, openReports: row?.n ?? 0 };
}
