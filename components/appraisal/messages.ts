import type { MeasureName } from '../../server/core/case/measures.ts';
import type { Watch } from '../../server/core/case/tally.ts';
import type { Band } from '../../server/core/case/workload.ts';
import type { AppraisalBy } from '../../server/wire/appraisal.ts';
import type { Locale } from '../ui/types.ts';
import type { Preset } from './appraisal-url.ts';

/** Name, formula, and what the two sides of the numerator are called. */
export type MeasureWords = { name: string; formula: string; hit: string; miss: string };

export type AppraisalWords = {
  title: string;
  note: string;
  tabs: Record<'rates' | 'watch', string>;
  view: string;
  by: string;
  bys: Record<AppraisalBy, string>;
  region: string;
  from: string;
  to: string;
  presets: Record<Preset, string>;
  counting: (done: string, total: string) => string;
  starting: string;
  tooMany: (most: string) => string;
  tooManyWhat: string;
  none: string;
  noneWhat: string;
  counted: (cases: string, at: string) => string;
  table: string;
  watchTable: string;
  heads: Record<AppraisalBy, string>;
  total: string;
  desk: string;
  noClass: string;
  own: string;
  measures: Record<MeasureName, MeasureWords>;
  composite: string;
  compositeNote: (response: string, resolution: string, satisfaction: string, source: string) => string;
  noComposite: string;
  median: string;
  workMedian: string;
  days: (n: string) => string;
  p90: (n: string) => string;
  workdays: (n: string) => string;
  unpublished: string;
  unpublishedSome: (n: string) => string;
  left: (n: string) => string;
  leftOut: string;
  small: string;
  smallNote: (n: number) => string;
  rank: (n: number) => string;
  ranksOff: string;
  ranksIn: string;
  calls: string;
  callsNote: string;
  notConnected: string;
  noData: string;
  bands: Record<Band, string>;
  watches: Record<Watch, string>;
  open: string;
  silentNote: (days: number) => string;
  urgeNote: string;
  reasons: Record<string, string>;
  excluded: (reason: string) => string;
  exclusions: Record<string, string>;
  handled: string;
  behind: string;
  part: string;
  tickets: (n: string) => string;
  hidden: (n: string) => string;
  noTickets: string;
  noneBehind: string;
  more: string;
  again: string;
  exportCsv: string;
  exportXlsx: string;
  exported: (rows: string) => string;
  exporting: string;
  failed: (what: string, todo: string) => string;
};

