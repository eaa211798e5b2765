import type { SeriesRegistry } from './series-registry.ts';

/** Values that a figure's `scope` may have: a few are printed side by side, a thousand are a mistake. */
export const SCOPE_CAP = 64;

/**
 * Whether an indicator may have a series of this scope. Scopes are never folded together, so that beyond the cap there is
 * no `other` to count them in.
 */
export function scopeCap(series: Pick<SeriesRegistry, 'ofIndicator'>): (indicator: string, scope: string) => boolean {
  const known = new Map<string, Set<string>>();
  return (indicator, scope) => {
    let scopes = known.get(indicator);
    if (!scopes) {
      scopes = new Set(series.ofIndicator(indicator).map((s) => s.scope));
      known.set(indicator, scopes);
    }
    if (scopes.has(scope)) return true;
    if (scopes.size >= SCOPE_CAP) return false;
    scopes.add(scope);
    return true;
  };
}
