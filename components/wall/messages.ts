import type { Locale } from '../ui/types.ts';

/** Words of the wall and the topic screens. */
export type WallWords = {
  notConnected: string;
  notConnectedWhy: string;
  expectedRange: string;
  perHour: (unit: string) => string;
  sources: string;
  sourceStale: string;
  abnormalHigh: (region: string, name: string) => string;
  abnormalLow: (region: string, name: string) => string;
  silent: (region: string, name: string) => string;
  silentMany: (region: string, n: number) => string;
  against: (value: string, range: string) => string;
  notUpdated: (span: string, cadence: string) => string;
  newIn10: (n: number) => string;
  allNormal: string;
  allNormalWhy: string;
  nothingJudged: string;
  nothingJudgedWhy: string;
  moreAbnormal: (n: number) => string;
  ticketUnitWord: string;
  nowWord: string;
  noTickets: string;
  noTicketsWhy: string;
  urgent: string;
  urgentShort: string;
  unlocated: string;
  regionHead: string;
  againstExpected: string;
  total: string;
  noChildren: string;
  noChildrenWhy: string;
  noRows: string;
  noRowsWhy: string;
  noSeries: string;
  noSeriesWhy: string;
  analysis: string;
  analysisHint: string;
  none: string;
  layers: string;
  layerNames: Record<'tickets' | 'heat' | 'none', string>;
  ratioLegend: (name: string) => string;
  recentTickets: string;
  up: string;
  whole: string;
  time: string;
  live: string;
  ownWindows: string;
  past: string;
  from: string;
  ownParts: string;
  to: string;
  apply: string;
  periodHint: string;
  badPeriod: string;
  reversed: string;
  history: (span: string) => string;
  backToLive: string;
  cropped: string;
  noPanel: string;
  topics: string;
  topicCount: (n: number, connected: number) => string;
  lead: string;
  partners: string;
  elements: string;
  connected: string;
  open1: string;
  noLead: string;
  topicTitle: string;
  closeTicket: string;
  ticketTimeline: string;
  ticketBody: string;
  ticketUnit: string;
  ticketStep: string;
  ticketHandled: string;
  ticketNative: string;
  ticketMirrored: string;
  moreFeeds: (n: number) => string;
  summaryAbnormal: (n: number) => string;
};

const zh: WallWords = {
  notConnected: '未接入',
  notConnectedWhy: '本专题尚无接入的指标',
  expectedRange: '预期区间',
  perHour: (unit) => `${unit}/时`,
  sources: '数据源',
  sourceStale: '陈旧',
  abnormalHigh: (region, name) => `${region} ${name}偏高`,
  abnormalLow: (region, name) => `${region} ${name}偏低`,
  silent: (region, name) => `${region} ${name}静默`,
  silentMany: (region, n) => `${region} ${n} 项静默`,
  against: (value, range) => `${value}／预期 ${range}`,
  notUpdated: (span, cadence) => `${span}未更新，应${cadence}`,
  newIn10: (n) => `近 10 分钟新增 ${n}`,
  allNormal: '没有异常',
  allNormalWhy: '各地均在预期之内，数据源按时',
  nothingJudged: '尚无数据可判断',
  nothingJudgedWhy: '接入数据源后，超出预期的在此列出',
  moreAbnormal: (n) => `另有 ${n} 项`,
  ticketUnitWord: '件',
  nowWord: '现在',
  noTickets: '没有流转中的工单',
  noTicketsWhy: '新工单受理后会出现在此',
  urgent: '紧急',
  urgentShort: '急',
  unlocated: '未定位',
  regionHead: '地区',
  againstExpected: '比预期',
  total: '合计',
  noChildren: '没有下级地区',
  noChildrenWhy: '按 Esc 回上一级',
  noRows: '本期没有记录',
  noRowsWhy: '换一个时段或地区再看',
  noSeries: '本期没有走势',
  noSeriesWhy: '换一个时段或地区再看',
  analysis: '分析层',
  analysisHint: '选了才上色，默认为灰',
  none: '无',
  layers: '图层',
  layerNames: { tickets: '工单点', heat: '热度', none: '无' },
  ratioLegend: (name) => `${name}／预期`,
  recentTickets: '近 10 分钟工单',
  up: '回上一级',
  whole: '全域',
  time: '时段',
  live: '实时',
  ownWindows: '各面板时段',
  past: '历史',
  from: '自',
  ownParts: '本人其他辖区',
  to: '至',
  apply: '查看',
  periodHint: '年、年-月、年-月-日 或 年-月-日 时:分；至 含所写的那一段',
  badPeriod: '写作 2019、2019-01、2019-01-05 或 2019-01-05 08:30',
  reversed: '止于起之前',
  history: (span) => `历史回看 ${span}`,
  backToLive: '回到实时',
  cropped: '纵轴不自零起',
  noPanel: '没有可显示的内容',
  topics: '应用专题',
  topicCount: (n, connected) => `${n} 个，已接入 ${connected} 个`,
  lead: '牵头',
  partners: '协同',
  elements: '要素',
  connected: '已接入',
  open1: '打开',
  noLead: '未定牵头部门',
  topicTitle: '专题',
  closeTicket: '关闭',
  ticketTimeline: '经过',
  ticketBody: '内容',
  ticketUnit: '承办',
  ticketStep: '环节',
  ticketHandled: '办理',
  ticketNative: '原生，在本系统办理',
  ticketMirrored: '镜像，在来源系统办理',
  moreFeeds: (n) => `另有 ${n} 个`,
  summaryAbnormal: (n) => (n === 0 ? '没有异常' : `当前异常 ${n} 项`),
};

