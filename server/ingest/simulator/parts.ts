import type { EventType, FeedKind } from '../../wire/events.ts';
import type { CalendarFile, DemoFile, IndicatorRow } from '../../wire/profile.ts';

/** A region that reports by itself, and the places inside it that a ticket can be located in. */
export type SimCity = {
  adcode: string;
  name: string;
  level: string;
  population: number;
  lon: number | null;
  lat: number | null;
  places: { adcode: string; name: string; lon: number | null; lat: number | null }[];
};

export type SimIndicator = Pick<IndicatorRow, 'code' | 'kind' | 'scale' | 'display' | 'additivity' | 'reportedAt' | 'keeps' | 'from'>;

/** What the simulator needs of a profile; from-profile.ts makes it from the loaded files. */
export type SimParts = {
  timeZone: string;
  root: string;
  cities: SimCity[];
  items: { id: string; department: string; group: string }[];
  departments: { id: string; name: string; region: string }[];
  categories: { code: string; name: string; parent: string }[];
  zones: { id: string; region: string }[];
  /** Where goods pass the border; empty where the profile names none. */
  ports: { id: string; kind: 'sea' | 'air' | 'road' | 'bridge' | 'rail' | 'parcel'; district: string | null; lon: number; lat: number }[];
  indicators: SimIndicator[];
  calendars: CalendarFile[];
  demo: DemoFile;
};

/** Half-open span of epoch milliseconds. */
export type SimSpan = { from: number; to: number };

/** A CloudEvents 1.0 envelope, ready to be sent. */
export type SimEvent<D = object> = {
  specversion: '1.0';
  id: string;
  source: string;
  type: EventType;
  time: string;
  data: D;
};

export type SimFeed = 'tickets' | 'calls' | 'services' | 'reviews' | 'trade' | 'counts';
/** The feeds that run live; `counts` carries history alone. */
export const LIVE_FEEDS = ['calls', 'tickets', 'services', 'reviews', 'trade'] as const satisfies readonly SimFeed[];
export type LiveFeed = (typeof LIVE_FEEDS)[number];

export const FEED_KIND: Record<SimFeed, FeedKind> = {
  tickets: 'ticket',
  calls: 'call',
  services: 'service',
  reviews: 'review',
  trade: 'trade',
  counts: 'indicator',
};

/** The source URI of a simulated feed. */
export function sourceOf(feed: SimFeed): string {
  return `urn:tongguan:demo:${feed}`;
}

export function makeEvent<D extends object>(feed: SimFeed, type: EventType, id: string, time: string, data: D): SimEvent<D> {
  return { specversion: '1.0', id, source: sourceOf(feed), type, time, data };
}
