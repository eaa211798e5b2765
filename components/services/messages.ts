import type { Verdict } from '../../server/core/volume/unusual.ts';
import type { FigureValue } from '../../server/wire/figure.ts';
import type { Locale } from '../ui/types.ts';
import { servicesWordsEn } from './messages-en.ts';
import type { CaseStep, Length } from './services-url.ts';

/** Words of the page of service volumes. */
export type ServicesWords = {
  title: string;
  screen: string;
  region: string;
  day: string;
  length: string;
  lengths: Record<Length, string>;
  ownSpan: string;
  usage: string;
  usageOf: (population: string) => string;
  catalogue: string;
  catalogueOf: string;
  apart: string;
  open: (name: string, value: string) => string;
  weeksBefore: (weeks: number) => string;
  /** Why there is no comparison. */
  uncompared: Record<NonNullable<FigureValue['uncompared']>, (weeks: number) => string>;
  unpublished: string;
  step: string;
  steps: Record<CaseStep, string>;
  none: string;
  channels: string;
  channelsNote: (step: string) => string;
  channel: string;
  count: string;
  share: string;
  parts: (num: string, den: string) => string;
  total: string;
  untold: string;
  between: string;
  noCases: string;
  noCasesWhat: string;
  notKept: string;
  notKeptWhat: string;
  outcomes: string;
  outcomesNote: (names: string) => string;
  outcome: string;
  acceptedApart: (count: string) => string;
  missing: (names: string) => string;
  hours: string;
  hoursOf: (day: string, step: string) => string;
  usualRule: (weeks: string, tolerance: string) => string;
  hoursSaid: (weeks: string, whole: string, above: string, below: string) => string;
  weeksOf: (least: string, most: string) => string;
  noUsual: (weeks: string) => string;
  noUsualDeclared: string;
  hourTable: string;
  hour: string;
  usual: string;
  range: string;
  weeks: string;
  stands: string;
  standing: Record<'above' | 'below' | 'within', string>;
  running: string;
  unusual: string;
  unusualNote: (step: string) => string;
  notKeptItem: string;
  ahead: string;
  item: string;
  times: string;
  timesOf: (times: string) => string;
  excess: string;
  way: string;
  verdicts: Record<Verdict, string>;
  pastSpans: string;
  spans: (n: string, step: number, of: string) => string;
  nothingUnusual: string;
  nothingUnusualWhat: (looked: string) => string;
  others: (n: string) => string;
  left: (n: string) => string;
  rule: (rule: { periods: number; step: number; fewest: number; least: number; tolerance: string; deviations: number }) => string;
  until: (time: string) => string;
  silent: (places: string) => string;
  longSpan: string;
  longSpanWhat: string;
  indicator: string;
  value: string;
  fraction: string;
  target: string;
  baseline: string;
  asOf: string;
  formula: string;
  formulaUnpublished: string;
  populationOf: (population: string) => string;
  notReported: string;
  notReportedHere: string;
  noFraction: string;
  noRatios: string;
  noRatiosWhat: string;
  noCatalogueParts: string;
  /** The source of a line that is counted from item lists. */
  listed: string;
  lackingOf: (name: string) => string;
  itemLists: string;
};

