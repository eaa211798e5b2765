import { RISK_HEADS, type RiskFinding, type RiskHead, type RiskHeld } from '../../core/risk/terms.ts';
import type { RiskRun } from '../../wire/risk.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { regionOf } from './raise-risk.ts';

/** Keeps that the rules have judged, and what they found that is left for the next run. */
export async function keepRun(ctx: Ctx, left: readonly Pick<RiskFinding, 'head' | 'of'>[]): Promise<void> {
  const held = new Map<string, RiskHeld>();
  for (const { head, of } of left) {
    const region = regionOf(ctx, of.zone);
    const name = `${region} ${head}`;
    held.set(name, { region, head, count: (held.get(name)?.count ?? 0) + 1 });
  }
  await ctx.db.query(
    `insert into risk_run (id, at, held) values (1, to_timestamp($1::float8 / 1000.0), $2::text::jsonb)
     on conflict (id) do update set at = excluded.at, held = excluded.held`,
    [ctx.now(), JSON.stringify([...held.values()])],
  );
}

/** When the rules last judged, and what they left that the scope would see below `region`: what is no case yet is no department's. */
export async function lastRun(ctx: Ctx, scope: Scope, region: string): Promise<RiskRun> {
  const [row] = await ctx.db.query<{ at: number; held: RiskHeld[] }>('select at, held from risk_run where id = 1');
  const { tree } = ctx.catalog;
  const sees = (of: string) => tree.contains(region, of) && scope.parts.some((p) => p.departments === null && tree.contains(p.region, of));
  const held = Object.fromEntries(RISK_HEADS.map((head) => [head, 0])) as Record<RiskHead, number>;
  for (const one of row?.held ?? []) if (sees(one.region)) held[one.head] += one.count;
  return { at: row?.at ?? null, held };
}
