import type { Locale } from '../ui/types.ts';

/** Words of the figure card. */
export type CardWords = {
  title: string;
  loading: string;
  print: string;
  copyLink: string;
  copied: string;
  copyByHand: string;
  status: Record<string, string>;
  statusNone: string;
  listed: string;
  untold: string;
  beside: (parts: { status: string; value: string; asOf: string; difference: string }) => string;
  besideNote: string;
  kinds: Record<string, string>;
  plan: (n: number) => string;
  /** Of a region's own target: of when, which version, and who says so. */
  ownTarget: (period: string, version: number, source: string) => string;
  version: string;
  versionGiven: string;
  versionNo: (n: number) => string;
  history: string;
  manage: string;
  met: string;
  missed: string;
  knownNow: string;
  knownThen: string;
  knowledge: string;
  thenTime: string;
  thenOpens: (when: string) => string;
  thenEnd: string;
  late: string;
  corrected: string;
  retracted: string;
  records: (n: string) => string;
  difference: string;
  trend: string;
  grains: Record<'minute' | 'hour' | 'day' | 'month', string>;
  cropped: string;
  definition: string;
  caliber: string;
  population: string;
  formula: string;
  formulaNote: string;
  unpublished: string;
  source: string;
  line: (line: string | number) => string;
  responsible: string;
  otherCaliber: string;
  cadence: string;
  additive: string;
  adds: { add: string; last: string; none: string };
  /** A rate adds by its two sums, never by itself. */
  addsRatio: string;
  overRegion: string;
  overTime: string;
  fold: string;
  foldRatio: string;
  foldSum: string;
  foldLast: string;
  rounded: (n: number) => string;
  equal: string;
  notEqual: string;
  region: string;
  numerator: string;
  denominator: string;
  value: string;
  excluded: (n: number) => string;
  total: string;
  recordsTitle: string;
  recordsFold: (records: string, result: string) => string;
  recordsNone: string;
  tooMany: (most: string) => string;
  archived: (when: string) => string;
  differs: string;
  recordsMore: string;
  recordsShown: (n: string, total: string) => string;
  recordsPartial: string;
  totalsOnly: string;
  totalsOnlyWhy: string;
  time: string;
  arrived: string;
  record: string;
  content: string;
  contributes: string;
  replaced: string;
  retractedMark: string;
  exportCsv: string;
  exportFigure: string;
  exporting: string;
  exported: (n: string) => string;
  exportedCut: (n: string) => string;
  copyTable: string;
  feeds: string;
  feed: string;
  purpose: string;
  department: string;
  share: string;
  shares: Record<'open' | 'conditional' | 'none', string>;
  until: string;
  noEnd: string;
  lastAt: string;
  feedStates: Record<'on' | 'off' | 'ended' | 'unused', string>;
  fields: string;
  brokerUser: string;
  failed: string;
  notFound: string;
  toRegion: string;
  computed: string;
  computedHow: string;
  computedMissing: string;
  computedRecords: string;
  openPart: (name: string) => string;
  span: string;
};

