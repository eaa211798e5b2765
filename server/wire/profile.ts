import { z } from './zod.ts';

/**
 * A profile is a folder of data that makes a province. No code may name a province, a city or a brand:
 * every list below may have any length, and what a document does not print stays null.
 */

/** Where a fact comes from: a document of profile.json's `sources` and the line or page in it. */
export const SourceRef = z.object({ document: z.string().min(1), line: z.union([z.string(), z.number()]).nullable() });
export type SourceRef = z.infer<typeof SourceRef>;

export const Id = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/, 'letters, digits, dot, dash, underscore');
export const Adcode = z.string().regex(/^(\d{6}|\d{9}|\d{12})$/, '6, 9 or 12 digits');

export const Level = z.object({ id: Id, name: z.string().min(1), rank: z.number().int().min(1) });

export const ProfileFile = z.object({
  id: Id,
  /** Root region of the tree. */
  adcode: Adcode,
  name: z.string().min(1),
  shortName: z.string().min(1),
  timeZone: z.string().min(1),
  /** Names that differ by province, by role (console, serviceApp, officialsApp, hotline, map, kiosk …). */
  brand: z.record(Id, z.string()),
  levels: z.array(Level).min(1),
  functions: z.array(z.object({ id: Id, name: z.string().min(1), source: SourceRef.nullable() })).min(1),
  /** The steps a ticket is said to pass, in the province's words; `steps` are event steps that show it. */
  ticketSteps: z.array(z.object({ id: Id, name: z.string().min(1), steps: z.array(z.string()), source: SourceRef.nullable() })),
  reviewLevels: z.array(z.object({ level: z.number().int().min(1).max(5), name: z.string(), score: z.number().nullable() })),
  requestTypes: z.array(z.string().min(1)),
  /** What item lists (事项目录) are made of: kinds that an item may be of, and yes/no columns that formulas count. */
  itemList: z
    .strictObject({
      kinds: z.array(z.string().min(1)).min(1),
      properties: z.array(z.strictObject({ id: Id, name: z.string().min(1), words: z.array(z.string().min(1)).optional() })).min(1),
    })
    .optional(),
  /** Peer groups; a region may be in several. */
  groups: z.array(z.object({ id: Id, name: z.string(), regions: z.array(Adcode), source: SourceRef.nullable() })),
  sources: z.array(z.object({ id: Id, title: z.string().min(1), issuer: z.string().nullable(), number: z.string().nullable(), date: z.string().nullable() })),
  map: z.object({
    /** Datum of the shipped outline: 'GCJ-02', 'WGS-84', 'CGCS2000' or 'unstated'. */
    datum: z.string(),
    /** 审图号; null prints 审图号 待填. */
    approvalNumber: z.string().nullable(),
    /** File below public/, fetched by the browser. */
    cities: z.string(),
    /** Fixed label positions [lon, lat] by adcode, where the centroid reads badly. */
    labels: z.record(Adcode, z.tuple([z.number(), z.number()])),
  }),
});
export type ProfileFile = z.infer<typeof ProfileFile>;

/** regions.csv: one living region a row. `kind` offMap is a unit with figures but no polygon (省属). */
export const RegionRow = z.object({
  adcode: Adcode,
  name: z.string().min(1),
  shortName: z.string().min(1),
  level: Id,
  parent: Adcode.or(z.literal('')),
  kind: z.enum(['normal', 'virtual', 'offMap']),
  lon: z.string(),
  lat: z.string(),
  population: z.string(),
  /** Cell of the tile cartogram inside its city: "col,row", counties only. */
  tile: z.string(),
});
/** retired.csv: codes that older records carry, and the living region each maps to. */
export const RetiredRow = z.object({ adcode: Adcode, name: z.string(), to: Adcode, since: z.string(), note: z.string() });

