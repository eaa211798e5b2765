import type { CountingRow } from './counting-rule.ts';

/**
 * A definition as texts: what is typed is kept as it was typed, so that a draft loses nothing, two versions are compared
 * field by field, and only what has no faults becomes a row of the dictionary.
 */
export const WORD_FIELDS = [
  'name',
  'shortName',
  'definition',
  'caliber',
  'population',
  'formula',
  'formulaNote',
  'formulaDocument',
  'formulaLine',
  'numeratorName',
  'denominatorName',
  'responsible',
  'sourceDocument',
  'sourceLine',
  'otherCaliber',
  'direction',
  'decimals',
  'rangeKind',
  'rangeLow',
  'rangeHigh',
  'rangeWeeks',
  'rangeTolerance',
  'cadence',
  'baselineValue',
  'baselineAsOf',
  'baselineDocument',
  'baselineLine',
] as const;
export type WordField = (typeof WORD_FIELDS)[number];

/** What decides how a new indicator counts; of one that is there they are as they are. */
export const COUNT_FIELDS = ['function', 'kind', 'unit', 'scale', 'factor', 'regionAdds', 'timeAdds', 'reportedAt'] as const;
export type CountField = (typeof COUNT_FIELDS)[number];
export type DefinitionField = WordField | CountField;
export type Texts = Readonly<Partial<Record<string, string>>>;

type Ref = { document: string; line: string | number | null };
/** The words of a dictionary row, and how it is shown. */
export type DefinitionRow = CountingRow & {
  name: string;
  shortName: string;
  function: string | null;
  population: string | null;
  caliber: string | null;
  definition: string | null;
  formula: string | null;
  formulaSource: Ref | null;
  formulaNote: string | null;
  numeratorName: string | null;
  denominatorName: string | null;
  direction: 'up' | 'down' | 'none';
  normalRange: { kind: 'fixed'; low: number | null; high: number | null } | { kind: 'pattern'; weeks: number; tolerance: number } | null;
  cadence: string;
  responsible: string | null;
  otherCaliber: string | null;
  source: Ref;
  baseline: { value: number; asOf: string | null; source: Ref } | null;
};

const plain = (value: string | number | null | undefined): string => (value === null || value === undefined ? '' : String(value));

/** The words of a row. */
export function wordsOf(row: DefinitionRow): Record<WordField, string> {
  const range = row.normalRange;
  const fixed = range?.kind === 'fixed' ? range : null;
  const pattern = range?.kind === 'pattern' ? range : null;
  return {
    name: row.name,
    shortName: row.shortName,
    definition: plain(row.definition),
    caliber: plain(row.caliber),
    population: plain(row.population),
    formula: plain(row.formula),
    formulaNote: plain(row.formulaNote),
    formulaDocument: plain(row.formulaSource?.document),
    formulaLine: plain(row.formulaSource?.line),
    numeratorName: plain(row.numeratorName),
    denominatorName: plain(row.denominatorName),
    responsible: plain(row.responsible),
    sourceDocument: row.source.document,
    sourceLine: plain(row.source.line),
    otherCaliber: plain(row.otherCaliber),
    direction: row.direction,
    decimals: String(row.display.decimals),
    rangeKind: range?.kind ?? 'none',
    rangeLow: plain(fixed?.low),
    rangeHigh: plain(fixed?.high),
    rangeWeeks: plain(pattern?.weeks),
    rangeTolerance: plain(pattern?.tolerance),
    cadence: row.cadence,
    baselineValue: plain(row.baseline?.value),
    baselineAsOf: plain(row.baseline?.asOf),
    baselineDocument: plain(row.baseline?.source.document),
    baselineLine: plain(row.baseline?.source.line),
  };
}

/** The counting rule of a row in the fields of the form. */
export function countsOf(row: DefinitionRow): Record<CountField, string> {
  return {
    function: plain(row.function),
    kind: row.kind,
    unit: row.unit,
    scale: String(row.scale),
    factor: String(row.display.factor),
    regionAdds: row.additivity.region,
    timeAdds: row.additivity.time,
    reportedAt: row.reportedAt.join(' '),
  };
}

/** Fields in which two definitions differ, in the order of the form; what one lacks is empty. */
export function changedFields(before: Texts, after: Texts): DefinitionField[] {
  return [...COUNT_FIELDS, ...WORD_FIELDS].filter((field) => (before[field] ?? '').trim() !== (after[field] ?? '').trim());
}

