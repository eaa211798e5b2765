import { MADE_INDICATORS, MADE_REGIONS, makeCatalog } from '../../db/seed/catalog.ts';
import { makeCall, makeObserved, makeService, makeTicket, makeTrade } from '../../db/seed/events.ts';
import { type RandomNumbers, randomInt, randomOf } from '../../db/seed/random.ts';
import type { FeedKind } from '../../server/wire/events.ts';

/** What one event adds, said without the product's own rules. */
export type ModelPart = { indicator: string; dims: string; scope: string; status: string; slot: number; num: number; den: number };
export type ModelEvent = {
  id: string;
  kind: FeedKind;
  maker: string;
  region: string;
  at: number;
  order: number;
  parts: ModelPart[];
  /** Steps (numbers of the walk) at which it came and at which another took its place. */
  came: number;
  voided: number | null;
  by: string | null;
};
export type Query = { indicator: string; region: string; dims?: Record<string, string>; scope?: string; status?: string; span: { from: number; to: number } };
export type Sum = { n: number; num: number; den: number };

const MINUTE = 60_000;
const CITIES = ['990100', '990200', '990300', '999900'];
const ANYWHERE = MADE_REGIONS.map((r) => r.adcode);
const floor = (at: number) => Math.floor(at / MINUTE) * MINUTE;

/** Every event ever sent, and figures recomputed from all of them by the plainest means. */
export class Model {
  readonly events: ModelEvent[] = [];
  readonly byId = new Map<string, ModelEvent>();
  private readonly tree: ReturnType<typeof makeCatalog>['tree'];
  private readonly zone: ReturnType<typeof makeCatalog>['zone'];
  private readonly timeZone: string;
  constructor(timeZone: string) {
    ({ tree: this.tree, zone: this.zone } = makeCatalog(timeZone));
    this.timeZone = timeZone;
  }

  /** Notes an accepted event that stands for nothing, or in the place of `of`. */
  add(event: ModelEvent, of: string | null): void {
    if (of !== null) {
      const earlier = this.newest(of);
      earlier.voided = event.came;
      earlier.by = event.id;
    }
    this.events.push(event);
    this.byId.set(event.id, event);
  }

  newest(id: string): ModelEvent {
    let event = this.byId.get(id) as ModelEvent;
    while (event.by !== null) event = this.byId.get(event.by) as ModelEvent;
    return event;
  }

  /** Parts of a figure that were known after `step`, with the events that they come from. */
  private behind(q: Query, regions: readonly string[], step: number): { event: ModelEvent; part: ModelPart }[] {
    const dims = keyOf(q.dims ?? {});
    const out: { event: ModelEvent; part: ModelPart }[] = [];
    for (const event of this.events) {
      if (event.came > step || (event.voided !== null && event.voided <= step) || !regions.includes(event.region)) continue;
      for (const part of event.parts) {
        const same = part.indicator === q.indicator && part.dims === dims && part.scope === (q.scope ?? '') && part.status === (q.status ?? '');
        if (same && part.slot >= q.span.from && part.slot < q.span.to) out.push({ event, part });
      }
    }
    return out;
  }

  figure(q: Query, step = Number.POSITIVE_INFINITY): Sum {
    const row = MADE_INDICATORS.find((r) => r.code === q.indicator);
    const regions = row?.additivity.region === 'add' ? this.tree.subtree(q.region) : [q.region];
    const sum = { n: 0, num: 0, den: 0 };
    for (const region of regions) {
      const own = this.own(q, region, step);
      sum.n += own.n;
      sum.num += own.num;
      sum.den += own.den;
    }
    return sum;
  }

  /** Of the region's own series alone. */
  own(q: Query, region: string, step = Number.POSITIVE_INFINITY): Sum {
    const list = this.behind(q, [region], step);
    const row = MADE_INDICATORS.find((r) => r.code === q.indicator);
    if (row?.additivity.time === 'add')
      return list.reduce((s, { part }) => ({ n: s.n + 1, num: s.num + part.num, den: s.den + part.den }), { n: 0, num: 0, den: 0 });
    list.sort((a, b) => a.part.slot - b.part.slot || a.event.at - b.event.at || a.event.order - b.event.order);
    const last = list[list.length - 1];
    return { n: list.length, num: last?.part.num ?? 0, den: last?.part.den ?? 0 };
  }

