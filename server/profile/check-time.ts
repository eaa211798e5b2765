import { calendarFaults } from '../core/calendar/calendar-faults.ts';
import type { DemoFile } from '../wire/profile.ts';
import { type Known, type Report, reportRepeats } from './check-lists.ts';
import type { Draft, Located } from './read.ts';

/** Checks the calendars: dates of the file's own year, holidays in order, exchanged working days on weekends. */
export function checkCalendars(draft: Draft, report: Report): void {
  for (const at of draft.calendars) {
    const { year } = at.value;
    if (!at.file.endsWith(`/${year}.json`)) report(at.file, at.lineOf(['year']), `year ${year} does not match the file's name`);
    for (const { path, message } of calendarFaults(at.value)) report(at.file, at.lineOf(path), message);
  }
}

/** Checks demo.json against the profile's regions and request types. */
export function checkDemo(draft: Draft, known: Known, report: Report): void {
  if (!draft.demo) return;
  const at: Located<DemoFile> = draft.demo;
  const say = (path: readonly PropertyKey[], message: string) => report(at.file, at.lineOf(path), message);
  const { hourly, tradeShare, requestTypes, episodes, tradeEpisodes = [] } = at.value;
  const sum = hourly.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 100) > 1) say(['hourly'], `the hourly weights sum to ${sum.toFixed(2)}, not to about 100`);
  for (const adcode of Object.keys(tradeShare)) if (!known.regions.has(adcode)) say(['tradeShare', adcode], `region ${adcode} is not in regions.csv`);
  const types = new Set(draft.profile?.value.requestTypes);
  for (const type of Object.keys(requestTypes))
    if (draft.profile && !types.has(type)) say(['requestTypes', type], `${type} is not a request type of profile.json`);
  const zones = new Set(draft.zones.map(({ row }) => row.id));
  reportRepeats(at, ['tradeEpisodes'], tradeEpisodes, (each) => each.id, 'episode', report);
  tradeEpisodes.forEach((episode, i) => {
    if (zones.size > 0 && !zones.has(episode.zone)) say(['tradeEpisodes', i], `zone ${episode.zone} is not in zones.csv`);
    if ((episode.kind === 'shift') !== (episode.partner !== null)) say(['tradeEpisodes', i], 'a shift, and nothing else, names the partner that it goes to');
  });
  reportRepeats(at, ['episodes'], episodes, (each) => each.id, 'episode', report);
  episodes.forEach((episode, i) => {
    episode.regions.forEach((adcode, j) => {
      if (!known.regions.has(adcode)) say(['episodes', i, 'regions', j], `region ${adcode} is not in regions.csv`);
    });
  });
}
