import { type DerivationIndex, type DerivedIndicator, derive, deriveObserved, NotExact } from '../core/indicator/derive.ts';
import { slotOf } from '../core/indicator/period.ts';
import type { OffsetAt } from '../core/indicator/window.ts';
import { ITEM_SCOPE } from '../core/items/item-rules.ts';
import { type MaskedCodes, maskCodes } from '../core/privacy/mask-codes.ts';
import type { RegionTree } from '../core/region/tree.ts';
import type { GroupItem } from '../services/event/group-item.ts';
import { DESK_FEED } from '../services/feed/desk-feed.ts';
import type { FeedRow } from '../services/feed/feed-row.ts';
import { Envelope, EVENT_DATA, EVENT_KIND, type EventType, type RejectCode } from '../wire/events.ts';

const DAY = 86_400_000;
const EARLIEST = Date.UTC(2000, 0, 1);
const AHEAD_MS = 5 * 60_000;
const MAX_YEARS_PERIOD = 2100;
/** Sources that the product itself tells events under; what comes from outside under one is refused at the door. */
const OUR_SOURCE = 'urn:tongguan:';
const NONE: Accepted['contributions'] = [];

/** An event that may go into the store once its identity and references are settled. */
export type Accepted = Omit<GroupItem, 'hash' | 'json' | 'person' | 'fate'> & {
  /** When a code held a personal pattern: the data without it. */
  masked?: MaskedCodes | null;
};
export type Refused = { index: number; id: string | null; code: RejectCode; message: string };

/** What acceptance needs to know; pure data. */
export type AcceptRules = {
  tree: RegionTree;
  zone: OffsetAt;
  indicators: ReadonlyMap<string, DerivedIndicator>;
  derivations: DerivationIndex;
  zoneRegion(id: string): string | null;
  /** Whether an indicator may have series of this scope; without it, of any. */
  admitScope?(indicator: string, scope: string): boolean;
};

/**
 * Decides whether one posted event may be taken, and what it adds to which series. Everything but identity and
 * references, which only the store can tell.
 */
export function accept(rules: AcceptRules, feed: FeedRow, raw: unknown, index: number, now: number, history: boolean): Accepted | Refused {
  const id = typeof raw === 'object' && raw !== null && typeof (raw as { id?: unknown }).id === 'string' ? (raw as { id: string }).id.slice(0, 200) : null;
  const refuse = (code: RejectCode, message: string): Refused => ({ index, id, code, message });
  let e: Envelope;
  if (isPlainEnvelope(raw)) e = raw;
  else {
    const envelope = Envelope.safeParse(raw);
    if (!envelope.success) return refuse('invalid', pointer(envelope.error.issues[0], ''));
    e = envelope.data;
  }
  if (!wellFormedEnvelope(e)) return refuse('bad_text', 'a text holds U+0000 or half of a surrogate pair');
  if (!Object.hasOwn(EVENT_DATA, e.type)) return refuse('invalid', `/type: ${e.type} is no event type of this service`);
  const type = e.type as EventType;
  if (EVENT_KIND[type] !== feed.kind) return refuse('wrong_kind', `feed ${feed.name} is of kind ${feed.kind}; ${type} is of kind ${EVENT_KIND[type]}`);
  if (type === 'cn.tongguan.ticket.progressed.v1' && !feed.mirrored && feed.name !== DESK_FEED)
    return refuse('wrong_kind', `tickets of feed ${feed.name} are handled here: only a feed that mirrors another platform tells their steps`);
  const at = Date.parse(e.time);
  if (!(at >= EARLIEST) || at > now + AHEAD_MS) return refuse('time_out_of_range', `${e.time} is before 2000-01-01 or more than 5 minutes ahead`);
  if (!history && at < now - feed.lateDays * DAY)
    return refuse('too_late', `${e.time} is older than the ${feed.lateDays} days that feed ${feed.name} may be late`);
  if (e.replaces && e.retracts) return refuse('invalid', '/retracts: an event replaces or retracts, not both');
  if (e.retracts !== undefined) {
    return {
      index,
      source: e.source,
      id: e.id,
      type,
      at,
      region: null,
      located: true,
      grain: 'minute',
      slot: 0,
      data: {},
      contributions: [],
      replaces: null,
      retracts: e.retracts,
    };
  }
  const data = EVENT_DATA[type].safeParse(e.data);
  if (!data.success) return refuse('invalid', pointer(data.error.issues[0], '/data'));
  const body = data.data as Record<string, unknown>;
  const place = locate(rules, feed, type, body);
  if ('code' in place) return refuse(place.code, place.message);
  if (place.region !== null) body.region = place.region;
  // Figures are made of what will be stored, so that the records behind a figure give it again.
  const masked = maskCodes(body);
  const shown = masked?.data ?? body;
  const { region, located } = place;
  const accepted: Accepted = {
    index,
    source: e.source,
    id: e.id,
    type,
    at,
    region,
    located,
    grain: 'minute',
    slot: Math.floor(at / 60_000) * 60_000,
    data: body,
    contributions: NONE,
    replaces: e.replaces ?? null,
    retracts: null,
    masked,
  };
  try {
    if (type === 'cn.tongguan.indicator.observed.v1') return observed(rules, accepted, shown, refuse);
    accepted.contributions = derive(rules.derivations, type, shown);
    return accepted;
  } catch (error) {
    if (error instanceof NotExact) return refuse('invalid', error.message);
    throw error;
  }
}