const ON_TIME = { hit: '按时', miss: '超时' };
const zh: AppraisalWords = {
  title: '考核',
  note: '每个比率都写明分子、分母和不计的件数；先求和再相除，不平均比率',
  tabs: { rates: '考核', watch: '督办清单' },
  view: '视图',
  by: '分组',
  bys: { unit: '按单位', region: '按地区', category: '按分类' },
  region: '地区',
  from: '起',
  to: '止',
  presets: { month: '本月', lastMonth: '上月', quarter: '本季', year: '本年' },
  counting: (done, total) => `正在统计 ${done} / ${total} 件`,
  starting: '正在统计',
  tooMany: (most) => `时段内工单超过 ${most} 件`,
  tooManyWhat: '请缩短时段，或选下一级地区',
  none: '这个时段没有应考核的工单',
  noneWhat: '换一个时段或地区',
  counted: (cases, at) => `${cases} 件，统计于 ${at}`,
  table: '考核表',
  watchTable: '督办清单',
  heads: { unit: '单位', region: '地区', category: '分类' },
  total: '合计',
  desk: '未派单位',
  noClass: '未分类',
  own: '本级及未定位',
  measures: {
    direct: { name: '直接办结率', formula: '当场答复办结 ÷ 受理', hit: '当场答复', miss: '未当场答复' },
    on_time_sign: { name: '按时签收率', formula: '限时内签收 ÷ 应签收', ...ON_TIME },
    on_time_close: { name: '按时办结率', formula: '限时内办结 ÷ 应办结（时段内到期）', ...ON_TIME },
    closed: { name: '办结率', formula: '办结 ÷ 受理（同批）', hit: '已办结', miss: '未办结' },
    returned: { name: '退单率', formula: '退单次数 ÷ 派单次数', hit: '退单', miss: '未退单' },
    dispatch_right: { name: '派单准确率', formula: '1 − 改派 ÷ 派单', hit: '未改派', miss: '改派' },
    response: { name: '响应率', formula: '限时内联系诉求人 ÷ 应联系', ...ON_TIME },
    resolution: { name: '解决率', formula: '回访认定解决 ÷ 有效回访', hit: '已解决', miss: '未解决' },
    satisfaction: { name: '满意率', formula: '（非常满意＋满意＋基本满意）÷ 有效评价', hit: '满意', miss: '不满意' },
    redone: { name: '重办率', formula: '重办 ÷ 办结', hit: '重办', miss: '未重办' },
    followed_up: { name: '回访率', formula: '回访 ÷ 办结', hit: '已回访', miss: '未回访' },
    follow_up_reached: { name: '有效回访率', formula: '接通 ÷ 回访', hit: '接通', miss: '未接通' },
  },
  composite: '三率综合',
  compositeNote: (response, resolution, satisfaction, source) =>
    `三率综合＝响应率×${response}＋解决率×${resolution}＋满意率×${satisfaction}${source ? `（${source}）` : ''}；三率缺一不计`,
  noComposite: '没有综合分的规则',
  median: '办理时长',
  workMedian: '工作日时长',
  days: (n) => `${n} 天`,
  p90: (n) => `P90 ${n} 天`,
  workdays: (n) => `${n} 日`,
  unpublished: '日历未公布',
  unpublishedSome: (n) => `${n} 件日历未公布`,
  left: (n) => `不计 ${n}`,
  leftOut: '不计',
  small: '样本少',
  smallNote: (n) => `分母少于 ${n} 标“样本少”，不参加比较`,
  rank: (n) => `组内第 ${n}`,
  ranksOff: '比较已关闭',
  ranksIn: '只在同类组内比较',
  calls: '话务',
  callsNote: '按热线统计，不分单位',
  notConnected: '未接入',
  noData: '无数据',
  bands: { green: '余量过半', yellow: '余量不足半', orange: '余量不足两成', red: '已超期', paused: '暂停计时', no_clock: '未计时' },
  watches: { late: '超期', soon: '即将超期', bounced: '退过单', redone: '重办', silent: '长期未动' },
  open: '在办',
  silentNote: (days) => `长期未动：${days} 天没有任何进展`,
  urgeNote: '点数字看工单，在工单里催办、督办，回执记在经过里',
  reasons: {
    not_due: '未到期',
    signed_early: '日历更正后已按时',
    returned: '已退单',
    withdrawn: '已撤回',
    merged: '已并单',
    transferred: '已转出',
    refused: '不予受理',
    ended: '已终止',
    'flag:mediation': '行政调解',
    'flag:enforcement': '执法办案',
  },
  excluded: (reason) => `剔除：${reason}`,
  exclusions: {
    unreasonable: '不合理诉求',
    outside_authority: '非职权范围',
    mediation: '行政调解',
    enforcement: '执法办案',
    force_majeure: '不可抗力',
    other: '其他',
  },
  handled: '时段内办结',
  behind: '数字背后的工单',
  part: '部分',
  tickets: (n) => `${n} 件工单`,
  hidden: (n) => `另有 ${n} 件现不在您的范围内`,
  noTickets: '您没有查看工单的权限，只能看数字',
  noneBehind: '没有这样的工单',
  more: '下一页',
  again: '重新统计',
  exportCsv: '导出 CSV',
  exportXlsx: '导出 XLSX',
  exported: (rows) => `已导出 ${rows} 行，已记入审计`,
  exporting: '正在导出',
  failed: (what, todo) => `${what}，${todo}`,
};

