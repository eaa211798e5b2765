import { type BriefKind, briefEnd, briefStart } from '../../core/brief/brief-spans.ts';
import type { Actor } from '../access/actor.ts';
import { assertRegion, type Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { Invalid, NotFound } from '../errors.ts';
import type { FigureCtx } from '../indicator/figures.ts';
import { composeBriefs } from './compose-briefs.ts';
import { insertBrief } from './keep-briefs.ts';

/** `at` is any instant of the period. */
export type MakeBrief = { kind: BriefKind; region: string; at: number };

/**
 * Makes the brief of a period that is over, for a region in scope: what is known now, under the name of who asks. One that
 * is there already stays as it is.
 * @throws OutOfScope, NotFound (no such region), Invalid (not over yet, or nothing told)
 */
export async function makeBrief(ctx: FigureCtx, actor: Actor, scope: Scope, { kind, region, at }: MakeBrief): Promise<{ made: boolean }> {
  const { tree, zone } = ctx.catalog;
  assertRegion(scope, tree, region);
  if (!tree.has(region)) throw new NotFound(`there is no region ${region}`);
  const from = briefStart(kind, at, zone);
  if (briefEnd(kind, from, zone) > ctx.now()) throw new Invalid('this period is not over');
  const content = (await composeBriefs(ctx, [region], kind, from)).get(region);
  if (!content || content.rows.length === 0) throw new Invalid('nothing was told of this period');
  return ctx.db.transaction(async (tx) => {
    const id = await insertBrief(ctx, tx, { kind, region, from, by: actor.name || actor.login, content });
    if (id === null) return { made: false };
    await writeAudit(tx, actor, { action: 'brief.made', result: 'ok', object: { kind: 'brief', id: String(id) }, region, detail: { kind, from } }, ctx.now());
    return { made: true };
  });
}
