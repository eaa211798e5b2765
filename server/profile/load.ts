import { join } from 'node:path';
import type { z } from 'zod';
import type { RegionRow } from '../wire/profile.ts';
import { checkIndicators } from './check-indicators.ts';
import { checkKnowledge } from './check-knowledge.ts';
import { knownOf } from './check-lists.ts';
import { checkCatalogues, checkProfileFile } from './check-profile.ts';
import { checkRegions } from './check-regions.ts';
import { checkRules } from './check-rules.ts';
import { checkCalendars, checkDemo } from './check-time.ts';
import { checkTopics } from './check-topics.ts';
import { checkTrade } from './check-trade.ts';
import { type Draft, type Line, type Located, readDraft } from './read.ts';
import { type Profile, ProfileError, type ProfileProblem, type Region } from './types.ts';

/**
 * Loads and checks a profile.
 * @param root folder that holds the profiles and, beside them, `calendars`
 * @param name folder of the profile
 * @throws ProfileError that names every problem with its file and line
 */
export function loadProfile(root: string, name: string): Profile {
  const folder = join(root, name);
  const { draft, problems } = inspect(folder);
  const { profile, rules } = draft;
  if (problems.length > 0 || !profile || !rules) throw new ProfileError(folder, problems);
  return profileOf(draft, profile, rules);
}

/** Every problem of the profile in `folder`, in file and line order; none when it would load. */
export function checkProfile(folder: string): ProfileProblem[] {
  return inspect(folder).problems;
}

function inspect(folder: string): { draft: Draft; problems: ProfileProblem[] } {
  const { draft, problems } = readDraft(folder);
  const report = (file: string, line: number, message: string) => problems.push({ file, line, message });
  const known = knownOf(draft);
  if (draft.profile) checkProfileFile(draft.profile, folder, known, report);
  checkRegions(draft, known, report);
  checkCatalogues(draft, known, report);
  checkIndicators(draft, known, report);
  checkTopics(draft, known, report);
  checkCalendars(draft, report);
  checkRules(draft, known, report);
  checkKnowledge(draft, known, report);
  checkDemo(draft, known, report);
  checkTrade(draft, known, report);
  problems.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return { draft, problems };
}

const rowsOf = <T>(lines: readonly Line<T>[]): T[] => lines.map(({ row }) => row);
const valuesOf = <T>(located: readonly Located<T>[]): T[] => located.map(({ value }) => value);

function profileOf(draft: Draft, file: NonNullable<Draft['profile']>, rules: NonNullable<Draft['rules']>): Profile {
  return {
    file: file.value,
    regions: rowsOf(draft.regions).map(regionOf),
    retired: rowsOf(draft.retired),
    departments: rowsOf(draft.departments),
    categories: rowsOf(draft.categories),
    items: rowsOf(draft.items),
    zones: rowsOf(draft.zones),
    knowledge: valuesOf(draft.knowledge),
    rules: rules.value,
    catalogue: rowsOf(draft.catalogue),
    indicators: valuesOf(draft.indicators),
    topics: valuesOf(draft.topics).sort((a, b) => a.order - b.order),
    calendars: valuesOf(draft.calendars).sort((a, b) => a.year - b.year),
    demo: draft.demo?.value ?? null,
    trade: draft.trade?.value ?? null,
  };
}

const numberOf = (text: string): number | null => (text === '' ? null : Number(text));

function regionOf(row: z.infer<typeof RegionRow>): Region {
  const [column, line] = row.tile.split(',').map(Number);
  return {
    ...row,
    lon: numberOf(row.lon),
    lat: numberOf(row.lat),
    population: numberOf(row.population),
    tile: column === undefined || line === undefined ? null : [column, line],
  };
}
