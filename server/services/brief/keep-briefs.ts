import { type Tx, textsLiteral } from '../../../db/client.ts';
import { BRIEF_KINDS, type BriefKind, briefEnd, dueBrief } from '../../core/brief/brief-spans.ts';
import type { BriefContent } from '../../wire/brief.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { composeBriefs } from './compose-briefs.ts';

/**
 * Makes the briefs that are due and are not there: of the newest day, week and month that are over, for the province and
 * each region that reports to it. Older ones that were missed are made by hand. One about which nothing was told is not kept.
 * @returns how many were made
 */
export async function keepBriefs(ctx: FigureCtx, { stop }: { stop: () => boolean }): Promise<number> {
  const { tree, reportingLevel, zone } = ctx.catalog;
  const regions = [tree.root, ...tree.atLevel(reportingLevel, tree.root).filter((r) => r !== tree.root)];
  let made = 0;
  for (const kind of BRIEF_KINDS) {
    if (stop()) return made;
    const from = dueBrief(kind, ctx.now(), zone);
    const there = await ctx.db.query<{ region: string }>(
      'select region from brief where kind = $1 and from_at = to_timestamp($2::float8 / 1000.0) and region = any($3::text::text[])',
      [kind, from, textsLiteral(regions)],
    );
    const missing = regions.filter((r) => !there.some((t) => t.region === r));
    if (missing.length === 0) continue;
    for (const [region, content] of await composeBriefs(ctx, missing, kind, from)) {
      if (content.rows.length > 0 && (await insertBrief(ctx, ctx.db, { kind, region, from, by: null, content })) !== null) made++;
    }
  }
  return made;
}

export type NewBrief = { kind: BriefKind; region: string; from: number; by: string | null; content: BriefContent };

/** @returns its id; null when there is one of the period already, which stays */
export async function insertBrief(ctx: Pick<FigureCtx, 'now' | 'catalog'>, tx: Pick<Tx, 'query'>, brief: NewBrief): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(
    `insert into brief (kind, region, from_at, to_at, made_at, made_by, content)
     values ($1, $2, to_timestamp($3::float8 / 1000.0), to_timestamp($4::float8 / 1000.0), to_timestamp($5::float8 / 1000.0), $6, $7::text::jsonb)
     on conflict (region, kind, from_at) do nothing returning id`,
    [brief.kind, brief.region, brief.from, briefEnd(brief.kind, brief.from, ctx.catalog.zone), ctx.now(), brief.by, JSON.stringify(brief.content)],
  );
  return row?.id ?? null;
}
