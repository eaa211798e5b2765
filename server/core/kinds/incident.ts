import type { KindTable, Who } from '../case/kind.ts';
import { assigning, CODE, flagging, MAIN, noting, OPTIONAL, opening, SYSTEM, step, TEXT, urging } from './small-commands.ts';

/** Four grades of damage and four levels of response, two different things (Ⅰ to Ⅳ). */
const LEVELS = ['1', '2', '3', '4'];
const DESK: Who = { as: 'desk', power: 'case.intake' };
const COMMAND: Who = { as: 'desk', power: 'case.dispatch' };
const LEADER: Who = { as: 'anyone', power: 'case.instruct' };

/**
 * An emergency (seed line 3533: 事件接报、应急响应、指挥调度、研判分析、协同会商、应急评估). Its clocks run in natural
 * hours: sign is the turn-out of the unit, first_contact the verification, handling the response.
 */
export const INCIDENT: KindTable = {
  kind: 'incident',
  states: {
    reported: { holder: 'desk', open: true },
    responding: { holder: 'desk', open: true },
    commanded: { holder: 'unit', open: true },
    controlled: { holder: 'desk', open: true, closed: true },
    assessed: { holder: 'none', open: false, closed: true },
    dismissed: { holder: 'none', open: false },
  },
  flags: ['emergency_mode'],
  commands: {
    report: opening(
      'reported',
      [{ as: 'anyone', power: 'case.intake' }, SYSTEM, { as: 'feed' }],
      { type: CODE, grade: { type: 'code', choice: LEVELS }, text: OPTIONAL },
      ['first_contact'],
    ),
    dismiss: step(['reported'], 'dismissed', [DESK, COMMAND], { fields: { reason: TEXT }, stop: { first_contact: 'dismissed' } }),
    respond: step(['reported'], 'responding', [DESK, COMMAND], {
      fields: { response: { type: 'code', need: true, choice: LEVELS }, text: OPTIONAL },
      keep: ['response'],
      stop: { first_contact: 'verified' },
      start: ['handling'],
    }),
    command: assigning(['responding', 'commanded'], 'commanded', [COMMAND], ['sign']),
    turn_out: {
      from: ['commanded'],
      by: [MAIN],
      fields: { text: OPTIONAL },
      effects: step(['commanded'], 'commanded', [MAIN], { stop: { sign: 'turned_out' } }).effects,
    },
    judge: noting(['responding', 'commanded'], [DESK, COMMAND, MAIN], 'judged'),
    consult: noting(['responding', 'commanded'], [COMMAND], 'consulted', { units: { type: 'codes' } }),
    raise_level: {
      from: ['responding', 'commanded'],
      by: [COMMAND, LEADER],
      fields: { response: { type: 'code', need: true, choice: LEVELS }, reason: TEXT },
      effects: (ctx) => [{ do: 'set', field: 'response', value: ctx.data.response ?? null }],
    },
    emergency: flagging(['responding', 'commanded'], [COMMAND, LEADER], 'emergency_mode', 'mode'),
    control: step(['commanded', 'responding'], 'controlled', [MAIN, COMMAND], { fields: { text: TEXT }, stop: { handling: 'controlled', sign: 'controlled' } }),
    assess: step(['controlled'], 'assessed', [COMMAND], { fields: { text: TEXT, grade: { type: 'code', choice: LEVELS } }, keep: ['grade'] }),
    ...urging(),
  },
};