const zh: CardWords = {
  title: '指标卡',
  loading: '读取指标卡',
  print: '打印',
  copyLink: '复制链接',
  copied: '已复制',
  copyByHand: '请从地址栏复制',
  status: { preliminary: '初步', formal: '正式', revised: '修订' },
  statusNone: '实时',
  listed: '目录计数',
  untold: '未报',
  beside: ({ status, value, asOf, difference }) => `同期${status} ${value}${asOf}${difference === '' ? '' : `，相差 ${difference}`}`,
  besideNote: '并列，不相加',
  kinds: { count: '数量', sum: '合计', ratio: '比率', gauge: '瞬时值', manual: '填报' },
  plan: (n) => `规划第 ${n} 项`,
  ownTarget: (period, version, source) => `（本地区，${period}，第 ${version} 版，${source}）`,
  version: '版本',
  versionGiven: '随省份配置',
  versionNo: (n) => `第 ${n} 版`,
  history: '看版本',
  manage: '指标管理',
  met: '达标',
  missed: '未达标',
  knownNow: '现在所知',
  knownThen: '当时所知',
  knowledge: '按何时所知',
  thenTime: '当时',
  thenOpens: (when) => `当时所知，自 ${when} 看起，可改`,
  thenEnd: '时段结束时',
  late: '迟到',
  corrected: '更正',
  retracted: '撤回',
  records: (n) => `${n} 条`,
  difference: '两者之差',
  trend: '走势',
  grains: { minute: '每分', hour: '每时', day: '每日', month: '每月' },
  cropped: '纵轴不自零起',
  definition: '定义',
  caliber: '口径',
  population: '范围',
  formula: '公式',
  formulaNote: '公式注',
  unpublished: '未公布',
  source: '来源',
  line: (line) => `第 ${line} 行`,
  responsible: '负责',
  otherCaliber: '另一口径',
  cadence: '更新',
  additive: '可加',
  adds: { add: '可加', last: '取最新', none: '不可加' },
  addsRatio: '分子、分母分别相加',
  overRegion: '地域',
  overTime: '时间',
  fold: '折算',
  foldRatio: 'Σ 分子 ÷ Σ 分母',
  foldSum: '各区之和',
  foldLast: '取各区最新值',
  rounded: (n) => `→ ${n} 位小数`,
  equal: '与卡面一致',
  notEqual: '与卡面不一致',
  region: '地区',
  numerator: '分子 ①',
  denominator: '分母 ②',
  value: '值',
  excluded: (n) => `未计入 ${n}`,
  total: '合计',
  recordsTitle: '记录',
  recordsFold: (records, result) => `${records} 条，折算得 ${result}`,
  tooMany: (most) => `记录超过 ${most} 条，不在此逐条折算；下钻到市、县或缩短时段可逐条核对`,
  archived: (when) => `原始记录核对后已于 ${when} 归档，只留汇总`,
  differs: '与汇总不一致，请运行 rollup verify',
  recordsNone: '本期没有记录；换一个时段或地区再看',
  recordsMore: '再看一页',
  recordsShown: (n, total) => `已列 ${n}／${total}`,
  recordsPartial: '只列本部门的记录',
  totalsOnly: '您的角色只看汇总',
  totalsOnlyWhy: '逐条记录由值守、派单、督办和数据责任人查看',
  time: '发生',
  arrived: '到达',
  record: '记录',
  content: '内容',
  contributes: '计',
  replaced: '已更正',
  retractedMark: '已撤回',
  exportCsv: '导出记录',
  exportFigure: '导出数值',
  exporting: '正在导出',
  exported: (n) => `已导出 ${n} 行，有水印，记入审计`,
  exportedCut: (n) => `已导出 ${n} 行，达到上限，文件里写明缺多少`,
  copyTable: '复制表格',
  feeds: '数据源',
  feed: '数据源',
  purpose: '依据与用途',
  department: '提供部门',
  share: '共享',
  shares: { open: '无条件', conditional: '有条件', none: '不共享' },
  until: '有效至',
  noEnd: '未定',
  lastAt: '最近到达',
  feedStates: { on: '启用', off: '停用', ended: '已到期', unused: '未使用' },
  fields: '字段',
  brokerUser: '消息账号',
  failed: '指标卡读取失败',
  notFound: '没有这个指标',
  toRegion: '看这个地区',
  computed: '算式',
  computedHow: '由下列指标同地区、同时段的数值算得',
  computedMissing: '有一项没有数据，不以零代替',
  computedRecords: '逐条记录在各项指标的卡上：',
  openPart: (name) => `打开${name}的指标卡`,
  span: '时段',
};

