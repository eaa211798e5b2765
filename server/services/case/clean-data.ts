import type { Fields } from '../../core/case/kind.ts';
import { type Refusal, refuse } from '../../core/case/refusal.ts';
import type { Json, JsonObject } from '../../core/case/state.ts';
import { KINDS } from '../../core/kinds/kinds.ts';
import { redact, redactText } from '../../core/privacy/redact.ts';
import type { DeskAct } from '../../wire/desk.ts';

/** Fields whose codes a profile names, in its own language; all other codes are of letters and digits. */
const NAMED = new Set(['unit', 'suggested', 'region', 'to', 'desk', 'category', 'requestType', 'channel', 'units']);
const WORD = /^[\p{L}\p{N}_.:#/()（）·-]{1,80}$/u;
const REFERENCE = /^[\w.:#/-]{1,80}$/;
const FIELD = /^[A-Za-z_]\w{0,39}$/;
/** From here on a number may be somebody's. */
const LONG_NUMBER = 1e9;

/**
 * What somebody typed as it may stand in the journal, which is for ever, or in a draft: personal numbers, house numbers
 * and names behind their placeholders, `names` (the caller's) among them. Keys that are no field are left out.
 */
export function cleanData(data: DeskAct['data'], names: readonly string[]): JsonObject {
  // Safe because zod let JSON values through alone.
  return clean(data as JsonObject, names) as JsonObject;
}

/** Whether a command's data hold a text, in which a name could stand. */
export function holdsText(kind: string, command: string, data: DeskAct['data']): boolean {
  return Object.entries(fieldsOf(kind, command)).some(([field, { type }]) => type === 'text' && typeof data[field] === 'string');
}

/**
 * Codes and numbers go out with the fact, to whoever sees the ticket: what is no code of its field, and what is somebody's
 * number or name, is refused. Null when all are in order.
 */
export function strayRefusal(kind: string, command: string, data: DeskAct['data'], names: readonly string[]): Refusal | null {
  for (const [field, spec] of Object.entries(fieldsOf(kind, command))) {
    const value = Object.hasOwn(data, field) ? (data as JsonObject)[field] : null;
    if (spec.type === 'text' || value === undefined) continue;
    const isCode = spec.type === 'code' || spec.type === 'codes';
    const values = Array.isArray(value) ? value : [value];
    const stray = values.some((v: Json) => (typeof v === 'string' ? isCode && v !== '' && !isCodeOf(field, v, names) : isPersonal(v)));
    if (stray) return refuse('field', { field, problem: 'type' });
  }
  return null;
}

function fieldsOf(kind: string, command: string): Fields {
  const commands = KINDS[kind as keyof typeof KINDS]?.commands ?? {};
  return Object.hasOwn(commands, command) ? (commands[command]?.fields ?? {}) : {};
}

function isCodeOf(field: string, text: string, names: readonly string[]): boolean {
  return (NAMED.has(field) ? WORD : REFERENCE).test(text) && redactText(text, names).found.length === 0;
}

function isPersonal(value: Json | undefined): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= LONG_NUMBER && redact(String(value)).found.length > 0;
}

function clean(value: Json, names: readonly string[]): Json {
  if (typeof value === 'string') return redactText(value.replaceAll('\0', '\ufffd').toWellFormed(), names).text;
  if (Array.isArray(value)) return value.map((v) => clean(v as Json, names));
  if (value === null || typeof value !== 'object') return isPersonal(value) ? null : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => FIELD.test(key))
      .map(([key, v]) => [key, clean(v as Json, names)]),
  );
}
