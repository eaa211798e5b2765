import type { JsonPath } from '../core/file/json-lines.ts';
import { fieldWords } from '../core/words/field-words.ts';
import type { SourceRef } from '../wire/profile.ts';
import type { TradeFile } from '../wire/trade.ts';
import { type Known, type Report, reportRepeats, reportSource } from './check-lists.ts';
import type { Draft, Located } from './read.ts';

type At = Located<TradeFile>;
type Say = (path: JsonPath, message: string) => void;

/** Codes of the modes that a declaration may name. */
const MODES = new Set(Object.keys(fieldWords['zh-CN'].values.mode ?? {}));

/** Checks trade.json against regions, zones, indicators and papers of the profile, and against the partners that have a name. */
export function checkTrade(draft: Draft, known: Known, report: Report): void {
  const at = draft.trade;
  if (!at) return;
  const say: Say = (path, message) => report(at.file, at.lineOf(path), message);
  const file = at.value;
  reportRepeats(at, ['districts'], file.districts, (each) => each.code, 'district', report);
  reportRepeats(at, ['partners'], file.partners, (each) => each.code, 'partner', report);
  reportRepeats(at, ['chapters'], file.chapters, (each) => each.code, 'chapter', report);
  for (const list of ['ports', 'areas', 'goals', 'systems', 'happenings'] as const)
    reportRepeats<{ id: string }>(at, [list], file[list], (each) => each.id, 'id', report);
  reportRepeats(at, ['plans'], file.plans, (each) => each.zone, 'plan of', report);
  checkPlaces(file, known, say);
  checkPartners(file, say);
  checkPlans(at, draft, known, say, report);
  checkGoals(at, known, say, report);
  checkHappenings(at, known, say, report);
}

function checkPlaces(file: TradeFile, known: Known, say: Say): void {
  const districts = new Set(file.districts.map((d) => d.code));
  file.ports.forEach((port, i) => {
    if (port.district !== null && !districts.has(port.district)) say(['ports', i], `district ${port.district} is not a district of this file`);
  });
  for (const list of ['ports', 'areas', 'warehouses'] as const) {
    file[list].forEach((each, i) => {
      if (!known.regions.has(each.region)) say([list, i], `region ${each.region} is not in regions.csv`);
    });
  }
}

/** A partner without a name would be shown by its code, and one without a point would have no arc. */
function checkPartners(file: TradeFile, say: Say): void {
  for (const [language, words] of Object.entries(fieldWords)) {
    file.partners.forEach(({ code }, i) => {
      if (!Object.hasOwn(words.values.partner ?? {}, code)) say(['partners', i], `partner ${code} has no name in ${language}`);
    });
  }
  const placed = new Set(file.partners.map((each) => each.code));
  const ask = (path: JsonPath, code: string) => {
    if (!placed.has(code)) say(path, `partner ${code} is not a partner of this file`);
  };
  file.warehouses.forEach((each, i) => {
    if (each.partner !== null) ask(['warehouses', i], each.partner);
  });
  file.happenings.forEach((each, i) => {
    for (const code of each.partners) ask(['happenings', i], code);
  });
}

const LISTS = ['parks', 'transport', 'modes', 'clusters', 'markets', 'goals'] as const;

function checkPlans(at: At, draft: Draft, known: Known, say: Say, report: Report): void {
  const zones = new Set(draft.zones.map(({ row }) => row.id));
  const file = at.value;
  const sourceAt = (path: JsonPath, source: SourceRef | null) => reportSource(at, [...path, 'source'], source, known, report);
  file.plans.forEach((plan, i) => {
    if (zones.size > 0 && !zones.has(plan.zone)) say(['plans', i, 'zone'], `zone ${plan.zone} is not in zones.csv`);
    if (!known.documents.has(plan.document)) say(['plans', i, 'document'], `document ${plan.document} is not listed in profile.json`);
    for (const part of ['layout', 'counts'] as const) if (plan[part]) sourceAt(['plans', i, part], plan[part].source);
    for (const list of LISTS) {
      plan[list].forEach((each, n) => {
        sourceAt(['plans', i, list, n], each.source);
      });
    }
  });
  file.systems.forEach((system, i) => {
    system.evidence.forEach((each, n) => {
      const path = ['systems', i, 'evidence', n];
      sourceAt(path, each.source);
      if (zones.size > 0 && !zones.has(each.zone)) say(path, `zone ${each.zone} is not in zones.csv`);
    });
  });
  for (const list of ['areas', 'warehouses'] as const) {
    file[list].forEach((each, i) => {
      sourceAt([list, i], each.source);
    });
  }
}

function checkGoals(at: At, known: Known, say: Say, report: Report): void {
  at.value.goals.forEach((goal, i) => {
    if (goal.indicator !== null && !known.indicators.has(goal.indicator)) say(['goals', i], `indicator ${goal.indicator} is not in indicators.json`);
    reportSource(at, ['goals', i, 'source'], goal.source, known, report);
  });
}

function checkHappenings(at: At, known: Known, say: Say, report: Report): void {
  const ports = new Set(at.value.ports.map((port) => port.id));
  at.value.happenings.forEach((each, i) => {
    const path = ['happenings', i];
    for (const id of each.ports) if (!ports.has(id)) say(path, `port ${id} is not a port of this file`);
    for (const mode of each.modes) if (!MODES.has(mode)) say(path, `${mode} is not a mode of a declaration`);
    if (each.to !== null && each.to < each.from) say(path, `ends on ${each.to}, before it begins`);
    reportSource(at, [...path, 'source'], each.source, known, report);
  });
}
