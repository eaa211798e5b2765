import { type BriefKind, briefStart } from '../../core/brief/brief-spans.ts';
import type { Brief, BriefContent, BriefHead, BriefNow } from '../../wire/brief.ts';
import { readPolicy } from '../access/read-policy.ts';
import { assertRegion, type Scope, seesFigure } from '../access/require-scope.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { briefRows } from './brief-rows.ts';

const HEAD = `id, kind, region, (extract(epoch from from_at) * 1000)::int8 "from", (extract(epoch from to_at) * 1000)::int8 "to",
  (extract(epoch from made_at) * 1000)::int8 "madeAt", made_by "madeBy"`;
const LISTED = 60;

/** Briefs of a region, the newest first. @throws OutOfScope */
export async function listBriefs(ctx: FigureCtx, scope: Scope, { kind, region }: { kind: BriefKind; region: string }): Promise<BriefHead[]> {
  assertRegion(scope, ctx.catalog.tree, region);
  return ctx.db.query<BriefHead>(`select ${HEAD} from brief where region = $1 and kind = $2 order by from_at desc limit ${LISTED}`, [region, kind]);
}

/**
 * The brief of the period that holds an instant, as it was made, with what of its figures is another now.
 * @returns null when none was made
 * @throws OutOfScope
 */
export async function readBrief(ctx: FigureCtx, scope: Scope, query: { kind: BriefKind; region: string; at: number }): Promise<Brief | null> {
  const { tree, zone } = ctx.catalog;
  const { kind, region } = query;
  assertRegion(scope, tree, region);
  const from = briefStart(kind, query.at, zone);
  const [row] = await ctx.db.query<BriefHead & { content: BriefContent }>(
    `select ${HEAD}, content from brief where region = $1 and kind = $2 and from_at = to_timestamp($3::float8 / 1000.0)`,
    [region, kind, from],
  );
  if (!row) return null;
  const { content, ...head } = row;
  const sees = (code: string) => seesFigure(scope, tree, { indicator: code, region });
  const rows = content.rows.filter((r) => sees(r.code));
  const [now, policy] = await Promise.all([briefRows(ctx, [region], kind, from), readPolicy(ctx)]);
  return {
    ...head,
    rows,
    attention: content.attention.filter((a) => sees(a.code)),
    silent: content.silent.filter(sees),
    unjudged: content.unjudged?.filter(sees),
    marks: content.marks,
    now: changed(rows, now.get(region)?.rows ?? []).filter((n) => sees(n.code)),
    nowAt: ctx.now(),
    comparison: policy.comparison,
  };
}

/** What figures are now that differ from what was kept: corrected, retracted, come late, or told for the first time. */
function changed(then: readonly BriefNow[], now: readonly BriefNow[]): BriefNow[] {
  const kept = new Map(then.map((r) => [r.code, r]));
  const there = new Map(now.map((r) => [r.code, r]));
  const codes = new Set([...kept.keys(), ...there.keys()]);
  return [...codes].flatMap((code) => {
    const [a, b] = [kept.get(code), there.get(code)];
    if (a && b && a.num === b.num && a.den === b.den && a.records === b.records) return [];
    return [{ code, value: b?.value ?? null, num: b?.num ?? 0, den: b?.den ?? 0, records: b?.records ?? 0 }];
  });
}
