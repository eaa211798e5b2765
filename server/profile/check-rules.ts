import type { RuleFileRow } from '../wire/rule.ts';
import { unitsOf } from '../wire/rule-rows.ts';
import type { Known, Report } from './check-lists.ts';
import { reportDuplicates, reportRepeats } from './check-lists.ts';
import type { Draft } from './read.ts';

/** Checks rules.json and catalogue.csv against the regions, classes, departments and papers of the profile. */
export function checkRules(draft: Draft, known: Known, report: Report): void {
  const classes = draft.categories.length > 0 ? new Set(draft.categories.map(({ row }) => row.code)) : null;
  checkRulesFile(draft, known, classes, report);
  checkCatalogue(draft, known, classes, report);
}

function checkRulesFile(draft: Draft, known: Known, classes: ReadonlySet<string> | null, report: Report): void {
  const at = draft.rules;
  if (!at) return;
  const { office, rows } = at.value;
  office.hours.forEach(({ from, to }, i) => {
    const before = office.hours[i - 1];
    if (from >= to || to > '24:00' || (before && before.to > from))
      report(at.file, at.lineOf(['office', 'hours', i]), `office hours ${from}-${to}: spans of a day, in order and apart`);
  });
  reportRepeats(at, ['rows'], rows, (row) => `${row.id} version ${row.version}`, 'rule', report);
  rows.forEach((row, i) => {
    checkRow(row, (path, message) => report(at.file, at.lineOf(['rows', i, ...path]), message), draft, known, classes);
  });
}

type Say = (path: readonly PropertyKey[], message: string) => void;

function checkRow(row: RuleFileRow, say: Say, draft: Draft, known: Known, classes: ReadonlySet<string> | null): void {
  const { where, source } = row;
  if (row.from !== null && row.until !== null && row.from >= row.until) say(['until'], `${row.id} ends before it begins`);
  if (where.region !== undefined && !known.regions.has(where.region)) say(['where', 'region'], `region ${where.region} is not in regions.csv`);
  if (where.category !== undefined && classes?.has(where.category) === false) say(['where', 'category'], `class ${where.category} is not in categories.csv`);
  const types = draft.profile?.value.requestTypes;
  if (where.requestType !== undefined && types?.includes(where.requestType) === false)
    say(['where', 'requestType'], `${where.requestType} is not a request type of profile.json`);
  if (source !== null && typeof source !== 'string' && !known.documents.has(source.document))
    say(['source', 'document'], `source document ${source.document} is not listed in profile.json`);
  if (row.rule === 'dispatch')
    for (const unit of [row.value.main, ...row.value.co]) if (!known.departments.has(unit)) say(['value'], `department ${unit} is not in departments.csv`);
}

function checkCatalogue(draft: Draft, known: Known, classes: ReadonlySet<string> | null, report: Report): void {
  reportDuplicates(draft.catalogue, (row) => `${row.category} in ${row.region}`, 'class', report);
  for (const { file, line, row } of draft.catalogue) {
    if (classes?.has(row.category) === false) report(file, line, `class ${row.category} is not in categories.csv`);
    if (!known.regions.has(row.region)) report(file, line, `region ${row.region} is not in regions.csv`);
    for (const unit of [row.main, ...unitsOf(row.co)]) if (!known.departments.has(unit)) report(file, line, `department ${unit} is not in departments.csv`);
    if (unitsOf(row.co).includes(row.main)) report(file, line, `${row.main} handles and helps at once`);
  }
}
