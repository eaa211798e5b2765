import { type Found, redact } from './redact.ts';

/** Fields that hold a code or a short name by contract, and whatever a source puts there in fact. */
const CODES = ['channel', 'line', 'requestType', 'category', 'unit', 'item', 'department', 'zone', 'port', 'customsDistrict', 'scope', 'window'] as const;
/** The same, but different in every event. */
const REFERENCES = ['serviceRef', 'deviceHash'] as const;

/** The data with personal patterns in its codes replaced, and what was taken out. */
export type MaskedCodes = { data: Record<string, unknown>; found: (Found & { field: string })[] };

const REMEMBERED = 10_000;
const remembered = new Map<string, ReturnType<typeof redact>>();

/**
 * Codes name series and stand on screens: a telephone number in one must be gone before a figure is made of it.
 * Null when there is none, which is nearly always.
 */
export function maskCodes(data: Readonly<Record<string, unknown>>): MaskedCodes | null {
  let masked: MaskedCodes | null = null;
  const take = (field: string, text: unknown, clean: (text: string) => ReturnType<typeof redact>): string | null => {
    if (typeof text !== 'string') return null;
    const seen = clean(text);
    if (seen.found.length === 0) return null;
    masked ??= { data: { ...data }, found: [] };
    for (const found of seen.found) masked.found.push({ field, ...found });
    return seen.text;
  };
  const put = (field: string, value: unknown) => {
    if (value !== null) (masked as MaskedCodes).data[field] = value;
  };
  for (const field of CODES) put(field, take(field, data[field], redactCode));
  for (const field of REFERENCES) put(field, take(field, data[field], redact));
  const { tags, dims } = data as { tags?: readonly string[]; dims?: Record<string, string> };
  if (tags?.some((tag) => redactCode(tag).found.length > 0))
    put(
      'tags',
      tags.map((tag) => take('tags', tag, redactCode) ?? tag),
    );
  if (dims && Object.values(dims).some((value) => redactCode(value).found.length > 0))
    put('dims', Object.fromEntries(Object.entries(dims).map(([name, value]) => [name, take(`dims.${name}`, value, redactCode) ?? value])));
  return masked;
}

/** The same few codes come again and again. */
function redactCode(text: string): ReturnType<typeof redact> {
  const known = remembered.get(text);
  if (known) return known;
  if (remembered.size >= REMEMBERED) remembered.clear();
  const made = redact(text);
  remembered.set(text, made);
  return made;
}
