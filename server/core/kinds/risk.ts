import type { KindTable, Who } from '../case/kind.ts';
import { assigning, CODE, extending, MAIN, opening, SYSTEM, step, TEXT, urging } from './small-commands.ts';

const DESK: Who = { as: 'desk', power: 'case.dispatch' };
const ADJUDICATE: Who = { as: 'desk', power: 'case.adjudicate' };

/**
 * A risk that rules found, with its evidence, on its way to a department and back with a result. The four heads are
 * 信用, 市场, 国别 and 合规; the department judges, the desk files.
 */
export const RISK: KindTable = {
  kind: 'risk',
  states: {
    raised: { holder: 'desk', open: true },
    assigned: { holder: 'unit', open: true },
    examining: { holder: 'unit', open: true },
    answered: { holder: 'desk', open: true, closed: true },
    filed: { holder: 'none', open: false },
    dropped: { holder: 'none', open: false },
  },
  flags: [],
  commands: {
    report: opening('raised', [SYSTEM, { as: 'anyone', power: 'case.dispatch' }], {
      head: { type: 'code', need: true, choice: ['credit', 'market', 'country', 'compliance'] },
      rule: CODE,
      evidence: { type: 'codes' },
      text: { type: 'text' },
    }),
    /** What the policy calls lawful is not followed up, with the clause that says so. */
    drop: step(['raised'], 'dropped', [DESK], { fields: { reason: TEXT } }),
    assign: assigning(['raised'], 'assigned', [DESK], ['sign', 'handling']),
    sign: step(['assigned'], 'examining', [MAIN], { stop: { sign: 'signed' } }),
    answer: step(['examining'], 'answered', [MAIN], {
      fields: { result: { type: 'code', need: true, choice: ['confirmed', 'cleared', 'handled', 'no_finding'] }, text: TEXT },
      keep: ['result'],
      stop: { handling: 'answered' },
    }),
    send_back: step(['answered'], 'examining', [DESK], { fields: { reason: TEXT }, revive: ['handling'] }),
    file: step(['answered'], 'filed', [DESK]),
    ...extending(['assigned', 'examining'], ADJUDICATE),
    ...urging(),
  },
};
