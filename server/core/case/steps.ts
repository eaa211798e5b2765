/** The steps of a ticket's loop, as events name them. */
export const TICKET_STEPS = [
  'accept',
  'direct_answer',
  'refuse',
  'transfer',
  'dispatch',
  'sign',
  'return',
  'coordinate',
  'extend',
  'urge',
  'supervise',
  'answer',
  'check_back',
  'close',
  'follow_up',
  'redo',
  'withdraw',
  'archive',
] as const;
export type TicketStep = (typeof TICKET_STEPS)[number];
