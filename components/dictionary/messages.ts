import type { FieldFault } from '../../server/core/indicator/definition-faults.ts';
import type { DefinitionField } from '../../server/core/indicator/definition-text.ts';
import type { ChangeState } from '../../server/core/indicator/dictionary-walk.ts';
import type { MissingPart } from '../../server/wire/dictionary.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import type { Locale } from '../ui/types.ts';
import type { DictionaryShow, DictionaryTab } from './dictionary-url.ts';
import { en } from './messages-en.ts';

/** Words of the page of the dictionary. */
export type DictionaryWords = {
  title: string;
  note: (all: number, changed: number) => string;
  denied: string;
  deniedWhat: string;
  search: string;
  searchHint: string;
  fn: string;
  allFunctions: string;
  noFunction: string;
  kind: string;
  allKinds: string;
  show: string;
  shows: Record<DictionaryShow, string>;
  tabs: Record<DictionaryTab, string>;
  tabsLabel: string;
  kinds: Record<IndicatorRow['kind'], string>;
  directions: Record<IndicatorRow['direction'], string>;
  adds: Record<'add' | 'last' | 'none', string>;
  ranges: Record<'none' | 'fixed' | 'pattern', string>;
  states: Record<ChangeState, string>;
  missing: Record<MissingPart, string>;
  faults: Record<FieldFault['fault'], string>;
  fields: Record<DefinitionField, string>;
  targetFields: Record<'region' | 'period' | 'path' | 'comparator' | 'value' | 'document' | 'place' | 'ended', string>;
  hints: Partial<Record<string, string>>;
  groups: { counting: string; meaning: string; formula: string; judging: string; baseline: string; source: string; why: string };
  code: string;
  name: string;
  version: string;
  given: string;
  versionNo: (n: number) => string;
  since: (day: string) => string;
  next: (n: number, day: string) => string;
  notYet: string;
  gaps: string;
  state: string;
  none: string;
  noneWhat: string;
  pick: string;
  pickWhat: string;
  exportFile: string;
  exported: (rows: number) => string;
  create: string;
  createTitle: string;
  edit: string;
  editTitle: (name: string) => string;
  newTarget: string;
  targetTitle: (name: string) => string;
  setTarget: string;
  endTarget: string;
  fixed: string;
  save: string;
  send: string;
  withdraw: string;
  publish: string;
  giveBack: string;
  again: string;
  goOn: string;
  putOn: string;
  cancel: string;
  close: string;
  confirm: string;
  why: string;
  whyHint: string;
  reason: string;
  basis: string;
  validFrom: string;
  validFromHint: string;
  saved: string;
  savedFaulty: (n: number) => string;
  sent: string;
  published: (n: number, when: string) => string;
  returned: string;
  withdrawn: string;
  atOnce: string;
  openDraft: string;
  tooManyOwn: string;
  tooMany: string;
  fourEyes: string;
  lost: (who: string, when: string) => string;
  decided: string;
  otherRule: string;
  notReady: string;
  past: string;
  failed: (what: string, todo: string) => string;
  draftedBy: (who: string, when: string) => string;
  sentAt: (when: string) => string;
  decidedBy: (state: string, who: string, when: string) => string;
  stale: (n: number, who: string, when: string) => string;
  staleBoth: (fields: string) => string;
  onVersion: (n: number) => string;
  ofTarget: (region: string, period: string) => string;
  noChanges: string;
  noChangesWhat: string;
  noVersions: string;
  compare: string;
  compareTitle: (a: number, b: number) => string;
  same: string;
  before: string;
  after: string;
  noTargets: string;
  noTargetsWhat: string;
  printed: string;
  inForce: string;
  notInForce: string;
  ended: string;
  unsaid: string;
  by: string;
  taken: string;
  province: string;
};

