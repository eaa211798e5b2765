import type { JournalEntry } from '../case/journal.ts';
import type { TicketStep } from '../case/steps.ts';

const STEP: Readonly<Record<string, TicketStep>> = {
  accept: 'accept',
  direct_answer: 'direct_answer',
  refuse: 'refuse',
  transfer: 'transfer',
  dispatch: 'dispatch',
  designate: 'dispatch',
  sign: 'sign',
  auto_sign: 'sign',
  coordinate: 'coordinate',
  urge: 'urge',
  supervise: 'supervise',
  answer: 'answer',
  check_back: 'check_back',
  close: 'close',
  close_with_master: 'close',
  follow_up: 'follow_up',
  redo: 'redo',
  withdraw: 'withdraw',
  archive: 'archive',
};

/** What an act at the desk is called among the steps that are counted; null for what is no step of its own. */
export function stepOf({ command, data }: Pick<JournalEntry, 'command' | 'data'>): TicketStep | null {
  if (command === 'adjudicate') return data.accept === true ? 'return' : null;
  if (command === 'settle_extension') return data.grant === true ? 'extend' : null;
  // A caller who was not reached has said nothing.
  if (command === 'follow_up' && data.reached !== true) return null;
  return STEP[command] ?? null;
}

const SATISFIED_FROM = 3;

/** What the caller said, of a call-back that reached him. */
export function verdictOf({ command, data }: Pick<JournalEntry, 'command' | 'data'>): { satisfied?: boolean; resolved?: boolean } {
  if (command !== 'follow_up') return {};
  return {
    ...(typeof data.level === 'number' ? { satisfied: data.level >= SATISFIED_FROM } : {}),
    ...(typeof data.resolved === 'boolean' ? { resolved: data.resolved } : {}),
  };
}
