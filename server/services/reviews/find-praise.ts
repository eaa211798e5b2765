import { numbersLiteral, type Param, textsLiteral } from '../../../db/client.ts';
import { type FullMark, praiseSigns, type Sign } from '../../core/reviews/praise-signs.ts';
import type { PraiseSign, PraiseSigns, ReviewSpan } from '../../wire/reviews.ts';
import { assertRegion, departmentsIn, type Scope } from '../access/require-scope.ts';
import { REVIEWED } from '../event/group-item.ts';
import type { FigureCtx } from '../indicator/figures.ts';

/** Of the newest; more would take a page's patience. */
const MOST = 20_000;
const SHOWN = 50;

type Row = {
  source: number;
  id: string;
  at: number;
  region: string;
  department: string;
  item: string;
  device: string | null;
  closed: string | null;
  text: string | null;
};

/**
 * Signs of arranged praise among the single full marks of a span, with what was counted and examples. A scope of some
 * departments looks at theirs alone.
 * @param scope of rectification.read @throws OutOfScope
 */
export async function findPraise(ctx: FigureCtx, scope: Scope, { region, from, to }: ReviewSpan): Promise<PraiseSigns> {
  const { tree } = ctx.catalog;
  assertRegion(scope, tree, region);
  const below = new Set(tree.subtree(region));
  const series = ctx.store.series.ofIndicator(`@${REVIEWED}`).filter((s) => below.has(s.region));
  const own = departmentsIn(scope, tree, region);
  const params: Param[] = [numbersLiteral(series.map((s) => s.id)), from, to];
  const mine = own === null ? '' : `and e.data->>'department' in (select unnest($${params.push(textsLiteral(own))}::text::text[]))`;
  const rows =
    series.length === 0
      ? []
      : await ctx.db.query<Row>(
          `select e.source, e.id, e.at, s.region, e.data->>'department' department, e.data->>'item' item, e.data->>'deviceHash' device, e.data->>'closedAt' closed, e.data->>'comment' "text"
           from event e join series s on s.id = e.series
           where e.series = any($1::text::int[]) and e.at >= to_timestamp($2::float8 / 1000.0) and e.at < to_timestamp($3::float8 / 1000.0)
             and e.data->>'level' = '5' and e.data->>'isDefault' = 'false' and e.data->>'count' is null and e.data->>'retraction' is null ${mine}
             and not exists (select 1 from event_void v where v.source = e.source and v.id = e.id)
           order by e.at desc limit ${MOST + 1}`,
          params,
        );
  const marks = rows.slice(0, MOST).map(({ closed, ...row }): FullMark => ({ ...row, closedAt: closed === null ? null : Date.parse(closed) }));
  const signs = praiseSigns(marks).slice(0, SHOWN);
  await ctx.store.sources.load(
    ctx.db,
    signs.flatMap((s) => s.samples.map((m) => m.source)),
  );
  return { signs: signs.map((s) => toSign(ctx, s)), looked: marks.length, partial: rows.length > MOST };
}

function toSign({ catalog, store }: FigureCtx, { samples, ...sign }: Sign): PraiseSign {
  return {
    ...sign,
    regionName: catalog.regionName(sign.region),
    departmentName: catalog.departmentName(sign.department) ?? sign.department,
    itemName: sign.item === null ? null : (catalog.itemName(sign.item) ?? sign.item),
    samples: samples.map(({ source, id, at }) => ({ source: store.sources.get(source)?.uri ?? '', id, at })),
  };
}
