import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Freshness, Severity } from '../ui/types.ts';

/** The shipped outline: ids are adcodes. */
export type RegionTopology = Topology<{ [name: string]: GeometryCollection<{ name?: string; cp?: [number, number] }> }>;

export type MapRegion = {
  adcode: string;
  /** As it is written on the map: the profile's short name. */
  name: string;
  /** Fixed label place [lon, lat] from the profile; null falls back to the outline's own centre. */
  labelPos: [number, number] | null;
  value: number | null;
  /** The value as written in labels, lists and call-outs, with its unit. */
  text?: string;
  /** Actual ÷ expected; null when nothing is expected. */
  ratio: number | null;
  severity: Severity | null;
  state: Freshness;
  /** "14:29 起" for stale and dead regions. */
  since?: string;
  /** Unacknowledged: the mark gets its ring. */
  ring?: boolean;
  /** Two lines of the call-out; without it the name with ▲ share, and `text`. */
  callout?: { title: string; detail: string };
};

/** Grey by actual ÷ expected (default), or an analysis layer the user picked: classes of `value` by rising breaks. */
export type MapShade = { kind: 'ratio' } | { kind: 'sequential'; breaks: number[]; label: string };

/** Typed columns, one entry a ticket. Keep the arrays' identity until the tickets change. */
export type MapTickets = { lon: Float32Array; lat: Float32Array };

/** H3 cells with counts; keep the identity until it changes. */
export type MapHeat = { cell: string; count: number }[];

/** Sizes in px at the map's place. */
export type MapScale = { unit: number; label: number; meta: number };

export type Size = { width: number; height: number };
export type Box = { x: number; y: number; width: number; height: number };
export type Padding = { top: number; right: number; bottom: number; left: number };
