import { visible } from '../core/fact/visible.ts';
import type { RegionTree } from '../core/region/tree.ts';
import type { FactItem } from '../wire/facts.ts';
import type { SignalRow } from '../wire/signals.ts';
import type { MemoryLog } from './testing.ts';

/** A small seeded generator (mulberry32): equal seeds give equal runs. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What really happened: rows and facts, and what each client must therefore hold at the end. */
export class World {
  /** Totals by "series minute"; the newest revision wins. */
  readonly rows = new Map<string, SignalRow>();
  readonly facts: { regions: string[]; after: string; id: number; version: number }[] = [];
  private readonly cases = new Map<number, { version: number; region: string }>();
  private rev = 0;

  constructor(
    private readonly random: () => number,
    private readonly tree: RegionTree,
    private readonly minute: () => number,
  ) {}

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  /** Some committed rows, now and then one that an earlier revision overtakes. */
  someRows(): SignalRow[] {
    const regions = this.tree.subtree(this.tree.root);
    const made = Array.from({ length: 1 + Math.floor(this.random() * 4) }, (): SignalRow => {
      const region = this.pick(regions);
      const n = Math.floor(this.random() * 1000);
      const minute = this.minute() - Math.floor(this.random() * 4);
      return { series: Number(region), indicator: 'calls', region, dims: {}, minute, n, num: n * 3, den: n % 7, lastNum: n, lastDen: 1, rev: ++this.rev };
    });
    for (const row of made) this.rows.set(`${row.series} ${row.minute}`, row);
    return this.random() < 0.3 ? [...made, ...made.map((r) => ({ ...r, rev: r.rev - 4, num: -1 }))] : made;
  }

  /** One fact: a new case, a step, or a transfer that takes it out of somebody's sight. */
  appendFact(log: MemoryLog): void {
    const leaves = this.tree.subtree(this.tree.root).slice(1);
    const id = 1 + Math.floor(this.random() * 40);
    const known = this.cases.get(id);
    const version = (known?.version ?? 0) + 1;
    const region = known && this.random() < 0.6 ? known.region : this.pick(leaves);
    const regions = known && known.region !== region ? [known.region, region] : [region];
    this.cases.set(id, { version, region });
    this.facts.push({ regions, after: region, id, version });
    log.append({ at: 0, kind: 'dispatch', subject: 'case', subjectId: id, version, regions, departments: [], quiet: false, body: { region } });
  }

  /** Cells by "region minute" that a client of these regions holds, as text. */
  cells(regions: readonly string[]): Map<string, string> {
    const sums = new Map<string, [number, number, number]>();
    for (const row of this.rows.values()) {
      for (const region of this.tree.lineage(row.region)) {
        if (!regions.includes(region)) continue;
        const key = `${region} ${row.minute}`;
        const [n, num, den] = sums.get(key) ?? [0, 0, 0];
        sums.set(key, [n + row.n, num + row.num, den + row.den]);
      }
    }
    return new Map([...sums].map(([k, v]) => [k, v.join()]));
  }

  /** What a scope must have been told, in order. */
  told(regions: readonly string[]): string[] {
    const out: string[] = [];
    for (const f of this.facts) {
      const places = { regions: f.regions, departments: [], after: { regions: [f.after], departments: [] } };
      const seen = visible({ parts: regions.map((region) => ({ region, departments: null })) }, places, this.tree.contains);
      if (seen !== 'hidden') out.push(`${seen === 'gone' ? '-' : ''}${f.id}.${f.version}`);
    }
    return out;
  }
}

export const nameOf = (item: FactItem): string => `${'gone' in item ? '-' : ''}${item.id}.${item.version}`;
