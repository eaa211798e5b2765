import type { OwnGoal } from '../review/goal.ts';
import { type DerivationIndex, type DerivedIndicator, indexDerivations } from './derive.ts';

/** The dictionary as all services ask it. The maps stay the same objects; what is in them is replaced as a whole. */
export type Dictionary<Row extends DerivedIndicator> = {
  readonly indicators: ReadonlyMap<string, Row>;
  readonly derivations: DerivationIndex;
  /** Version in force by code; absent: the profile's row. */
  readonly versions: ReadonlyMap<string, number>;
  /** Targets of regions in force, by `code region`. */
  readonly ownTargets: ReadonlyMap<string, readonly OwnGoal[]>;
};

/** A region's own targets of an indicator in force: nobody else's. */
export const ownTargetsOf = ({ ownTargets }: Pick<Dictionary<DerivedIndicator>, 'ownTargets'>, code: string, region: string): readonly OwnGoal[] =>
  ownTargets.get(`${code} ${region}`) ?? [];

/** The maps that a catalogue hands out, and their one writer. */
export class LiveDictionary<Row extends DerivedIndicator> implements Dictionary<Row> {
  readonly indicators = new Map<string, Row>();
  readonly derivations = new Map<string, readonly { row: DerivedIndicator; rule: DerivedIndicator['from'][number] }[]>();
  readonly versions = new Map<string, number>();
  readonly ownTargets = new Map<string, readonly OwnGoal[]>();

  constructor(given: readonly Row[]) {
    this.replace(given, new Map(), []);
  }

  /** In one turn of the event loop: nobody sees a half of it, and whoever walks the rows meanwhile sees none twice. */
  replace(rows: readonly Row[], versions: ReadonlyMap<string, number>, goals: readonly (OwnGoal & { code: string })[]): void {
    put(this.indicators, new Map(rows.map((row) => [row.code, row])));
    put(this.derivations, indexDerivations(rows));
    put(this.versions, versions);
    const own = new Map<string, OwnGoal[]>();
    for (const { code, ...goal } of goals) own.set(`${code} ${goal.region}`, [...(own.get(`${code} ${goal.region}`) ?? []), goal]);
    put(this.ownTargets, own);
  }
}

function put<V>(into: Map<string, V>, from: ReadonlyMap<string, V>): void {
  for (const key of [...into.keys()]) if (!from.has(key)) into.delete(key);
  for (const [key, value] of from) into.set(key, value);
}