const zh: DictionaryWords = {
  title: '指标管理',
  note: (all, changed) => `${all} 项，${changed} 项有本地版本`,
  denied: '没有查看指标字典的权限',
  deniedWhat: '由数据管家、首席数据官、督办或领导查看；请安全管理员授权',
  search: '查找',
  searchHint: '名称或编码',
  fn: '职能',
  allFunctions: '全部职能',
  noFunction: '未分职能',
  kind: '类型',
  allKinds: '全部类型',
  show: '范围',
  shows: { all: '全部', draft: '有草稿', submitted: '待核准', changed: '有版本', plan: '规划指标', missing: '有缺项' },
  tabs: { definition: '定义', changes: '办理', versions: '版本', targets: '目标' },
  tabsLabel: '内容',
  kinds: { count: '计数', sum: '合计', ratio: '比率', gauge: '现值', manual: '填报' },
  directions: { up: '越高越好', down: '越低越好', none: '不分好坏' },
  adds: { add: '相加', last: '取最新', none: '不相加' },
  ranges: { none: '未定', fixed: '固定范围', pattern: '同时段对照' },
  states: { draft: '草稿', submitted: '待核准', published: '已发布', returned: '已退回', withdrawn: '已撤回' },
  missing: { responsible: '无责任单位', target: '无目标', formula: '公式未公布', definition: '定义未公布' },
  faults: {
    required: '必填',
    number: '不是数：写成 80 或 80.5',
    whole: '须为整数，且在范围内',
    long: '过长，请缩短',
    duration: '不是时长：如 P1Y、P1M、PT5M',
    order: '下限高于上限',
    choice: '不在可选范围',
    code: '编码只用字母、数字、点、横线，字母或数字开头',
    taken: '编码已有，请改用「起草」',
    period: '不是期限：如 2026、2026-Q3、2026-06，长期目标写文字',
    fixed: '计数规则不可改：另立一项指标',
  },
  fields: {
    function: '职能',
    kind: '类型',
    unit: '单位',
    scale: '存储小数',
    factor: '显示倍数',
    regionAdds: '跨地区',
    timeAdds: '跨时间',
    reportedAt: '填报层级',
    name: '名称',
    shortName: '简称',
    definition: '定义',
    caliber: '口径',
    population: '统计范围',
    formula: '公式',
    formulaNote: '公式说明',
    formulaDocument: '公式出处',
    formulaLine: '出处位置',
    numeratorName: '分子',
    denominatorName: '分母',
    responsible: '责任单位',
    sourceDocument: '来源文件',
    sourceLine: '文件位置',
    otherCaliber: '另一口径',
    direction: '方向',
    decimals: '显示小数',
    rangeKind: '正常范围',
    rangeLow: '下限',
    rangeHigh: '上限',
    rangeWeeks: '对照周数',
    rangeTolerance: '容差',
    cadence: '报送频度',
    baselineValue: '基期值',
    baselineAsOf: '基期',
    baselineDocument: '基期出处',
    baselineLine: '基期位置',
  },
  targetFields: { region: '地区', period: '期限', path: '路径', comparator: '比较', value: '目标值', document: '来源文件', place: '文件位置', ended: '效力' },
  hints: {
    cadence: 'P1Y 每年，P1M 每月，PT5M 每 5 分钟',
    shortName: '屏上用，宜六字内',
    rangeTolerance: '0.3 即 ±30%',
    period: '2026、2026-Q3、2026-06；长期目标写文字，如「任意24小时」',
    path: '同一期限有几条路径时才填',
    place: '页、条或行',
    code: '定了不能改',
    factor: '百分数填 100，其余填 1',
    scale: '存几位小数，0 至 6',
  },
  groups: { counting: '计数规则', meaning: '含义', formula: '公式', judging: '评判', baseline: '基期', source: '来源', why: '缘由' },
  code: '编码',
  name: '指标',
  version: '版本',
  given: '随省份配置',
  versionNo: (n) => `第 ${n} 版`,
  since: (day) => `${day} 起`,
  next: (n, day) => `第 ${n} 版 ${day} 生效`,
  notYet: '未生效',
  gaps: '缺项',
  state: '办理',
  none: '没有符合条件的指标',
  noneWhat: '放宽查找或筛选',
  pick: '未选指标',
  pickWhat: '在左边选一项，看定义、版本和目标',
  exportFile: '导出',
  exported: (rows) => `已导出 ${rows} 项`,
  create: '新立指标',
  createTitle: '新立指标',
  edit: '起草',
  editTitle: (name) => `起草：${name}`,
  newTarget: '定目标',
  targetTitle: (name) => `定目标：${name}`,
  setTarget: '改目标',
  endTarget: '终止',
  fixed: '计数规则随指标固定，改了就是另一项指标',
  save: '存草稿',
  send: '送审',
  withdraw: '撤回',
  publish: '核准发布',
  giveBack: '退回',
  again: '再起草',
  goOn: '续写',
  putOn: '换底续写',
  cancel: '取消',
  close: '关闭',
  confirm: '确定',
  why: '缘由',
  whyHint: '为何改，依据哪份文件',
  reason: '理由',
  basis: '核准意见',
  validFrom: '生效日',
  validFromHint: '不填即刻生效；填则当日零时起',
  saved: '草稿已存，可送审',
  savedFaulty: (n) => `草稿已存，还有 ${n} 处待改，改好才能送审`,
  sent: '已送审，待另一人核准',
  published: (n, when) => `第 ${n} 版已发布，${when}生效`,
  returned: '已退回起草人',
  withdrawn: '已撤回',
  atOnce: '即刻',
  openDraft: '你已有这一项的未结草稿，请续写或先撤回',
  tooManyOwn: '你的未结草稿过多，请先提交或撤回一些',
  tooMany: '这一指标的未结草稿过多，须先审定或撤回一些',
  fourEyes: '不能核准自己起草的：请另一位首席数据官办理',
  lost: (who, when) => `${who} 已在 ${when} 发布了更新的版本，请看差异后换底续写`,
  decided: '这一稿已有人办结，页面已刷新',
  otherRule: '计数规则不可改：改了就是另一项指标，请新立',
  notReady: '还有未填对的栏目，未送出',
  past: '生效日已过：选今天之后，或不填',
  failed: (what, todo) => `${what}，${todo}`,
  draftedBy: (who, when) => `${who} 起草，${when} 存`,
  sentAt: (when) => `${when} 送审`,
  decidedBy: (state, who, when) => `${who} ${state}，${when}`,
  stale: (n, who, when) => `底稿已旧：${who} 在 ${when} 发布了第 ${n} 版，须换底才能办理`,
  staleBoth: (fields) => `两人都改了：${fields}，换底后以你的为准`,
  onVersion: (n) => (n === 0 ? '以省份配置为底' : `以第 ${n} 版为底`),
  ofTarget: (region, period) => `目标：${region}，${period}`,
  noChanges: '没有在办的稿',
  noChangesWhat: '起草定义或定目标后在这里送审、核准',
  noVersions: '还没有发布过的版本',
  compare: '对照',
  compareTitle: (a, b) => `第 ${a} 版与第 ${b} 版`,
  same: '两版相同',
  before: '前一版',
  after: '后一版',
  noTargets: '没有为任何地区另定目标',
  noTargetsWhat: '各地区按文件印发的目标评判',
  printed: '文件印发',
  inForce: '生效',
  notInForce: '未生效',
  ended: '已终止',
  unsaid: '未公布',
  by: '起草、核准',
  taken: '编码已有',
  province: '各地区',
};

export const dictionaryWords: Record<Locale, DictionaryWords> = { 'zh-CN': zh, en };
