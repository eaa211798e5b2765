import { TASK_COUNTS, type TaskCount } from '../../server/core/task/appraise-tasks.ts';
import { TASK_VIEWS, type TaskView } from '../../server/wire/tasks.ts';
import { parseTaskDraft, TASK_DRAFT_KEYS, type TaskDraft, writeTaskDraft } from '../figure/task-link.ts';

/** The page of tasks as its address carries it, beside region and card. Pure. */
export type TasksUrl = {
  tab: TasksTab;
  view: TaskView;
  department: string | null;
  /** Instead of a list: what is behind this number of the appraisal of `span`. */
  counted: TaskCount | null;
  /** The task that stands open, and which of its clocks is explained. */
  open: number | null;
  ledger: string | null;
  /** The form for a new one stands open. */
  making: boolean;
  /** The figure that the new one is made of. */
  draft: TaskDraft | null;
  /** Of the appraisal. */
  span: TaskSpanName;
};

export const TASKS_TABS = ['work', 'appraisal'] as const;
export type TasksTab = (typeof TASKS_TABS)[number];
export const TASK_SPANS = ['month', 'quarter', 'year'] as const;
export type TaskSpanName = (typeof TASK_SPANS)[number];

const KEYS: readonly string[] = ['tab', 'v', 'dept', 'of', 't', 'ledger', 'new', 'span', ...TASK_DRAFT_KEYS];

export function parseTasksUrl(params: URLSearchParams): TasksUrl {
  const department = params.get('dept');
  const open = Number(params.get('t'));
  const ledger = params.get('ledger');
  return {
    tab: TASKS_TABS.find((t) => t === params.get('tab')) ?? 'work',
    view: TASK_VIEWS.find((v) => v === params.get('v')) ?? 'open',
    department: department ? department.slice(0, 64) : null,
    counted: TASK_COUNTS.find((c) => c === params.get('of')) ?? null,
    open: Number.isSafeInteger(open) && open > 0 ? open : null,
    ledger: ledger !== null && /^[a-z_]{3,20}\.\d{1,3}$/.test(ledger) ? ledger : null,
    making: params.get('new') === '1',
    draft: parseTaskDraft(params),
    span: TASK_SPANS.find((s) => s === params.get('span')) ?? 'year',
  };
}

/** The address's parameters with the page's own written over. */
export function writeTasksUrl(params: URLSearchParams, { tab, view, department, counted, open, ledger, making, draft, span }: TasksUrl): URLSearchParams {
  const out = new URLSearchParams([...params].filter(([key]) => !KEYS.includes(key)));
  if (tab !== 'work') out.set('tab', tab);
  if (view !== 'open') out.set('v', view);
  if (department) out.set('dept', department);
  if (counted) out.set('of', counted);
  if (open !== null) out.set('t', String(open));
  if (ledger) out.set('ledger', ledger);
  if (span !== 'year') out.set('span', span);
  if (making) out.set('new', '1');
  return making && draft ? writeTaskDraft(out, draft) : out;
}
