import type { FlowFilter } from '../../server/core/trade/cube.ts';
import { FLOW_SCOPES, FLOW_STATUSES, type FlowDim, type FlowScope, type FlowStatus } from '../../server/core/trade/flow.ts';

/** What the page of cross-border trade keeps in its address besides the region. Pure. */
export const SPANS = ['today', 'yesterday', 'month', 'lastMonth', 'year', 'own'] as const;
export type SpanName = (typeof SPANS)[number];
export const MEASURES = ['value', 'declarations', 'parcels'] as const;
export type Measure = (typeof MEASURES)[number];
/** Dimensions that a viewer may filter by, in the order in which they are told. */
export const FILTER_DIMS = ['direction', 'zone', 'mode', 'port', 'partner', 'chapter'] as const satisfies readonly FlowDim[];
export type FilterDim = (typeof FILTER_DIMS)[number];
export const TABS = ['zones', 'published'] as const;
export type TabName = (typeof TABS)[number];
/** How the flows are shown, and what the panel below them tells. */
export const VIEWS = ['map', 'sankey', 'list'] as const;
export type ViewName = (typeof VIEWS)[number];
export const PARTS = ['clearance', 'rates', 'goods', 'days'] as const;
export type PartName = (typeof PARTS)[number];

export type CommerceUrl = {
  span: SpanName;
  /** Days of an own span, the last one included; null for the named ones. */
  days: { from: string; to: string } | null;
  /** null: the first pair that the span has figures of. */
  side: { scope: FlowScope; status: FlowStatus } | null;
  measure: Measure;
  filter: FlowFilter;
  view: ViewName;
  part: PartName;
  tab: TabName | null;
  /** Zone whose plan is open. */
  plan: string | null;
  /** Filter of the figure card that is open; null: none. */
  card: { of: CardOf; filter: FlowFilter } | null;
  paused: boolean;
};

/** What a card tells of the flows: a sum, or a rate of two sums. */
export const CARD_OF = ['value', 'declarations', 'parcels', 'le1h', 'mismatched', 'inspected', 'returned'] as const;
export type CardOf = (typeof CARD_OF)[number];

const KEYS = ['s', 'days', 'k', 'm', 'v', 'part', 'tab', 'plan', 'flow', 'p', ...FILTER_DIMS];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** `!`, which no code has, stands for cells that do not tell the dimension. */
const UNTOLD_TEXT = '!';

export const EMPTY_URL: CommerceUrl = {
  span: 'today',
  days: null,
  side: null,
  measure: 'value',
  filter: {},
  view: 'map',
  part: 'clearance',
  tab: null,
  plan: null,
  card: null,
  paused: false,
};

const codesOf = (text: string | null): string[] | null => {
  if (text === null || text === '') return null;
  const codes = [...new Set(text.split(',').map((c) => (c === UNTOLD_TEXT ? '' : c)))].filter((c) => c.length <= 64);
  return codes.length > 0 ? codes.slice(0, 200).sort() : null;
};
const textOf = (codes: readonly string[]) =>
  [...codes]
    .sort()
    .map((c) => c || UNTOLD_TEXT)
    .join(',');

const one = <T extends string>(all: readonly T[], text: string | null | undefined): T | null => all.find((x) => x === text) ?? null;

function parseDays(text: string | null): CommerceUrl['days'] {
  const [from = '', to = ''] = text?.split('_') ?? [];
  return DAY.test(from) && DAY.test(to) && from <= to ? { from, to } : null;
}

function parseCard(text: string | null): CommerceUrl['card'] {
  const [name, ...parts] = text?.split(';') ?? [];
  const of = one(CARD_OF, name);
  if (!of) return null;
  const filter: FlowFilter = {};
  for (const part of parts) {
    const [dim, codes] = part.split(':');
    const known = one(FILTER_DIMS, dim);
    const list = codesOf(codes ?? null);
    if (known && list) filter[known] = list;
  }
  return { of, filter };
}

export function parseCommerceUrl(params: URLSearchParams): CommerceUrl {
  const days = parseDays(params.get('days'));
  const named = one(SPANS, params.get('s')) ?? 'today';
  const [scope, status] = params.get('k')?.split('.') ?? [];
  const [knownScope, knownStatus] = [one(FLOW_SCOPES, scope), one(FLOW_STATUSES, status)];
  const filter: FlowFilter = {};
  for (const dim of FILTER_DIMS) {
    const codes = codesOf(params.get(dim));
    if (codes) filter[dim] = codes;
  }
  return {
    span: named === 'own' && !days ? 'today' : named,
    days: named === 'own' ? days : null,
    side: knownScope && knownStatus ? { scope: knownScope, status: knownStatus } : null,
    measure: one(MEASURES, params.get('m')) ?? 'value',
    filter,
    view: one(VIEWS, params.get('v')) ?? 'map',
    part: one(PARTS, params.get('part')) ?? 'clearance',
    tab: one(TABS, params.get('tab')),
    plan: params.get('plan'),
    card: parseCard(params.get('flow')),
    paused: params.get('p') === '1',
  };
}

/** The address's parameters with the page's own written over. */
export function writeCommerceUrl(params: URLSearchParams, state: CommerceUrl): string {
  const out = new URLSearchParams([...params].filter(([key]) => !KEYS.includes(key)));
  if (state.span !== 'today') out.set('s', state.span);
  if (state.span === 'own' && state.days) out.set('days', `${state.days.from}_${state.days.to}`);
  if (state.side) out.set('k', `${state.side.scope}.${state.side.status}`);
  if (state.measure !== 'value') out.set('m', state.measure);
  for (const dim of FILTER_DIMS) {
    const codes = state.filter[dim];
    if (codes) out.set(dim, textOf(codes));
  }
  if (state.view !== 'map') out.set('v', state.view);
  if (state.part !== 'clearance') out.set('part', state.part);
  if (state.tab) out.set('tab', state.tab);
  if (state.plan) out.set('plan', state.plan);
  if (state.card) {
    const { of, filter } = state.card;
    out.set('flow', [of, ...FILTER_DIMS.flatMap((dim) => (filter[dim] ? [`${dim}:${textOf(filter[dim])}`] : []))].join(';'));
  }
  if (state.paused) out.set('p', '1');
  return out.toString();
}

/** The filter with a code added to its dimension, or taken away where it is there. */
export function toggled(filter: FlowFilter, dim: FilterDim, code: string): FlowFilter {
  const codes = filter[dim] ?? [];
  const next = codes.includes(code) ? codes.filter((c) => c !== code) : [...codes, code].sort();
  const { [dim]: _, ...rest } = filter;
  return next.length > 0 ? { ...rest, [dim]: next } : rest;
}
