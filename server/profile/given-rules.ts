import { zoneOffset } from '../core/indicator/window.ts';
import type { GivenRules } from '../wire/rule.ts';
import { draftOfCatalogueRow, draftOfFileRow, entryOf } from '../wire/rule-rows.ts';
import type { Profile } from './types.ts';

/** The rules, the dispatch catalogue, the calendars and the office hours that a profile gives to an installation. */
export function givenRules(profile: Profile): GivenRules {
  const zone = zoneOffset(profile.file.timeZone);
  const { office, rows } = profile.rules;
  const documents = new Map(profile.file.sources.map(({ id, title, number }) => [id, number === null ? title : `${title}（${number}）`]));
  const drafts = [...rows.map((row) => draftOfFileRow(row, zone)), ...profile.catalogue.map(draftOfCatalogueRow)];
  return {
    rows: drafts.map((draft) => entryOf(draft, { origin: 'profile', by: null, at: null, note: null }, (id) => documents.get(id) ?? id)),
    office: { hours: office.hours.map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) })), dayEnd: office.dayEnd },
    years: profile.calendars,
    categories: profile.categories,
    departments: profile.departments.map(({ id, name }) => ({ id, name })),
    documents,
    requestTypes: profile.file.requestTypes,
  };
}

/** Minute of the day of a time as 09:30. */
function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
