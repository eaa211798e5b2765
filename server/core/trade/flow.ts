/**
 * Cross-border trade as it is kept beside the indicators' series: one cell for each day and combination of what a
 * declaration names, so that any cross-filter is a sum of cells. Aggregates alone: a cell stands for many declarations.
 */
export const FLOW_DIMS = ['region', 'zone', 'mode', 'direction', 'partner', 'chapter', 'port', 'district'] as const;
export type FlowDim = (typeof FLOW_DIMS)[number];

/**
 * What adds up over cells. `value` is in 分. Each `…Of` is what its neighbour is a share of, counted only where the event
 * told the neighbour, so that a rate is a sum over a sum of the same events: inspected and mismatched of declarations,
 * returned of parcels, flags of declarations. The four of clearance are declarations by time to release.
 */
export const FLOW_SUMS = [
  'events',
  'value',
  'parcels',
  'declarations',
  'inspected',
  'inspectedOf',
  'mismatched',
  'mismatchedOf',
  'returned',
  'returnedOf',
  'le1h',
  'le6h',
  'le24h',
  'gt24h',
  'overOrder',
  'overYear',
  'manyOrders',
  'flagsOf',
] as const;
export type FlowSum = (typeof FLOW_SUMS)[number];

/** Three figures that people mix and that are never added: what the customs platform sees, the full scope, platforms' own turnover. */
export const FLOW_SCOPES = ['customs_platform', 'full_scope', 'platform_gmv'] as const;
export type FlowScope = (typeof FLOW_SCOPES)[number];
export const FLOW_STATUSES = ['preliminary', 'formal', 'revised'] as const;
export type FlowStatus = (typeof FLOW_STATUSES)[number];

/** What an event does not tell; a word of its own in every group, never left out. */
export const UNTOLD = '';

export type FlowKey = Record<FlowDim, string> & { scope: FlowScope; status: FlowStatus };
export type FlowSums = Record<FlowSum, number>;

type Declared = {
  zone: string;
  scope: FlowScope;
  status?: FlowStatus;
  mode: string;
  direction: string;
  partner: string;
  valueCny: number;
  parcels: number;
  declarations: number;
  hsChapter?: string;
  port?: string;
  customsDistrict?: string;
  inspected?: number;
  mismatched?: number;
  returned?: number;
  clearance?: { le1h: number; le6h: number; le24h: number; gt24h: number };
  flags?: { overOrderLimit?: number; overYearLimit?: number; manyOrdersOneIdentity?: number };
};

/** The cell that a declaration (data of trade.declared) of a region counts in, and what it adds. */
export function flowOf(data: Declared, region: string): { key: FlowKey; sums: FlowSums } {
  const told = (n: number | undefined, of: number) => (n === undefined ? 0 : of);
  const { clearance, flags } = data;
  return {
    key: {
      region,
      zone: data.zone,
      mode: data.mode,
      direction: data.direction,
      partner: data.partner,
      chapter: data.hsChapter ?? UNTOLD,
      port: data.port ?? UNTOLD,
      district: data.customsDistrict ?? UNTOLD,
      scope: data.scope,
      status: data.status ?? 'preliminary',
    },
    sums: {
      events: 1,
      value: Math.round(data.valueCny * 100),
      parcels: data.parcels,
      declarations: data.declarations,
      inspected: data.inspected ?? 0,
      inspectedOf: told(data.inspected, data.declarations),
      mismatched: data.mismatched ?? 0,
      mismatchedOf: told(data.mismatched, data.declarations),
      returned: data.returned ?? 0,
      returnedOf: told(data.returned, data.parcels),
      le1h: clearance?.le1h ?? 0,
      le6h: clearance?.le6h ?? 0,
      le24h: clearance?.le24h ?? 0,
      gt24h: clearance?.gt24h ?? 0,
      overOrder: flags?.overOrderLimit ?? 0,
      overYear: flags?.overYearLimit ?? 0,
      manyOrders: flags?.manyOrdersOneIdentity ?? 0,
      flagsOf: flags ? data.declarations : 0,
    },
  };
}
