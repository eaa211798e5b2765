import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TICKET_STEPS } from '../wire/events.ts';
import type { ProfileFile } from '../wire/profile.ts';
import { type Known, type Report, reportDuplicates, reportRepeats, reportSource } from './check-lists.ts';
import type { Draft, Located } from './read.ts';

/** Checks profile.json against the other files. */
export function checkProfileFile(at: Located<ProfileFile>, folder: string, known: Known, report: Report): void {
  const file = at.value;
  const say = (path: readonly PropertyKey[], message: string) => report(at.file, at.lineOf(path), message);
  reportRepeats(at, ['levels'], file.levels, (each) => each.id, 'level', report);
  reportRepeats(at, ['levels'], file.levels, (each) => String(each.rank), 'rank', report);
  for (const list of ['functions', 'ticketSteps', 'groups', 'sources'] as const) {
    reportRepeats<{ id: string }>(at, [list], file[list], (each) => each.id, 'id', report);
  }
  reportRepeats(at, ['requestTypes'], file.requestTypes, (each) => each, 'request type', report);
  if (file.itemList) {
    const { kinds, properties } = file.itemList;
    reportRepeats(at, ['itemList', 'kinds'], kinds, (each) => each, 'kind', report);
    reportRepeats(at, ['itemList', 'properties'], properties, (each) => each.id, 'property', report);
    // A column must say which property it is of.
    const heads = properties.flatMap((each, i) => [each.name, ...(each.words ?? [])].map((head) => ({ head, i })));
    const first = new Map<string, number>();
    for (const { head, i } of heads) {
      if (first.has(head)) say(['itemList', 'properties', i], `the head ${head} is named twice`);
      first.set(head, i);
    }
  }
  reportRepeats(at, ['reviewLevels'], file.reviewLevels, (each) => String(each.level), 'review level', report);
  for (const list of ['functions', 'ticketSteps', 'groups'] as const) {
    file[list].forEach((each, i) => {
      reportSource(at, [list, i, 'source'], each.source, known, report);
    });
  }
  file.ticketSteps.forEach((step, i) => {
    step.steps.forEach((each, j) => {
      if (!(TICKET_STEPS as readonly string[]).includes(each)) say(['ticketSteps', i, 'steps', j], `${each} is not a step of a ticket event`);
    });
  });
  file.groups.forEach((group, i) => {
    group.regions.forEach((adcode, j) => {
      if (!known.regions.has(adcode)) say(['groups', i, 'regions', j], `region ${adcode} is not in regions.csv`);
    });
  });
  if (!isTimeZone(file.timeZone)) say(['timeZone'], `${file.timeZone} is not a time zone`);
  checkMap(at, folder, known, report);
}

function checkMap(at: Located<ProfileFile>, folder: string, known: Known, report: Report): void {
  const { map } = at.value;
  for (const adcode of Object.keys(map.labels)) {
    if (!known.regions.has(adcode)) report(at.file, at.lineOf(['map', 'labels', adcode]), `region ${adcode} is not in regions.csv`);
  }
  // A folder that stands outside the product, as while a profile is being written, has no public files beside it.
  const shared = join(folder, '../../../public');
  if (existsSync(shared) && !existsSync(join(shared, map.cities))) report(at.file, at.lineOf(['map', 'cities']), `public/${map.cities} does not exist`);
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Checks departments.csv, categories.csv, items.csv and zones.csv. */
export function checkCatalogues(draft: Draft, known: Known, report: Report): void {
  reportDuplicates(draft.departments, (row) => row.id, 'department', report);
  reportDuplicates(draft.categories, (row) => row.code, 'category', report);
  reportDuplicates(draft.items, (row) => row.id, 'item', report);
  reportDuplicates(draft.zones, (row) => row.id, 'zone', report);
  for (const { file, line, row } of draft.departments) {
    if (!known.levels.has(row.level)) report(file, line, `level ${row.level} is not a level of profile.json`);
    if (!known.regions.has(row.region)) report(file, line, `region ${row.region} is not in regions.csv`);
    if (row.parent !== '' && !isBelowTop(row, draft)) report(file, line, `parent ${row.parent} is not a department above ${row.id}`);
  }
  const codes = new Set(draft.categories.map(({ row }) => row.code));
  for (const { file, line, row } of draft.categories) {
    if (row.parent !== row.code.slice(0, -2)) report(file, line, `parent of ${row.code} must be ${row.code.slice(0, -2) || 'empty'}`);
    else if (row.parent !== '' && !codes.has(row.parent)) report(file, line, `parent ${row.parent} is not a category`);
  }
  for (const { file, line, row } of draft.items) {
    if (!known.departments.has(row.department)) report(file, line, `department ${row.department} is not in departments.csv`);
  }
  for (const { file, line, row } of draft.zones) {
    if (!known.regions.has(row.region)) report(file, line, `region ${row.region} is not in regions.csv`);
  }
}

/** Whether the parents of a department end at the top. */
function isBelowTop(row: { id: string; parent: string }, draft: Draft): boolean {
  const parents = new Map(draft.departments.map((d) => [d.row.id, d.row.parent]));
  const seen = new Set([row.id]);
  for (let at = row.parent; at !== ''; at = parents.get(at) as string) {
    if (seen.has(at) || !parents.has(at)) return false;
    seen.add(at);
  }
  return true;
}
