import type { FieldSpec, Fields } from './kind.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Json, JsonObject } from './state.ts';

const LONGEST_CODE = 200;
const LONGEST_TEXT = 20_000;
const LONGEST_LIST = 500;
/** 2100: what lies beyond is a slip of the hand, and more than a database holds. */
const LAST_INSTANT = Date.UTC(2100, 0, 1);

/** The fields that a command knows, checked; others are left out. A refusal names the first that is wrong. */
export function readFields(fields: Fields, data: JsonObject): { ok: true; data: JsonObject } | { ok: false; refusal: Refusal } {
  const known: { [name: string]: Json } = {};
  for (const [name, spec] of Object.entries(fields)) {
    const value = data[name];
    const need = typeof spec.need === 'function' ? spec.need(data) : spec.need === true;
    if (value === undefined || value === null || value === '') {
      if (need) return { ok: false, refusal: refuse('field', { field: name, problem: 'missing' }) };
      continue;
    }
    const problem = problemOf(spec, value, need);
    if (problem) return { ok: false, refusal: refuse('field', { field: name, problem }) };
    known[name] = value;
  }
  return { ok: true, data: known };
}

/** What of the data may go out with a fact: codes, ids, numbers and times, no text. */
export function factBody(fields: Fields, data: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(data).filter(([name]) => fields[name] && fields[name].type !== 'text'));
}

function problemOf(spec: FieldSpec, value: Json, need: boolean): string | null {
  switch (spec.type) {
    case 'text':
      return textProblem(value, LONGEST_TEXT);
    case 'code':
      return textProblem(value, LONGEST_CODE) ?? (spec.choice && !spec.choice.includes(value as string) ? 'choice' : null);
    case 'date':
      return isDate(value) ? null : 'type';
    case 'bool':
      return typeof value === 'boolean' ? null : 'type';
    case 'number':
    case 'time':
      return numberProblem(spec, value);
    default:
      return listProblem(spec, value, need);
  }
}

/** A local date that the calendar has: `2026-02-30` is none. */
function isDate(value: Json): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(value);
}

function textProblem(value: Json, longest: number): string | null {
  if (typeof value !== 'string') return 'type';
  return value.trim() === '' ? 'missing' : value.length > longest ? 'length' : null;
}

function numberProblem(spec: FieldSpec, value: Json): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'type';
  if ((spec.whole || spec.type === 'time') && !Number.isInteger(value)) return 'type';
  const [least, most] = spec.type === 'time' ? [0, LAST_INSTANT] : [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  return value < (spec.least ?? least) || value > (spec.most ?? most) ? 'range' : null;
}

function listProblem(spec: FieldSpec, value: Json, need: boolean): string | null {
  if (!Array.isArray(value)) return 'type';
  if (value.length === 0 && need) return 'missing';
  if (value.length > LONGEST_LIST) return 'length';
  const keys = value.map((v) => (spec.type === 'helpers' ? helperKey(v) : v));
  const good = spec.type === 'codes' ? (k: Json) => typeof k === 'string' && k !== '' : (k: Json) => Number.isSafeInteger(k);
  if (!keys.every(good)) return 'type';
  return new Set(keys).size === keys.length ? null : 'choice';
}

function helperKey(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { unit, child } = value as JsonObject;
  return typeof unit === 'string' && unit !== '' && child !== undefined ? child : null;
}