/**
 * A draft put on another version than it was begun on: what its author changed stays, all else is as the newer version
 * says. `both` names what both changed differently; there the author's stands.
 */
export function putOn(begun: Texts, mine: Texts, newest: Texts): { fields: Record<string, string>; both: DefinitionField[] } {
  const changed = new Set(changedFields(begun, mine));
  const theirs = new Set(changedFields(begun, newest));
  const differs = new Set(changedFields(mine, newest));
  const fields: Record<string, string> = {};
  for (const field of [...COUNT_FIELDS, ...WORD_FIELDS]) {
    const value = (changed.has(field) ? mine : newest)[field];
    if (value !== undefined) fields[field] = value;
  }
  return { fields, both: [...changed].filter((field) => theirs.has(field) && differs.has(field)) };
}

export const NUMBER = /^-?\d{1,12}(\.\d{1,6})?$/;
/** @returns null of an empty text; NaN of one that is no number */
export function numberOf(text: string | undefined): number | null {
  const bare = (text ?? '').trim();
  return bare === '' ? null : NUMBER.test(bare) ? Number(bare) : Number.NaN;
}

const textOf = (text: string | undefined): string | null => (text ?? '').trim() || null;
const refOf = (document: string | undefined, line: string | undefined): Ref | null => {
  const name = textOf(document);
  return name === null ? null : { document: name, line: textOf(line) };
};

/** A row with other words. The texts have no faults; its counting rule stays. */
export function withWords<Row extends DefinitionRow>(row: Row, texts: Texts): Row {
  const t = { ...wordsOf(row), ...texts };
  const value = numberOf(t.baselineValue);
  return {
    ...row,
    name: t.name.trim(),
    shortName: t.shortName.trim(),
    definition: textOf(t.definition),
    caliber: textOf(t.caliber),
    population: textOf(t.population),
    formula: textOf(t.formula),
    formulaSource: refOf(t.formulaDocument, t.formulaLine),
    formulaNote: textOf(t.formulaNote),
    numeratorName: textOf(t.numeratorName),
    denominatorName: textOf(t.denominatorName),
    direction: t.direction as Row['direction'],
    display: { ...row.display, decimals: Number(t.decimals) },
    normalRange: rangeOf(t),
    cadence: t.cadence.trim(),
    responsible: textOf(t.responsible),
    otherCaliber: textOf(t.otherCaliber),
    source: refOf(t.sourceDocument, t.sourceLine) ?? row.source,
    baseline: value === null ? null : { value, asOf: textOf(t.baselineAsOf), source: refOf(t.baselineDocument, t.baselineLine) ?? row.source },
  };
}

function rangeOf(t: Record<WordField, string>): DefinitionRow['normalRange'] {
  if (t.rangeKind === 'fixed') return { kind: 'fixed', low: numberOf(t.rangeLow), high: numberOf(t.rangeHigh) };
  if (t.rangeKind === 'pattern') return { kind: 'pattern', weeks: Number(t.rangeWeeks), tolerance: Number(t.rangeTolerance) };
  return null;
}

type Adds = CountingRow['additivity'];
/** The row of a new indicator, which is reported by observation: no event derives it and no breakdown is kept of it. */
export function newRow(code: string, texts: Texts): DefinitionRow & { planNumber: null; aliveBy: null; targets: []; category: null; from: []; keeps: [] } {
  const blank = {
    code,
    kind: texts.kind as CountingRow['kind'],
    unit: (texts.unit ?? '').trim(),
    scale: Number(texts.scale),
    display: { decimals: 0, factor: Number(texts.factor) },
    additivity: { region: texts.regionAdds as Adds['region'], time: texts.timeAdds as Adds['time'] },
    reportedAt: (texts.reportedAt ?? '').split(' ').filter(Boolean),
    function: textOf(texts.function),
    ...{ planNumber: null, aliveBy: null, targets: [] as [], category: null, keeps: [] as [], from: [] as [] },
    ...{ name: '', shortName: '', population: null, caliber: null, definition: null, formula: null, formulaSource: null, formulaNote: null },
    ...{ numeratorName: null, denominatorName: null, direction: 'none' as const, normalRange: null, cadence: '', responsible: null, otherCaliber: null },
    ...{ source: { document: '', line: null }, baseline: null },
  };
  return withWords(blank, texts);
}
