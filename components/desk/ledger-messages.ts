import type { DeadlineLine } from '../../server/core/case/explain.ts';
import type { Locale } from '../ui/types.ts';
import type { LedgerDay } from './ledger-days.ts';

/** One line of the ledger in words. */
export type LedgerLineText = { when: string; entry: string; reason: string; version: string; change: string };
type Help = { time: (at: number) => string; unit: (unit: string) => string; date: (date: string) => string };

/** Words of the explained deadline. */
export type LedgerWords = {
  title: string;
  copy: string;
  none: string;
  noneWhy: string;
  left: string;
  over: string;
  account: string;
  /** In place of a sum of days, where the end was set. */
  ordered: string;
  orderedWhy: string;
  counted: (done: string, left: string) => string;
  countsFrom: Readonly<Record<string, string>>;
  strip: string;
  noStrip: string;
  startDay: string;
  dueDay: string;
  today: string;
  exchangeDay: string;
  days: Record<LedgerDay['kind'], string>;
  legend: Record<'counted' | 'exchange' | 'holiday' | 'paused' | 'extended' | 'weekend', string>;
  linesCaption: string;
  time: string;
  entry: string;
  reason: string;
  version: string;
  change: string;
  now: string;
  replayed: (n: number) => string;
  reasons: Readonly<Record<string, string>>;
  lines: (line: DeadlineLine, help: Help) => LedgerLineText;
};

type LineWords = {
  entries: Record<DeadlineLine['line'], string>;
  rule: (version: number) => string;
  noRule: string;
  ordered: string;
  span: (from: string, to: string) => string;
  open: string;
  year: (year: number) => string;
  onTime: string;
  late: string;
  unjudged: string;
  pausedChange: string;
};

/** The same arithmetic in any language; only the words differ. */
function lineText(line: DeadlineLine, help: Help, words: LineWords, reasons: Readonly<Record<string, string>>): LedgerLineText {
  const empty = { when: '', entry: words.entries[line.line], reason: '', version: '', change: '' };
  const because = (reason: string) => reasons[reason] ?? reason;
  const days = (from: string, to: string) => (from === to ? help.date(from) : words.span(help.date(from), help.date(to)));
  switch (line.line) {
    case 'start':
      return { ...empty, when: help.time(line.at), reason: because(line.reason), change: '' };
    case 'limit':
      return {
        ...empty,
        reason: `${line.amount} ${help.unit(line.unit)}`,
        version: line.rule ? `${words.rule(line.rule.version)} · ${line.rule.source}` : words.noRule,
        change: `＋${line.amount}`,
      };
    case 'ordered':
      return { ...empty, when: help.time(line.until), reason: words.ordered };
    case 'was':
      return {
        ...empty,
        when: help.time(line.at),
        reason: `${line.amount} ${help.unit(line.unit)}，${because(line.reason)}`,
        version: line.rule ? words.rule(line.rule.version) : '',
      };
    case 'counted':
    case 'exchange':
      return { ...empty, when: days(line.from, line.to), version: line.source ?? '', change: String(Math.round(line.amount * 10) / 10) };
    case 'weekend':
    case 'not_counted':
      return { ...empty, when: days(line.from, line.to), change: '0' };
    case 'holiday':
      return { ...empty, when: days(line.from, line.to), reason: line.name, version: line.source ?? '', change: '0' };
    case 'pause':
      return {
        ...empty,
        when: help.time(line.from),
        reason: `${because(line.reason)}，${line.to === null ? words.open : help.time(line.to)}`,
        change: words.pausedChange,
      };
    case 'extension':
      return {
        ...empty,
        when: help.time(line.at),
        reason: because(line.reason),
        version: line.rule ? `${words.rule(line.rule.version)} · ${line.rule.source}` : '',
        change: `＋${line.amount} ${help.unit(line.unit)}`,
      };
    case 'transfer':
      return { ...empty, when: help.time(line.at), reason: because(line.reason), change: '0' };
    case 'unpublished':
      return { ...empty, reason: words.year(line.year) };
    case 'due':
      return { ...empty, when: help.time(line.at), reason: line.date };
    case 'stopped':
      return {
        ...empty,
        when: help.time(line.at),
        reason: `${because(line.reason)}，${line.onTime === null ? words.unjudged : line.onTime ? words.onTime : words.late}`,
      };
  }
}

const ZH_REASONS: Readonly<Record<string, string>> = {
  received: '自受理起算',
  dispatched: '派单起算',
  opened: '登记起算',
  reported: '登记起算',
  passed_down: '转派下级',
  sent_up: '退回上级',
  signed: '签收',
  auto_signed: '自动签收',
  returned: '退单',
  return_review: '退单审核中',
  adjudicated: '审核完毕',
  hold: '挂账',
  released: '解除挂账',
  granted: '准予延期',
  answered: '答复',
  submitted: '报送',
  cancelled: '撤销',
  checked_back: '审核退回',
  sent_back: '退回',
  closed: '办结',
  contacted: '已联系',
  reached: '已接通',
  unreached: '未接通',
  redone: '重办',
  merged: '随主单',
  reclassified: '改类重算',
  rules_changed: '规则换版',
  transferred: '转紧急',
  taken_back: '收回',
  withdrawn: '撤单',
  refused: '不予受理',
  ended: '结束',
  direct_answer: '直接答复',
  handled: '已办理',
};
const ZH_LINES: LineWords = {
  entries: {
    start: '起算',
    limit: '时限',
    ordered: '限期',
    was: '原时限',
    counted: '计入',
    exchange: '调休计入',
    weekend: '周末不计',
    holiday: '法定假不计',
    not_counted: '停，不计',
    pause: '暂停',
    extension: '延期',
    transfer: '转办',
    unpublished: '日历未公布',
    due: '期限',
    stopped: '停表',
  },
  rule: (version) => `第 ${version} 版`,
  noRule: '无规则',
  ordered: '限期由下达人定',
  span: (from, to) => `${from}–${to}`,
  open: '未恢复',
  year: (year) => `${year} 年放假安排未公布，按周一至周五暂计`,
  onTime: '按时',
  late: '超期',
  unjudged: '不计',
  pausedChange: '顺延',
};

