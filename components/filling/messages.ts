import type { FillingGrain, FillingStatus } from '../../server/core/filling/duty.ts';
import type { FigureFault, FigureQuestion } from '../../server/core/filling/figures.ts';
import type { Decision, ReminderKind, SlotState } from '../../server/core/filling/slot.ts';
import type { Locale } from '../ui/types.ts';
import type { FillingTab } from './filling-url.ts';
import { fillingWordsEn } from './messages-en.ts';

/** Words of the page where indicators are filled in. */
export type FillingWords = {
  title: string;
  tab: string;
  tabs: Record<FillingTab, string>;
  region: string;
  department: string;
  allDepartments: string;
  indicator: string;
  allIndicators: string;
  state: string;
  allStates: string;
  span: string;
  spans: (n: number) => string;
  xlsx: string;
  exporting: string;
  exported: (rows: string) => string;
  failed: (what: string, todo: string) => string;
  states: Record<SlotState, string>;
  shortStates: Record<SlotState, string>;
  statuses: Record<FillingStatus, string>;
  shortStatuses: Record<FillingStatus, string>;
  grains: Record<FillingGrain, string>;
  late: string;
  /** By which filing it is told whether the slot was filled in on time. */
  received: (time: string) => string;
  provisional: string;
  provisionalWhy: string;
  standing: (counts: { toFill: string; overdue: string; returned: string; toCheck: string }) => string;
  reminded: Record<ReminderKind | 'urge', string>;
  due: (when: string) => string;
  todo: string;
  todoNone: string;
  todoNoneWhat: string;
  check: string;
  checkNone: string;
  checkNoneWhat: string;
  more: (shown: string, all: string) => string;
  matrix: string;
  matrixNote: string;
  noDuties: string;
  noDutiesWhat: string;
  noneFits: string;
  noneFitsWhat: string;
  open: (what: string) => string;
  thePeriod: string;
  back: string;
  pick: string;
  pickWhat: string;
  never: string;
  notAsked: string;
  sideBySide: string;
  value: string;
  asOf: string;
  filedBy: string;
  checkedBy: string;
  before: (period: string) => string;
  difference: string;
  differenceOf: (status: string) => string;
  parts: (num: string, den: string) => string;
  none: string;
  waiting: (value: string) => string;
  untold: string;
  /** Of what was accepted and not taken: what stands is another, or nothing. */
  refused: (value: string, why: string) => string;
  retractionRefused: (why: string) => string;
  openCard: string;
  form: {
    title: string;
    correction: string;
    again: string;
    status: string;
    value: string;
    by: string;
    byParts: string;
    byValue: string;
    numerator: string;
    denominator: string;
    asOf: string;
    note: string;
    noteOfCorrection: string;
    basis: string;
    basisHint: string;
    give: string;
    confirm: string;
    change: string;
    given: string;
    notYet: string;
    noStatus: string;
    waits: string;
    faults: Record<FigureFault | 'as_of' | 'note', string>;
    asked: Record<FigureQuestion, (parts: { value: string; before: string }) => string>;
    askedTitle: string;
  };
  decide: {
    title: string;
    accept: string;
    back: string;
    reason: string;
    needReason: string;
    own: string;
    accepted: string;
    returned: string;
    late: string;
    retract: string;
    retractReason: string;
    retracted: string;
    refused: (why: string) => string;
    notRetracted: (why: string) => string;
    cancel: string;
  };
  urge: { title: string; text: string; give: string; given: string; standard: string };
  history: string;
  historyNone: string;
  decisions: Record<Decision, string>;
  filed: string;
  retraction: string;
  replaces: string;
  reminders: string;
  remindersNone: string;
  byItself: string;
  conflict: string;
  self: string;
  duties: {
    title: string;
    make: string;
    change: string;
    end: string;
    rule: string;
    until: string;
    open: string;
    remind: string;
    remindDays: (n: number) => string;
    from: string;
    note: string;
    grain: string;
    asks: string;
    days: string;
    units: Record<'natural_day' | 'working_day', string>;
    after: (amount: number, unit: string) => string;
    save: string;
    saved: string;
    cancel: string;
    fixed: string;
    lacks: (field: string) => string;
    conflict: string;
    periodHint: Record<FillingGrain, string>;
  };
  denied: string;
  deniedWhat: string;
};

