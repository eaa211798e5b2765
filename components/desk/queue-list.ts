import type { DeskMark, DeskPage, DeskRow, DeskView } from '../../server/wire/desk.ts';

/**
 * The queue as it stands on the screen. What arrives live changes rows in their place and never moves them: new ones
 * wait to be shown, and one that leaves by somebody else's act stays until the reader goes on. Pure.
 */
export type QueueList = {
  rows: readonly DeskRow[];
  next: string | null;
  /** Ids that came since, in the order in which they came. */
  waiting: readonly number[];
  /** No longer of this queue: faded, or kept because it is being read. */
  gone: ReadonlySet<number>;
};

export const NO_QUEUE: QueueList = { rows: [], next: null, waiting: [], gone: new Set() };

export function startQueue(rows: readonly DeskRow[], next: string | null): QueueList {
  return { rows, next, waiting: [], gone: new Set() };
}

/** The next page behind what is shown. */
export function appendPage(list: QueueList, rows: readonly DeskRow[], next: string | null): QueueList {
  const known = new Set(list.rows.map((r) => r.id));
  const fresh = rows.filter((r) => !known.has(r.id));
  const shown = new Set(fresh.map((r) => r.id));
  return { ...list, rows: [...list.rows, ...fresh], next, waiting: list.waiting.filter((id) => !shown.has(id)) };
}

/**
 * What the server says of some tickets now. `asked` are those that it was asked for: one that it does not give is out of
 * sight. `belongs` says whether a row is of this queue.
 */
export function mergeRows(list: QueueList, asked: readonly number[], rows: readonly DeskRow[], belongs: (row: DeskRow) => boolean): QueueList {
  const fresh = new Map(rows.map((r) => [r.id, r]));
  const held = new Set(list.rows.map((r) => r.id));
  const gone = new Set(list.gone);
  const waiting = new Set(list.waiting);
  const next = list.rows.map((row) => {
    const now = fresh.get(row.id);
    return now && now.version > row.version ? now : row;
  });
  for (const id of asked) {
    const row = next.find((r) => r.id === id) ?? fresh.get(id);
    const stays = row !== undefined && fresh.has(id) && belongs(row);
    if (held.has(id)) {
      if (stays) gone.delete(id);
      else gone.add(id);
    } else if (stays) waiting.add(id);
    else waiting.delete(id);
  }
  return { ...list, rows: next, gone, waiting: [...waiting] };
}

/** Puts what a command answered in its place. */
export function putRow(list: QueueList, row: DeskRow, belongs: (row: DeskRow) => boolean): QueueList {
  return mergeRows(list, [row.id], [row], belongs);
}

/** Puts back by its own act what had left: at its place in the order of the queue, not among the new ones. */
export function putBack(list: QueueList, row: DeskRow, sort: DeskPage['sort']): QueueList {
  if (list.rows.some((r) => r.id === row.id)) return list;
  const before = list.rows.findIndex((r) => comesBefore(row, r, sort));
  const at = before < 0 ? list.rows.length : before;
  return { ...list, rows: list.rows.toSpliced(at, 0, row), waiting: list.waiting.filter((id) => id !== row.id) };
}

function comesBefore(a: DeskRow, b: DeskRow, sort: DeskPage['sort']): boolean {
  if (sort === 'newest') return a.at > b.at;
  const due = sort === 'due' ? (a.clock?.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.clock?.dueAt ?? Number.MAX_SAFE_INTEGER) : 0;
  return due < 0 || (due === 0 && (sort === 'due' ? a.id < b.id : a.at < b.at));
}

/** Takes away what has gone, but for the one that is being read. */
export function sweep(list: QueueList, keep: number | null): QueueList {
  if (![...list.gone].some((id) => id !== keep)) return list;
  const rows = list.rows.filter((r) => !list.gone.has(r.id) || r.id === keep);
  return { ...list, rows, gone: new Set(keep !== null && list.gone.has(keep) ? [keep] : []) };
}

