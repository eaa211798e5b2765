import { type Known, type Report, reportSource } from './check-lists.ts';
import type { Draft } from './read.ts';

/** Checks knowledge.json against the regions, classes, departments and papers of the profile. */
export function checkKnowledge(draft: Draft, known: Known, report: Report): void {
  const classes = new Set(draft.categories.map(({ row }) => row.code));
  const first = new Map<string, number>();
  for (const at of draft.knowledge) {
    const { key, region, category, department, from, until, source } = at.value;
    const say = (field: string, message: string) => report(at.file, at.lineOf([field]), message);
    const seen = first.get(key);
    if (seen === undefined) first.set(key, at.lineOf(['key']));
    else say('key', `entry ${key} is already on line ${seen}`);
    if (!known.regions.has(region)) say('region', `region ${region} is not in regions.csv`);
    if (category !== null && classes.size > 0 && !classes.has(category)) say('category', `class ${category} is not in categories.csv`);
    if (department !== null && !known.departments.has(department)) say('department', `department ${department} is not in departments.csv`);
    if (from !== null && until !== null && Date.parse(until) <= Date.parse(from)) say('until', 'ends before it begins');
    reportSource(at, ['source'], source, known, report);
  }
}
