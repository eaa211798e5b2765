import { RISK_HEADS, type RiskFinding } from './terms.ts';

type Placed = Pick<RiskFinding, 'head' | 'check' | 'subject' | 'severity' | 'of'>;

/**
 * The findings that one run raises where it raises no more than `most`: heads take turns, within a head zones, within a zone
 * checks, each giving its gravest first. So one fault of a source, however often it is found, hides nothing else.
 */
export function takeInTurn<T extends Placed>(findings: readonly T[], most: number): { taken: T[]; held: T[] } {
  const headOf = (f: T) => RISK_HEADS.indexOf(f.head);
  const nameOf = (f: T) => `${f.subject} ${f.check}`;
  const sorted = findings.toSorted((a, b) => a.severity - b.severity || headOf(a) - headOf(b) || compare(nameOf(a), nameOf(b)));
  const turns = inTurn(inTurn(inTurn(sorted, keyOfCheck), keyOfZone), (f) => f.head);
  return { taken: turns.slice(0, most), held: turns.slice(most) };
}

const keyOfZone = (f: Placed): string => `${f.head} ${f.of.zone}`;
const keyOfCheck = (f: Placed): string => `${keyOfZone(f)} ${f.check}`;

/** The first of each group, then the second of each, and so on; those of one turn stay in their order by gravity. */
function inTurn<T extends Placed>(list: readonly T[], keyOf: (one: T) => string): T[] {
  const seen = new Map<string, number>();
  const turns = list.map((one) => {
    const turn = seen.get(keyOf(one)) ?? 0;
    seen.set(keyOf(one), turn + 1);
    return { one, turn };
  });
  return turns.toSorted((a, b) => a.turn - b.turn || a.one.severity - b.one.severity).map(({ one }) => one);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