  /** A random event as it is sent, and what it adds. `order` counts arrivals. */
  make(
    random: RandomNumbers,
    now: number,
    step: number,
    maker = randomOf(random, [...Object.keys(MAKERS), 'indicator.stock', 'indicator.level']),
    over: { replaces?: string } = {},
    sameAs: number | null = null,
  ): { event: ModelEvent; sent: { id: string; source: string } } {
    // Often one of a few instants, so that equally new values, also in one group, are no rarity.
    const ago = randomOf(random, [
      randomInt(random, 4),
      randomInt(random, 4),
      randomInt(random, 300),
      randomInt(random, 26 * 60),
      randomInt(random, 34 * 1440),
    ]);
    const at = sameAs ?? now - ago * MINUTE - randomInt(random, 2) * 1000;
    const made = (MAKERS[maker] as Maker)({
      random,
      at,
      source: `urn:walk:${maker.split('.')[0]}`,
      period: (grain) => this.period(at, grain),
      over: { ...over, time: new Date(at).toISOString() },
    });
    const event: ModelEvent = {
      id: made.sent.id,
      kind: made.kind,
      maker,
      region: made.region,
      at,
      order: this.events.length,
      parts: made.parts,
      came: step,
      voided: null,
      by: null,
    };
    return { event, sent: made.sent };
  }

  /** The local day or month of an instant: its name and its start, found by going back from it. */
  private period(at: number, grain: 'day' | 'month'): { name: string; slot: number } {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: this.timeZone });
    const name = (t: number) => format.format(t).slice(0, grain === 'day' ? 10 : 7);
    const mine = name(at);
    let slot = Math.floor(at / (15 * MINUTE)) * 15 * MINUTE;
    while (name(slot - 1) === mine) slot -= 15 * MINUTE;
    if (this.zone(slot) === undefined) throw new Error('no zone');
    return { name: mine, slot };
  }
}

export const keyOf = (dims: Record<string, string>) =>
  Object.keys(dims)
    .sort()
    .map((k) => `${k}=${dims[k]}`)
    .join('&');

type Made = { kind: FeedKind; region: string; parts: ModelPart[]; sent: { id: string; source: string } };
type Maker = (m: { random: RandomNumbers; at: number; source: string; period(grain: 'day' | 'month'): { name: string; slot: number }; over: object }) => Made;

