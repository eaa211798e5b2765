/**
 * A province that does not exist: five cities, one of them without counties, with the published magnitudes of a large
 * province. Codes begin with 99, which no region has.
 */
export const MADE = { root: '990000', city: '990100', county: '990101', item: 'card', department: 'd-social', zone: 'zone-990100' };

const NAMES = ['甲', '乙', '丙', '丁', '戊'];
const POPULATION = [18_000_000, 9_000_000, 5_000_000, 2_500_000, 10_000_000];
const SHARE = [40, 25, 10, 5, 20];
/** The fifth city goes from city to towns. */
const CITY_WITHOUT_COUNTIES = 4;

type MadePlace = { adcode: string; name: string; lon: number | null; lat: number | null };

const cities = NAMES.map((name, i) => {
  const adcode = `990${i + 1}00`;
  const lon = 100 + i;
  const lat = 20 + i;
  const places: MadePlace[] =
    i === CITY_WITHOUT_COUNTIES
      ? [0, 1, 2].map((k) => ({ adcode: `${adcode}10${k}`, name: `${name}${k + 1}镇`, lon: null, lat: null }))
      : [0, 1, 2, 3].map((k) => ({ adcode: `990${i + 1}0${k + 1}`, name: `${name}${'一二三四'[k] as string}区`, lon: lon + k * 0.1, lat: lat + k * 0.1 }));
  return { adcode, name: `${name}市`, level: 'city', population: POPULATION[i] as number, lon, lat, places };
});

/** Of how values are kept: what every count and ratio of the made province shares. */
const plain = { scale: 0, display: { decimals: 0, factor: 1 }, additivity: { region: 'add' as const, time: 'add' as const } };
const ticketStep = (step: string) => ({ event: 'cn.tongguan.ticket.progressed.v1', when: { step: [step] }, num: 1 as const });

