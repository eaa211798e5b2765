import { queryOf } from '../case/build.ts';
import type { Guard, KindTable, Who } from '../case/kind.ts';
import { refuse } from '../case/refusal.ts';
import { refOf, rulesAt } from '../case/rules.ts';
import { RISK_HEADS } from '../risk/terms.ts';
import { assigning, CODE, extending, MAIN, OPTIONAL, opening, SYSTEM, step, TEXT, urging } from './small-commands.ts';

const DESK: Who = { as: 'desk', power: 'case.dispatch' };
const ADJUDICATE: Who = { as: 'desk', power: 'case.adjudicate' };

/** The clause must hold for the place and for what was found, and stands in the entry with its document. */
const calledLawful: Guard = (ctx) => {
  const row = rulesAt(ctx.rules.book, 'lawful', queryOf(ctx), ctx.at).find((r) => r.id === ctx.data.lawful);
  if (!row?.value.checks.some((check) => check === ctx.state.fields.rule)) return refuse('no_rule', { rule: 'lawful' });
  ctx.used.push(refOf(row));
  return null;
};

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
      head: { type: 'code', need: true, choice: RISK_HEADS },
      rule: CODE,
      evidence: { type: 'codes' },
      text: { type: 'text' },
    }),
    /** What the policy calls lawful is not followed up, with the clause that says so. */
    drop: {
      ...step(['raised'], 'dropped', [DESK], { fields: { lawful: CODE, reason: OPTIONAL }, keep: ['lawful'] }),
      guards: [calledLawful],
    },
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
    // Until it has a department there is nobody to urge, and an answer waits for the desk.
    urge: { ...urging().urge, from: ['assigned', 'examining'] },
  },
};
