import type { TradeDeclaredData } from '../../wire/events.ts';
import { makeEvent, type SimEvent } from './parts.ts';
import { cumulate, keyOf, Random } from './random.ts';
import { aliveIn, momentIn, type Slot, windowOf } from './slot.ts';
import { oddIn } from './trade-episodes.ts';
import { type PortChoice, portsOf, type SimPort, slownessOf } from './trade-ports.ts';
import type { World } from './world.ts';

const STREAM = 61;
/** What the customs platform sees; goods cleared as general trade (0110) are of another scope and are left out. */
const MODES = ['9610', '1210', '1239', '9710', '9810'] as const;
const CHAPTERS = ['61', '62', '64', '42', '85', '33', '21', '95', '94', '39', '84', '63', '71', '90', '73', '40'];
/** A zone of this share is told by several modes at a time, unless of a past hour. */
const LARGE = 0.08;
const MODES_AT_ONCE = 3;
const INSPECTED = 0.015;
const MISMATCHED = 0.004;
const RETURNED = 0.012;
/** Flags of single buyers of bonded and mailed imports, each of so many declarations. */
const FLAGS = { overOrderLimit: 0.0004, overYearLimit: 0.0002, manyOrdersOneIdentity: 0.0006 };
const r = new Random(0);

export type TradeTable = {
  zones: { id: string; region: string; key: number; share: number; ports: Record<'retail' | 'bulk', PortChoice> }[];
  modes: { mode: TradeDeclaredData['mode']; direction: 'export' | 'import'; share: number; cnyPerDeclaration: number }[];
  modeWeights: number[];
  partners: Record<'export' | 'import', { codes: string[]; weights: number[] }>;
};

/** Shares normalised: those of zones by id, by region, or an even part of `others`. */
export function makeTradeTable(world: World): TradeTable {
  const { demo, zones } = world.parts;
  const named = zones.map((z) => demo.tradeShare[z.id] ?? demo.tradeShare[z.region] ?? null);
  const unnamed = named.filter((s) => s === null).length;
  const known = named.reduce((sum: number, s) => sum + (s ?? 0), 0);
  const rest = demo.tradeShare.others ?? demo.tradeShare.other ?? Math.max(0, (known > 1 ? 100 : 1) - known);
  const raw = named.map((s) => s ?? rest / unnamed);
  const sum = raw.reduce((a, b) => a + b, 0) || 1;
  const listed = demo.tradeModes.flatMap((m) => {
    const mode = MODES.find((x) => x === m.mode);
    return mode ? [{ ...m, mode }] : [];
  });
  const modeSum = listed.reduce((a, m) => a + m.share, 0) || 1;
  const modes = listed.map((m) => ({ ...m, share: m.share / modeSum }));
  const side = (direction: 'export' | 'import') => ({ codes: demo.partners.map((p) => p.partner), weights: cumulate(demo.partners.map((p) => p[direction])) });
  const cities = new Map(world.parts.cities.map((c) => [c.adcode, c]));
  return {
    zones: zones.map((z, i) => ({
      id: z.id,
      region: z.region,
      key: keyOf(z.id),
      share: (raw[i] as number) / sum,
      ports: portsOf(world.parts.ports, cities.get(z.region)),
    })),
    modes,
    modeWeights: cumulate(modes.map((m) => m.share)),
    partners: { export: side('export'), import: side('import') },
  };
}

/** Declared trade of the slot: a row, or in a large zone some, stand for all modes, by chance and share. */
export function tradeEvents(world: World, table: TradeTable, slot: Slot): SimEvent<TradeDeclaredData>[] {
  const events: SimEvent<TradeDeclaredData>[] = [];
  if (table.modes.length === 0 || world.parts.demo.partners.length === 0) return events;
  // Declaring systems run day and night: half even, half as people work.
  const even = (slot.to - slot.from) / 86_400_000;
  const share = 0.5 * even + 0.5 * slot.share;
  for (const zone of table.zones) {
    const alive = aliveIn(world, slot, zone.region);
    if (alive === 0) continue;
    r.reset(world.seed, STREAM, slot.index, zone.key, slot.to - slot.from);
    const value = world.parts.demo.tradeCnyPerDay * zone.share * share * alive;
    const large = zone.share >= LARGE && slot.grain !== 'h';
    const rows = large ? MODES_AT_ONCE : 1;
    for (let i = 0; i < rows; i++) {
      const mode = table.modes[r.index(table.modeWeights)] as TradeTable['modes'][number];
      events.push(declared(world, table, slot, zone, mode, value / rows, i));
    }
  }
  return events;
}

function declared(
  world: World,
  table: TradeTable,
  slot: Slot,
  zone: TradeTable['zones'][number],
  mode: TradeTable['modes'][number],
  mean: number,
  part: number,
): SimEvent<TradeDeclaredData> {
  const at = momentIn(slot, zone, part);
  const odd = oddIn(world.parts.demo.tradeEpisodes ?? [], world.start, zone.id, at);
  const valueCny = Math.round(mean * odd.value * r.between(0.7, 1.3) * 100) / 100;
  const declarations = Math.max(valueCny > 0 ? 1 : 0, Math.round((valueCny / (mode.cnyPerDeclaration * odd.price)) * r.between(0.9, 1.1)));
  const retail = mode.mode === '9610' || mode.mode === '1210' || mode.mode === '1239';
  const parcels = retail ? declarations : Math.round(declarations * r.between(4, 9));
  const side = table.partners[mode.direction];
  const choice = zone.ports[retail ? 'retail' : 'bulk'];
  const port: SimPort | null = choice.ports[r.index(choice.weights)] ?? null;
  const slow = slownessOf(port);
  const gt24h = Math.floor(declarations * 0.015 * slow + r.next());
  const le24h = Math.floor(declarations * 0.06 * slow + r.next());
  const le6h = Math.floor(declarations * 0.2 * slow + r.next());
  const late = Math.min(declarations, gt24h);
  const day = Math.min(declarations - late, le24h);
  const morning = Math.min(declarations - late - day, le6h);
  return makeEvent('trade', 'cn.tongguan.trade.declared.v1', `x-${slot.label}-${zone.id}-${part}`, world.text(at), {
    zone: zone.id,
    region: zone.region,
    window: windowOf(world, slot, at),
    scope: 'customs_platform',
    status: 'preliminary',
    mode: mode.mode,
    direction: mode.direction,
    partner: odd.partner ?? (side.codes[r.index(side.weights)] as string),
    valueCny,
    parcels,
    declarations,
    hsChapter: r.pick(CHAPTERS),
    ...(port ? { port: port.id } : {}),
    ...(port?.district ? { customsDistrict: port.district } : {}),
    inspected: r.poisson(declarations * INSPECTED),
    mismatched: Math.min(declarations, r.poisson(declarations * MISMATCHED * odd.mismatched)),
    returned: Math.min(parcels, r.poisson(parcels * RETURNED * odd.returned)),
    clearance: { le1h: declarations - late - day - morning, le6h: morning, le24h: day, gt24h: late },
    ...(retail && mode.direction === 'import' ? { flags: flagsOf(declarations) } : {}),
  });
}

function flagsOf(declarations: number): NonNullable<TradeDeclaredData['flags']> {
  const some = (share: number) => Math.min(declarations, r.poisson(declarations * share));
  return { overOrderLimit: some(FLAGS.overOrderLimit), overYearLimit: some(FLAGS.overYearLimit), manyOrdersOneIdentity: some(FLAGS.manyOrdersOneIdentity) };
}
