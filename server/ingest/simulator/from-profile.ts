import type { z } from 'zod';
import type { CalendarFile, CategoryRow, DemoFile, DepartmentRow, ItemRow, ProfileFile, RegionRow, ZoneRow } from '../../wire/profile.ts';
import type { TradeFile } from '../../wire/trade.ts';
import type { SimCity, SimIndicator, SimParts } from './parts.ts';

/** The parts of a loaded profile that the simulator reads, by structure: any loader that has them will do. */
export type ProfileParts = {
  file: Pick<ProfileFile, 'adcode' | 'timeZone'>;
  regions: Iterable<
    Pick<z.infer<typeof RegionRow>, 'adcode' | 'shortName' | 'name' | 'level' | 'parent' | 'kind'> & {
      lon: string | number | null;
      lat: string | number | null;
      population: string | number | null;
    }
  >;
  departments: Iterable<Pick<z.infer<typeof DepartmentRow>, 'id' | 'name' | 'region'>>;
  categories: Iterable<Pick<z.infer<typeof CategoryRow>, 'code' | 'name' | 'parent'>>;
  items: Iterable<Pick<z.infer<typeof ItemRow>, 'id' | 'department' | 'group'>>;
  zones: Iterable<Pick<z.infer<typeof ZoneRow>, 'id' | 'region'>>;
  indicators: Iterable<SimIndicator>;
  calendars: Iterable<CalendarFile>;
  /** Null or absent: declarations name no port. */
  trade?: Pick<TradeFile, 'ports'> | null;
  demo: DemoFile;
};

/**
 * The simulator's view: the root's children that are on the map report; a ticket lies in a county, or in a town where a
 * city has no counties.
 */
export function simPartsOf(profile: ProfileParts): SimParts {
  const regions = [...profile.regions];
  const children = new Map<string, typeof regions>();
  for (const r of regions) {
    const list = children.get(r.parent);
    if (list) list.push(r);
    else children.set(r.parent, [r]);
  }
  const cities: SimCity[] = (children.get(profile.file.adcode) ?? [])
    .filter((c) => c.kind !== 'offMap')
    .map((c) => ({
      adcode: c.adcode,
      name: c.name,
      level: c.level,
      population: numberOf(c.population) ?? 0,
      lon: numberOf(c.lon),
      lat: numberOf(c.lat),
      places: (children.get(c.adcode) ?? []).map((p) => ({ adcode: p.adcode, name: p.name, lon: numberOf(p.lon), lat: numberOf(p.lat) })),
    }));
  return {
    timeZone: profile.file.timeZone,
    root: profile.file.adcode,
    cities,
    items: [...profile.items].map(({ id, department, group }) => ({ id, department, group })),
    departments: [...profile.departments].map(({ id, name, region }) => ({ id, name, region })),
    categories: [...profile.categories].map(({ code, name, parent }) => ({ code, name, parent })),
    zones: [...profile.zones].map(({ id, region }) => ({ id, region })),
    ports: (profile.trade?.ports ?? []).map(({ id, kind, district, lon, lat }) => ({ id, kind, district, lon, lat })),
    indicators: [...profile.indicators],
    calendars: [...profile.calendars],
    demo: profile.demo,
  };
}

function numberOf(value: string | number | null): number | null {
  if (value === null || value === '') return null;
  const n = Number(value);
  return Number.isFinite(n) ? n : null;
}
