import { isUtf8 } from 'node:buffer';

/** How the body holds events: one, an array, one a line, or the data alone (its envelope is in the headers). */
export type BodyShape = 'event' | 'batch' | 'lines' | 'data';
/** Why the event at `index` could not even be read; it stands in `events` as what is known of it. */
export type Fault = { index: number; message: string };
export type ReadEvents = { events: unknown[]; faults: Fault[] };

/** The body as a whole cannot be taken; nothing of it was. */
export class Unreadable extends Error {
  readonly status: 400 | 413;
  constructor(message: string, status: 400 | 413 = 400) {
    super(message);
    this.status = status;
  }
}

/** More events than fit in 8 MiB if each is whole: a body of empty brackets cannot make us answer millions of times. */
export const MAX_EVENTS = 50_000;
/** Nesting of one event; the deepest declared data has four levels. */
const MAX_DEPTH = 32;
/** Nesting that is read at all: what only costs time to read is not read. */
const MAX_TEXT_DEPTH = 512;
/** Of a line that is not JSON so much is kept for whoever looks into the quarantine. */
const KEPT_OF_LINE = 16_384;

/**
 * Events of a body, in order. What is wrong with one event or line is a fault of that one alone.
 * @throws Unreadable
 */
export function readEvents(shape: BodyShape, bytes: Uint8Array): ReadEvents {
  if (!isUtf8(bytes)) throw new Unreadable('the body is not UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  if (shape === 'lines') return readLines(text);
  if (nestsDeeper(text, MAX_TEXT_DEPTH)) throw new Unreadable(`the body nests more than ${MAX_TEXT_DEPTH} levels`);
  const value = parse(text);
  if (shape === 'data') return { events: [value], faults: [] };
  if (shape === 'event') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unreadable('a structured event is one JSON object');
    return checkDepths([value]);
  }
  if (!Array.isArray(value)) throw new Unreadable('a batch is a JSON array of events');
  if (value.length > MAX_EVENTS) throw tooMany();
  return checkDepths(value);
}

/** A stand-in for an event that nests too deep: refused as invalid under its own id. */
export function tooDeep(event: unknown): { stub: unknown; message: string } | null {
  if (!deeper(event, MAX_DEPTH)) return null;
  const { id, source, type, time } = event as Record<string, unknown>;
  const texts = Object.entries({ id, source, type, time }).filter(([, value]) => typeof value === 'string');
  return { stub: Object.fromEntries(texts), message: `/: nested more than ${MAX_DEPTH} levels deep` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine's message quotes the body, which may hold personal data: only the place is told.
    const place = /position \d+/.exec((error as Error).message)?.[0];
    throw new Unreadable(`the body is not JSON${place ? ` (${place})` : ''}`);
  }
}

function checkDepths(events: unknown[]): ReadEvents {
  const faults: Fault[] = [];
  for (let index = 0; index < events.length; index++) {
    const found = tooDeep(events[index]);
    if (!found) continue;
    events[index] = found.stub;
    faults.push({ index, message: found.message });
  }
  return { events, faults };
}

function readLines(text: string): ReadEvents {
  const events: unknown[] = [];
  const faults: Fault[] = [];
  for (let start = 0, line = 1; start < text.length; line++) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const raw = text.slice(start, end).trim();
    start = end + 1;
    if (raw === '') continue;
    if (events.length === MAX_EVENTS) throw tooMany();
    const read = readLine(raw);
    if (read.message) faults.push({ index: events.length, message: `line ${line}: ${read.message}` });
    events.push(read.event);
  }
  return { events, faults };
}

function readLine(raw: string): { event: unknown; message?: string } {
  const kept = raw.length > KEPT_OF_LINE ? `${raw.slice(0, KEPT_OF_LINE)}…` : raw;
  if (nestsDeeper(raw, MAX_TEXT_DEPTH)) return { event: kept, message: 'nested too deep' };
  try {
    const event: unknown = JSON.parse(raw);
    const found = tooDeep(event);
    return found ? { event: found.stub, message: found.message } : { event };
  } catch {
    return { event: kept, message: 'not JSON' };
  }
}

const tooMany = () => new Unreadable(`a body has at most ${MAX_EVENTS} events: send it in parts`, 413);

/** Whether brackets outside strings nest deeper than `most`: one look at each character, before anything is built. */
function nestsDeeper(text: string, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > most) return true;
    } else if (c === 0x7d || c === 0x5d) depth--;
  }
  return false;
}

/** Whether a parsed value nests deeper than `most`; looks no deeper than that. */
function deeper(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (most === 0) return true;
  for (const key in value) if (deeper((value as Record<string, unknown>)[key], most - 1)) return true;
  return false;
}
