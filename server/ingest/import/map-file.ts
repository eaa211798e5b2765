import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Invalid } from '../../services/errors.ts';
import { EVENT_KIND, type EventType, FEED_KINDS, type FeedKind } from '../../wire/events.ts';

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
/** Where a field's value comes from: a column, read as text unless `as` says otherwise, or the same for every row. */
const Value = z.union([
  z.strictObject({
    col: z.string().min(1),
    as: z.enum(['text', 'number', 'integer', 'boolean']).default('text'),
    /** What the file writes → what the event says. A value that is not listed is damage. */
    values: z.record(z.string(), Scalar).optional(),
  }),
  z.strictObject({ const: z.json() }),
]);
export type MapValue = z.infer<typeof Value>;

const Zone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}, 'an IANA time zone such as Asia/Shanghai');

const Type = z.string().transform((type, context): EventType => {
  const full = type.startsWith('cn.') ? type : `cn.tongguan.${type}.v1`;
  if (full in EVENT_KIND) return full as EventType;
  context.addIssue({ code: 'custom', message: `${type} is not a type of event` });
  return z.NEVER;
});

const EventMap = z.strictObject({
  type: Type.optional(),
  time: z.strictObject({ col: z.string().min(1), zone: Zone }),
  /** Field of the event's data, with dots for fields of fields (reporter.phone), → where it comes from. */
  data: z.record(z.string().regex(/^[a-zA-Z]\w*(\.[a-zA-Z]\w*)?$/), Value),
  /** Fields of data that must not be empty. */
  required: z.array(z.string()).default([]),
});
export type EventMap = z.infer<typeof EventMap> & { type: EventType };

const MapFile = EventMap.extend({
  id: z.string().min(1),
  kind: z.enum(FEED_KINDS).optional(),
  label: z.string().optional(),
  /** Further events of the same row, such as the answer; one whose time is empty did not happen. */
  then: z.array(EventMap.extend({ type: Type })).default([]),
});

export type ImportMap = { id: string; first: EventMap; further: EventMap[]; columns: string[] };

const FIRST_TYPE: Record<FeedKind, EventType> = {
  indicator: 'cn.tongguan.indicator.observed.v1',
  service: 'cn.tongguan.service.handled.v1',
  call: 'cn.tongguan.call.counted.v1',
  ticket: 'cn.tongguan.ticket.reported.v1',
  review: 'cn.tongguan.review.submitted.v1',
  trade: 'cn.tongguan.trade.declared.v1',
};

/** A mapping from its JSON. @throws Invalid naming the place in the file */
export function parseMap(name: string, text: string, kind: FeedKind): ImportMap {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Invalid(`${name} is not JSON: ${(error as Error).message}`);
  }
  const parsed = MapFile.safeParse(json);
  const issue = parsed.error?.issues[0];
  if (!parsed.success) throw new Invalid(`${name}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
  const { id, then: further, kind: own, label: _, ...first } = parsed.data;
  if (own !== undefined && own !== kind) throw new Invalid(`${name} maps to ${own}, not to ${kind}`);
  const events = [{ ...first, type: first.type ?? FIRST_TYPE[kind] }, ...further];
  const foreign = events.find((e) => EVENT_KIND[e.type] !== kind);
  if (foreign) throw new Invalid(`${name}: ${foreign.type} is not of kind ${kind}`);
  const columns = new Set([id, ...events.flatMap((e) => [e.time.col, ...Object.values(e.data).flatMap((v) => ('col' in v ? [v.col] : []))])]);
  return { id, first: events[0] as EventMap, further: events.slice(1), columns: [...columns] };
}

export async function loadMap(file: string, kind: FeedKind): Promise<ImportMap> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Invalid(`${file} cannot be read: ${error.message}`);
  });
  return parseMap(file, text, kind);
}

/** The shipped mapping of the kind whose columns the file has, the one that uses most of them; null when none fits. */
export async function findMap(folder: string, kind: FeedKind, columns: readonly string[]): Promise<ImportMap | null> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const fitting: ImportMap[] = [];
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8');
    if ((JSON.parse(text) as { kind?: string }).kind !== kind) continue;
    const map = parseMap(name, text, kind);
    if (map.columns.every((c) => columns.includes(c))) fitting.push(map);
  }
  return fitting.sort((a, b) => b.columns.length - a.columns.length)[0] ?? null;
}
