import type { KindTable } from '../case/kind.ts';
import { INCIDENT } from './incident.ts';
import { RECTIFICATION } from './rectification.ts';
import { RISK } from './risk.ts';
import { TASK } from './task.ts';
import { TICKET } from './ticket.ts';

export const CASE_KINDS = ['ticket', 'incident', 'rectification', 'risk', 'task'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** All kinds of cases: tables over the one kernel. */
export const KINDS: { readonly [K in CaseKind]: KindTable } = {
  ticket: TICKET,
  incident: INCIDENT,
  rectification: RECTIFICATION,
  risk: RISK,
  task: TASK,
};
