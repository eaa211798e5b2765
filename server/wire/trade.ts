import type { FlowColumns, FlowFilter } from '../core/trade/cube.ts';
import { FLOW_DIMS, FLOW_SCOPES, FLOW_STATUSES, type FlowDim, type FlowScope, type FlowStatus, type FlowSums } from '../core/trade/flow.ts';
import type { FeedStatus } from './figure.ts';
import type { Mark } from './marks.ts';
import { Adcode, Id, SourceRef } from './profile.ts';
import { z } from './zod.ts';

const Lon = z.number().min(-180).max(180);
const Lat = z.number().min(-90).max(90);
const Partner = z.string().regex(/^[A-Z]{3}$/, 'ISO 3166-1 alpha-3');

/** A statement of a document: its words, and the line that they stand in. */
const Said = z.object({ text: z.string().min(1), source: SourceRef });

/**
 * trade.json of a profile: what is known of the places and plans of cross-border e-commerce. What no document says is left
 * out and shown as 方案未收录 or 未公布, never guessed. Names of partners are of core/words, for all provinces alike.
 */
export const TradeFile = z.object({
  /** 关区 by the first two digits of its code. */
  districts: z.array(z.object({ code: z.string().regex(/^\d{2}$/), name: z.string().min(1) })),
  ports: z.array(
    z.object({
      id: Id,
      name: z.string().min(1),
      shortName: z.string().min(1),
      kind: z.enum(['sea', 'air', 'road', 'bridge', 'rail', 'parcel']),
      region: Adcode,
      district: z
        .string()
        .regex(/^\d{2}$/)
        .nullable(),
      lon: Lon,
      lat: Lat,
    }),
  ),
  /** Where the arc of a partner ends: one point each, no area. */
  partners: z.array(z.object({ code: Partner, lon: Lon, lat: Lat })),
  chapters: z.array(z.object({ code: z.string().regex(/^\d{2}$/), name: z.string().min(1) })),
  /** Special areas (综合保税区, 保税物流中心B型 …), running or only planned. */
  areas: z.array(
    z.object({
      id: Id,
      name: z.string().min(1),
      kind: z.enum(['comprehensive', 'logistics_b', 'other']),
      region: Adcode,
      state: z.enum(['running', 'planned']),
      source: SourceRef.nullable(),
    }),
  ),
  /** Overseas warehouses as somebody counted them; a count without a place has no partner. */
  warehouses: z.array(
    z.object({
      partner: Partner.nullable(),
      region: Adcode,
      count: z.number().int().nullable(),
      areaSqm: z.number().nullable(),
      asOf: z.string().nullable(),
      source: SourceRef.nullable(),
    }),
  ),
  /** One a zone whose plan is in the documents, in the plan's own words. */
  plans: z.array(
    z.object({
      zone: Id,
      document: Id,
      /** 一区多园, 双核多园 … as printed. */
      layout: Said.nullable(),
      parks: z.array(Said),
      transport: z.array(Said),
      modes: z.array(Said),
      clusters: z.array(Said),
      markets: z.array(Said),
      /** Milestones in words; `target` only where the plan prints a number. */
      goals: z.array(Said.extend({ target: z.object({ value: z.number(), unit: z.string(), by: z.string().nullable() }).nullable() })),
      /** How this zone counts, where the plan says so: zones that count differently are not added up. */
      counts: Said.nullable(),
    }),
  ),
  /** The province's goals; `indicator` names the figure that shows progress, if there is one. */
  goals: z.array(
    z.object({
      id: Id,
      text: z.string().min(1),
      target: z.object({ value: z.number(), unit: z.string(), comparator: z.enum(['>=', '>', '=']) }).nullable(),
      by: z.string().nullable(),
      indicator: Id.nullable(),
      /** What is missing in print, such as a base year. */
      note: z.string().nullable(),
      source: SourceRef,
    }),
  ),
  /** 两平台六体系 as a checklist: what the zones' plans say of each, by zone. */
  systems: z.array(z.object({ id: Id, kind: z.enum(['platform', 'system']), name: z.string().min(1), evidence: z.array(Said.extend({ zone: Id })) })),
  /** What trade reacts to: policy changes, holidays of markets, closures of ports. */
  happenings: z.array(
    z.object({
      id: Id,
      kind: z.enum(['policy', 'holiday', 'closure']),
      from: z.iso.date(),
      to: z.iso.date().nullable(),
      title: z.string().min(1),
      partners: z.array(Partner),
      ports: z.array(Id),
      modes: z.array(z.string()),
      source: SourceRef.nullable(),
    }),
  ),
});
export type TradeFile = z.infer<typeof TradeFile>;

