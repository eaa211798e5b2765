import { MINUTE, type OffsetAt, zoneOffset } from '../../core/indicator/window.ts';
import { makeClockText } from './clock-text.ts';
import { Script } from './episodes.ts';
import { MATTERS } from './matters.ts';
import type { SimCity, SimParts } from './parts.ts';
import { cumulate, keyOf } from './random.ts';
import { makeShape, type Shape } from './shape.ts';

/** Stands in where a region's population is not known. */
const NOMINAL_POPULATION = 300_000;

export type WorldCity = SimCity & {
  key: number;
  /** Share of the province, by population. */
  share: number;
  /** Departments that tickets of this city go to. */
  units: string[];
  /** Scatter of places around the centre, in degrees. */
  radius: number;
};

/** Everything a generator asks for, computed once: shares, cumulative weights, the script, the clock. */
export type World = {
  seed: number;
  parts: SimParts;
  start: number;
  offset: OffsetAt;
  shape: Shape;
  text: (at: number) => string;
  script: Script;
  cities: WorldCity[];
  matterWeights: number[];
  /** Class code of each matter in the profile's tree, or null. */
  matterCodes: (string | null)[];
  requestTypes: string[];
  requestWeights: number[];
  /** Item groups: one representative item each, with an even weight falling with rank. */
  items: { id: string; department: string }[];
  itemWeights: number[];
};

/**
 * @param start epoch ms of the demo's beginning; cut to the minute. Episodes count from it.
 */
export function makeWorld(parts: SimParts, seed: number, start: number): World {
  const offset = zoneOffset(parts.timeZone);
  const total = parts.cities.reduce((sum, c) => sum + (c.population || NOMINAL_POPULATION), 0);
  const cities = parts.cities.map((c) => ({
    ...c,
    key: keyOf(c.adcode),
    share: (c.population || NOMINAL_POPULATION) / total,
    units: unitsOf(parts, c.adcode),
    radius: Math.min(0.28, 0.05 + Math.sqrt((c.population || NOMINAL_POPULATION) / 1e6) * 0.045),
  }));
  const types = Object.entries(parts.demo.requestTypes);
  const items = parts.items.map((i) => ({ id: i.id, department: i.department }));
  if (items.length === 0) items.push({ id: 'unlisted', department: parts.departments[0]?.id ?? 'unlisted' });
  const at = Math.floor(start / MINUTE) * MINUTE;
  return {
    seed,
    parts,
    start: at,
    offset,
    shape: makeShape(parts.demo, parts.calendars, offset),
    text: makeClockText(offset),
    script: new Script(parts.demo.episodes, at),
    cities,
    matterWeights: cumulate(MATTERS.map((m) => m.weight)),
    matterCodes: MATTERS.map((m) => codeOf(parts.categories, m.match, m.head)),
    requestTypes: types.map(([name]) => name),
    requestWeights: cumulate(types.map(([, w]) => w)),
    items,
    itemWeights: cumulate(items.map((_, i) => 1 / (i + 2))),
  };
}

/** The most exact class whose name has one of the words; else the head class; else none. */
function codeOf(categories: SimParts['categories'], words: string[], head: string): string | null {
  for (const word of words) {
    const found = categories.filter((c) => c.name.includes(word)).sort((a, b) => b.code.length - a.code.length)[0];
    if (found) return found.code;
  }
  return categories.find((c) => c.code === head)?.code ?? null;
}

function unitsOf(parts: SimParts, city: string): string[] {
  const own = parts.departments.filter((d) => d.region === city);
  const list = own.length > 0 ? own : parts.departments.filter((d) => d.region === parts.root);
  return list.length > 0 ? list.map((d) => d.id) : [city];
}
