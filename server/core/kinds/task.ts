import { raise, tell } from '../case/build.ts';
import type { FieldSpec, KindTable, Who } from '../case/kind.ts';
import { assigning, CODE, extending, MAIN, noting, OPTIONAL, opening, SYSTEM, step, TEXT, urging } from './small-commands.ts';
import { onLadder } from './ticket-oversight.ts';

const SUPERVISE: Who = { as: 'anyone', power: 'case.supervise' };
const LEADER: Who = { as: 'anyone', power: 'case.instruct' };

/** 限期: the last day that is on time, set by whoever gives the task out; the handling clock runs to its end. */
const UNTIL: FieldSpec = { type: 'date' };

/**
 * A supervision task (督办): an instruction or a figure off target on its way to a department. Its ledger carries the
 * three things that such a task must have: 责任单位 (assignment), 时间表 (clocks), 路线图 (progress reports).
 */
export const TASK: KindTable = {
  kind: 'task',
  states: {
    drafted: { holder: 'desk', open: true },
    issued: { holder: 'unit', open: true },
    running: { holder: 'unit', open: true },
    submitted: { holder: 'desk', open: true },
    done: { holder: 'none', open: false, closed: true },
    cancelled: { holder: 'none', open: false },
  },
  flags: ['escalated'],
  commands: {
    report: opening('drafted', [SUPERVISE, LEADER, SYSTEM], {
      origin: { type: 'code', need: true, choice: ['instruction', 'figure', 'plan'] },
      indicator: { type: 'code' },
      title: TEXT,
      text: OPTIONAL,
      until: UNTIL,
    }),
    issue: assigning(['drafted'], 'issued', [SUPERVISE, LEADER], ['sign', 'handling'], { until: UNTIL }),
    sign: step(['issued'], 'running', [MAIN], { stop: { sign: 'signed' } }),
    progress: noting(['running'], [MAIN], 'progress', { percent: { type: 'number', least: 0, most: 100 } }),
    submit: step(['running'], 'submitted', [MAIN], { fields: { text: TEXT, indicator: { type: 'code' } }, stop: { handling: 'submitted' } }),
    send_back: step(['submitted'], 'running', [SUPERVISE, LEADER], { fields: { reason: TEXT }, revive: ['handling'] }),
    finish: step(['submitted'], 'done', [SUPERVISE, LEADER], { fields: { verdict: { ...CODE, choice: ['good', 'done', 'partly'] } }, keep: ['verdict'] }),
    cancel: step(['drafted', 'issued', 'running'], 'cancelled', [SUPERVISE, LEADER], {
      fields: { reason: TEXT },
      stop: { sign: 'cancelled', handling: 'cancelled' },
    }),
    ...extending(['running'], SUPERVISE),
    ...urging(),
    /** 逾期通报: what the ladder of urging comes to when the time is over, by itself. */
    supervise: {
      from: 'open',
      by: [SYSTEM],
      fields: { level: { ...CODE, choice: ['notice', 'circular', 'interview'] }, ladder: { type: 'code' } },
      guards: [onLadder],
      effects: (ctx) => {
        const unit = ctx.state.assignment.main;
        const level = String(ctx.data.level);
        const ladder = typeof ctx.data.ladder === 'string' ? ctx.data.ladder : null;
        return [{ do: 'remind', what: 'supervise', unit, level, ladder }, ...raise('escalated', level), ...tell('unit', 'supervise', unit, { level })];
      },
    },
  },
};
