import { makeTrade } from '../../../db/seed/events.ts';
import { type RandomNumbers, randomInt, randomOf } from '../../../db/seed/random.ts';
import { FLOW_DIMS, FLOW_SUMS, type FlowDim, type FlowKey, type FlowSums } from '../../core/trade/flow.ts';

/** A declaration that was sent, and whether another stands in its place now. For tests alone. */
export type Told = { id: string; at: number; day: string; key: FlowKey; sums: FlowSums; counts: boolean };

const DAY = 86_400_000;
const SCOPES = ['customs_platform', 'full_scope', 'platform_gmv'] as const;
const STATUSES = ['preliminary', 'formal', 'revised'] as const;
const REGIONS = ['990100', '990101', '990102', '990200', '990300', undefined] as const;

/** Random declarations and what of them counts, told without the product's own folds. */
export class FlowModel {
  readonly told: Told[] = [];
  private readonly byId = new Map<string, Told>();
  constructor(
    private readonly random: RandomNumbers,
    private readonly timeZone: string,
  ) {}

  /** A declaration within `days` before `now`, in the place of `replaces` where that is given. */
  make(now: number, days: number, over: { replaces?: string; retracts?: string } = {}) {
    const { random } = this;
    const at = Math.floor(now / 1000) * 1000 - randomOf(random, [randomInt(random, 600), randomInt(random, 40 * 60), randomInt(random, days * 86_400)]) * 1000;
    const region = randomOf(random, REGIONS);
    // A zone that is registered tells for its own region alone, the others for any.
    const any = randomOf(random, ['zone-990100', 'z-a', 'z-b']);
    const zone = region && !region.startsWith('9901') ? any.replace('zone-990100', 'z-c') : any;
    const fen = randomInt(random, 1e9);
    const declarations = randomInt(random, 50);
    const data = {
      region,
      zone,
      scope: randomOf(random, SCOPES),
      status: randomOf(random, STATUSES),
      mode: randomOf(random, ['9610', '1210', '9810']),
      direction: randomOf(random, ['export', 'import']),
      partner: randomOf(random, ['USA', 'HKG', 'JPN']),
      valueCny: Number(`${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`),
      parcels: randomInt(random, 90),
      declarations,
      hsChapter: randomOf(random, ['61', '85', undefined]),
      port: randomOf(random, ['p-1', 'p-2', undefined]),
      customsDistrict: randomOf(random, ['51', undefined]),
      inspected: randomOf(random, [randomInt(random, 5), undefined]),
      returned: randomOf(random, [randomInt(random, 5), undefined]),
      clearance: randomOf(random, [{ le1h: 1, le6h: randomInt(random, 9), le24h: 0, gt24h: 2 }, undefined]),
      flags: randomOf(random, [{ overYearLimit: randomInt(random, 3) }, undefined]),
    };
    const sent = makeTrade(data, { source: 'urn:test:trade', time: new Date(at).toISOString(), ...over });
    const key: FlowKey = {
      region: region ?? (zone === 'zone-990100' ? '990100' : '990000'),
      zone,
      mode: data.mode,
      direction: data.direction,
      partner: data.partner,
      chapter: data.hsChapter ?? '',
      port: data.port ?? '',
      district: data.customsDistrict ?? '',
      scope: data.scope,
      status: data.status,
    };
    const none = Object.fromEntries(FLOW_SUMS.map((s) => [s, 0])) as FlowSums;
    const sums: FlowSums = { ...none, events: 1, value: fen, parcels: data.parcels, declarations, ...data.clearance };
    if (data.inspected !== undefined) Object.assign(sums, { inspected: data.inspected, inspectedOf: declarations });
    if (data.returned !== undefined) Object.assign(sums, { returned: data.returned, returnedOf: data.parcels });
    if (data.flags) Object.assign(sums, { overYear: data.flags.overYearLimit, flagsOf: declarations });
    else sums.flagsOf = 0;
    return {
      sent,
      told: { id: sent.id, at, day: new Intl.DateTimeFormat('en-CA', { timeZone: this.timeZone }).format(at), key, sums, counts: over.retracts === undefined },
    };
  }

  /** Notes what was accepted; what it names no longer counts. */
  note(told: Told, names: string | null): void {
    const earlier = names === null ? null : this.byId.get(names);
    if (earlier) earlier.counts = false;
    this.told.push(told);
    this.byId.set(told.id, told);
  }

  /** One that counts, to be corrected. */
  some(): Told | null {
    const live = this.told.filter((t) => t.counts);
    return live.length === 0 ? null : randomOf(this.random, live);
  }

  /** What counts of a scope and status in some regions and days, by the filter. */
  behind(q: {
    regions: readonly string[];
    from: string;
    to: string;
    scope: string;
    status: string;
    filter?: Partial<Record<FlowDim, readonly string[]>>;
  }): Told[] {
    return this.told.filter(
      ({ counts, day, key }) =>
        counts &&
        day >= q.from &&
        day < q.to &&
        key.scope === q.scope &&
        key.status === q.status &&
        q.regions.includes(key.region) &&
        FLOW_DIMS.every((d) => q.filter?.[d]?.includes(key[d]) ?? true),
    );
  }
}

export const dayBefore = (day: string, n: number): string => new Date(Date.parse(day) - n * DAY).toISOString().slice(0, 10);

export function sumOf(list: readonly { sums: FlowSums }[]): FlowSums {
  return Object.fromEntries(FLOW_SUMS.map((s) => [s, list.reduce((n, t) => n + t.sums[s], 0)])) as FlowSums;
}
