import type { Unit } from '../../server/core/calendar/reach.ts';
import type { RuleName } from '../../server/core/case/rules.ts';
import type { ClockKind } from '../../server/core/case/state.ts';
import type { CaseKind } from '../../server/core/kinds/kinds.ts';
import type { Locale } from '../ui/types.ts';
import { type FileWords, fileWords } from './file-messages.ts';
import { type RiskRuleWords, riskRuleWords } from './risk-messages.ts';
import type { RulesTab } from './rules-url.ts';

/** Words of the rules themselves. */
type OwnWords = {
  title: string;
  note: (rules: number) => string;
  tabs: Record<RulesTab, string>;
  tabsLabel: string;
  denied: string;
  deniedWhat: string;
  failed: (what: string, todo: string) => string;
  lost: (who: string, time: string) => string;
  matrix: string;
  matrixNote: string;
  type: string;
  otherTypes: string;
  inherits: string;
  limits: string;
  flow: string;
  judging: string;
  none: string;
  noneWhat: string;
  rule: string;
  applies: string;
  everything: string;
  value: string;
  force: string;
  source: string;
  since: (day: string) => string;
  ever: string;
  until: (day: string) => string;
  open: string;
  names: Record<RuleName, string>;
  kinds: Record<CaseKind, string>;
  clocks: Record<ClockKind, string>;
  priorities: Record<string, string>;
  units: Record<Unit, string>;
  flags: Record<string, string>;
  measures: Record<string, string>;
  commands: Record<string, string>;
  acts: Record<'remind' | 'urge' | 'supervise', string>;
  froms: Record<'received' | 'dispatched', string>;
  amount: (n: number, unit: string) => string;
  limitSays: (amount: string, from: string, soon: string) => string;
  returnSays: (within: string, times: number) => string;
  extensionSays: (most: string, times: number, leader: number) => string;
  urgeBefore: (by: string, act: string) => string;
  urgeShare: (share: string, act: string) => string;
  urgeAt: (act: string) => string;
  urgeAfter: (by: string, act: string) => string;
  samplingSays: (share: string, attempts: number) => string;
  redoSays: (most: number) => string;
  undoSays: (seconds: number, commands: string) => string;
  archiveSays: (after: string) => string;
  exclusionSays: (flag: string, measures: string) => string;
  compositeSays: (response: string, resolution: string, satisfaction: string) => string;
  entrance: (name: string) => string;
  document: string;
  clause: string;
  history: string;
  version: string;
  author: string;
  shipped: string;
  system: string;
  decision: string;
  decisionHint: string;
  edit: string;
  copy: string;
  end: string;
  endSure: (day: string) => string;
  ended: string;
  notHeld: string;
  save: string;
  again: string;
  saved: (version: number) => string;
  copyHint: string;
  scope: string;
  region: string;
  category: string;
  requestType: string;
  priority: string;
  any: string;
  length: string;
  unit: string;
  soon: string;
  from: string;
  within: string;
  designateAfter: string;
  most: string;
  times: string;
  leaderFrom: string;
  step: (n: number) => string;
  share: string;
  attempts: string;
  redoMost: string;
  seconds: string;
  after: string;
  response: string;
  resolution: string;
  satisfaction: string;
  fromDay: string;
  untilDay: string;
  untilHint: string;
  sourceDocument: string;
  otherDocument: string;
  productDefault: string;
  lineOrClause: string;
  faulty: string;
  preview: string;
  previewNote: string;
  keeps: string;
  looking: string;
  looked: (n: number, cut: boolean) => string;
  moved: (n: number, late: number, onTime: number) => string;
  nothingMoves: string;
  ticket: string;
  clock: string;
  was: string;
  willBe: string;
  turnsLate: string;
  turnsOnTime: string;
  shown: (n: number, of: number) => string;
};

