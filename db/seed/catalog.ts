import type { DerivedIndicator } from '../../server/core/indicator/derive.ts';
import { LiveDictionary } from '../../server/core/indicator/live-dictionary.ts';
import { zoneOffset } from '../../server/core/indicator/window.ts';
import type { ItemRules } from '../../server/core/items/item-rules.ts';
import { buildTree, type RegionNode } from '../../server/core/region/tree.ts';

type Ref = { document: string; line: string | null };
/** A dictionary row with everything but its arithmetic left empty. */
export type MadeIndicator = DerivedIndicator & {
  planNumber: null;
  name: string;
  shortName: string;
  unit: string;
  function: null;
  population: null;
  caliber: null;
  definition: null;
  formula: null;
  formulaSource: null;
  formulaNote: null;
  numeratorName: null;
  denominatorName: null;
  direction: 'up' | 'down' | 'none';
  normalRange: { kind: 'pattern'; weeks: number; tolerance: number } | { kind: 'fixed'; low: number | null; high: number | null } | null;
  cadence: string;
  aliveBy: string | null;
  responsible: null;
  otherCaliber: null;
  source: Ref;
  baseline: null;
  targets: [];
  category: null;
};

const ADD = { region: 'add', time: 'add' } as const;
const LAST = { region: 'add', time: 'last' } as const;
const ALONE = { region: 'none', time: 'last' } as const;

function row(code: string, kind: DerivedIndicator['kind'], over: Partial<MadeIndicator> = {}): MadeIndicator {
  return {
    code,
    kind,
    scale: 0,
    display: { decimals: 0, factor: 1 },
    additivity: ADD,
    reportedAt: ['province', 'city', 'county', 'town'],
    keeps: [],
    from: [],
    planNumber: null,
    name: code,
    shortName: code,
    unit: '件',
    function: null,
    population: null,
    caliber: null,
    definition: null,
    formula: null,
    formulaSource: null,
    formulaNote: null,
    numeratorName: null,
    denominatorName: null,
    direction: 'none',
    normalRange: null,
    cadence: 'PT5M',
    aliveBy: null,
    responsible: null,
    otherCaliber: null,
    source: { document: 'made', line: null },
    baseline: null,
    targets: [],
    category: null,
    ...over,
  };
}

const event = (name: string) => `cn.tongguan.${name}.v1`;

/** Indicators of every kind: counts with kept dimensions, money, ratios of sums, gauges that add and that do not. */
export const MADE_INDICATORS: readonly MadeIndicator[] = [
  row('t.tickets', 'count', {
    keeps: [['category'], ['category', 'channel']],
    from: [{ event: event('ticket.reported'), num: 1, dims: { category: 'category', channel: 'channel' } }],
  }),
  row('t.closed', 'count', { from: [{ event: event('ticket.progressed'), when: { step: ['close'] }, num: 1 }] }),
  row('t.reviews', 'count', {
    keeps: [['department']],
    from: [{ event: event('review.submitted'), num: 1, dims: { department: 'department' } }],
  }),
  row('t.trade', 'sum', {
    scale: 2,
    display: { decimals: 2, factor: 0.0001 },
    keeps: [['mode']],
    from: [{ event: event('trade.declared'), num: { field: 'valueCny' }, dims: { mode: 'mode' } }],
  }),
  row('t.done', 'ratio', {
    display: { decimals: 1, factor: 100 },
    from: [
      { event: event('service.handled'), num: { table: 'outcome', values: { closed: 1, accepted: 0, rejected: 0, withdrawn: 0 } }, den: 1, times: 'count' },
      { event: event('call.counted'), num: { field: 'answered' }, den: { field: 'offered' } },
    ],
  }),
  row('o.count', 'count', { keeps: [['line'], ['line', 'kind']] }),
  row('o.sum', 'sum', { scale: 2, display: { decimals: 2, factor: 1 } }),
  row('o.share', 'ratio', { display: { decimals: 1, factor: 100 } }),
  row('o.stock', 'gauge', { additivity: LAST, scale: 1, display: { decimals: 1, factor: 1 } }),
  row('o.level', 'gauge', { additivity: ALONE, scale: 1, display: { decimals: 1, factor: 1 }, reportedAt: ['city'] }),
  row('o.rate', 'ratio', { additivity: ALONE, display: { decimals: 1, factor: 100 } }),
  row('o.plan', 'manual', { additivity: LAST, reportedAt: ['city', 'province'] }),
];

/** Two cities of two counties, one city that goes straight to towns, and a unit that is on no map. */
export const MADE_REGIONS: readonly RegionNode[] = [
  { adcode: '990000', parent: '', level: 'province', kind: 'normal' },
  { adcode: '990100', parent: '990000', level: 'city', kind: 'normal' },
  { adcode: '990101', parent: '990100', level: 'county', kind: 'normal' },
  { adcode: '990102', parent: '990100', level: 'county', kind: 'normal' },
  { adcode: '990200', parent: '990000', level: 'city', kind: 'normal' },
  { adcode: '990201', parent: '990200', level: 'county', kind: 'normal' },
  { adcode: '990202', parent: '990200', level: 'county', kind: 'normal' },
  { adcode: '990300', parent: '990000', level: 'city', kind: 'normal' },
  { adcode: '990300101', parent: '990300', level: 'town', kind: 'normal' },
  { adcode: '999900', parent: '990000', level: 'city', kind: 'offMap' },
];
export const MADE_RETIRED = [{ adcode: '990109', to: '990102' }];

/** The made rows as services ask them. */
export const madeDictionary = (): LiveDictionary<MadeIndicator> => new LiveDictionary(MADE_INDICATORS);

/** Item lists of kinds and properties that no province has. */
export const MADE_ITEM_RULES: ItemRules = {
  kinds: ['许可', '服务'],
  properties: [
    { id: 'easy', name: '易办', words: ['是否易办'] },
    { id: 'often', name: '常办' },
  ],
};

/** The catalogue of a province that does not exist, in any time zone. */
const MADE_DEPARTMENTS = new Map([['d-social', '虚构厅'], ...['d1', 'd1-office', 'd2', 'd3', 'd4'].map((id): [string, string] => [id, `虚构单位 ${id}`])]);

export function makeCatalog(timeZone = 'Asia/Shanghai', dictionary = madeDictionary()) {
  const { indicators, derivations, versions, ownTargets } = dictionary;
  return {
    id: 'made',
    tree: buildTree(MADE_REGIONS, MADE_RETIRED),
    timeZone,
    zone: zoneOffset(timeZone),
    ...{ indicators, derivations, versions, ownTargets, dictionary },
    regionName: (adcode: string) => `地区${adcode}`,
    departmentName: (id: string) => MADE_DEPARTMENTS.get(id) ?? null,
    departmentsBelow: (id: string) => [id, ...[...MADE_DEPARTMENTS.keys()].filter((each) => each.startsWith(`${id}-`))],
    categoryName: (code: string) => code,
    requestTypes: ['咨询', '求助', '投诉', '举报', '建议', '表扬', '其他'],
    topicIndicators: (topic: string) => (topic === 'wall' ? ['t.tickets', 'o.count'] : []),
    topicPath: (topic: string) => (topic === 'wall' ? '/wall' : `/wall/${topic}`),
    itemName: (id: string) => id,
    itemRules: MADE_ITEM_RULES,
    zoneRegion: (id: string) => (id === 'zone-990100' ? '990100' : null),
    levelName: (id: string) => id,
    sourceTitle: (id: string) => id,
    stepName: (step: string) => step,
    reportingLevel: 'city',
  };
}
