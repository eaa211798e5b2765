import { redactText } from '../core/privacy/redact.ts';
import { eventHash, type Keys, type SealedPerson, sealPerson } from '../services/person/vault.ts';
import type { Mark } from '../wire/marks.ts';
import type { Accepted } from './accept.ts';

/** An accepted event whose personal parts are sealed: `data` is what the store, logs and screens may hold. */
export type Prepared = Accepted & { hash: number; person: SealedPerson | null; data: Record<string, unknown>; json: string | null; fate: null };

/** Free text that may hold personal data, by event data field. */
const TEXTS = ['title', 'body', 'reason', 'text', 'comment'] as const;
/** About 100 m: enough for a map, not for a door. */
const PLACES = 1_000;

/**
 * Splits personal data off at the door: named fields and patterns found in text go to a sealed vault row, the event
 * keeps redacted text. The hash is taken before, so that a resend is known by its whole content, whatever its mark.
 */
export function prepare(keys: Keys, event: Accepted, mark: Mark | null = null): Prepared {
  const json = JSON.stringify(inOrder(event.data));
  const hash = eventHash(keys, canonical(event, json));
  const withPeople = event.data.reporter !== undefined || event.data.reviewer !== undefined;
  // The parsed copy of what was sent, or a masked one: nobody else holds it.
  const data = event.masked?.data ?? event.data;
  const secret: Record<string, unknown> = {};
  const names: string[] = [];
  for (const who of ['reporter', 'reviewer'] as const) {
    const value = data[who] as Record<string, unknown> | undefined;
    if (value === undefined) continue;
    const { anonymous, confidential, ...personal } = value;
    data[who] = undefined;
    if (anonymous === true) data.anonymous = true;
    if (confidential === true) data.confidential = true;
    if (typeof personal.name === 'string') names.push(personal.name.trim());
    // Who wants to be nobody is kept by nobody, whatever the source sent along.
    if (anonymous === true) continue;
    if (Object.keys(personal).length > 0) Object.assign(secret, personal);
  }
  const found: unknown[] = [...(event.masked?.found ?? [])];
  for (const field of TEXTS) {
    const value = data[field];
    if (typeof value !== 'string' || value === '') continue;
    const clean = redactText(value, names);
    if (clean.found.length === 0) continue;
    data[field] = clean.text;
    for (const f of clean.found) found.push({ field, ...f });
  }
  const place = data.location as { lon: number; lat: number; address?: string } | undefined;
  if (place) {
    secret.location = place;
    data.location = { lon: Math.round(place.lon * PLACES) / PLACES, lat: Math.round(place.lat * PLACES) / PLACES };
  }
  if (found.length > 0) secret.found = found;
  if (!event.located) data.unlocated = true;
  if (mark !== null) data.mark = mark;
  const person = Object.keys(secret).length > 0 ? sealPerson(keys, secret) : null;
  // Written once: nothing was taken out of it, and nothing will be added.
  const whole = person === null && mark === null && event.located && !withPeople && event.replaces === null && event.retracts === null;
  const prepared = event as Prepared;
  prepared.hash = hash;
  prepared.person = person;
  prepared.data = data;
  prepared.json = whole ? json : null;
  prepared.fate = null;
  return prepared;
}

/** The event's whole content in one order, whatever order its sender wrote the fields in. */
function canonical(e: Accepted, json: string): string {
  const text = (v: string | null) => (v === null ? 'null' : JSON.stringify(v));
  return `["${e.type}",${e.at},${json},${text(e.replaces)},${text(e.retracts)}]`;
}

function inOrder(data: Record<string, unknown>): Record<string, unknown> {
  const dims = data.dims as Record<string, string> | undefined;
  return dims ? { ...data, dims: Object.fromEntries(Object.entries(dims).sort(([a], [b]) => (a < b ? -1 : 1))) } : data;
}