const zh: ServicesWords = {
  title: '办件量',
  screen: '实时大屏',
  region: '区划',
  day: '日期',
  length: '时段',
  lengths: { '1': '当天', '7': '近 7 天', '28': '近 28 天' },
  ownSpan: '自选',
  usage: '用量口径',
  usageOf: (population) => `总体：${population}，按件计，办一次计一次`,
  catalogue: '目录口径',
  catalogueOf: '总体：列入目录的事项，按项计，一项只计一次，与办了多少件无关',
  apart: '两种口径总体不同：不相加、不同图、不互相换算',
  open: (name, value) => `${name} ${value}，打开指标卡`,
  weeksBefore: (weeks) => (weeks === 1 ? '比上周同期' : `比 ${weeks} 周前同期`),
  uncompared: {
    not_yet: () => '尚不可比：首个时段未结束',
    none_now: () => '本期尚无数据，不作比较',
    none_before: (weeks) => (weeks === 1 ? '上周同期无数据' : `${weeks} 周前同期无数据`),
  },
  unpublished: '未公布',
  step: '环节',
  steps: { closed: '办结', accepted: '受理' },
  none: '—',
  channels: '办理渠道',
  channelsNote: (step) => `${step}件数按渠道，分母是${step}件数`,
  channel: '渠道',
  count: '件数',
  share: '占比',
  parts: (num, den) => `${num} ÷ ${den}`,
  total: '合计',
  untold: '未分渠道',
  between: '两次读数之间到达',
  noCases: '这段时间没有办件记录',
  noCasesWhat: '没有办件，或来源还没有报；换一个日期或区划',
  notKept: '字典没有按渠道保存本指标',
  notKeptWhat: '可改看另一环节',
  outcomes: '办理结果',
  outcomesNote: (names) => `分母是有结果的办件：${names}`,
  outcome: '结果',
  acceptedApart: (count) => `受理 ${count} 件是另一环节，不入分母`,
  missing: (names) => `${names}没有数据，不在合计里`,
  hours: '逐时办件与平常一周',
  hoursOf: (day, step) => `${day}，${step}，件/时`,
  usualRule: (weeks, tolerance) => `平常：此前 ${weeks} 周同一星期几、同一小时的中位数，范围为 ±${tolerance} 与 2√中位数中的大者`,
  hoursSaid: (weeks, whole, above, below) => `平常取自 ${weeks} 周；有记录的 ${whole} 个整点小时中，高于范围 ${above} 个，低于 ${below} 个`,
  weeksOf: (least, most) => (least === most ? least : `${least} 至 ${most}`),
  noUsual: (weeks) => `这一天没有平常值：此前 ${weeks} 周里，有记录的不足 3 周`,
  noUsualDeclared: '字典没有为本指标定平常范围',
  hourTable: '逐时数据',
  hour: '小时',
  usual: '平常',
  range: '平常范围',
  weeks: '周数',
  stands: '位置',
  standing: { above: '高于', below: '低于', within: '之内' },
  running: '未完',
  unusual: '办件量异常的事项',
  unusualNote: (step) => `${step}件数与本事项自己的平常比；只列数目，不说原因`,
  ahead: '地址里的日期还没有到，已改看今日',
  notKeptItem: '字典没有按事项保存本指标',
  item: '事项',
  times: '倍数',
  timesOf: (times) => `${times} 倍`,
  excess: '相差',
  way: '方向',
  verdicts: { surge: '▲ 增多', drop: '▼ 减少', usual: '平常', small: '样本少', young: '无平常值' },
  pastSpans: '依据',
  spans: (n, step, of) => (step === 1 ? `${n} 周` : `${n}/${of} 段`),
  nothingUnusual: '没有异常的事项',
  nothingUnusualWhat: (looked) => `看过 ${looked} 个事项，都在各自的平常范围内，或样本少、无平常值`,
  others: (n) => `其余 ${n} 个事项`,
  left: (n) => `另有 ${n} 个事项没有列出`,
  rule: ({ periods, step, fewest, least, tolerance, deviations }) =>
    `平常是此前 ${periods} 个同长时段${step === 1 ? '（每周一段）' : `（每 ${step} 周一段）`}的中位数，不足 ${fewest} 段不判；件数与平常都不足 ${least} 件不判；相差超过 ${tolerance} 和 ${deviations} 倍离散度才列出。门槛是本平台定的；节假日、批量办理、来源增减都会引起，由人核实。`,
  until: (time) => `截至 ${time}，与往期同一时刻比`,
  silent: (places) => `此刻有 ${places} 处来源静默，那里的减少可能只是没有报`,
  longSpan: '时间过长',
  longSpanWhat: '最多 31 天，请改选时段',
  indicator: '指标',
  value: '值',
  fraction: '分子 ÷ 分母',
  target: '目标',
  baseline: '基期',
  asOf: '填报于',
  formula: '计算方法',
  formulaUnpublished: '未公布',
  populationOf: (population) => `总体：${population}`,
  notReported: '未报',
  notReportedHere: '本级未报',
  noFraction: '只报了值',
  noRatios: '字典里没有目录口径的指标',
  noRatiosWhat: '在省份配置的指标字典里标明',
  noCatalogueParts:
    '比率由填报的分子和分母、或由事项目录逐项计数的分子和分母相除得出，两种来源分列，不相加；没有印出计算方法的写未公布，没有填报也没有目录的写未报，不推算。',
  listed: '按事项目录计数，看不具备的事项',
  lackingOf: (name) => `${name}：按事项目录计数，看不具备的事项`,
  itemLists: '事项目录',
};

export const servicesWords: Record<Locale, ServicesWords> = { 'zh-CN': zh, en: servicesWordsEn };