/** The ticket `by` rows further; at an end it stays. Rows that have gone are walked over. */
export function walk(list: QueueList, from: number | null, by: 1 | -1): number | null {
  const { rows, gone } = list;
  const at = rows.findIndex((r) => r.id === from);
  if (at < 0) return rows.find((r) => !gone.has(r.id))?.id ?? null;
  for (let i = at + by; i >= 0 && i < rows.length; i += by) {
    const row = rows[i];
    if (row && !gone.has(row.id)) return row.id;
  }
  return from;
}

/** Where the reading goes on when a ticket has left: the next one, else the one before, else none. */
export function after(list: QueueList, id: number): number | null {
  const down = walk(list, id, 1);
  if (down !== null && down !== id) return down;
  const up = walk(list, id, -1);
  return up === id ? null : up;
}

/** Ids from one row to another, both included, in their order on the screen. */
export function range(list: QueueList, from: number, to: number): number[] {
  const ids = list.rows.map((r) => r.id);
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

export function toggle(chosen: ReadonlySet<number>, id: number): Set<number> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The rows of a window of the list: fixed heights, a few more above and below. */
export function visible(scrollTop: number, height: number, count: number, rowHeight: number, beyond = 6): { from: number; to: number } {
  const from = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond);
  const to = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + beyond);
  return { from: Math.min(from, count), to: Math.max(from, to) };
}

const STATES: Partial<Record<DeskView, readonly string[]>> = {
  dispatch: ['registered', 'to_dispatch', 'return_review'],
  sign: ['to_sign'],
  handle: ['handling'],
  check: ['to_check', 'transferred'],
  follow_up: ['to_follow_up', 'to_redo'],
  done: ['closed', 'reviewed', 'archived'],
};
/** Queues of what our own desk has to do: an upstream platform does its part of a mirrored ticket. */
const OWN: readonly DeskView[] = ['dispatch', 'check', 'follow_up'];
const WATCHED: readonly DeskMark[] = ['supervised', 'instructed', 'returned', 'redone', 'pending', 'asked'];
const OVER: readonly string[] = ['closed', 'reviewed', 'archived'];

function inView(view: DeskView, row: DeskRow, now: number): boolean {
  const states = STATES[view];
  if (row.mirrored && OWN.includes(view)) return false;
  if (states) return states.includes(row.state) || (view === 'check' && row.marks.includes('asked') && !OVER.includes(row.state));
  if (OVER.includes(row.state)) return false;
  return view === 'open' || isLate(row, now) || row.marks.some((m) => WATCHED.includes(m));
}

const isLate = ({ clock }: DeskRow, now: number) => clock !== null && !clock.paused && clock.dueAt < now;
const isSoon = (row: DeskRow, now: number) => row.clock !== null && !row.clock.paused && row.clock.soonAt <= now && !isLate(row, now);

/** Whether a region lies in another one, by their codes: 440000 holds 440100, which holds 440106 and 440106001. */
export function isWithin(region: string, whole: string): boolean {
  return region.startsWith(whole.replace(/(00){1,2}$/, ''));
}

/**
 * Whether a row that came live is of the queue that is asked for. Words of the text are the server's to find: with a
 * search only the title and the number are looked at here.
 */
export function belongsTo(page: DeskPage, row: DeskRow, now: number): boolean {
  if (!isWithin(row.region, page.region) || !inView(page.view, row, now)) return false;
  if (page.mark && !row.marks.includes(page.mark)) return false;
  if (page.due && !(page.due === 'late' ? isLate(row, now) : isSoon(row, now))) return false;
  if (page.requestType && row.requestType !== page.requestType) return false;
  if (page.category && !(row.category ?? '').startsWith(page.category)) return false;
  if (page.unit && row.unit !== page.unit) return false;
  if (page.mirrored !== undefined && row.mirrored !== page.mirrored) return false;
  return !page.text || row.no.includes(page.text) || row.title.includes(page.text);
}
