import type { Profile } from './profile/types.ts';
import type { ConsoleMeta, TopicSummary } from './wire/console.ts';
import type { RegionInfo } from './wire/figure.ts';

const record = <T>(rows: readonly T[], key: (row: T) => string, value: (row: T) => string) => Object.fromEntries(rows.map((r) => [key(r), value(r)]));

/** What the console is told of a profile, and how it finds the towns that are left out of it. */
export function consoleMeta(
  profile: Profile,
  demo: boolean,
): { meta: Omit<ConsoleMeta, 'now' | 'viewer' | 'indicators'>; towns: (region: string) => RegionInfo[] } {
  const withChildren = new Set(profile.regions.map((r) => r.parent));
  const info = (r: Profile['regions'][number]): RegionInfo => ({
    adcode: r.adcode,
    name: r.name,
    shortName: r.shortName,
    level: r.level,
    parent: r.parent || null,
    kind: r.kind,
    lon: r.lon,
    lat: r.lat,
    tile: r.tile,
    population: r.population,
    hasChildren: withChildren.has(r.adcode),
  });
  const { file } = profile;
  const departments = record(
    profile.departments,
    (d) => d.id,
    (d) => d.name,
  );
  const isTown = (adcode: string) => adcode.length > 6;
  const { id, adcode, name, shortName, brand, functions, levels, reviewLevels, ticketSteps, timeZone, map, groups, requestTypes, itemList } = file;
  return {
    meta: {
      profile: { id, adcode, name, shortName, brand, functions, levels, reviewLevels, ticketSteps, timeZone, map, groups, requestTypes, itemList },
      regions: profile.regions.filter((r) => !isTown(r.adcode)).map(info),
      topics: profile.topics.map((t) => summary(t, departments)),
      departments,
      categories: record(
        profile.categories,
        (c) => c.code,
        (c) => c.name,
      ),
      items: record(
        profile.items,
        (i) => i.id,
        (i) => i.name,
      ),
      sources: record(
        file.sources,
        (s) => s.id,
        (s) => s.title,
      ),
      demo,
      calendarYears: profile.calendars.map((c) => c.year),
    },
    towns: (region) => profile.regions.filter((r) => isTown(r.adcode) && r.parent === region).map(info),
  };
}

function summary(t: Profile['topics'][number], departments: Record<string, string>): TopicSummary {
  const named = (id: string) => ({ id, name: departments[id] ?? id });
  const elements = t.elements.map((e) => ({ name: e.name, connected: e.indicators.length > 0 }));
  return {
    id: t.id,
    order: t.order,
    kind: t.kind,
    title: t.title,
    short: t.short,
    inMenu: t.inMenu,
    lead: t.lead,
    leadName: t.lead === null ? null : (departments[t.lead] ?? t.lead),
    coLeads: t.coLeads.map(named),
    partners: t.partners.map(named),
    summary: t.summary,
    hasView: t.view !== null,
    connected: t.view !== null || elements.some((e) => e.connected),
    elements,
  };
}