/** Named after the feed's kind first. An event without a region counts at the root. */
const MAKERS: Record<string, Maker> = {
  'ticket.reported': ({ random, at, source, over }) => {
    const region = randomOf(random, ANYWHERE);
    const category = randomOf(random, ['0401', '0501', undefined]);
    const channel = randomOf(random, ['phone', 'app']);
    const part = { indicator: 't.tickets', scope: '', status: '', slot: floor(at), num: 1, den: 0 };
    const parts = ['', keyOf({ category: category ?? '-' }), keyOf({ category: category ?? '-', channel })].map((dims) => ({ ...part, dims }));
    return { kind: 'ticket', region, parts, sent: makeTicket({ region: region === '990000' ? undefined : region, category, channel }, { source, ...over }) };
  },
  'trade.declared': ({ random, at, source, over }) => {
    const fen = randomInt(random, 1e9);
    const mode = randomOf(random, ['9610', '1210']);
    const status = randomOf(random, ['preliminary', 'formal']);
    const part = { indicator: 't.trade', scope: 'full_scope', status, slot: floor(at), num: fen, den: 0 };
    const data = { region: '990100', scope: 'full_scope', status, mode, valueCny: Number(`${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`) };
    return { kind: 'trade', region: '990100', parts: ['', `mode=${mode}`].map((dims) => ({ ...part, dims })), sent: makeTrade(data, { source, ...over }) };
  },
  'service.handled': ({ random, at, source, over }) => {
    const region = randomOf(random, ANYWHERE);
    const outcome = randomOf(random, ['closed', 'accepted']);
    const count = 1 + randomInt(random, 20);
    const part = { indicator: 't.done', dims: '', scope: '', status: '', slot: floor(at), num: outcome === 'closed' ? count : 0, den: count };
    return { kind: 'service', region, parts: [part], sent: makeService({ region, outcome, count }, { source, ...over }) };
  },
  'call.counted': ({ random, at, source, over }) => {
    const region = randomOf(random, ANYWHERE);
    const offered = randomInt(random, 50);
    const answered = randomInt(random, offered + 1);
    const part = { indicator: 't.done', dims: '', scope: '', status: '', slot: floor(at), num: answered, den: offered };
    return { kind: 'call', region, parts: [part], sent: makeCall({ region, offered, answered }, { source, ...over }) };
  },
  'indicator.count': ({ random, at, source, over }) => {
    const region = randomOf(random, ANYWHERE);
    const value = randomInt(random, 9);
    const line: string | undefined = randomOf(random, ['a', 'b', undefined]);
    const part = { indicator: 'o.count', scope: '', status: '', slot: floor(at), num: value, den: 0 };
    const parts = ['', keyOf({ line: line ?? '-' }), keyOf({ line: line ?? '-', kind: '-' })].map((dims) => ({ ...part, dims }));
    return {
      kind: 'indicator',
      region,
      parts,
      sent: makeObserved({ indicator: 'o.count', region, value, dims: line ? { line } : undefined }, { source, ...over }),
    };
  },
  'indicator.share': ({ random, at, source, over }) => {
    const region = randomOf(random, ANYWHERE);
    const [numerator, denominator] = [randomInt(random, 9), randomInt(random, 9)];
    const part = { indicator: 'o.share', dims: '', scope: '', status: '', slot: floor(at), num: numerator, den: denominator };
    return {
      kind: 'indicator',
      region,
      parts: [part],
      sent: makeObserved({ indicator: 'o.share', region, value: undefined, numerator, denominator }, { source, ...over }),
    };
  },
  'indicator.stock': ({ random, at, source, over }) => {
    const region = randomOf(random, ['990101', '990102', '990200']);
    const tenths = randomInt(random, 1000);
    const dims: Record<string, string> | undefined = randomOf(random, [undefined, undefined, { depot: 'x' }]);
    const part = { indicator: 'o.stock', dims: keyOf(dims ?? {}), scope: '', status: '', slot: floor(at), num: tenths, den: 0 };
    return { kind: 'indicator', region, parts: [part], sent: makeObserved({ indicator: 'o.stock', region, value: tenths / 10, dims }, { source, ...over }) };
  },
  'indicator.level': ({ random, at, source, over }) => {
    const region = randomOf(random, CITIES);
    const tenths = randomInt(random, 1000);
    const part = { indicator: 'o.level', dims: '', scope: '', status: '', slot: floor(at), num: tenths, den: 0 };
    return { kind: 'indicator', region, parts: [part], sent: makeObserved({ indicator: 'o.level', region, value: tenths / 10 }, { source, ...over }) };
  },
  'indicator.rate': ({ random, source, period, over }) => {
    const region = randomOf(random, ['990000', '990100']);
    const day = period('day');
    const tenths = randomInt(random, 1000);
    const part = { indicator: 'o.rate', dims: '', scope: '', status: '', slot: day.slot, num: tenths, den: 1000 };
    return {
      kind: 'indicator',
      region,
      parts: [part],
      sent: makeObserved({ indicator: 'o.rate', region, value: tenths / 10, period: day.name }, { source, ...over }),
    };
  },
  'indicator.plan': ({ random, source, period, over }) => {
    const region = randomOf(random, CITIES);
    const month = period('month');
    const value = randomInt(random, 1000);
    const part = { indicator: 'o.plan', dims: '', scope: '', status: '', slot: month.slot, num: value, den: 0 };
    return { kind: 'indicator', region, parts: [part], sent: makeObserved({ indicator: 'o.plan', region, value, period: month.name }, { source, ...over }) };
  },
};
