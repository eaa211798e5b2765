import type { z } from 'zod';
import { checkComputed } from '../core/expression/check.ts';
import { EVENT_DATA, type EventType } from '../wire/events.ts';
import type { Derivation, IndicatorRow } from '../wire/profile.ts';
import { type Known, type Report, reportSource } from './check-lists.ts';
import type { Draft, Located } from './read.ts';

/** Codes that every profile must define: the contract's HTTP and demo feeds rely on them. */
const REQUIRED = ['hotline.calls', 'hotline.tickets', 'service.volume', 'service.accepted', 'review.score', 'trade.value'];
const DURATION = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;

type At = Located<IndicatorRow>;

/** Checks indicators.json: codes, references, and that each derivation can be computed from its event. */
export function checkIndicators(draft: Draft, known: Known, report: Report): void {
  const codes = new Map<string, number>();
  const numbers = new Map<number, string>();
  const dictionary = new Map(draft.indicators.map((at) => [at.value.code, at.value]));
  for (const at of draft.indicators) {
    const { code, planNumber } = at.value;
    const first = codes.get(code);
    if (first === undefined) codes.set(code, at.lineOf([]));
    else report(at.file, at.lineOf(['code']), `indicator ${code} is already on line ${first}`);
    if (planNumber !== null) {
      const owner = numbers.get(planNumber);
      if (owner) report(at.file, at.lineOf(['planNumber']), `plan number ${planNumber} belongs to ${owner}`);
      numbers.set(planNumber, code);
    }
    checkReferences(at, known, report);
    checkShape(at, report);
    for (const fault of checkComputed(at.value, dictionary)) report(at.file, at.lineOf(fault.path), fault.message);
    at.value.from.forEach((derivation, i) => {
      checkDerivation(at, i, derivation, report);
    });
  }
  for (const code of REQUIRED) if (!known.indicators.has(code)) report('indicators.json', 1, `indicator ${code} is missing: every profile has it`);
}

function checkReferences(at: At, known: Known, report: Report): void {
  const row = at.value;
  const say = (path: readonly PropertyKey[], message: string) => report(at.file, at.lineOf(path), message);
  if (row.function !== null && !known.functions.has(row.function)) say(['function'], `function ${row.function} is not in profile.json`);
  row.reportedAt.forEach((level, i) => {
    if (!known.levels.has(level)) say(['reportedAt', i], `level ${level} is not a level of profile.json`);
  });
  if (row.aliveBy === row.code) say(['aliveBy'], 'an indicator cannot prove itself alive');
  else if (row.aliveBy !== null && !known.indicators.has(row.aliveBy)) say(['aliveBy'], `indicator ${row.aliveBy} is not in indicators.json`);
  reportSource(at, ['source'], row.source, known, report);
  reportSource(at, ['formulaSource'], row.formulaSource, known, report);
  if (row.baseline) reportSource(at, ['baseline', 'source'], row.baseline.source, known, report);
  if (row.items) {
    for (const property of [row.items.property, ...(row.items.of.properties ?? [])])
      if (!known.itemProperties.has(property)) say(['items'], `property ${property} is not in itemList of profile.json`);
    for (const kind of row.items.of.kinds ?? []) if (!known.itemKinds.has(kind)) say(['items'], `kind ${kind} is not in itemList of profile.json`);
  }
  row.targets.forEach((target, i) => {
    reportSource(at, ['targets', i, 'source'], target.source, known, report);
  });
}

function checkShape(at: At, report: Report): void {
  const row = at.value;
  const say = (path: readonly PropertyKey[], message: string) => report(at.file, at.lineOf(path), message);
  if (!DURATION.test(row.cadence)) say(['cadence'], `cadence ${row.cadence} is not an ISO 8601 duration`);
  if (row.kind === 'manual' && row.from.length > 0) say(['from'], 'a manual indicator is reported, not derived');
  if (row.kind === 'ratio') {
    if (row.numeratorName === null) say(['numeratorName'], 'a ratio names its numerator');
    if (row.denominatorName === null) say(['denominatorName'], 'a ratio names its denominator');
  }
  if (row.normalRange?.kind === 'fixed' && row.normalRange.low !== null && row.normalRange.high !== null && row.normalRange.low > row.normalRange.high) {
    say(['normalRange'], 'the low bound is above the high bound');
  }
  if (row.family === 'catalogue' && row.from.length > 0) say(['family'], 'a catalogue ratio counts items of a list, it is not derived from events');
  if (row.items && (row.family !== 'catalogue' || row.computed)) say(['items'], 'only a catalogue ratio that is reported counts items of a list');
  if (row.items && row.additivity.time !== 'last') say(['items'], 'a list stands until the next one: additivity over time is last');
  if (row.items && row.kind !== 'ratio' && (row.kind !== 'manual' || row.unit !== '%' || row.display.factor !== 1))
    say(['items'], 'what is counted from a list is a ratio, or a manual indicator in %');
  row.keeps.forEach((names, i) => {
    for (const name of names) {
      if (row.from.some((derivation) => !(name in (derivation.dims ?? {})))) say(['keeps', i], `dimension ${name} is not given by every derivation`);
    }
  });
}

type DerivationRow = z.infer<typeof Derivation>;

function checkDerivation(at: At, index: number, derivation: DerivationRow, report: Report): void {
  const say = (path: readonly PropertyKey[], message: string) => report(at.file, at.lineOf(['from', index, ...path]), message);
  if (at.value.kind === 'ratio' && derivation.den === undefined) say([], 'a ratio needs a denominator (den)');
  if (at.value.kind !== 'ratio' && derivation.den !== undefined) say(['den'], 'only a ratio has a denominator');
  if (!(derivation.event in EVENT_DATA)) {
    say(['event'], `event type ${derivation.event} is unknown`);
    return;
  }
  const fields: ReadonlySet<string> = new Set(Object.keys(EVENT_DATA[derivation.event as EventType].shape));
  const named: [PropertyKey[], string | undefined][] = [
    ...Object.keys(derivation.when ?? {}).map((field): [PropertyKey[], string] => [['when', field], field]),
    ...Object.entries(derivation.dims ?? {}).map(([name, field]): [PropertyKey[], string] => [['dims', name], field]),
    ...termFields(['num'], derivation.num),
    ...termFields(['den'], derivation.den),
    [['times'], derivation.times],
  ];
  for (const [path, field] of named) if (field !== undefined && !fields.has(field)) say(path, `${derivation.event} has no field ${field}`);
}

function termFields(path: PropertyKey[], term: DerivationRow['num'] | undefined): [PropertyKey[], string | undefined][] {
  if (term === undefined || term === 1) return [];
  const main: [PropertyKey[], string] = 'field' in term ? [[...path, 'field'], term.field] : [[...path, 'table'], term.table];
  return [main, [[...path, 'times'], term.times]];
}