const zh: FillingWords = {
  title: '填报',
  tab: '看什么',
  tabs: { todo: '待填报', check: '待核定', matrix: '总表', duties: '填报任务' },
  region: '地区',
  department: '部门',
  allDepartments: '全部部门',
  indicator: '指标',
  allIndicators: '全部指标',
  state: '填报情况',
  allStates: '全部情况',
  span: '期数',
  spans: (n) => `近 ${n} 期`,
  xlsx: '导出表格',
  exporting: '正在导出',
  exported: (rows) => `已导出 ${rows} 行`,
  failed: (what, todo) => `导出失败：${what}，${todo}`,
  states: { ahead: '未到期', open: '待填报', overdue: '逾期', submitted: '已报待核', returned: '退回', accepted: '已核定' },
  shortStates: { ahead: '未到', open: '待填', overdue: '逾期', submitted: '待核', returned: '退回', accepted: '已核' },
  statuses: { preliminary: '初步', formal: '正式', revised: '修订' },
  shortStatuses: { preliminary: '初', formal: '正', revised: '修' },
  grains: { month: '月', quarter: '季', year: '年' },
  late: '逾期报送',
  received: (time) => `按${time}报送计`,
  provisional: '日历未公布',
  provisionalWhy: '截止日所在年份的节假日安排尚未公布，按周末推算，公布后可能变动',
  standing: ({ toFill, overdue, returned, toCheck }) => `待填报 ${toFill} 项，其中逾期 ${overdue}、退回 ${returned}；待核定 ${toCheck} 项`,
  reminded: { before: '已提醒', overdue: '逾期提醒', urge: '已催报' },
  due: (when) => `${when} 截止`,
  todo: '待填报',
  todoNone: '没有待填报的数值',
  todoNoneWhat: '到期的数值都已报送；未到期的在总表里看',
  check: '待核定',
  checkNone: '没有待核定的数值',
  checkNoneWhat: '部门报送后在此逐条核定',
  more: (shown, all) => `列出前 ${shown} 项，共 ${all} 项，用筛选缩小范围`,
  matrix: '填报总表',
  matrixNote: '每格列出各状态：初＝初步，正＝正式，修＝修订，*＝逾期报送',
  noDuties: '还没有填报任务',
  noDutiesWhat: '由数据管理员在“填报任务”中建立后，在此填报',
  noneFits: '没有符合筛选的填报任务',
  noneFitsWhat: '放宽部门、指标或情况的筛选',
  open: (what) => `打开 ${what}`,
  thePeriod: '一期数值',
  back: '返回',
  pick: '没有选中的一期',
  pickWhat: '在左侧选一项，在此填报、核定、看经过',
  never: '同一期的不同状态，不相加',
  notAsked: '未要求',
  sideBySide: '初步、正式、修订并列',
  value: '数值',
  asOf: '截至',
  filedBy: '报送',
  checkedBy: '核定',
  before: (period) => `上期 ${period}`,
  difference: '与上期差',
  differenceOf: (status) => `与${status}差`,
  parts: (num, den) => `${num} ÷ ${den}`,
  none: '—',
  waiting: (value) => `待核 ${value}`,
  untold: '正在入库，一分钟内可见',
  refused: (value, why) => `已核定的 ${value} 未入库，不作数：${why}`,
  retractionRefused: (why) => `撤销未入库，此值仍有效：${why}`,
  openCard: '看指标卡',
  form: {
    title: '填报',
    correction: '更正已核定的数值',
    again: '重新报送',
    status: '状态',
    value: '数值',
    by: '填法',
    byParts: '分子分母',
    byValue: '比率',
    numerator: '分子',
    denominator: '分母',
    asOf: '截至',
    note: '说明',
    noteOfCorrection: '更正原因',
    basis: '依据',
    basisHint: '文件名、文号或台账，可不填',
    give: '报送',
    confirm: '确认报送',
    change: '再改',
    given: '已报送，等待核定',
    notYet: '这一期还没有结束，结束后才能填报',
    noStatus: '这项任务不要求这一状态',
    waits: '已报待核；再次报送将替换尚未核定的数值',
    faults: {
      lacks: '缺数值：填写数值，或分子和分母',
      needs_parts: '这个比率按分子之和除以分母之和汇总：请填分子和分母',
      not_finite: '不是数：只填数字',
      not_exact: '小数位太多或数太大：按指标的精度填写',
      negative: '分子和分母不能为负',
      no_denominator: '分母不能为 0',
      as_of: '截至时间须在这一期开始之后、现在之前',
      note: '更正须说明原因',
    },
    asked: {
      jump: ({ value, before }) => `与上期相差较大：上期 ${before}，本期 ${value}`,
      over_whole: ({ value }) => `比率超过 100%：${value}`,
      out_of_range: ({ value }) => `超出指标的正常范围：${value}`,
      negative: ({ value }) => `数值为负：${value}`,
    },
    askedTitle: '请核对后确认',
  },
  decide: {
    title: '核定',
    accept: '核定',
    back: '退回',
    reason: '退回原因',
    needReason: '退回须写原因',
    own: '这是您自己报送的，须由他人核定',
    accepted: '已核定',
    returned: '已退回',
    late: '已核定，数值将在一分钟内入库',
    retract: '撤销',
    retractReason: '撤销原因',
    retracted: '已撤销，须重新填报',
    refused: (why) => `已核定，但未入库，仍以原值为准：${why}`,
    notRetracted: (why) => `撤销未入库，仍以原值为准：${why}`,
    cancel: '取消',
  },
  urge: { title: '催报', text: '催报内容', give: '催报', given: '已催报', standard: '请按时填报' },
  history: '经过',
  historyNone: '还没有报送过',
  decisions: { accepted: '核定', returned: '退回', withdrawn: '被后报替换' },
  filed: '报送',
  retraction: '撤销',
  replaces: '替换原数值',
  reminders: '提醒',
  remindersNone: '没有提醒',
  byItself: '自动',
  conflict: '有人刚刚报送或核定过，已重新读取，请核对后再提交',
  self: '自己报送的数值须由他人核定',
  duties: {
    title: '填报任务',
    make: '新建任务',
    change: '修改',
    end: '末期',
    rule: '截止规则',
    until: '起止',
    open: '长期',
    remind: '提前提醒',
    remindDays: (n) => (n === 0 ? '不提醒' : `提前 ${n} 天`),
    from: '首期',
    note: '说明',
    grain: '周期',
    asks: '要求的状态',
    days: '期末后',
    units: { natural_day: '日', working_day: '个工作日' },
    after: (amount, unit) => `期末后 ${amount} ${unit}`,
    save: '保存',
    saved: '已保存',
    cancel: '取消',
    fixed: '指标、地区、周期定后不改；停用时填末期',
    lacks: (field) => `请检查：${field}`,
    conflict: '有人刚刚改过这项任务，或已有同样的任务：请重新读取后再改',
    periodHint: { month: '如 2026-01', quarter: '如 2026-Q1', year: '如 2026' },
  },
  denied: '填报对您不可见',
  deniedWhat: '需要承办、管理或督办角色；如工作需要，请联系安全管理员',
};

export const fillingWords: Record<Locale, FillingWords> = { 'zh-CN': zh, en: fillingWordsEn };
