import type { KindTable } from '../case/kind.ts';
import type { Stage } from '../case/progress.ts';
import { CLOSING } from './ticket-closing.ts';
import { DISPATCH } from './ticket-dispatch.ts';
import { HANDLING } from './ticket-handling.ts';
import { INTAKE } from './ticket-intake.ts';
import { MARKING } from './ticket-marks.ts';
import { MERGING } from './ticket-merge.ts';
import { MIRROR } from './ticket-mirror.ts';
import { OVERSIGHT } from './ticket-oversight.ts';
import { FLAGS } from './ticket-terms.ts';

/** The hotline ticket in the ten steps of the provincial rules. */
export const TICKET: KindTable = {
  kind: 'ticket',
  states: {
    registered: { holder: 'desk', open: true },
    to_dispatch: { holder: 'desk', open: true },
    to_sign: { holder: 'unit', open: true },
    handling: { holder: 'unit', open: true },
    return_review: { holder: 'desk', open: true },
    to_check: { holder: 'desk', open: true },
    transferred: { holder: 'desk', open: true },
    to_follow_up: { holder: 'desk', open: true, closed: true },
    to_redo: { holder: 'desk', open: true, closed: true },
    closed: { holder: 'desk', open: false, closed: true },
    reviewed: { holder: 'desk', open: false, closed: true },
    archived: { holder: 'none', open: false },
  },
  flags: FLAGS,
  commands: { ...INTAKE, ...DISPATCH, ...HANDLING, ...CLOSING, ...OVERSIGHT, ...MARKING, ...MERGING, ...MIRROR },
};

const STAGE: Record<string, Stage> = {
  registered: 'to_dispatch',
  to_dispatch: 'to_dispatch',
  return_review: 'to_dispatch',
  to_sign: 'to_sign',
  handling: 'handling',
  to_check: 'handling',
  transferred: 'handling',
  to_follow_up: 'to_follow_up',
  to_redo: 'to_follow_up',
};

/** Where a ticket in a state stands on the wall. */
export function stageOfState(state: string): Stage {
  return STAGE[state] ?? 'done';
}
