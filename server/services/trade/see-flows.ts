import type { FlowFilter } from '../../core/trade/cube.ts';
import { type Scope, seesRegion } from '../access/require-scope.ts';
import type { Catalog, Ctx } from '../context.ts';
import { Invalid, OutOfScope } from '../errors.ts';
import { DECLARED } from '../event/group-item.ts';

/** Indicators that are counted from the same events as the cells. */
export const tradeIndicators = ({ indicators }: Pick<Catalog, 'indicators'>) =>
  [...indicators.values()].filter((row) => row.from?.some((rule) => rule.event === DECLARED));

/**
 * Whether a scope holds the cells of a region: they are public within it, like figures. A display shows the figures of its
 * one topic, and cells tell all that is counted of trade: it has them only where its topic shows each of those.
 */
export function seesFlows(scope: Scope, catalog: Pick<Catalog, 'tree' | 'indicators'>, region: string): boolean {
  return seesRegion(scope, catalog.tree, region) && seesAll(scope, catalog);
}

/** @throws OutOfScope, and Invalid of a span that ends before it begins or is longer than ten years */
export function assertFlows(scope: Scope, { catalog }: Ctx, { region, from, to }: { region: string; from: string; to: string }): void {
  if (!seesFlows(scope, catalog, region)) throw new OutOfScope(`flows of region ${region} are outside your scope`);
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (!(days > 0 && days <= 3_660)) throw new Invalid('a span of flows ends after it begins and has at most ten years');
}

function seesAll({ indicators }: Scope, catalog: Pick<Catalog, 'indicators'>): boolean {
  if (!indicators) return true;
  const told = tradeIndicators(catalog);
  return told.length > 0 && told.every((row) => indicators.has(row.code));
}

/** A filter as the audit keeps it: how many codes of each dimension were chosen, and the first of them where they are codes. */
export function codesIn(filter: FlowFilter): Record<string, string> {
  const told = Object.entries(filter).flatMap(([dim, codes]) =>
    codes
      ? [
          [
            dim,
            `${codes.length}: ${codes
              .filter((c) => /^[\w-]{1,32}$/.test(c))
              .slice(0, 5)
              .join(' ')}`,
          ],
        ]
      : [],
  );
  return Object.fromEntries(told);
}
