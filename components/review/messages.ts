import type { AttentionKind } from '../../server/core/review/attention.ts';
import type { Locale } from '../ui/types.ts';
import { reviewWordsEn } from './messages-en.ts';
import type { Calm } from './review-model.ts';

/** Words of the leaders' review. */
export type ReviewWords = {
  title: (month: string) => string;
  running: string;
  closed: string;
  region: string;
  month: string;
  monthName: (year: number, month: number) => string;
  soFar: (month: string) => string;
  period: string;
  targetsOf: (period: string) => string;
  noPeriod: string;
  attention: string;
  attentionNote: (n: number, calm: Calm, missing: number) => string;
  attentionNone: string;
  nothingTold: string;
  moreAttention: (n: number) => string;
  kinds: Record<AttentionKind, string>;
  offTarget: (name: string, value: string, own: boolean) => string;
  offRange: (name: string, value: string, own: boolean) => string;
  behindPace: (name: string, gap: string) => string;
  offCourse: (name: string, value: string) => string;
  staleTitle: (name: string) => string;
  revisedTitle: (name: string, was: string, now: string) => string;
  boundBelow: (bound: string, gap: string) => string;
  boundAbove: (bound: string, gap: string) => string;
  dueBy: (value: string, bound: string) => string;
  courseRange: (low: string, high: string) => string;
  staleSince: (since: string) => string;
  staleNever: string;
  inRow: (n: number, since: string | null) => string;
  pastDue: (period: string) => string;
  smallPlace: (place: string, n: string) => string;
  lowest: (list: string) => string;
  highest: (list: string) => string;
  places: (list: string, total: number) => string;
  placeValue: (name: string, value: string) => string;
  comma: string;
  also: (kinds: string) => string;
  responsible: (name: string) => string;
  responsibleUnknown: string;
  scorecards: string;
  scorecardsNote: (shown: number, all: number) => string;
  rest: string;
  restOf: (name: string, n: number) => string;
  noFunction: string;
  open: (name: string, value: string) => string;
  page: string;
  pageOf: (name: string) => string;
  progressShare: string;
  behindBaseline: (gap: string) => string;
  ofTarget: string;
  met: string;
  missed: string;
  unjudged: string;
  partly: (reporting: number, of: number, level: string) => string;
  fewCases: (n: string) => string;
  withinChance: (n: string) => string;
  over: string;
  overTitle: (reason: string | null) => string;
  besideScope: (scope: string, value: string) => string;
  planNumber: (n: number) => string;
  fromEvents: string;
  margin: (gap: string) => string;
  short: (gap: string) => string;
  allDue: string;
  baseline: (value: string) => string;
  noBaseline: string;
  pace: string;
  noPace: string;
  target: (value: string) => string;
  least: (bound: string) => string;
  most: (bound: string) => string;
  missedOf: (missed: string, of: string) => string;
  missedUnknown: string;
  noTarget: string;
  parts: (num: string, den: string) => string;
  notReported: string;
  notReportedHere: string;
  notConnected: string;
  noData: string;
  asOfPeriod: (period: string) => string;
  yearName: (year: number) => string;
  quarterName: (year: number, quarter: number) => string;
  previous: string;
  yearAgo: string;
  notCompared: string;
  coverage: (reporting: number, of: number, level: string) => string;
  regionsTitle: (level: string, name: string) => string;
  regionsNote: string;
  regionsTarget: (value: string) => string;
  regionsZero: string;
  regionsCropped: string;
  worstFirst: string;
  largestFirst: string;
  treeOrder: string;
  groupsOnly: string;
  noRegions: string;
  noRegionsWhat: string;
  peersOn: string;
  peersOff: string;
  peersByPolicy: string;
  asChart: string;
  asTable: string;
  view: string;
  small: (n: string) => string;
  smallTitle: string;
  group: string;
  rank: string;
  rankOf: (rank: number, of: number) => string;
  place: string;
  value: string;
  numerator: string;
  denominator: string;
  interval: string;
  range: string;
  attainment: string;
  trend: string;
  name: string;
  state: string;
  loading: string;
  nothing: string;
  nothingWhat: string;
  unpublished: string;
  unprinted: string;
  back: string;
  toTask: string;
  toTaskOf: (name: string) => string;
  definition: string;
  formula: string;
  caliber: string;
  population: string;
  reportedAt: string;
  source: string;
  sourceLine: (title: string, line: string) => string;
  responsibleHead: string;
  baselineHead: string;
  baselineDate: (date: string) => string;
  baselineNoDate: string;
  cadence: string;
  otherCaliber: string;
  note: string;
  targets: string;
  path: string;
  noPath: string;
  periodHead: string;
  versions: string;
  statuses: Record<string, string>;
  course: string;
  courseNote: (n: number) => string;
  forecast: string;
  forecastTo: (day: string) => string;
  forecastPast: string;
  forecastAhead: (n: number) => string;
  forecastShort: (have: number, need: number) => string;
  methods: Record<'damped' | 'seasonal', string>;
  forecastError: (error: string, share: string | null, tries: number) => string;
  forecastInterval: (share: string) => string;
  reaches: (period: string) => string;
  reachesNot: string;
  missing: string;
  missingNone: string;
  unknownIndicator: string;
  unknownIndicatorWhat: string;
};

