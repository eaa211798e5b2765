import { SourceRef } from './profile.ts';
import { z } from './zod.ts';

/** A topic (专题) is a JSON file of the profile, drawn by one renderer at /wall/[topic]. */

/** Rolling spans end now; today, month and year start in the profile's time zone. */
export const Window = z.enum(['PT10M', 'PT1H', 'PT24H', 'today', 'month', 'year']);
export type Window = z.infer<typeof Window>;

const FigureRef = z.object({
  indicator: z.string(),
  window: Window,
  dims: z.record(z.string(), z.string()).optional(),
  scope: z.string().optional(),
  status: z.string().optional(),
  /** Overrides the indicator's short name. */
  label: z.string().optional(),
});
export type FigureRef = z.infer<typeof FigureRef>;

export const Panel = z.discriminatedUnion('kind', [
  /** Small multiples of today against the expected band: the province, then the most abnormal regions. */
  FigureRef.extend({ kind: z.literal('trends'), title: z.string(), count: z.number().int().min(1).max(4).default(3) }),
  /** The map: shade = value ÷ expected (grey), optional layers over it. */
  FigureRef.extend({
    kind: z.literal('map'),
    layers: z.array(z.enum(['tickets', 'heat'])).default([]),
    /** Analysis layers a user may pick on a topic screen (cividis); never preselected. */
    analysis: z.array(FigureRef).default([]),
  }),
  z.object({ kind: z.literal('abnormal'), title: z.string(), limit: z.number().int().min(1).max(10).default(4) }),
  /** Tickets in motion: open counts by step and the newest rows. */
  z.object({ kind: z.literal('tickets'), title: z.string(), limit: z.number().int().min(1).max(20).default(4) }),
  /** One row a region under the chosen one. */
  z.object({ kind: z.literal('regions'), title: z.string(), columns: z.array(FigureRef).min(1).max(6) }),
  /** Bars by one kept dimension. */
  FigureRef.extend({ kind: z.literal('breakdown'), title: z.string(), by: z.string(), limit: z.number().int().min(1).max(20).default(12) }),
  /** One line chart over the window, several figures or one. */
  z.object({ kind: z.literal('lines'), title: z.string(), series: z.array(FigureRef).min(1).max(5), note: z.string().optional() }),
]);
export type Panel = z.infer<typeof Panel>;

export const View = z.object({
  layout: z.enum(['wall', 'topic']),
  tiles: z
    .array(FigureRef.extend({ function: z.string() }))
    .min(1)
    .max(7),
  left: z.array(Panel).max(3),
  center: z.array(Panel).max(2),
  right: z.array(Panel).max(3),
  bottom: z.array(Panel).max(4).default([]),
});
export type View = z.infer<typeof View>;

export const TopicFile = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/),
  /** 0 is the wall itself. */
  order: z.number().int().min(0),
  /** application: one of the documents' application topics; feed: a working screen of ours; wall: topic 0. */
  kind: z.enum(['wall', 'feed', 'application']),
  title: z.string().min(1),
  short: z.string().min(1).max(8),
  /** Its screen stands in the menu, not in the bar. */
  inMenu: z.boolean().default(false),
  lead: z.string().nullable(),
  /** Bodies that lead beside it, each for its own duties (按职责分别牵头). */
  coLeads: z.array(z.string()).default([]),
  partners: z.array(z.string()),
  summary: z.string().nullable(),
  source: SourceRef.nullable(),
  /** What the document says the topic watches; each is connected once an indicator with data is named. */
  elements: z.array(z.object({ name: z.string(), indicators: z.array(z.string()) })).default([]),
  view: View.nullable(),
});
export type TopicFile = z.infer<typeof TopicFile>;