/** departments.csv; parent empty at the top */
export const DepartmentRow = z.object({ id: Id, name: z.string().min(1), shortName: z.string().min(1), level: Id, region: Adcode, parent: z.string() });
/** categories.csv: the request class tree, 2-2-2 digits; parent empty at the top. */
export const CategoryRow = z.object({ code: z.string().regex(/^\d{2}(\d{2}){0,2}$/), name: z.string().min(1), parent: z.string() });
/** items.csv: service items (item groups) that the province publishes. */
export const ItemRow = z.object({ id: Id, name: z.string().min(1), department: Id, group: z.string() });
/** zones.csv: cross-border e-commerce pilot zones and the region each reports for. */
export const ZoneRow = z.object({ id: Id, name: z.string().min(1), region: Adcode, batch: z.string() });

/** calendars/YYYY.json: holidays and 调休. A year without a file is 日历未公布. */
export const CalendarFile = z.object({
  year: z.number().int(),
  source: z.string().min(1),
  holidays: z.array(z.object({ name: z.string(), from: z.iso.date(), to: z.iso.date() })),
  /** Weekend days worked in exchange (调休上班). */
  workdays: z.array(z.iso.date()),
});
export type CalendarFile = z.infer<typeof CalendarFile>;

const Additivity = z.enum(['add', 'last', 'none']);
const Target = z.object({
  comparator: z.enum(['>=', '<=', '=', '>', '<']),
  value: z.number(),
  period: z.string(),
  path: z.string().nullable(),
  source: SourceRef,
});

/**
 * How events make the indicator. `when` keeps events whose field equals one of the values; `num` and `den` are
 * 1, a numeric field, or a table from a field's value to a number; `times` multiplies by a field that defaults to 1.
 */
const Term = z.union([
  z.literal(1),
  z.object({ field: z.string(), times: z.string().optional() }),
  z.object({ table: z.string(), values: z.record(z.string(), z.number()), times: z.string().optional() }),
]);
export const Derivation = z.object({
  event: z.string(),
  when: z.record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()]))).optional(),
  /** 1 with `times` counts events that stand for several. */
  num: Term,
  den: Term.optional(),
  times: z.string().optional(),
  /** Dimension name → field of the event's data. */
  dims: z.record(Id, z.string()).optional(),
});

export const IndicatorRow = z.object({
  code: Id,
  /** Number in the plan's own table, when it is a plan indicator. */
  planNumber: z.number().int().nullable(),
  name: z.string().min(1),
  shortName: z.string().min(1),
  unit: z.string(),
  kind: z.enum(['count', 'sum', 'ratio', 'gauge', 'manual']),
  /** Decimals kept: values are integers scaled by 10^scale (money in 分 has scale 2). */
  scale: z.number().int().min(0).max(6),
  /** Shown decimals, and the factor a ratio is shown with (100 for %). */
  display: z.object({ decimals: z.number().int().min(0).max(6), factor: z.number().positive() }),
  additivity: z.object({ region: Additivity, time: Additivity }),
  /** Levels whose regions may report a value by indicator.observed. */
  reportedAt: z.array(Id),
  function: Id.nullable(),
  population: z.string().nullable(),
  /** 口径 */
  caliber: z.string().nullable(),
  definition: z.string().nullable(),
  /** Printed formula; null shows 未公布. */
  formula: z.string().nullable(),
  formulaSource: SourceRef.nullable(),
  /** What is wrong in print and how it is read here. */
  formulaNote: z.string().nullable(),
  numeratorName: z.string().nullable(),
  denominatorName: z.string().nullable(),
  direction: z.enum(['up', 'down', 'none']),
  /** fixed: bounds in display units; pattern: same weekday and hour of the last weeks ± tolerance. */
  normalRange: z
    .union([
      z.object({ kind: z.literal('fixed'), low: z.number().nullable(), high: z.number().nullable() }),
      z.object({ kind: z.literal('pattern'), weeks: z.number().int().min(2).max(26), tolerance: z.number().positive() }),
    ])
    .nullable(),
  /** ISO 8601 duration: how often a living source reports. */
  cadence: z.string(),
  /** Rare events prove nothing by their absence: the regular series that proves the same source alive. */
  aliveBy: Id.nullable(),
  responsible: z.string().nullable(),
  /** Another figure that counts it differently, named so that nobody adds them. */
  otherCaliber: z.string().nullable(),
  source: SourceRef,
  baseline: z.object({ value: z.number(), asOf: z.string().nullable(), source: SourceRef }).nullable(),
  targets: z.array(Target),
  /** Dimension sets kept as series beside the region's own, e.g. [["channel"], ["category"]]. */
  keeps: z.array(z.array(Id)),
  from: z.array(Derivation),
  category: z.string().nullable(),
  /**
   * `catalogue`: a share of the items in the catalogue, by the plan's own formula; an item counts once however often it is
   * asked for. It is told apart from shares of cases and never put together with them.
   */
  family: z.literal('catalogue').optional(),
  /**
   * Of a catalogue ratio: what of an item list it counts, items with `property` over those of the population `of` (of these
   * kinds, with all of these properties); both sides are of the population. Without it the ratio is reported alone.
   */
  items: z
    .strictObject({ property: Id, of: z.strictObject({ kinds: z.array(z.string().min(1)).min(1).optional(), properties: z.array(Id).min(1).optional() }) })
    .optional(),
  /**
   * Computed when it is read, from figures that are told: expressions over codes in brackets, a sum over a sum where there
   * is a denominator (server/core/expression). Such a row takes no events: `from` is empty.
   */
  computed: z.strictObject({ numerator: z.string().min(1), denominator: z.string().min(1).optional() }).optional(),
});
export type IndicatorRow = z.infer<typeof IndicatorRow>;