const en: WallWords = {
  notConnected: 'Not connected',
  notConnectedWhy: 'No indicator of this topic is connected yet',
  expectedRange: 'Expected range',
  perHour: (unit) => `${unit}/h`,
  sources: 'Feeds',
  sourceStale: 'stale',
  abnormalHigh: (region, name) => `${region}: ${name} high`,
  abnormalLow: (region, name) => `${region}: ${name} low`,
  silent: (region, name) => `${region}: ${name} silent`,
  silentMany: (region, n) => `${region}: ${n} figures silent`,
  against: (value, range) => `${value} / expected ${range}`,
  notUpdated: (span, cadence) => `no update for ${span}, due ${cadence}`,
  newIn10: (n) => `${n} new in 10 min`,
  allNormal: 'Nothing abnormal',
  allNormalWhy: 'All regions are in their expected range and all feeds on time',
  nothingJudged: 'No data to judge yet',
  nothingJudgedWhy: 'Once feeds are connected, what is out of range is listed here',
  moreAbnormal: (n) => `${n} more`,
  ticketUnitWord: 'open',
  nowWord: 'now',
  noTickets: 'No ticket in motion',
  noTicketsWhy: 'New tickets appear here',
  urgent: 'urgent',
  urgentShort: '!',
  unlocated: 'Not located',
  regionHead: 'Region',
  againstExpected: 'vs expected',
  total: 'Total',
  noChildren: 'No regions below',
  noChildrenWhy: 'Esc goes up',
  noRows: 'No records in this span',
  noRowsWhy: 'Try another span or region',
  noSeries: 'No trend in this span',
  noSeriesWhy: 'Try another span or region',
  analysis: 'Analysis',
  analysisHint: 'coloured only when chosen',
  none: 'None',
  layers: 'Layer',
  layerNames: { tickets: 'Tickets', heat: 'Heat', none: 'None' },
  ratioLegend: (name) => `${name} / expected`,
  recentTickets: 'Tickets of 10 min',
  up: 'Up',
  whole: 'Whole',
  time: 'Span',
  live: 'Live',
  ownWindows: 'Own spans',
  past: 'Past',
  from: 'From',
  ownParts: 'Your other regions',
  to: 'To',
  apply: 'Show',
  periodHint: 'year, year-month, date, or date and time; the end includes what it names',
  badPeriod: 'Write 2019, 2019-01, 2019-01-05 or 2019-01-05 08:30',
  reversed: 'Ends before it starts',
  history: (span) => `Looking back at ${span}`,
  backToLive: 'Back to live',
  cropped: 'axis does not start at zero',
  noPanel: 'Nothing to show',
  topics: 'Topics',
  topicCount: (n, connected) => `${n}, ${connected} connected`,
  lead: 'Lead',
  partners: 'With',
  elements: 'Elements',
  connected: 'connected',
  open1: 'Open',
  noLead: 'No lead department',
  topicTitle: 'Topic',
  closeTicket: 'Close',
  ticketTimeline: 'History',
  ticketBody: 'Text',
  ticketUnit: 'Unit',
  ticketStep: 'Step',
  ticketHandled: 'Handled',
  ticketNative: 'native: handled in this system',
  ticketMirrored: 'mirrored: handled in the system it came from',
  moreFeeds: (n) => `${n} more`,
  summaryAbnormal: (n) => (n === 0 ? 'Nothing abnormal' : `${n} abnormal`),
};

export const wallWords: Record<Locale, WallWords> = { 'zh-CN': zh, en };
