import { describe, expect, it } from 'vitest';
import { madeProvince } from '../../../db/seed/scenarios/made-province.ts';
import { DAY, HOUR, MINUTE } from '../../core/indicator/window.ts';
import { loadProfile } from '../../profile/load.ts';
import { simPartsOf } from './from-profile.ts';
import type { SimParts } from './parts.ts';
import { makeSlot } from './slot.ts';
import { makeTradeTable, tradeEvents } from './trade.ts';
import { oddIn } from './trade-episodes.ts';
import { makeWorld } from './world.ts';

const START = Date.UTC(2026, 10, 24, 2);

function hours(parts: SimParts, from: number, count: number) {
  const world = makeWorld(parts, 7, START);
  const table = makeTradeTable(world);
  return Array.from({ length: count }, (_, i) => tradeEvents(world, table, makeSlot(world, 'h', from + i * HOUR))).flat();
}

describe.each(['guangdong', 'fujian'])('declared trade of %s', (name) => {
  const profile = loadProfile('db/profiles', name);
  if (!profile.demo || !profile.trade) throw new Error('the profile has no demo or no places of trade');
  const parts = simPartsOf({ ...profile, demo: profile.demo });
  const events = hours(parts, START - 2 * DAY, 48);
  const districts = new Map(profile.trade.ports.map((p) => [p.id, p.district]));

  it('names a port of the profile and its customs district, one to four a zone', () => {
    const used = new Map<string, Set<string>>();
    for (const { data } of events) {
      const port = data.port ?? 'none';
      expect(data.customsDistrict ?? null).toBe(districts.get(port));
      used.set(data.zone, (used.get(data.zone) ?? new Set()).add(port));
    }
    expect(used.size).toBe(profile.zones.length);
    for (const ports of used.values()) expect(ports.size >= 1 && ports.size <= 4).toBe(true);
    expect(new Set([...used.values()].flatMap((s) => [...s])).size).toBeGreaterThan(6);
  });

  it('parts never exceed what they are part of, and flags are told of retail imports alone', () => {
    for (const { data: d } of events) {
      const { le1h, le6h, le24h, gt24h } = d.clearance ?? { le1h: 0, le6h: 0, le24h: 0, gt24h: 0 };
      expect(le1h + le6h + le24h + gt24h).toBe(d.declarations);
      expect((d.mismatched ?? 0) <= d.declarations && (d.returned ?? 0) <= d.parcels).toBe(true);
      expect(d.flags !== undefined).toBe(d.direction === 'import' && ['9610', '1210', '1239'].includes(d.mode));
    }
  });

  it('odd things happen where the demo says, and nowhere else', () => {
    const sum = (zone: string, field: 'mismatched' | 'declarations' | 'returned' | 'parcels', list: typeof events) =>
      list.filter((e) => e.data.zone === zone).reduce((n, e) => n + (e.data[field] ?? 0), 0);
    const zoneOf = (kind: string) => parts.demo.tradeEpisodes?.find((e) => e.kind === kind)?.zone ?? 'none';
    const returns = zoneOf('returns');
    const odd = sum(returns, 'returned', events) / sum(returns, 'parcels', events);
    const calm = hours({ ...parts, demo: { ...parts.demo, tradeEpisodes: [] } }, START - 2 * DAY, 48);
    expect(odd).toBeGreaterThan(0.2);
    expect(sum(returns, 'returned', calm) / sum(returns, 'parcels', calm)).toBeLessThan(0.03);
    expect(new Set(events.filter((e) => e.data.zone === zoneOf('shift')).map((e) => e.data.partner))).toEqual(new Set(['RUS']));
    expect(calm.filter((e) => e.data.zone === zoneOf('shift')).some((e) => e.data.partner !== 'RUS')).toBe(true);
  });
});

describe('without ports', () => {
  it('a declaration names none', () => {
    for (const { data } of hours(madeProvince, START, 2)) expect([data.port, data.customsDistrict]).toEqual([undefined, undefined]);
  });
});

describe('odd trade', () => {
  const episode = { id: 'e', zone: 'z', afterMinutes: -10, minutes: 20, partner: null };
  it('begins and ends by its minutes, and those of one zone add up', () => {
    const list = [
      { ...episode, kind: 'surge' as const, factor: 2 },
      { ...episode, id: 'f', kind: 'price' as const, factor: 0.5 },
      { ...episode, id: 'g', kind: 'surge' as const, factor: 3, afterMinutes: 0 },
    ];
    const at = (minutes: number, zone = 'z') => oddIn(list, START, zone, START + minutes * MINUTE);
    expect([at(-11).value, at(-10).value, at(0).value, at(10).value, at(20).value]).toEqual([1, 2, 6, 3, 1]);
    expect(at(5).price).toBe(0.5);
    expect(at(5, 'y')).toEqual({ value: 1, mismatched: 1, returned: 1, price: 1, partner: null });
  });
});