const Scope = z.enum(FLOW_SCOPES);
const Status = z.enum(FLOW_STATUSES);
const Codes = z.array(z.string().max(64)).max(200);
const Filter = z.object(Object.fromEntries(FLOW_DIMS.map((d) => [d, Codes.optional()])) as Record<FlowDim, z.ZodOptional<typeof Codes>>);

/** Days of the profile's zone; `to` is not part of it. */
const Days = { from: z.iso.date(), to: z.iso.date() };
export const FlowSpan = z.object({ region: Adcode, ...Days });
/** Cells of one scope and one status: there is no way to ask for more than one, for they are never added. */
export const CubeInput = FlowSpan.extend({ scope: Scope, status: Status });
export const FlowCardInput = CubeInput.extend({ filter: Filter });
export const FlowRecordsInput = FlowCardInput.extend({ cursor: z.string().max(300).optional(), limit: z.number().int().min(1).max(200).default(50) });
export type FlowSpan = z.infer<typeof FlowSpan>;
export type CubeInput = z.infer<typeof CubeInput>;
export type FlowCardInput = Omit<z.infer<typeof FlowCardInput>, 'filter'> & { filter: FlowFilter };
export type FlowRecordsInput = FlowCardInput & { cursor?: string; limit: number };

/**
 * Answer of `trade.cube`, unpacked by `unpackCube`. `today` is the day of the profile's zone whose cells go on changing, null
 * when the span is without it, or has so many cells of it that they are folded with the closed ones. `folded` are the
 * dimensions that were too fine for one answer: in `closed` their code is that of what is not told.
 */
export type Cube = { asOf: string; today: string | null; folded: FlowDim[]; closed: FlowColumns; live: FlowColumns | null };

/** What stands side by side: one a scope and status that the span has figures of. `newest` is the event time of the last. */
export type FlowSide = {
  scope: FlowScope;
  status: FlowStatus;
  value: number;
  parcels: number;
  declarations: number;
  events: number;
  firstDay: string;
  lastDay: string;
  newest: string;
};

/** A sum for each day, or month where the span is longer than two. */
export type FlowPoint = { period: string; sums: FlowSums };
/** What a figure of flows is, by the dictionary's own indicators of the same events. */
export type FlowDefinition = { code: string; name: string; definition: string | null; formula: string | null; unit: string; source: string };
/** Answer of `trade.card`. `newest` is the time of the newest event ever counted, `arrived` when a cell changed last. */
export type FlowCard = {
  regionName: string;
  sums: FlowSums;
  grain: 'day' | 'month';
  points: FlowPoint[];
  newest: string | null;
  arrived: string | null;
  definitions: FlowDefinition[];
  feeds: FeedStatus[];
};

export type FlowRecord = {
  source: string;
  id: string;
  at: number;
  got: number;
  region: string;
  regionName: string;
  fields: [string, string][];
  value: number;
  parcels: number;
  declarations: number;
  state: 'live' | 'replaced' | 'retracted';
  voidedAt: number | null;
  mark: Mark | null;
};
/**
 * Answer of `trade.records`: events behind the cells, newest first. `until`: how far back a page looked that stopped before it
 * was full, because too much lies between what was asked for; `next` goes on from there. `partial`: only those of the reader's
 * departments are listed. `fold`, with the first page: the sum of the records that count, and whether the cells say the same;
 * no sum where too many count (`too_many`), or too many lie in the span (`too_long`).
 */
export type FlowRecords = {
  rows: FlowRecord[];
  next: string | null;
  until: number | null;
  partial: boolean;
  fold: { sums: FlowSums; equal: boolean; note: 'archived' | 'differs' | null } | { sums: null; equal: false; note: 'too_many' | 'too_long' } | null;
};

/** Live frame: the newest totals of today's cells that changed, of one region's subtree, scope and status. */
export type FlowFrame = { v: number; lane: 'flows'; at: number; day: string; cells: FlowColumns };