/** demo.json: magnitudes of the simulated feeds. Nothing in it is shown as a fact about the province. */
export const DemoFile = z.object({
  ticketsPerDay: z.number().positive(),
  callsPerTicket: z.number().positive(),
  servicesPerDay: z.number().positive(),
  reviewsPerDay: z.number().positive(),
  badReviewsPerMillion: z.number().nonnegative(),
  tradeCnyPerDay: z.number().positive(),
  /** 24 weights that sum to about 100, and 7 factors from Monday. */
  hourly: z.array(z.number().nonnegative()).length(24),
  weekday: z.array(z.number().positive()).length(7),
  holidayFactor: z.number().positive(),
  requestTypes: z.record(z.string(), z.number()),
  tradeShare: z.record(z.string(), z.number()),
  tradeModes: z.array(z.object({ mode: z.string(), direction: z.enum(['export', 'import']), share: z.number(), cnyPerDeclaration: z.number() })),
  partners: z.array(z.object({ partner: z.string().length(3), export: z.number(), import: z.number() })),
  episodes: z.array(
    z.object({
      id: Id,
      kind: z.enum(['rainstorm', 'water_cut', 'wage_dispute', 'silence', 'bad_reviews']),
      regions: z.array(Adcode).min(1),
      /** Minutes after the start of the demo, and how long. */
      afterMinutes: z.number(),
      minutes: z.number().positive(),
      factor: z.number().positive(),
      /** Repeats every so many minutes; null = once. */
      everyMinutes: z.number().positive().nullable(),
      label: z.string(),
    }),
  ),
  /** Odd trade of single zones, so that rules of risk find something; `afterMinutes` may be before the demo's start. */
  tradeEpisodes: z
    .array(
      z.object({
        id: Id,
        kind: z.enum(['mismatch', 'surge', 'returns', 'shift', 'price']),
        zone: Id,
        afterMinutes: z.number(),
        minutes: z.number().positive(),
        factor: z.number().positive(),
        /** Where a shift goes to; null for the other kinds. */
        partner: z.string().length(3).nullable(),
      }),
    )
    .optional(),
});
export type DemoFile = z.infer<typeof DemoFile>;
