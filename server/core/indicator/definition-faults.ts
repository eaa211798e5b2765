import { COUNT_FIELDS, type DefinitionField, numberOf, type Texts } from './definition-text.ts';

/** What is wrong with a field; the form says it beside it. */
export const FIELD_FAULTS = ['required', 'number', 'whole', 'long', 'duration', 'order', 'choice', 'code', 'taken', 'period', 'fixed'] as const;
export type FieldFault = { field: string; fault: (typeof FIELD_FAULTS)[number] };

export type KnownNames = { functions: ReadonlySet<string>; levels: ReadonlySet<string> };

/** ISO 8601 duration, as the profile's checker takes it. */
const DURATION = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;
const CODE = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/;
const LONGEST: Partial<Record<DefinitionField, number>> = { name: 60, shortName: 20, unit: 12, cadence: 20, baselineAsOf: 20 };
const LONG = 2_000;

/** What keeps a definition from being sent for approval; `kind` is the indicator's own. In the order of the form. */
export function definitionFaults(texts: Texts, kind: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const say = (field: DefinitionField, fault: FieldFault['fault']) => void faults.push({ field, fault });
  const has = (field: DefinitionField) => (texts[field] ?? '').trim() !== '';
  const need = (field: DefinitionField) => {
    if (!has(field)) say(field, 'required');
    return has(field);
  };
  for (const field of Object.keys(texts) as DefinitionField[]) if ((texts[field] ?? '').length > (LONGEST[field] ?? LONG)) say(field, 'long');
  need('name');
  need('shortName');
  need('sourceDocument');
  if (!has('formulaDocument') && has('formulaLine')) say('formulaDocument', 'required');
  if (kind === 'ratio') {
    need('numeratorName');
    need('denominatorName');
  }
  if (!['up', 'down', 'none'].includes(texts.direction ?? '')) say('direction', 'choice');
  if (!whole(texts.decimals, 0, 6)) say('decimals', 'whole');
  if (need('cadence') && !DURATION.test((texts.cadence ?? '').trim())) say('cadence', 'duration');
  rangeFaults(texts, say);
  const value = numberOf(texts.baselineValue);
  if (Number.isNaN(value)) say('baselineValue', 'number');
  else if (value !== null) need('baselineDocument');
  else if (has('baselineAsOf') || has('baselineDocument') || has('baselineLine')) say('baselineValue', 'required');
  return faults;
}

type Say = (field: DefinitionField, fault: FieldFault['fault']) => void;

function rangeFaults(texts: Texts, say: Say): void {
  switch (texts.rangeKind ?? 'none') {
    case 'none':
      return;
    case 'fixed': {
      const [low, high] = [numberOf(texts.rangeLow), numberOf(texts.rangeHigh)];
      if (Number.isNaN(low)) say('rangeLow', 'number');
      if (Number.isNaN(high)) say('rangeHigh', 'number');
      if (low === null && high === null) say('rangeLow', 'required');
      if (low !== null && high !== null && low > high) say('rangeHigh', 'order');
      return;
    }
    case 'pattern': {
      const tolerance = numberOf(texts.rangeTolerance);
      if (!whole(texts.rangeWeeks, 2, 26)) say('rangeWeeks', 'whole');
      if (tolerance === null || !(tolerance > 0)) say('rangeTolerance', 'number');
      return;
    }
    default:
      say('rangeKind', 'choice');
  }
}

/** What is wrong with the counting rule of a new indicator. */
export function countingFaults(code: string, texts: Texts, known: KnownNames): FieldFault[] {
  const faults: FieldFault[] = [];
  const say: (field: string, fault: FieldFault['fault']) => void = (field, fault) => void faults.push({ field, fault });
  const one = (field: (typeof COUNT_FIELDS)[number], choices: readonly string[]) => choices.includes(texts[field] ?? '') || say(field, 'choice');
  if (!CODE.test(code)) say('code', 'code');
  if ((texts.function ?? '') !== '' && !known.functions.has(texts.function ?? '')) say('function', 'choice');
  one('kind', ['manual', 'gauge', 'count', 'sum', 'ratio']);
  if ((texts.unit ?? '').trim() === '') say('unit', 'required');
  if (!whole(texts.scale, 0, 6)) say('scale', 'whole');
  const factor = numberOf(texts.factor);
  if (factor === null || !(factor > 0)) say('factor', 'number');
  one('regionAdds', ['add', 'none']);
  // What is set or measured stands until it is told anew: summing its tellings would count it several times.
  one('timeAdds', texts.kind === 'manual' || texts.kind === 'gauge' ? ['last', 'none'] : ['add', 'last', 'none']);
  const levels = (texts.reportedAt ?? '').split(' ').filter(Boolean);
  if (levels.length === 0) say('reportedAt', 'required');
  else if (levels.some((level) => !known.levels.has(level))) say('reportedAt', 'choice');
  return faults;
}

/** Fields of the counting rule that a draft of an indicator that is there says otherwise. */
export function fixedFaults(own: Texts, texts: Texts): FieldFault[] {
  return COUNT_FIELDS.filter((field) => texts[field] !== undefined && texts[field] !== own[field]).map((field) => ({ field, fault: 'fixed' }));
}

export function whole(text: string | undefined, least: number, most: number): boolean {
  const value = numberOf(text);
  return value !== null && Number.isInteger(value) && value >= least && value <= most;
}