const zh: OwnWords = {
  title: '办理规则',
  note: (n) => `现行 ${n} 条；每条有依据、生效日期和历次版本`,
  tabs: { rules: '时限与规则', catalogue: '派单目录', calendar: '工作日历' },
  tabsLabel: '规则类别',
  denied: '没有查看办理规则的授权',
  deniedWhat: '向安全管理员申请含规则查看的角色',
  failed: (what, todo) => `${what}，${todo}`,
  lost: (who, time) => `${who} 已于 ${time} 写入新版本；请看过再改`,
  matrix: '办理时限',
  matrixNote: '工单，诉求类型 × 紧急程度，全省；点开看依据和版本',
  type: '诉求类型',
  otherTypes: '其余类型',
  inherits: '随通用规则',
  limits: '其他时限',
  flow: '流转规则',
  judging: '回访与考核',
  none: '没有规则',
  noneWhat: '用命令行 profile import rules 导入',
  rule: '规则',
  applies: '适用',
  everything: '全部',
  value: '内容',
  force: '生效',
  source: '依据',
  since: (day) => `${day} 起`,
  ever: '长期',
  until: (day) => `至 ${day} 前`,
  open: '长期',
  names: {
    limit: '时限',
    return: '退单',
    extension: '延期',
    urge: '催办梯次',
    follow_up: '回访',
    redo: '重办',
    undo: '撤销',
    archive: '归档',
    exclusion: '剔除',
    dispatch: '派单目录',
    composite: '综合分',
    risk: '跨境风险',
    lawful: '合法情形',
  },
  kinds: { ticket: '工单', incident: '突发事件', rectification: '差评整改', risk: '风险处置', task: '督办任务' },
  clocks: { sign: '签收', first_contact: '先行联系', handling: '办理', follow_up: '回访' },
  priorities: { normal: '一般', urgent: '紧急', critical: '特急', simple: '简单', complex: '复杂' },
  units: { working_day: '工作日', working_hour: '工作小时', natural_day: '自然日', natural_hour: '小时', natural_minute: '分钟' },
  flags: { mediation: '行政调解类', enforcement: '执法办案类' },
  measures: { satisfaction: '满意率', resolution: '解决率' },
  commands: { accept: '受理', dispatch: '派单', mark: '标记', unmark: '取消标记', reclassify: '改分类', prioritize: '改紧急程度' },
  acts: { remind: '提醒', urge: '催办', supervise: '督办' },
  froms: { received: '自受理起', dispatched: '自派单起' },
  amount: (n, unit) => `${n} ${unit}`,
  limitSays: (amount, from, soon) => `${amount}，${from}；剩 ${soon} 为临期`,
  returnSays: (within, times) => `派单后 ${within}内可退；派过 ${times} 次仍无承办则指定`,
  extensionSays: (most, times, leader) =>
    leader > times ? `每次至多 ${most}，共 ${times} 次` : `每次至多 ${most}，共 ${times} 次，第 ${leader} 次起须领导同意`,
  urgeBefore: (by, act) => `到期前 ${by}${act}`,
  urgeShare: (share, act) => `余时 ${share} ${act}`,
  urgeAt: (act) => `到期${act}`,
  urgeAfter: (by, act) => `逾期 ${by}${act}`,
  samplingSays: (share, attempts) => `回访 ${share}，无人接听共拨 ${attempts} 次`,
  redoSays: (most) => `至多 ${most} 次`,
  undoSays: (seconds, commands) => `${seconds} 秒内可撤：${commands}`,
  archiveSays: (after) => `无待办事项 ${after}后自动归档`,
  exclusionSays: (flag, measures) => `${flag}不计入${measures}`,
  compositeSays: (a, b, c) => `响应率 ${a}、解决率 ${b}、满意率 ${c}`,
  entrance: (name) => `${name}入口`,
  document: '文件',
  clause: '行号或条款',
  history: '历次版本',
  version: '版本',
  author: '写入',
  shipped: '随省份配置',
  system: '命令行',
  decision: '决定',
  decisionHint: '谁、何时、为何这样定',
  edit: '修改',
  copy: '另立一条',
  end: '停用',
  endSure: (day) => `自 ${day} 起停用；已按它起算的时钟不变`,
  ended: '已停用',
  notHeld: '现不生效',
  save: '写入新版本',
  again: '改回',
  saved: (version) => `已写入第 ${version} 版`,
  copyHint: '为某个地区、分类或类型另立；更具体的优先',
  scope: '适用范围',
  region: '地区',
  category: '诉求分类',
  requestType: '诉求类型',
  priority: '紧急程度',
  any: '不限',
  length: '时长',
  unit: '单位',
  soon: '临期比例 %',
  from: '起算',
  within: '可退期限',
  designateAfter: '指定承办前派单次数',
  most: '每次至多',
  times: '次数',
  leaderFrom: '第几次起须领导同意',
  step: (n) => `第 ${n} 步`,
  share: '回访比例 %',
  attempts: '拨打次数',
  redoMost: '重办次数',
  seconds: '秒数',
  after: '归档等待',
  response: '响应率 %',
  resolution: '解决率 %',
  satisfaction: '满意率 %',
  fromDay: '生效日',
  untilDay: '失效日',
  untilHint: '当日零时；空为长期',
  sourceDocument: '依据文件',
  otherDocument: '其他文件',
  productDefault: '产品默认',
  lineOrClause: '名称、文号和条款',
  faulty: '有不合法的数值',
  preview: '影响预览',
  previewNote: '假如在办工单也按新规（写入不改动它们）',
  keeps: '写入后只用于此后起算的时钟；在办工单的时钟不变，重新分类时才按新规重算',
  looking: '正在逐件计算',
  looked: (n, cut) => (cut ? `看了前 ${n} 件在办` : `看了 ${n} 件在办`),
  moved: (n, late, onTime) => `${n} 个时钟移动，${late} 个将转逾期${onTime > 0 ? `，${onTime} 个将不再逾期` : ''}`,
  nothingMoves: '没有时钟移动',
  ticket: '工单',
  clock: '时钟',
  was: '现到期',
  willBe: '将到期',
  turnsLate: '转逾期',
  turnsOnTime: '不再逾期',
  shown: (n, of) => `列出 ${n} 个，共 ${of} 个`,
};

