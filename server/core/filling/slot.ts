import type { SlotTime } from './periods.ts';

/** How a slot stands: 未到期, 待填报, 逾期, 已报待核, 退回, 已核定. */
export const SLOT_STATES = ['ahead', 'open', 'overdue', 'submitted', 'returned', 'accepted'] as const;
export type SlotState = (typeof SLOT_STATES)[number];

export type Decision = 'accepted' | 'returned' | 'withdrawn';

/** What a slot's state asks of a submission; those of a slot come in the order of their ids. `withdrawn`: another took its place before anybody decided. */
export type Filed = {
  readonly id: number;
  readonly at: number;
  /** Who filed it. */
  readonly by: number;
  readonly decision: Decision | null;
  readonly retracted: boolean;
  /** What the figures did not take of it: the value, which then never stood, or its retraction, and it goes on standing. */
  readonly untaken: 'value' | 'retraction' | null;
};

export type Slot = {
  readonly state: SlotState;
  /** What holds (`heldOf`). */
  readonly standing: number | null;
  /** The newest that was accepted where the figures did not take it, or its retraction: they go on with `standing`. */
  readonly untaken: number | null;
  /** What waits to be decided. */
  readonly pending: number | null;
  /** The filing by whose time it is told whether the slot was filled in on time (`receiptOf`); null before anything was filed. */
  readonly receivedAt: number | null;
  /** Received after the due instant: 逾期报送. Once something was accepted it stays as it is whatever comes after. */
  readonly late: boolean;
  /** Nothing holds, nothing waits, and the due instant is over; also of what was returned. */
  readonly overdue: boolean;
  /** Grows with every submission, decision, retraction and refusal: who acts says which one was seen. */
  readonly version: number;
};

/** How a slot stands at `now`. A pure function of what was filed: nothing of it is stored. */
export function slotOfFiled(time: SlotTime, filed: readonly Filed[], now: number): Slot {
  const pending = filed.find((f) => f.decision === null)?.id ?? null;
  const standing = heldOf(filed)?.id ?? null;
  const newest = filed.findLast((f) => f.decision === 'accepted');
  const receivedAt = receiptOf(filed);
  const overdue = pending === null && standing === null && now > time.dueAt;
  return {
    state: stateOf(time, { pending, standing, sentBack: filed.some((f) => f.decision !== 'withdrawn') }, now),
    standing,
    untaken: newest && newest.untaken !== null ? newest.id : null,
    pending,
    receivedAt,
    late: receivedAt !== null && receivedAt > time.dueAt,
    overdue,
    version: filed.reduce((sum, f) => sum + 1 + (f.decision === null ? 0 : 1) + (f.retracted ? 1 : 0) + (f.untaken === null ? 0 : 1), 0),
  };
}

/** What holds of a slot: the newest that was accepted and that the figures did not refuse, unless it was retracted. */
export function heldOf<Row extends Pick<Filed, 'decision' | 'retracted' | 'untaken'>>(filed: readonly Row[]): Row | null {
  const last = filed.findLast((f) => f.decision === 'accepted' && f.untaken !== 'value');
  return last && (!last.retracted || last.untaken === 'retraction') ? last : null;
}

/**
 * When a slot counts as filled in: of what was accepted first, else of what was filed last. What its author filed in place of
 * his own before anybody decided is a correction, and counts from his first; what was sent back and filed again counts from
 * when it was filed again, and what another person filed in its place from that person's.
 */
function receiptOf(filed: readonly Filed[]): number | null {
  const accepted = filed.findIndex((f) => f.decision === 'accepted');
  let at = accepted >= 0 ? accepted : filed.length - 1;
  while (at > 0 && filed[at - 1]?.decision === 'withdrawn' && filed[at - 1]?.by === filed[at]?.by) at -= 1;
  return filed[at]?.at ?? null;
}

function stateOf(
  time: SlotTime,
  { pending, standing, sentBack }: { pending: number | null; standing: number | null; sentBack: boolean },
  now: number,
): SlotState {
  if (pending !== null) return 'submitted';
  if (standing !== null) return 'accepted';
  if (sentBack) return 'returned';
  if (now < time.opensAt) return 'ahead';
  return now > time.dueAt ? 'overdue' : 'open';
}

/** Whether a department still has to do something. */
export const isToFill = (state: SlotState): boolean => state === 'open' || state === 'overdue' || state === 'returned';

type Weighed = { readonly slot: Pick<Slot, 'state' | 'overdue'>; readonly time: Pick<SlotTime, 'dueAt'> };

/** Worst first: what is overdue the longest, then what was sent back, then by how soon it is due. */
export function compareUrgency(a: Weighed, b: Weighed): number {
  const rank = ({ slot }: Weighed) => (slot.overdue ? 0 : slot.state === 'returned' ? 1 : 2);
  return rank(a) - rank(b) || a.time.dueAt - b.time.dueAt;
}

/** Reminders that are due and were not noted: one before the due instant, one when it is over. Each is noted once. */
export type ReminderKind = 'before' | 'overdue';
export function remindersDue(time: SlotTime, slot: Pick<Slot, 'state'>, remindDays: number, now: number): ReminderKind[] {
  if (!isToFill(slot.state) || now < time.opensAt) return [];
  if (now > time.dueAt) return ['overdue'];
  return remindDays > 0 && now >= time.dueAt - remindDays * 86_400_000 ? ['before'] : [];
}
