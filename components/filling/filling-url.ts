import { FILLING_STATUSES, type FillingStatus } from '../../server/core/filling/duty.ts';
import { SLOT_STATES, type SlotState } from '../../server/core/filling/slot.ts';

export const FILLING_TABS = ['todo', 'check', 'matrix', 'duties'] as const;
export type FillingTab = (typeof FILLING_TABS)[number];
export type FillingBack = 6 | 12 | 24;

/** The page as its address carries it, beside region and card. Pure. */
export type FillingUrl = {
  /** Null: the one that whoever looks works in. */
  tab: FillingTab | null;
  department: string | null;
  indicator: string | null;
  state: SlotState | null;
  back: FillingBack;
  /** The period that stands open, and in which status. */
  open: { duty: number; period: string } | null;
  status: FillingStatus | null;
  /** The duty whose form stands open; 0 = a new one. */
  edit: number | null;
};

const KEYS: readonly string[] = ['tab', 'dept', 'ind', 'state', 'back', 'p', 'st', 'edit'];
const OPEN = /^(\d{1,12})\.(20\d\d(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?)$/;

export function parseFillingUrl(params: URLSearchParams): FillingUrl {
  const open = OPEN.exec(params.get('p') ?? '');
  const edit = params.get('edit');
  return {
    tab: FILLING_TABS.find((t) => t === params.get('tab')) ?? null,
    department: params.get('dept')?.slice(0, 64) || null,
    indicator: params.get('ind')?.slice(0, 64) || null,
    state: SLOT_STATES.find((s) => s === params.get('state')) ?? null,
    back: ([6, 24] as const).find((n) => String(n) === params.get('back')) ?? 12,
    open: open ? { duty: Number(open[1]), period: open[2] ?? '' } : null,
    status: FILLING_STATUSES.find((s) => s === params.get('st')) ?? null,
    edit: edit !== null && /^\d{1,12}$/.test(edit) ? Number(edit) : null,
  };
}

/** The address's parameters with the page's own written over. */
export function writeFillingUrl(params: URLSearchParams, { tab, department, indicator, state, back, open, status, edit }: FillingUrl): URLSearchParams {
  const out = new URLSearchParams([...params].filter(([key]) => !KEYS.includes(key)));
  if (tab) out.set('tab', tab);
  if (department) out.set('dept', department);
  if (indicator) out.set('ind', indicator);
  if (state) out.set('state', state);
  if (back !== 12) out.set('back', String(back));
  if (open) out.set('p', `${open.duty}.${open.period}`);
  if (open && status) out.set('st', status);
  if (edit !== null) out.set('edit', String(edit));
  return out;
}
