import type { Profile } from './profile/types.ts';
import type { TradePlaces } from './wire/trade-places.ts';

/** What the console is told of the places and plans of cross-border e-commerce, from a loaded profile. */
export function tradePlaces(profile: Pick<Profile, 'zones' | 'regions' | 'trade'>): TradePlaces {
  const { trade } = profile;
  const names = new Map(profile.regions.map((r) => [r.adcode, r.shortName]));
  const plans = new Map(trade?.plans.map((p) => [p.zone, p]));
  return {
    told: trade !== null,
    zones: profile.zones.map(({ id, name, region, batch }) => ({
      id,
      name,
      region,
      regionName: names.get(region) ?? region,
      batch,
      plan: plans.get(id) ?? null,
    })),
    districts: trade?.districts ?? [],
    ports: trade?.ports ?? [],
    partners: trade?.partners ?? [],
    chapters: trade?.chapters ?? [],
    areas: trade?.areas ?? [],
    warehouses: trade?.warehouses ?? [],
    goals: trade?.goals ?? [],
    systems: trade?.systems ?? [],
    happenings: trade?.happenings ?? [],
  };
}