const en: OwnWords = {
  title: 'Handling rules',
  note: (n) => `${n} in force; each with its source, its dates and its versions`,
  tabs: { rules: 'Limits and rules', catalogue: 'Dispatch catalogue', calendar: 'Working calendar' },
  tabsLabel: 'Kinds of rules',
  denied: 'You may not see the handling rules',
  deniedWhat: 'Ask a security administrator for a role that may',
  failed: (what, todo) => `${what}: ${todo}`,
  lost: (who, time) => `${who} wrote another version at ${time}; read it before you change it`,
  matrix: 'Handling limits',
  matrixNote: 'tickets, request type × priority, whole province; open one for its source and versions',
  type: 'Request type',
  otherTypes: 'All other types',
  inherits: 'from a general rule',
  limits: 'Other limits',
  flow: 'Flow',
  judging: 'Call-backs and appraisal',
  none: 'No rules',
  noneWhat: 'Import them with the command profile import rules',
  rule: 'Rule',
  applies: 'Applies to',
  everything: 'everything',
  value: 'Says',
  force: 'In force',
  source: 'Source',
  since: (day) => `from ${day}`,
  ever: 'ever since',
  until: (day) => `before ${day}`,
  open: 'open end',
  names: {
    limit: 'Limit',
    return: 'Return',
    extension: 'Extension',
    urge: 'Ladder of urging',
    follow_up: 'Call-back',
    redo: 'Redo',
    undo: 'Undo',
    archive: 'Archive',
    exclusion: 'Exclusion',
    dispatch: 'Dispatch catalogue',
    composite: 'Composite score',
    risk: 'Trade risk',
    lawful: 'Called lawful',
  },
  kinds: { ticket: 'Ticket', incident: 'Incident', rectification: 'Rectification', risk: 'Risk', task: 'Task' },
  clocks: { sign: 'sign', first_contact: 'first contact', handling: 'handling', follow_up: 'call-back' },
  priorities: { normal: 'Normal', urgent: 'Urgent', critical: 'Critical', simple: 'Simple', complex: 'Complex' },
  units: { working_day: 'working days', working_hour: 'working hours', natural_day: 'days', natural_hour: 'hours', natural_minute: 'minutes' },
  flags: { mediation: 'mediation', enforcement: 'law enforcement' },
  measures: { satisfaction: 'satisfaction', resolution: 'resolution' },
  commands: { accept: 'accept', dispatch: 'dispatch', mark: 'mark', unmark: 'unmark', reclassify: 'reclassify', prioritize: 'prioritize' },
  acts: { remind: 'remind', urge: 'urge', supervise: 'supervise' },
  froms: { received: 'from receipt', dispatched: 'from dispatch' },
  amount: (n, unit) => `${n} ${unit}`,
  limitSays: (amount, from, soon) => `${amount} ${from}; soon at ${soon} left`,
  returnSays: (within, times) => `within ${within} of the dispatch; designated after ${times} dispatches`,
  extensionSays: (most, times, leader) =>
    leader > times ? `${most} at most, ${times} times` : `${most} at most, ${times} times, a leader agrees from no. ${leader}`,
  urgeBefore: (by, act) => `${by} before: ${act}`,
  urgeShare: (share, act) => `${share} left: ${act}`,
  urgeAt: (act) => `at the deadline: ${act}`,
  urgeAfter: (by, act) => `${by} after: ${act}`,
  samplingSays: (share, attempts) => `${share} are called back, ${attempts} tries`,
  redoSays: (most) => `${most} at most`,
  undoSays: (seconds, commands) => `within ${seconds} seconds: ${commands}`,
  archiveSays: (after) => `${after} after the last thing to do`,
  exclusionSays: (flag, measures) => `${flag} leaves ${measures}`,
  compositeSays: (a, b, c) => `response ${a}, resolution ${b}, satisfaction ${c}`,
  entrance: (name) => `entrance ${name}`,
  document: 'Document',
  clause: 'Line or clause',
  history: 'Versions',
  version: 'Version',
  author: 'Written by',
  shipped: 'with the profile',
  system: 'command line',
  decision: 'Decision',
  decisionHint: 'who decided it, when and why',
  edit: 'Change',
  copy: 'Add a special one',
  end: 'End',
  endSure: (day) => `It ends on ${day}; clocks that began under it keep it`,
  ended: 'ended',
  notHeld: 'not in force',
  save: 'Write version',
  again: 'Reset',
  saved: (version) => `Version ${version} is written`,
  copyHint: 'For one region, class or type; the more specific rule wins',
  scope: 'Applies to',
  region: 'Region',
  category: 'Class',
  requestType: 'Request type',
  priority: 'Priority',
  any: 'any',
  length: 'Length',
  unit: 'Unit',
  soon: 'Soon at % left',
  from: 'Counted',
  within: 'Return within',
  designateAfter: 'Dispatches before one is designated',
  most: 'At most',
  times: 'Times',
  leaderFrom: 'A leader agrees from no.',
  step: (n) => `Step ${n}`,
  share: 'Called back, %',
  attempts: 'Tries',
  redoMost: 'Redos',
  seconds: 'Seconds',
  after: 'Filed after',
  response: 'Response %',
  resolution: 'Resolution %',
  satisfaction: 'Satisfaction %',
  fromDay: 'In force from',
  untilDay: 'Until',
  untilHint: 'midnight of the day; empty for no end',
  sourceDocument: 'Source',
  otherDocument: 'Another document',
  productDefault: 'Product default',
  lineOrClause: 'Title, number and clause',
  faulty: 'A value is not allowed',
  preview: 'What it would do',
  previewNote: 'if open tickets were under it as well (writing it does not move them)',
  keeps: 'It is used by clocks that start from then on; those of open tickets stay until they are classified anew',
  looking: 'counting ticket by ticket',
  looked: (n, cut) => (cut ? `the first ${n} open tickets` : `${n} open tickets`),
  moved: (n, late, onTime) => `${n} clocks move, ${late} would turn late${onTime > 0 ? `, ${onTime} would no longer be late` : ''}`,
  nothingMoves: 'No clock moves',
  ticket: 'Ticket',
  clock: 'Clock',
  was: 'Due',
  willBe: 'Would be due',
  turnsLate: 'turns late',
  turnsOnTime: 'no longer late',
  shown: (n, of) => `${n} listed of ${of}`,
};

/** Words of the pages of rules, the dispatch catalogue and the calendars. */
export type RulesWords = OwnWords & FileWords & RiskRuleWords;

export const rulesWords: Record<Locale, RulesWords> = {
  'zh-CN': { ...zh, ...fileWords['zh-CN'], ...riskRuleWords['zh-CN'] },
  en: { ...en, ...fileWords.en, ...riskRuleWords.en },
};
