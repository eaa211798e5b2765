import type { Share } from './score.ts';

/** What is known of a unit, from what it did lately; shares are sums, never averages of rates. */
export type UnitRecord = {
  readonly unit: string;
  /** Tickets of the class that it closed, of all of the class that were closed. */
  readonly history: Share;
  readonly open: number;
  /** The median of what it had open on the last weeks; null when it is not known for long enough. */
  readonly usual: number | null;
  readonly onTime: Share;
  readonly returned: Share;
  readonly distanceKm: number | null;
};

/** `named`: its place among the units that the catalogue names, 0 the most specific; null when no row names it. */
export type UnitCandidate = UnitRecord & { readonly named: number | null; readonly returnedThis: boolean };

export type Against = {
  readonly code: 'load' | 'returned' | 'late' | 'far' | 'returned_this' | 'no_rule';
  readonly params: Readonly<Record<string, number | string>>;
};
export type RankedUnit = UnitCandidate & { readonly score: number; readonly against: readonly Against[] };

/** Rates of fewer than these say nothing against anybody. */
const LEAST = 10;
const MANY_RETURNED = 0.2;
const FEW_ON_TIME = 0.9;
/** Open now against the usual, and by how many at least. */
const LOADED = 1.5;
const LOADED_BY = 5;
const FAR_KM = 30;

const OF_CATALOGUE = 0.6;
const OF_HISTORY = 0.4;
const LATER_ROW = 0.05;
const COST: Record<Against['code'], number> = { load: 0.08, returned: 0.1, late: 0.1, far: 0.05, returned_this: 0.3, no_rule: 0 };

/**
 * Units in the order in which they are suggested: those of the catalogue as its rows go, then those that closed the most
 * of the class. `score` 0 to 1 is for showing how close they are; what speaks against a unit lowers it and never hides it.
 */
export function rankUnits(candidates: readonly UnitCandidate[], most = 3): RankedUnit[] {
  const ranked = candidates.map((c): RankedUnit => {
    const against = againstOf(c);
    const cost = against.reduce((sum, a) => sum + COST[a.code], 0);
    const base = c.named === null ? 0 : OF_CATALOGUE - LATER_ROW * c.named;
    return { ...c, against, score: Math.max(0, Math.min(1, base + OF_HISTORY * cautious(c.history) - cost)) };
  });
  const place = (u: RankedUnit) => u.named ?? Number.POSITIVE_INFINITY;
  return ranked
    .sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)) || b.score - a.score || b.history.num - a.history.num || (a.unit < b.unit ? -1 : 1))
    .slice(0, most);
}

/** A share that few tickets cannot make large. */
function cautious({ num, den }: Share): number {
  return num / (den + 3);
}

function againstOf({ named, returnedThis, open, usual, onTime, returned, distanceKm }: UnitCandidate): Against[] {
  const against: Against[] = [];
  if (returnedThis) against.push({ code: 'returned_this', params: {} });
  if (named === null) against.push({ code: 'no_rule', params: {} });
  if (usual !== null && open > usual * LOADED && open - usual >= LOADED_BY) against.push({ code: 'load', params: { open, usual } });
  if (returned.den >= LEAST && returned.num / returned.den >= MANY_RETURNED) against.push({ code: 'returned', params: { ...returned } });
  if (onTime.den >= LEAST && onTime.num / onTime.den < FEW_ON_TIME) against.push({ code: 'late', params: { ...onTime } });
  if (distanceKm !== null && distanceKm > FAR_KM) against.push({ code: 'far', params: { km: Math.round(distanceKm) } });
  return against;
}