const zh: LedgerWords = {
  title: '解释期限',
  copy: '复制链接',
  none: '这只表没有账目',
  noneWhy: '可能已换轮次，请从工单重新打开',
  left: '剩余',
  over: '超期',
  account: '账目',
  ordered: '限期由下达人定',
  orderedWhy: '到当日 24:00，不按规则折算',
  counted: (done, left) => `已计 ${done}，剩 ${left}`,
  countsFrom: {
    working_day: '工作日制，自次日起',
    natural_day: '自然日制，自次日起',
    working_hour: '工作时间制',
    natural_hour: '自然小时制',
    natural_minute: '自然分钟制',
  },
  strip: '逐日',
  noStrip: '按小时或分钟计，连续计时，不分工作日',
  startDay: '起',
  dueDay: '期限',
  today: '今日',
  exchangeDay: '班',
  days: { start: '起算日', counted: '计入', exchange: '调休上班，计入', weekend: '周末', holiday: '法定假', paused: '暂停' },
  legend: { counted: '计时，数字为第几日', exchange: '调休上班', holiday: '法定假', paused: '暂停', extended: '延期', weekend: '空格为周末' },
  linesCaption: '期限账目',
  time: '时间',
  entry: '分录',
  reason: '事由',
  version: '规则版本、依据',
  change: '计量',
  now: '现在',
  replayed: (n) => `重放 ${n} 条分录，与存档期限一致`,
  reasons: ZH_REASONS,
  lines: (line, help) => lineText(line, help, ZH_LINES, ZH_REASONS),
};

const EN_REASONS: Readonly<Record<string, string>> = {
  received: 'from receipt',
  dispatched: 'from dispatch',
  opened: 'from the report',
  reported: 'from the report',
  passed_down: 'passed down',
  sent_up: 'sent up',
  signed: 'signed',
  auto_signed: 'signed by time',
  returned: 'returned',
  return_review: 'return under review',
  adjudicated: 'judged',
  hold: 'on hold',
  released: 'released',
  granted: 'granted',
  answered: 'answered',
  submitted: 'submitted',
  cancelled: 'cancelled',
  checked_back: 'sent back',
  sent_back: 'sent back',
  closed: 'closed',
  contacted: 'contacted',
  reached: 'reached',
  unreached: 'not reached',
  redone: 'redone',
  merged: 'with its master',
  reclassified: 'reclassified',
  rules_changed: 'rules changed',
  transferred: 'to emergency',
  taken_back: 'taken back',
  withdrawn: 'withdrawn',
  refused: 'refused',
  ended: 'ended',
  direct_answer: 'answered at once',
  handled: 'handled',
};
const EN_LINES: LineWords = {
  entries: {
    start: 'Start',
    limit: 'Limit',
    ordered: 'Deadline set',
    was: 'Limit before',
    counted: 'Counted',
    exchange: 'Counted (shifted)',
    weekend: 'Weekend',
    holiday: 'Holiday',
    not_counted: 'Not counted',
    pause: 'Pause',
    extension: 'Extension',
    transfer: 'Transfer',
    unpublished: 'No calendar',
    due: 'Due',
    stopped: 'Stopped',
  },
  rule: (version) => `version ${version}`,
  noRule: 'no rule',
  ordered: 'set by whoever issued it',
  span: (from, to) => `${from}–${to}`,
  open: 'not resumed',
  year: (year) => `Holidays of ${year} are not published: Monday to Friday for now`,
  onTime: 'on time',
  late: 'late',
  unjudged: 'not counted',
  pausedChange: 'moved on',
};

const en: LedgerWords = {
  title: 'Deadline explained',
  copy: 'Copy link',
  none: 'This clock has no ledger',
  noneWhy: 'It may have begun another round: open it again from the ticket',
  left: 'Left',
  over: 'Over by',
  account: 'Account',
  ordered: 'Set by whoever issued it',
  orderedWhy: 'To 24:00 of that day, whatever the rules say',
  counted: (done, left) => `${done} counted, ${left} left`,
  countsFrom: {
    working_day: 'Working days, from the next day',
    natural_day: 'Days, from the next day',
    working_hour: 'Office hours',
    natural_hour: 'Hours',
    natural_minute: 'Minutes',
  },
  strip: 'Day by day',
  noStrip: 'Counted in hours or minutes, without a break',
  startDay: 'Start',
  dueDay: 'Due',
  today: 'Today',
  exchangeDay: 'Shift',
  days: { start: 'start', counted: 'counted', exchange: 'shifted working day', weekend: 'weekend', holiday: 'holiday', paused: 'paused' },
  legend: {
    counted: 'counted, with its number',
    exchange: 'shifted working day',
    holiday: 'holiday',
    paused: 'paused',
    extended: 'extension',
    weekend: 'gaps are weekends',
  },
  linesCaption: 'Lines of the deadline',
  time: 'Time',
  entry: 'Entry',
  reason: 'Why',
  version: 'Rule and source',
  change: 'Amount',
  now: 'Now',
  replayed: (n) => `${n} lines replayed: the stored deadline`,
  reasons: EN_REASONS,
  lines: (line, help) => lineText(line, help, EN_LINES, EN_REASONS),
};

export const ledgerWords: Record<Locale, LedgerWords> = { 'zh-CN': zh, en };
