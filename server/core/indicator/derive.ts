import type { Expressions } from '../expression/compile.ts';
import { type IndicatorMath, scaled, takesLast } from './display.ts';

type Field = string | number | boolean;
type Term = 1 | { field: string; times?: string } | { table: string; values: Record<string, number>; times?: string };
export type Derivation = {
  event: string;
  when?: Record<string, Field[]>;
  num: Term;
  den?: Term;
  times?: string;
  dims?: Record<string, string>;
};
export type DerivedIndicator = IndicatorMath & { keeps: string[][]; from: Derivation[]; reportedAt: string[]; computed?: Expressions };

/** What one event adds to one kept series of one indicator. */
export type Contribution = { indicator: string; dims: Record<string, string>; scope: string; status: string; num: number; den: number };

/** The dimensions of an indicator's whole; one object, by which it is quickly known. */
export const NO_DIMS: Record<string, string> = Object.freeze({});

/** The name for a dimension that an event does not tell: breakdowns still add up to the total. */
export const UNTOLD = '-';

export type DerivationIndex = ReadonlyMap<string, readonly { row: DerivedIndicator; rule: Derivation }[]>;

/** Rules by event type. */
export function indexDerivations(rows: Iterable<DerivedIndicator>): DerivationIndex {
  const index = new Map<string, { row: DerivedIndicator; rule: Derivation }[]>();
  for (const row of rows) {
    for (const rule of row.from) {
      const list = index.get(rule.event);
      if (list) list.push({ row, rule });
      else index.set(rule.event, [{ row, rule }]);
    }
  }
  return index;
}

/** An event that a rule cannot turn into exact integers: the message names the field. */
export class NotExact extends Error {}

/**
 * Contributions of an event's data under the rules of its type: one for the region alone and one for each kept set
 * of dimensions. @throws NotExact
 */
export function derive(index: DerivationIndex, type: string, data: Record<string, unknown>): Contribution[] {
  const out: Contribution[] = [];
  for (const { row, rule } of index.get(type) ?? []) {
    if (!matches(rule, data)) continue;
    const times = rule.times === undefined ? 1 : numberAt(data, rule.times, 1);
    const num = term(rule.num, data, row.scale, times);
    const den = rule.den === undefined ? 0 : term(rule.den, data, row.scale, times);
    if (num === null || den === null) continue;
    const dims: Record<string, string> = {};
    if (rule.dims) for (const name in rule.dims) dims[name] = textAt(data, rule.dims[name] as string);
    spread(out, row, dims, textOr(data.scope), textOr(data.status), num, den);
  }
  return out;
}

/** Contributions of an indicator.observed event. @throws NotExact when the pair cannot be kept exactly. */
export function deriveObserved(
  row: DerivedIndicator,
  data: { value?: number; numerator?: number; denominator?: number; dims?: Record<string, string>; scope?: string; status?: string },
): Contribution[] {
  const pair = observedPair(row, data);
  const out: Contribution[] = [];
  if (takesLast(row)) {
    // The newest value of a part says nothing about the whole: it stands under its own dimensions only.
    return [{ indicator: row.code, dims: data.dims ?? {}, scope: data.scope ?? '', status: data.status ?? '', num: pair.num, den: pair.den }];
  }
  spread(out, row, data.dims ?? {}, data.scope ?? '', data.status ?? '', pair.num, pair.den);
  return out;
}

function observedPair(row: DerivedIndicator, data: { value?: number; numerator?: number; denominator?: number }): { num: number; den: number } {
  if (data.numerator !== undefined && data.denominator !== undefined) {
    return { num: exact(data.numerator, row.scale, 'numerator'), den: exact(data.denominator, row.scale, 'denominator') };
  }
  const value = data.value ?? 0;
  if (row.kind !== 'ratio') return { num: exact(value / row.display.factor, row.scale, 'value'), den: 0 };
  // A rate without its parts can stand for itself, but never be summed.
  if (row.additivity.region === 'add') throw new NotExact('this rate is a sum over a sum: send numerator and denominator');
  const digits = Math.max(row.scale, row.display.decimals);
  return { num: exact(value, digits, 'value'), den: row.display.factor * 10 ** digits };
}

function spread(out: Contribution[], row: DerivedIndicator, dims: Record<string, string>, scope: string, status: string, num: number, den: number): void {
  out.push({ indicator: row.code, dims: NO_DIMS, scope, status, num, den });
  for (const keep of row.keeps) {
    if (keep.length === 0) continue;
    const kept: Record<string, string> = {};
    for (const name of keep) kept[name] = dims[name] ?? UNTOLD;
    out.push({ indicator: row.code, dims: kept, scope, status, num, den });
  }
}

function matches(rule: Derivation, data: Record<string, unknown>): boolean {
  for (const field in rule.when) {
    if (!(rule.when[field] as Field[]).includes(data[field] as Field)) return false;
  }
  return true;
}

/** null = the event has no such field: it says nothing about this indicator. */
function term(t: Term, data: Record<string, unknown>, scale: number, times: number): number | null {
  if (t === 1) return exact(times, scale, 'count');
  const factor = t.times === undefined ? times : times * numberAt(data, t.times, 1);
  if ('table' in t) {
    const value = t.values[String(data[t.table])];
    return value === undefined ? null : exact(value * factor, scale, t.table);
  }
  const value = data[t.field];
  return typeof value === 'number' ? exact(value * factor, scale, t.field) : null;
}

function exact(value: number, scale: number, field: string): number {
  const whole = scaled(value, scale);
  if (whole === null) throw new NotExact(`/data/${field}: ${value} has more than ${scale} decimals or is too large`);
  return whole;
}

function numberAt(data: Record<string, unknown>, field: string, fallback: number): number {
  const value = data[field];
  return typeof value === 'number' ? value : fallback;
}

function textAt(data: Record<string, unknown>, field: string): string {
  const value = data[field];
  return value === undefined || value === null || value === '' ? UNTOLD : String(value).slice(0, 64);
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Canonical text of a set of dimensions, the key of a series. */
export function dimsKey(dims: Record<string, string>): string {
  if (dims === NO_DIMS) return '';
  const names = Object.keys(dims);
  if (names.length === 0) return '';
  return names
    .sort()
    .map((name) => `${name}=${encodeURIComponent(dims[name] as string)}`)
    .join('&');
}