function observed(
  rules: AcceptRules,
  event: Accepted,
  body: Record<string, unknown>,
  refuse: (code: RejectCode, message: string) => Refused,
): Accepted | Refused {
  const row = rules.indicators.get(body.indicator as string);
  if (!row) return refuse('unknown_indicator', `/data/indicator: ${String(body.indicator)} is not in the dictionary`);
  if (row.computed) return refuse('wrong_level', `/data/indicator: ${row.code} is computed from other indicators when it is read: report those`);
  const level = rules.tree.levelOf(event.region as string) ?? '';
  // A count or sum that came without a place is the feed's region's own: it adds to it whatever its level.
  const mayReport = row.reportedAt.includes(level) || (!event.located && row.additivity.region === 'add');
  if (!mayReport) return refuse('wrong_level', `/data/region: ${row.code} is reported by ${row.reportedAt.join(', ')}, not by a ${level}`);
  const negative = ['value', 'numerator', 'denominator'].find((name) => ((body[name] as number | undefined) ?? 0) < 0);
  if (negative && (row.kind === 'count' || negative === 'denominator')) return refuse('invalid', `/data/${negative}: what is counted is not negative`);
  const { scope } = body as { scope?: string };
  if (scope && rules.admitScope?.(row.code, scope) === false) return refuse('invalid', `/data/scope: ${row.code} has too many scopes for another`);
  // What is counted from item lists is ours to tell: another's would take turns with it at one figure.
  if (scope === ITEM_SCOPE && !event.source.startsWith(OUR_SOURCE))
    return refuse('invalid', `/data/scope: ${ITEM_SCOPE} is kept for what is counted from item lists`);
  const slot = slotOf(body.period as string | undefined, event.at, rules.zone);
  if (!slot || slot.slot > Date.UTC(MAX_YEARS_PERIOD, 0, 1))
    return refuse('invalid', `/data/period: ${String(body.period)} is no period such as 2026, 2026-Q3, 2026-11 or 2026-11-24`);
  event.grain = slot.grain;
  event.slot = slot.slot;
  event.contributions = deriveObserved(row, body);
  return event;
}

function locate(
  rules: AcceptRules,
  feed: FeedRow,
  type: EventType,
  body: Record<string, unknown>,
): { region: string | null; located: boolean } | { code: RejectCode; message: string } {
  if (type === 'cn.tongguan.ticket.progressed.v1') return { region: null, located: true };
  const named = (body.region as string | undefined) ?? (typeof body.zone === 'string' ? rules.zoneRegion(body.zone) : null) ?? null;
  if (named === null) return { region: feed.region, located: false };
  const region = rules.tree.resolve(named);
  if (region === null) return { code: 'unknown_region', message: `/data/region: ${named} is not in the profile's region tree` };
  if (!rules.tree.contains(feed.region, region))
    return { code: 'out_of_scope', message: `/data/region: ${named} is outside feed ${feed.name}'s region ${feed.region}` };
  const own = typeof body.zone === 'string' ? rules.zoneRegion(body.zone) : null;
  if (own !== null && !rules.tree.contains(own, region) && !rules.tree.contains(region, own))
    return { code: 'invalid', message: `/data/zone: ${body.zone} reports for region ${own}, and not for ${named}` };
  return { region, located: true };
}

function pointer(issue: { path: PropertyKey[]; message: string } | undefined, prefix: string): string {
  return `${prefix}${(issue?.path ?? []).map((p) => `/${String(p)}`).join('') || (prefix ? '' : '/')}: ${issue?.message ?? 'not as declared'}`;
}

/** Every time that this takes is one for the contract; the days of a short month are left to it. */
const PLAIN_TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const isText = (value: unknown, most: number) => typeof value === 'string' && value.length > 0 && value.length <= most;

/** Whether an envelope surely is as Envelope wants it, which is nearly always; what is not is asked there, which also names the fault. */
function isPlainEnvelope(raw: unknown): raw is Envelope {
  if (typeof raw !== 'object' || raw === null) return false;
  const e = raw as Record<string, unknown>;
  return (
    e.specversion === '1.0' &&
    isText(e.id, 200) &&
    isText(e.source, 300) &&
    isText(e.type, 100) &&
    typeof e.time === 'string' &&
    PLAIN_TIME.test(e.time) &&
    (e.datacontenttype === undefined || (typeof e.datacontenttype === 'string' && e.datacontenttype.length <= 100)) &&
    (e.replaces === undefined || isText(e.replaces, 200)) &&
    (e.retracts === undefined || isText(e.retracts, 200)) &&
    e.data !== undefined
  );
}

/** Of the envelope what is declared, of its data all. */
function wellFormedEnvelope(e: Envelope): boolean {
  return (
    wellFormed(e.id) &&
    wellFormed(e.source) &&
    wellFormed(e.type) &&
    wellFormed(e.datacontenttype) &&
    wellFormed(e.replaces) &&
    wellFormed(e.retracts) &&
    wellFormed(e.data)
  );
}

/** No U+0000 and no lone surrogate in any text, keys included. */
function wellFormed(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (Array.isArray(value)) return value.every(wellFormed);
  if (typeof value !== 'object' || value === null) return true;
  for (const key in value) {
    if (!wellFormed(key) || !wellFormed((value as Record<string, unknown>)[key])) return false;
  }
  return true;
}
