export type ExportLocale = 'zh-CN' | 'en';

/** What an exported file says besides its data. */
export type ExportWords = {
  watermark: string;
  mark: (who: string, when: string) => string;
  scope: string;
  all: string;
  masked: string;
  definition: string;
  formula: string;
  unpublished: string;
  source: string;
  region: string;
  span: string;
  value: string;
  unit: string;
  asOf: string;
  knownAt: string;
  records: string;
  cut: (shown: number, total: number) => string;
  byRegion: string;
  overTime: string;
  own: string;
  recordHead: readonly string[];
  figureHead: readonly string[];
  seriesHead: readonly string[];
  numerator: string;
  denominator: string;
  state: string;
  replaced: string;
  retracted: string;
  counted: string;
};

export const EXPORT_WORDS: Record<ExportLocale, ExportWords> = {
  'zh-CN': {
    watermark: '水印',
    mark: (who, when) => `${who} 于 ${when} 导出`,
    scope: '可见范围',
    all: '全部部门',
    masked: '个人信息已遮蔽；仅供本人工作使用，不得外传',
    definition: '口径',
    formula: '公式',
    unpublished: '未公布',
    source: '来源',
    region: '地区',
    span: '时段',
    value: '数值',
    unit: '单位',
    asOf: '截至',
    knownAt: '当时所知',
    records: '记录',
    cut: (shown, total) => `${shown}／${total} 条，已达导出上限，请缩短时段或下钻`,
    byRegion: '分地区',
    overTime: '分时段',
    own: '本级及未定位',
    recordHead: ['发生', '到达', '来源', '记录编号', '类型', '区划', '地区'],
    figureHead: ['区划', '地区'],
    seriesHead: ['时间'],
    numerator: '分子',
    denominator: '分母',
    state: '状态',
    replaced: '已更正',
    retracted: '已撤回',
    counted: '计数',
  },
  en: {
    watermark: 'Watermark',
    mark: (who, when) => `exported by ${who} at ${when}`,
    scope: 'Scope',
    all: 'all departments',
    masked: 'Personal data are masked; for the work of whoever exported it, not to be passed on',
    definition: 'Definition',
    formula: 'Formula',
    unpublished: 'not published',
    source: 'Source',
    region: 'Region',
    span: 'Span',
    value: 'Value',
    unit: 'Unit',
    asOf: 'As of',
    knownAt: 'Known at',
    records: 'Records',
    cut: (shown, total) => `${shown} of ${total}: the most that is exported; narrow the span or drill down`,
    byRegion: 'By region',
    overTime: 'Over time',
    own: 'own level and unlocated',
    recordHead: ['Occurred', 'Arrived', 'Source', 'Record', 'Type', 'Code', 'Region'],
    figureHead: ['Code', 'Region'],
    seriesHead: ['Time'],
    numerator: 'Numerator',
    denominator: 'Denominator',
    state: 'State',
    replaced: 'replaced',
    retracted: 'retracted',
    counted: 'counted',
  },
};