const en: CardWords = {
  title: 'Figure card',
  loading: 'Reading the card',
  print: 'Print',
  copyLink: 'Copy link',
  copied: 'Copied',
  copyByHand: 'Copy it from the address bar',
  status: { preliminary: 'Preliminary', formal: 'Formal', revised: 'Revised' },
  statusNone: 'Live',
  listed: 'Counted from lists',
  untold: 'not reported',
  beside: ({ status, value, asOf, difference }) => `${status} of the same period ${value}${asOf}${difference === '' ? '' : `, differs by ${difference}`}`,
  besideNote: 'beside it, never added',
  kinds: { count: 'Count', sum: 'Sum', ratio: 'Ratio', gauge: 'Gauge', manual: 'Reported' },
  plan: (n) => `Plan no. ${n}`,
  ownTarget: (period, version, source) => `(this region's own, ${period}, version ${version}, ${source})`,
  version: 'Version',
  versionGiven: 'of the profile',
  versionNo: (n) => `version ${n}`,
  history: 'history',
  manage: 'Dictionary',
  met: 'Met',
  missed: 'Missed',
  knownNow: 'Known now',
  knownThen: 'Known then',
  knowledge: 'As known when',
  thenTime: 'Then',
  thenOpens: (when) => `Known then opens at ${when}; change it there`,
  thenEnd: 'the end of the span',
  late: 'late',
  corrected: 'corrected',
  retracted: 'retracted',
  records: (n) => `${n} records`,
  difference: 'Difference',
  trend: 'Trend',
  grains: { minute: 'by minute', hour: 'by hour', day: 'by day', month: 'by month' },
  cropped: 'axis does not start at zero',
  definition: 'Definition',
  caliber: 'Scope',
  population: 'Population',
  formula: 'Formula',
  formulaNote: 'On the formula',
  unpublished: 'not published',
  source: 'Source',
  line: (line) => `line ${line}`,
  responsible: 'Responsible',
  otherCaliber: 'Counted differently',
  cadence: 'Updated',
  additive: 'Adds up',
  adds: { add: 'adds', last: 'newest', none: 'never added' },
  addsRatio: 'numerators and denominators add',
  overRegion: 'over regions',
  overTime: 'over time',
  fold: 'Fold',
  foldRatio: 'Σ numerators ÷ Σ denominators',
  foldSum: 'Sum of the regions',
  foldLast: 'Newest value of each region',
  rounded: (n) => `→ ${n} decimals`,
  equal: 'equals the figure',
  notEqual: 'differs from the figure',
  region: 'Region',
  numerator: 'Numerator ①',
  denominator: 'Denominator ②',
  value: 'Value',
  excluded: (n) => `left out ${n}`,
  total: 'Total',
  recordsTitle: 'Records',
  recordsFold: (records, result) => `${records} records fold to ${result}`,
  tooMany: (most) => `more than ${most} records are not folded one by one here: drill down or shorten the span`,
  archived: (when) => `the raw records were verified and archived on ${when}; only the totals are kept`,
  differs: 'differs from the totals: run rollup verify',
  recordsNone: 'No records in this span: try another span or region',
  recordsMore: 'Next page',
  recordsShown: (n, total) => `${n} of ${total} listed`,
  recordsPartial: 'only records of your departments',
  totalsOnly: 'Your role sees totals only',
  totalsOnlyWhy: 'Single records are seen by those who watch, dispatch, supervise or keep the data',
  time: 'Happened',
  arrived: 'Arrived',
  record: 'Record',
  content: 'Content',
  contributes: 'Counts',
  replaced: 'corrected',
  retractedMark: 'retracted',
  exportCsv: 'Export records',
  exportFigure: 'Export values',
  exporting: 'Exporting',
  exported: (n) => `${n} rows exported, watermarked and audited`,
  exportedCut: (n) => `${n} rows exported, which is the most; the file says what is missing`,
  copyTable: 'Copy table',
  feeds: 'Feeds',
  feed: 'Feed',
  purpose: 'Purpose',
  department: 'Department',
  share: 'Sharing',
  shares: { open: 'open', conditional: 'conditional', none: 'none' },
  until: 'Valid until',
  noEnd: 'open',
  lastAt: 'Last arrival',
  feedStates: { on: 'on', off: 'off', ended: 'ended', unused: 'unused' },
  fields: 'Fields',
  brokerUser: 'Broker user',
  failed: 'The card could not be read',
  notFound: 'There is no such indicator',
  toRegion: 'Look at this region',
  computed: 'Expression',
  computedHow: 'from these figures of the same region and span',
  computedMissing: 'one part has no data, which is no zero',
  computedRecords: 'Single records are on the cards of the parts:',
  openPart: (name) => `Open the card of ${name}`,
  span: 'Span',
};

export const cardWords: Record<Locale, CardWords> = { 'zh-CN': zh, en };
