import { describe, expect, it } from 'vitest';
import { loadProfile } from './profile/load.ts';
import { tradePlaces } from './trade-places.ts';

describe('places of trade', () => {
  it.each(['guangdong', 'fujian'])('every zone of %s is there with its region, and a plan only where one is in the documents', (name) => {
    const profile = loadProfile('db/profiles', name);
    const places = tradePlaces(profile);
    expect(places.told).toBe(true);
    expect(places.zones.map((z) => z.id)).toEqual(profile.zones.map((z) => z.id));
    expect(places.zones.flatMap((z) => (z.plan ? [z.plan.zone] : []))).toEqual(
      profile.zones.map((z) => z.id).filter((id) => profile.trade?.plans.some((p) => p.zone === id)),
    );
    for (const zone of places.zones) expect(zone.regionName).not.toMatch(/\d/);
    expect(Object.keys(places)).not.toContain('plans');
  });

  it('a profile that tells nothing of trade has zones without plans, and says so', () => {
    const places = tradePlaces({ ...loadProfile('db/profiles', 'guangdong'), trade: null });
    expect(places).toMatchObject({ told: false, ports: [], partners: [], goals: [] });
    expect(places.zones.every((z) => z.plan === null)).toBe(true);
    expect(places.zones.length).toBeGreaterThan(0);
  });
});
