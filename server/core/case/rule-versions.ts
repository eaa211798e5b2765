import type { RuleRow } from './rules.ts';

/**
 * What holds of rows that were written in versions: a version says all of its rule from its own `from` on, so an earlier
 * one ends there at the latest, and one that never held is left out. Of rows with the same id and version the last holds.
 */
export function effectiveRows<R extends RuleRow>(rows: readonly R[]): R[] {
  const byId = new Map<string, Map<number, R>>();
  for (const row of rows) {
    const versions = byId.get(row.id);
    if (versions) versions.set(row.version, row);
    else byId.set(row.id, new Map([[row.version, row]]));
  }
  const held: R[] = [];
  for (const versions of byId.values()) {
    let cut = Number.POSITIVE_INFINITY;
    const kept: R[] = [];
    for (const row of [...versions.values()].sort((a, b) => b.version - a.version)) {
      const until = Math.min(row.until ?? Number.POSITIVE_INFINITY, cut);
      if (until > row.from) kept.push({ ...row, until: until === Number.POSITIVE_INFINITY ? null : until });
      cut = Math.min(cut, row.from);
    }
    held.push(...kept.reverse());
  }
  return held;
}
