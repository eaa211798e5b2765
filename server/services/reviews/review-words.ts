import type { ReviewAbout } from '../../../db/schema/case.ts';
import { sharedWords } from '../../core/reviews/words.ts';
import type { ReviewAttention, ReviewSpan, ReviewWords } from '../../wire/reviews.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import { assertRegion, type Scope } from '../access/require-scope.ts';
import type { CaseCtx } from '../context.ts';

const MOST = 5_000;
const SHOWN = 12;

type Row = { about: ReviewAbout; body: string; open: boolean; late: boolean };

/**
 * What the single bad reviews of a span say, by the tags that were chosen and the words that several share, and the items
 * where they gather. Reviews that went away are left out.
 * @param scope of rectification.read @throws OutOfScope
 */
export async function reviewWords(ctx: CaseCtx, scope: Scope, { region, from, to }: ReviewSpan): Promise<ReviewWords> {
  assertRegion(scope, ctx.catalog.tree, region);
  const held = ticketCondition(ctx, scope, region, 4, 'rectification');
  const rows = await asReader(
    ctx,
    scope,
    (tx) =>
      tx.query<Row>(
        `select about, body, open, open and not paused and coalesce(due_at < to_timestamp($1::float8 / 1000.0), false) late from cases
         where at >= to_timestamp($2::float8 / 1000.0) and at < to_timestamp($3::float8 / 1000.0) and not retracted
           and coalesce(outcome, '') not in ('no_longer_bad', 'retracted') and ${held.sql} order by at desc, id desc limit ${MOST + 1}`,
        [ctx.now(), from, to, ...held.params],
      ),
    ['rectification'],
  );
  const read = rows.slice(0, MOST);
  return {
    total: read.length,
    tags: countTags(read),
    words: sharedWords(read.map((r) => r.body)),
    attention: gather(ctx, read),
    partial: rows.length > MOST,
  };
}

function countTags(rows: readonly Row[]): ReviewWords['tags'] {
  const counts = new Map<string, number>();
  for (const { about } of rows) for (const tag of new Set(about.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
    .slice(0, 2 * SHOWN);
}

/** Items by what calls for somebody: late rectifications first, then bad reviews. */
function gather({ catalog }: CaseCtx, rows: readonly Row[]): ReviewAttention[] {
  const items = new Map<string, ReviewAttention>();
  for (const { about, open, late } of rows) {
    const { item, department } = about;
    const key = `${item}\n${department}`;
    const one = items.get(key) ?? {
      item,
      itemName: catalog.itemName(item) ?? item,
      department,
      departmentName: catalog.departmentName(department) ?? department,
      bad: 0,
      open: 0,
      late: 0,
    };
    one.bad += 1;
    if (open) one.open += 1;
    if (late) one.late += 1;
    items.set(key, one);
  }
  return [...items.values()].sort((a, b) => b.late - a.late || b.bad - a.bad || b.open - a.open).slice(0, SHOWN);
}
