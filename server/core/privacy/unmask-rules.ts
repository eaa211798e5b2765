import { type GrantSpan, grantsFor } from '../access/grants.ts';

/** What of a ticket decides who may unmask its caller. */
export type UnmaskPlace = { region: string; department: string | null; confidential: boolean };
export type UnmaskContains = { region(ancestor: string, region: string): boolean; department(ancestor: string, department: string): boolean };

/** Why a caller is not unmasked: no marked grant covers the ticket; it is kept from the unit; there is nothing to see. */
export type UnmaskRefusal = 'no_mark' | 'confidential' | 'anonymous' | 'erased' | 'nothing';

/**
 * Marked grants that cover the ticket's region and department at `now`. A confidential ticket keeps its caller from the
 * unit that handles it: a unit's grants do not count there, whatever their mark.
 */
export function unmaskGrants<G extends GrantSpan>(
  grants: readonly G[],
  place: UnmaskPlace,
  contains: UnmaskContains,
  now: number,
): { usable: G[]; why: 'no_mark' | 'confidential' | null } {
  const covering = grantsFor(grants, 'person.unmask', now).filter(
    (g) =>
      contains.region(g.region, place.region) && (g.department === null || (place.department !== null && contains.department(g.department, place.department))),
  );
  const usable = place.confidential ? covering.filter((g) => g.role !== 'unit_handler') : covering;
  return { usable, why: usable.length > 0 ? null : covering.length > 0 ? 'confidential' : 'no_mark' };
}

/** Characters that a reason has at least, blanks not counted, and at most. */
export const REASON_MIN = 6;
export const REASON_MAX = 200;

/** What is wrong with a reason; null when it may stand. A repeated character is none. */
export function reasonFault(reason: string): 'short' | 'long' | 'empty' | null {
  const letters = [...reason.replace(/\s/g, '')];
  if (letters.length < REASON_MIN) return 'short';
  if ([...reason.trim()].length > REASON_MAX) return 'long';
  return new Set(letters).size < 3 ? 'empty' : null;
}
