import type { ActorRef, Json } from './state.ts';

/** Why a command changes nothing. The words are the reader's language's; `params` fill them. */
export const REFUSALS = [
  /** Somebody was first: `by`, `at` and params.command say who, when and what. */
  'conflict',
  'unknown_command',
  /** params.state is where the case stands. */
  'wrong_state',
  /** params.power or params.as is what is needed. */
  'forbidden',
  /** params.field, params.problem: missing, type, range, choice, length. */
  'field',
  /** An upstream platform moves this case; ours are urge, supervise and hand-over. */
  'mirrored',
  'not_mirrored',
  /** The case follows params.master. */
  'merged',
  'not_merged',
  'has_members',
  'not_a_member',
  /** No dated row says how long: params.rule, params.clock. */
  'no_rule',
  'must_designate',
  'not_in_dispute',
  'designated',
  'returned_before',
  'return_denied',
  'return_late',
  'on_hold',
  'not_on_hold',
  'asked_already',
  'not_asked',
  'extension_late',
  'extension_most',
  'extension_times',
  'extension_unit',
  'needs_leader',
  'helpers_open',
  'helper_known',
  'not_due',
  'not_dissatisfied',
  'redo_most',
  'redo_left',
  'nothing_changes',
  'flag_up',
  'flag_down',
  'unknown_entry',
  'receipt_given',
  'same_desk',
  /** params.region lies outside of params.desk: the ticket is handed over first. */
  'beyond_desk',
  'same_unit',
  'not_passed_down',
  'not_automatic',
  'not_undoable',
  'undo_late',
  'undo_other',
  'unknown_case',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

export type Refusal = {
  readonly code: RefusalCode;
  readonly params: { readonly [name: string]: Json };
  /** Who and when, of a conflict or of what came before. */
  readonly by?: ActorRef;
  readonly at?: number;
};

export function refuse(code: RefusalCode, params: Refusal['params'] = {}): Refusal {
  return { code, params };
}