const zh: ReviewWords = {
  title: (month) => `${month}指标评审`,
  running: '本月未完',
  closed: '整月',
  region: '地区',
  month: '月份',
  monthName: (year, month) => `${year}年${month}月`,
  soFar: (month) => `${month}至今`,
  period: '目标期',
  targetsOf: (period) => `${period}年目标`,
  noPeriod: '未列目标期',
  attention: '需要关注',
  attentionNote: (n, calm, missing) =>
    [
      `${n} 项`,
      `其余 ${calm.met} 项达标`,
      ...(calm.ahead > 0 ? [`${calm.ahead} 项未到期`] : []),
      ...(calm.few + calm.missed > 0 ? [`${calm.few + calm.missed} 项未达标、未判`] : []),
      ...(calm.partial > 0 ? [`${calm.partial} 项地区未齐、未判`] : []),
      ...(calm.over > 0 ? [`${calm.over} 项超过 100%、未判`] : []),
      `${calm.none} 项未列目标、未判`,
      `${missing} 项未报或未接入`,
    ].join('，'),
  attentionNone: '没有指标判为未达目标或超出范围',
  nothingTold: '本期还没有上报，无从判断',
  moreAttention: (n) => `另有 ${n} 项`,
  kinds: { off_target: '未达目标', off_range: '超出范围', off_trend: '偏离走势', stale: '来源静默', revised: '数据修订' },
  offTarget: (name, value, own) => (own ? `${name} ${value}，未达目标` : `${name}有地区未达目标，最差 ${value}`),
  offRange: (name, value, own) => (own ? `${name} ${value}，超出范围` : `${name}有地区超出范围，最差 ${value}`),
  behindPace: (name, gap) => `${name}比序时慢 ${gap}`,
  offCourse: (name, value) => `${name} ${value}，偏离走势`,
  staleTitle: (name) => `${name}来源静默`,
  revisedTitle: (name, was, now) => `${name}由 ${was} 修订为 ${now}`,
  boundBelow: (bound, gap) => `应不低于 ${bound}，差 ${gap}`,
  boundAbove: (bound, gap) => `应不高于 ${bound}，超 ${gap}`,
  dueBy: (value, bound) => `按时间应到 ${value}，目标 ${bound}`,
  courseRange: (low, high) => `按此前走势预计 ${low} 至 ${high}`,
  staleSince: (since) => `${since} 起没有数据，所示不代表现在`,
  staleNever: '没有数据',
  inRow: (n, since) => (since === null ? `连续 ${n} 期` : `自${since}起连续 ${n} 期`),
  pastDue: (period) => `${/^\d{4}$/.test(period) ? `${period}年` : period}目标，已到期`,
  smallPlace: (place, n) => `${place}（样本 ${n}）`,
  lowest: (list) => `最低 ${list}`,
  highest: (list) => `最高 ${list}`,
  places: (list, total) => (total > 3 ? `${list} 等 ${total} 处` : list),
  placeValue: (name, value) => `${name} ${value}`,
  comma: '，',
  also: (kinds) => `同时：${kinds}`,
  responsible: (name) => name,
  responsibleUnknown: '责任单位未公布',
  scorecards: '对照目标',
  scorecardsNote: (shown, all) => `${shown} 项重点，共 ${all} 项`,
  rest: '其余指标',
  restOf: (name, n) => `${name} ${n} 项`,
  noFunction: '未分职能',
  open: (name, value) => `${name} ${value}，打开指标卡`,
  page: '详情',
  pageOf: (name) => `${name}，指标详情`,
  progressShare: '走完基线至目标',
  behindBaseline: (gap) => `不及基线 ${gap}`,
  ofTarget: '占目标',
  met: '达标',
  missed: '未达标',
  unjudged: '未判',
  partly: (reporting, of, level) => `${reporting}／${of} ${level}，未判`,
  fewCases: (n) => `样本少（${n}），未判`,
  withinChance: (n) => `差距在偶然波动内（样本 ${n}），未判`,
  over: '超过 100%',
  overTitle: (reason) => reason ?? '分子可不在分母之内，定义未说明',
  besideScope: (scope, value) => `另有${scope}口径 ${value}`,
  planNumber: (n) => `规划指标 ${n}`,
  fromEvents: '由事件计得',
  margin: (gap) => `余 ${gap}`,
  short: (gap) => `差 ${gap}`,
  allDue: '须全部',
  baseline: (value) => `基线 ${value}`,
  noBaseline: '无基线，自 0 起',
  pace: '序时',
  noPace: '序时不详',
  target: (value) => `目标 ${value}`,
  least: (bound) => `不低于 ${bound}`,
  most: (bound) => `不高于 ${bound}`,
  missedOf: (missed, of) => `缺 ${missed}，共 ${of}`,
  missedUnknown: '缺数未报',
  noTarget: '未列目标',
  parts: (num, den) => `分子 ${num}　分母 ${den}`,
  notReported: '未报',
  notReportedHere: '本级未报',
  notConnected: '未接入',
  noData: '本期无数据',
  asOfPeriod: (period) => `${period}值`,
  yearName: (year) => `${year}年`,
  quarterName: (year, quarter) => `${year}年${quarter}季度`,
  previous: '环比',
  yearAgo: '同比',
  notCompared: '本月未完，不作比较',
  coverage: (reporting, of, level) => `${reporting}／${of} ${level}`,
  regionsTitle: (level, name) => (level ? `各${level}${name}` : `${name}，下级各地区`),
  regionsNote: '近 13 期，纵轴一致',
  regionsTarget: (value) => `虚线为 ${value}`,
  regionsZero: '自 0 起',
  regionsCropped: '纵轴不自 0 起',
  worstFirst: '差的在前',
  largestFirst: '大的在前',
  treeOrder: '按区划顺序，不比较',
  groupsOnly: '名次只在同组内比',
  noRegions: '这里没有下级地区',
  noRegionsWhat: '在上一级看各地区',
  peersOn: '同组比较',
  peersOff: '不作比较',
  peersByPolicy: '现行制度不许地区间比较',
  asChart: '图',
  asTable: '表',
  view: '显示方式',
  small: (n) => `样本 ${n}`,
  smallTitle: '样本少于 30，比率仅供参考',
  group: '组',
  rank: '组内名次',
  rankOf: (rank, of) => `${rank}／${of}`,
  place: '地区',
  value: '值',
  numerator: '分子',
  denominator: '分母',
  interval: '95% 区间',
  range: '区间',
  attainment: '对照目标',
  trend: '走势',
  name: '指标',
  state: '状态',
  loading: '读取中',
  nothing: '没有可看的指标',
  nothingWhat: '您的角色在此地区没有指标，请联系安全管理员',
  unpublished: '未公布',
  unprinted: '未印出',
  back: '指标',
  toTask: '转督办',
  toTaskOf: (name) => `${name}转督办`,
  definition: '定义',
  formula: '计算方法',
  caliber: '口径',
  population: '范围',
  reportedAt: '报送层级',
  source: '来源',
  sourceLine: (title, line) => `${title}，第 ${line} 行`,
  responsibleHead: '负责',
  baselineHead: '基线',
  baselineDate: (date) => `截至 ${date}`,
  baselineNoDate: '日期未公布，不计序时',
  cadence: '频度',
  otherCaliber: '另一口径',
  note: '说明',
  targets: '目标',
  path: '路径',
  noPath: '未注明',
  periodHead: '期限',
  versions: '各状态值',
  statuses: { preliminary: '初步', formal: '正式', revised: '修订', '': '无状态' },
  course: '走势',
  courseNote: (n) => `${n} 期`,
  forecast: '预测',
  forecastTo: (day) => `至目标日 ${day}`,
  forecastPast: '目标日已过，只看后 6 期',
  forecastAhead: (n) => `后 ${n} 期`,
  forecastShort: (have, need) => `连续 ${have} 期，少于 ${need} 期，不作预测`,
  methods: {
    damped: '阻尼趋势（Holt）：水平与趋势逐期平滑，趋势逐期衰减；参数取一步误差平方和最小者',
    seasonal: '季节重复加漂移：取上年同期，加上年均值的变化',
  },
  forecastError: (error, share, tries) => `回测 ${tries} 次，一步平均误差 ${error}${share === null ? '' : `（${share}）`}`,
  forecastInterval: (share) => `区间为回测误差的 ${share} 分位`,
  reaches: (period) => `按现速 ${period} 到目标`,
  reachesNot: '按现速到期不达目标',
  missing: '缺什么',
  missingNone: '不缺',
  unknownIndicator: '没有这个指标',
  unknownIndicatorWhat: '请核对网址，或回到指标一览',
};

export const reviewWords: Record<Locale, ReviewWords> = { 'zh-CN': zh, en: reviewWordsEn };
