import type { TaskOrigin } from '../../core/task/about.ts';
import type { TaskCount, TaskVerdict } from '../../core/task/appraise-tasks.ts';
import type { TaskView } from '../../wire/tasks.ts';
import type { ExportLocale } from '../export/words.ts';

/** What an exported file of tasks says besides its data. */
export type TaskExportWords = {
  title: string;
  appraisal: string;
  list: string;
  views: Record<TaskView, string>;
  department: string;
  counts: Record<TaskCount, string>;
  cut: (rows: number) => string;
  head: readonly string[];
  origins: Record<TaskOrigin, string>;
  states: Readonly<Record<string, string>>;
  verdicts: Record<TaskVerdict, string>;
  appraisalHead: readonly string[];
  total: string;
  note: string;
};

export const TASK_EXPORT_WORDS: Record<ExportLocale, TaskExportWords> = {
  'zh-CN': {
    title: '督办任务',
    appraisal: '部门督办考核',
    list: '清单',
    views: { drafted: '待下达', working: '办理中', check: '待核', asked: '待批延期', late: '超期', open: '全部在办', closed: '已结' },
    department: '部门',
    counts: { issued: '下达', done: '办结', onTime: '按时办结', lateOpen: '超期未结', sentBack: '退回' },
    cut: (rows) => `任务过多，只导出前 ${rows} 项`,
    head: ['编号', '标题', '来源', '地区', '责任部门', '状态', '认定', '立项', '期限', '催办', '待批延期'],
    origins: { instruction: '领导批示', figure: '指标偏离', plan: '计划事项' },
    states: { drafted: '待下达', issued: '待签收', running: '办理中', submitted: '待核', done: '已办结', cancelled: '已撤销' },
    verdicts: { good: '优良', done: '完成', partly: '部分完成' },
    appraisalHead: ['部门', '下达', '办结', '按时办结', '超期未结', '已核', '退回', '优良', '完成', '部分完成', '办结率', '按时办结率', '退回率'],
    total: '合计',
    note: '按首次下达时间计；撤销的不计。办结率＝办结/下达，按时办结率＝按时办结/办结，退回率＝退回/已核',
  },
  en: {
    title: 'Supervision tasks',
    appraisal: 'Supervision appraisal',
    list: 'List',
    views: { drafted: 'To issue', working: 'In work', check: 'To judge', asked: 'Asking for time', late: 'Late', open: 'All open', closed: 'Over' },
    department: 'Department',
    counts: { issued: 'Issued', done: 'Done', onTime: 'Done on time', lateOpen: 'Late and open', sentBack: 'Sent back' },
    cut: (rows) => `More tasks than are exported: the first ${rows}`,
    head: ['No', 'Title', 'From', 'Region', 'Department', 'State', 'Verdict', 'Made', 'Due', 'Urged', 'Asks for time'],
    origins: { instruction: 'Instruction', figure: 'Figure off target', plan: 'Plan' },
    states: { drafted: 'To issue', issued: 'To sign', running: 'In work', submitted: 'To judge', done: 'Done', cancelled: 'Called off' },
    verdicts: { good: 'Good', done: 'Done', partly: 'Partly done' },
    appraisalHead: [
      ...['Department', 'Issued', 'Done', 'Done on time', 'Late and open', 'Judged', 'Sent back', 'Good', 'Done fully', 'Partly done'],
      ...['Done rate', 'On time rate', 'Sent back rate'],
    ],
    total: 'Total',
    note: 'By the first issue; called off ones are in none of it. Done rate = done / issued, on time = on time / done, sent back = sent back / judged',
  },
};