/** The parts of a profile that the simulator reads. */
export const madeProvince = {
  timeZone: 'Asia/Shanghai',
  root: MADE.root,
  cities,
  items: [
    { id: 'card', department: 'd-social', group: '社保' },
    { id: 'insure', department: 'd-social', group: '社保' },
    { id: 'identity', department: 'd-police', group: '户政' },
    { id: 'permit', department: 'd-police', group: '户政' },
    { id: 'house', department: 'd-land', group: '不动产' },
    { id: 'license', department: 'd-market', group: '企业' },
    { id: 'tax', department: 'd-tax', group: '税务' },
    { id: 'fund', department: 'd-land', group: '住房' },
  ],
  departments: [
    { id: 'd-service', name: '虚构省政务服务和数据管理局', region: '990000' },
    { id: 'd-commerce', name: '虚构省商务厅', region: '990000' },
    { id: 'd-social', name: '虚构省人力资源社会保障厅', region: '990000' },
    { id: 'c-990100', name: '甲市城市管理局', region: '990100' },
    { id: 'c2-990100', name: '甲市住房建设局', region: '990100' },
  ],
  categories: [
    { code: '01', name: '社会保障与就业', parent: '' },
    { code: '0101', name: '欠薪与劳动纠纷', parent: '01' },
    { code: '04', name: '环境保护与资源', parent: '' },
    { code: '0401', name: '噪声污染', parent: '04' },
    { code: '05', name: '城乡建设与管理', parent: '' },
    { code: '0501', name: '停水', parent: '05' },
    { code: '0502', name: '停电', parent: '05' },
    { code: '0503', name: '物业管理', parent: '05' },
    { code: '0509', name: '积水内涝', parent: '05' },
    { code: '0510', name: '树木倒伏', parent: '05' },
    { code: '06', name: '交通运输物流', parent: '' },
    { code: '07', name: '商贸与消费维权', parent: '' },
    { code: '12', name: '其他', parent: '' },
  ],
  ports: [],
  zones: cities.map((c) => ({ id: `zone-${c.adcode}`, region: c.adcode })),
  indicators: [
    {
      code: 'hotline.tickets',
      kind: 'count' as const,
      ...plain,
      reportedAt: ['city'],
      keeps: [['category']],
      from: [{ event: 'cn.tongguan.ticket.reported.v1', num: 1 as const, dims: { category: 'category' } }],
    },
    { code: 'hotline.dispatched', kind: 'count' as const, ...plain, reportedAt: ['city'], keeps: [], from: [ticketStep('dispatch')] },
    { code: 'hotline.closed', kind: 'count' as const, ...plain, reportedAt: ['city'], keeps: [], from: [ticketStep('close')] },
    {
      code: 'hotline.satisfied',
      kind: 'ratio' as const,
      ...plain,
      reportedAt: ['city'],
      keeps: [],
      from: [
        {
          event: 'cn.tongguan.ticket.progressed.v1',
          when: { step: ['follow_up'] },
          num: { table: 'satisfied', values: { true: 1, false: 0 } },
          den: 1 as const,
        },
      ],
    },
    { code: 'gdp', kind: 'manual' as const, ...plain, reportedAt: ['city'], keeps: [], from: [] },
  ],
  calendars: [{ year: 2026, source: '测试用', holidays: [{ name: '长假', from: '2026-05-01', to: '2026-05-05' }], workdays: ['2026-05-09'] }],
  demo: {
    ticketsPerDay: 38_000,
    callsPerTicket: 3,
    servicesPerDay: 362_500,
    reviewsPerDay: 447_700,
    badReviewsPerMillion: 95,
    tradeCnyPerDay: 2_310_000_000,
    hourly: [1, 0.6, 0.5, 0.4, 0.4, 0.6, 1.2, 2.6, 6, 9.2, 9.4, 7.2, 4.6, 4.8, 7.2, 7.8, 7.2, 5.6, 4.2, 4.2, 4.6, 4.4, 3.6, 2.7],
    weekday: [1.18, 1.1, 1.06, 1.04, 1, 0.82, 0.8],
    holidayFactor: 0.55,
    requestTypes: { 投诉: 40, 求助: 30, 咨询: 15, 举报: 8, 建议: 5, 表扬: 1, 其他: 1 },
    tradeShare: Object.fromEntries(cities.map((c, i) => [c.adcode, SHARE[i] as number])),
    tradeModes: [
      { mode: '9610', direction: 'export' as const, share: 35, cnyPerDeclaration: 120 },
      { mode: '9710', direction: 'export' as const, share: 25, cnyPerDeclaration: 8000 },
      { mode: '9810', direction: 'export' as const, share: 20, cnyPerDeclaration: 20000 },
      { mode: '1210', direction: 'import' as const, share: 12, cnyPerDeclaration: 300 },
      { mode: '0110', direction: 'export' as const, share: 8, cnyPerDeclaration: 100000 },
    ],
    partners: [
      { partner: 'USA', export: 34, import: 18 },
      { partner: 'JPN', export: 3, import: 22 },
      { partner: 'GBR', export: 7, import: 3 },
      { partner: 'AUS', export: 2, import: 11 },
    ],
    episodes: [
      { id: 'storm', kind: 'rainstorm' as const, regions: ['990100', '990200'], afterMinutes: 30, minutes: 60, factor: 3, everyMinutes: null, label: '暴雨' },
      { id: 'water', kind: 'water_cut' as const, regions: ['990300'], afterMinutes: 10, minutes: 40, factor: 3, everyMinutes: 600, label: '停水' },
      { id: 'wage', kind: 'wage_dispute' as const, regions: ['990500'], afterMinutes: 20, minutes: 60, factor: 2, everyMinutes: null, label: '欠薪' },
      { id: 'silent', kind: 'silence' as const, regions: ['990400'], afterMinutes: 15, minutes: 30, factor: 1, everyMinutes: 240, label: '静默' },
      { id: 'bad', kind: 'bad_reviews' as const, regions: ['990200'], afterMinutes: 5, minutes: 30, factor: 20, everyMinutes: null, label: '差评集中' },
    ],
  },
};

/** Twenty-one cities by splitting the made ones, for sizes like a large province's. */
export function madeLargeProvince(): typeof madeProvince {
  const many = Array.from({ length: 21 }, (_, i) => ({
    ...(cities[0] as (typeof cities)[number]),
    adcode: `99${String(10 + i)}00`,
    name: `第${i + 1}市`,
    population: 20_000_000 / (i + 1.2),
  }));
  return {
    ...madeProvince,
    cities: many,
    ports: [],
    zones: many.map((c) => ({ id: `zone-${c.adcode}`, region: c.adcode })),
    demo: { ...madeProvince.demo, tradeShare: Object.fromEntries(many.map((c, i) => [c.adcode, 40 / (i + 1)])) },
  };
}
