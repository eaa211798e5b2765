import type { TaskOrigin } from '../../server/core/task/about.ts';
import type { TaskCount, TaskVerdict } from '../../server/core/task/appraise-tasks.ts';
import type { TaskView } from '../../server/wire/tasks.ts';
import type { Locale } from '../ui/types.ts';
import type { TakingWords } from '../ui/use-taking.ts';
import { tasksWordsEn } from './messages-en.ts';
import type { TaskSpanName, TasksTab } from './tasks-url.ts';

/** Words of the page of supervision tasks. */
export type TasksWords = {
  title: string;
  tab: string;
  tabs: Record<TasksTab, string>;
  region: string;
  make: string;
  list: string;
  viewsLabel: string;
  views: Record<TaskView, string>;
  emptyOf: Record<TaskView, string>;
  emptyWhat: string;
  ofDepartment: (name: string) => string;
  allDepartments: string;
  allLists: string;
  counts: Record<TaskCount, string>;
  behind: (count: string, span: string) => string;
  behindNone: string;
  notIssued: string;
  loaded: (shown: string, all: string) => string;
  more: string;
  theTask: string;
  back: string;
  position: (at: number, of: string) => string;
  left: string;
  noTask: string;
  noTaskWhat: string;
  nothingToDo: string;
  asked: string;
  origin: string;
  origins: Record<TaskOrigin, string>;
  place: string;
  unit: string;
  verdict: string;
  until: string;
  madeAt: string;
  figure: string;
  then: string;
  nowIs: string;
  bound: string;
  sides: Record<'above' | 'below', string>;
  span: string;
  openCard: (name: string) => string;
  noValue: string;
  reading: string;
  unread: string;
  progress: string;
  progressCount: (n: number) => string;
  percent: (n: number) => string;
  result: string;
  form: {
    title: string;
    note: string;
    subject: string;
    text: string;
    textHint: string;
    unitHint: string;
    untilHint: string;
    give: string;
    giveIssued: string;
    cancel: string;
    lacks: (fields: string) => string;
    failed: string;
    noUnit: string;
    ofFigure: (place: string, name: string, side: 'above' | 'below' | null) => string;
    textOfFigure: (parts: { place: string; name: string; value: string; bound: string | null; off: boolean; span: string }) => string;
  };
  appraisal: {
    title: string;
    note: string;
    spanLabel: string;
    spans: Record<TaskSpanName, string>;
    department: string;
    issued: string;
    done: string;
    onTime: string;
    lateOpen: string;
    sentBack: string;
    verdicts: Record<TaskVerdict, string>;
    total: string;
    none: string;
    noneWhat: string;
    partial: string;
    parts: (num: string, den: string) => string;
    noParts: string;
    showOf: (name: string, count: string) => string;
  };
  exportXlsx: string;
  taking: TakingWords;
  denied: string;
  deniedWhat: string;
};

const zh: TasksWords = {
  title: '督办',
  tab: '看什么',
  tabs: { work: '任务', appraisal: '考核' },
  region: '地区',
  make: '新建督办',
  list: '督办任务清单',
  viewsLabel: '清单',
  views: { drafted: '待下达', working: '办理中', check: '待核', asked: '待批延期', late: '超期', open: '全部在办', closed: '已结' },
  emptyOf: {
    drafted: '没有待下达的任务',
    working: '没有办理中的任务',
    check: '没有待核的任务',
    asked: '没有待批的延期申请',
    late: '没有超期的任务',
    open: '没有在办的任务',
    closed: '还没有办结或撤销的任务',
  },
  emptyWhat: '领导批示、指标偏离目标或计划事项转成督办后列在这里',
  ofDepartment: (name) => `只看 ${name}`,
  allDepartments: '全部部门',
  allLists: '全部任务',
  counts: { issued: '下达', done: '办结', onTime: '按时办结', lateOpen: '超期未结', sentBack: '退回' },
  behind: (count, span) => `${span}${count}`,
  behindNone: '这个数下没有任务',
  notIssued: '未下达',
  loaded: (shown, all) => `已列 ${shown} / ${all}`,
  more: '再列一些',
  theTask: '督办任务',
  back: '返回清单',
  position: (at, of) => `${at} / ${of}`,
  left: '已不在当前清单',
  noTask: '没有打开任务',
  noTaskWhat: '从左侧清单选一项，或按 j、k',
  nothingToDo: '此刻没有需要您办的',
  asked: '任务要求',
  origin: '来源',
  origins: { instruction: '领导批示', figure: '指标偏离', plan: '计划事项' },
  place: '地区',
  unit: '责任部门',
  verdict: '认定',
  until: '限期',
  madeAt: '立项',
  figure: '相关指标',
  then: '立项时',
  nowIs: '现在',
  bound: '对照值',
  sides: { above: '高于', below: '低于' },
  span: '统计期',
  openCard: (name) => `打开指标卡：${name}`,
  noValue: '未报',
  reading: '读取中',
  unread: '读不到',
  progress: '进展',
  progressCount: (n) => `${n} 次报告`,
  percent: (n) => `${n}%`,
  result: '办理结果',
  form: {
    title: '新建督办',
    note: '电话、身份证号、门牌等个人信息会被遮去',
    subject: '标题',
    text: '任务要求',
    textHint: '要做到什么，以什么为准',
    unitHint: '不选则列入待下达',
    untilHint: '到当日 24:00；不填按规则时限',
    give: '建立任务',
    giveIssued: '建立并下达',
    cancel: '关闭',
    lacks: (fields) => `还缺：${fields}`,
    failed: '没有建成，可再试；不会重复建立',
    noUnit: '没有这个单位：从列出的单位里选一个，或清空后先建立',
    ofFigure: (place, name, side) => `${place}${name}${side === 'below' ? '低于应达值' : side === 'above' ? '高于应达值' : '核查'}`,
    textOfFigure: ({ place, name, value, bound, off, span }) =>
      `${span}，${place}${name}为 ${value}${bound === null ? '' : `，应达 ${bound}`}。${off ? '请查明原因，限期改进并报送结果。' : '请核查情况并报送结果。'}`,
  },
  appraisal: {
    title: '部门督办考核',
    note: '按首次下达时间计；撤销的不计。合计的率为各部门分子之和比分母之和',
    spanLabel: '期间',
    spans: { month: '本月', quarter: '本季', year: '本年' },
    department: '部门',
    issued: '下达',
    done: '办结率',
    onTime: '按时办结率',
    lateOpen: '超期未结',
    sentBack: '退回率',
    verdicts: { good: '优良', done: '完成', partly: '部分完成' },
    total: '合计',
    none: '这段时间没有下达督办任务',
    noneWhat: '换一个期间，或从任务页新建督办',
    partial: '任务过多，只计最新的 5,000 项',
    parts: (num, den) => `${num} / ${den}`,
    noParts: '无可计',
    showOf: (name, count) => `看 ${name} ${count}的任务`,
  },
  exportXlsx: '导出 XLSX',
  taking: { exporting: '正在导出', exported: (rows) => `已导出 ${rows} 行`, failed: (what, todo) => `没有导出：${what}，${todo}` },
  denied: '您的授权不含督办任务',
  deniedWhat: '需要时请联系安全管理员',
};

export const tasksWords: Record<Locale, TasksWords> = { 'zh-CN': zh, en: tasksWordsEn };