const ON_TIME_EN = { hit: 'on time', miss: 'late' };
const en: AppraisalWords = {
  title: 'Appraisal',
  note: 'Every rate shows its numerator, its denominator and what was left out; sums are divided, rates never averaged',
  tabs: { rates: 'Appraisal', watch: 'Supervision list' },
  view: 'View',
  by: 'Group',
  bys: { unit: 'By unit', region: 'By region', category: 'By class' },
  region: 'Region',
  from: 'From',
  to: 'To',
  presets: { month: 'This month', lastMonth: 'Last month', quarter: 'This quarter', year: 'This year' },
  counting: (done, total) => `Counting ${done} of ${total}`,
  starting: 'Counting',
  tooMany: (most) => `More than ${most} tickets in the period`,
  tooManyWhat: 'Choose a shorter period or a smaller region',
  none: 'No tickets to appraise in this period',
  noneWhat: 'Choose another period or region',
  counted: (cases, at) => `${cases} tickets, counted at ${at}`,
  table: 'Appraisal',
  watchTable: 'Supervision list',
  heads: { unit: 'Unit', region: 'Region', category: 'Class' },
  total: 'Total',
  desk: 'no unit',
  noClass: 'no class',
  own: 'own level and unlocated',
  measures: {
    direct: { name: 'Direct', formula: 'answered at once ÷ accepted', hit: 'at once', miss: 'not at once' },
    on_time_sign: { name: 'Signed on time', formula: 'signed in time ÷ to be signed', ...ON_TIME_EN },
    on_time_close: { name: 'Closed on time', formula: 'closed in time ÷ due in the period', ...ON_TIME_EN },
    closed: { name: 'Closed', formula: 'closed ÷ accepted (same cohort)', hit: 'closed', miss: 'open' },
    returned: { name: 'Returned', formula: 'returns ÷ dispatches', hit: 'returned', miss: 'kept' },
    dispatch_right: { name: 'Dispatched right', formula: '1 − moved ÷ dispatches', hit: 'stayed', miss: 'moved' },
    response: { name: 'Response', formula: 'contacted in time ÷ to be contacted', ...ON_TIME_EN },
    resolution: { name: 'Resolution', formula: 'confirmed resolved ÷ reached', hit: 'resolved', miss: 'unresolved' },
    satisfaction: { name: 'Satisfaction', formula: 'satisfied ÷ rated', hit: 'satisfied', miss: 'dissatisfied' },
    redone: { name: 'Redone', formula: 'redone ÷ closed', hit: 'redone', miss: 'not redone' },
    followed_up: { name: 'Followed up', formula: 'called back ÷ closed', hit: 'called back', miss: 'not yet' },
    follow_up_reached: { name: 'Reached', formula: 'reached ÷ called back', hit: 'reached', miss: 'not reached' },
  },
  composite: 'Composite',
  compositeNote: (response, resolution, satisfaction, source) =>
    `Composite = response×${response} + resolution×${resolution} + satisfaction×${satisfaction}${source ? ` (${source})` : ''}; none without all three`,
  noComposite: 'No rule for a composite',
  median: 'Handling time',
  workMedian: 'Working days',
  days: (n) => `${n} d`,
  p90: (n) => `P90 ${n} d`,
  workdays: (n) => `${n} wd`,
  unpublished: 'calendar not published',
  unpublishedSome: (n) => `${n} without calendar`,
  left: (n) => `left out ${n}`,
  leftOut: 'left out',
  small: 'small sample',
  smallNote: (n) => `Denominators below ${n} are marked as small samples and not compared`,
  rank: (n) => `no. ${n} of peers`,
  ranksOff: 'comparison is off',
  ranksIn: 'compared within peer groups only',
  calls: 'Calls',
  callsNote: 'of the hotline, not of units',
  notConnected: 'not connected',
  noData: 'no data',
  bands: { green: 'over half left', yellow: 'under half left', orange: 'under a fifth left', red: 'overdue', paused: 'paused', no_clock: 'no clock' },
  watches: { late: 'late', soon: 'soon late', bounced: 'bounced', redone: 'redone', silent: 'long silent' },
  open: 'Open',
  silentNote: (days) => `Long silent: nothing has moved for ${days} days`,
  urgeNote: 'A number opens its tickets; urge and supervise there, receipts stand in the timeline',
  reasons: {
    not_due: 'not due yet',
    signed_early: 'on time by the later calendar',
    returned: 'returned',
    withdrawn: 'withdrawn',
    merged: 'merged',
    transferred: 'transferred',
    refused: 'not accepted',
    ended: 'ended',
    'flag:mediation': 'mediation',
    'flag:enforcement': 'law enforcement',
  },
  excluded: (reason) => `excluded: ${reason}`,
  exclusions: {
    unreasonable: 'unreasonable',
    outside_authority: 'outside authority',
    mediation: 'mediation',
    enforcement: 'law enforcement',
    force_majeure: 'force majeure',
    other: 'other',
  },
  handled: 'Closed in the period',
  behind: 'Tickets behind the number',
  part: 'Part',
  tickets: (n) => `${n} tickets`,
  hidden: (n) => `${n} more are outside your part now`,
  noTickets: 'You may see the numbers, not the tickets',
  noneBehind: 'No such tickets',
  more: 'Next page',
  again: 'Count again',
  exportCsv: 'Export CSV',
  exportXlsx: 'Export XLSX',
  exported: (rows) => `Exported ${rows} rows; written to the audit`,
  exporting: 'Exporting',
  failed: (what, todo) => `${what}, ${todo}`,
};

export const appraisalWords: Record<Locale, AppraisalWords> = { 'zh-CN': zh, en };

/** Why something was left out: a flag that a rule names, an approved exclusion, or how a clock ended. */
export function reasonText(words: AppraisalWords, reason: string): string {
  if (reason.startsWith('excluded:')) {
    const code = reason.slice('excluded:'.length);
    return words.excluded(words.exclusions[code] ?? code);
  }
  return words.reasons[reason] ?? reason;
}
