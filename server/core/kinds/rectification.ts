import { reach } from '../calendar/reach.ts';
import { ask, endDispatch, lower, move, pauseClocks, raise, resumeClocks, ruleFor, set, settle, stopClocks } from '../case/build.ts';
import type { Ctx, Fields, KindTable, Who } from '../case/kind.ts';
import { refuse } from '../case/refusal.ts';
import { assigning, CODE, extending, MAIN, opening, SYSTEM, step, TEXT, urging } from './small-commands.ts';

const CLOCKS = ['first_contact', 'handling'] as const;
const DESK: Who = { as: 'desk', power: 'case.dispatch' };
const CHECK: Who = { as: 'desk', power: 'case.check' };
const ADJUDICATE: Who = { as: 'desk', power: 'case.adjudicate' };
const FEED: Who = { as: 'feed' };

/** What of a review stays with its case and follows when the source replaces it. */
const REVIEWED: Fields = {
  item: { type: 'code' },
  department: { type: 'code' },
  channel: { type: 'code' },
  level: { type: 'number', whole: true, least: 1, most: 5 },
};
/** Ways in which the review itself went away; the case ends with the one that holds. */
export const WITHDRAWN = ['no_longer_bad', 'retracted'] as const;

/**
 * Every bad review becomes one (差评 → 研判 → 转办 → 1 工作日内联系 → 整改 → 反馈 → 二次评价 → 归档;
 * 申诉复核 as a branch). Judging ends it at once when the review is mistaken, malicious or not ours. Limits by
 * complexity are rows with `priority` simple, normal or complex.
 */
export const RECTIFICATION: KindTable = {
  kind: 'rectification',
  states: {
    judging: { holder: 'desk', open: true },
    contacting: { holder: 'unit', open: true },
    rectifying: { holder: 'unit', open: true },
    appealed: { holder: 'desk', open: true },
    reported: { holder: 'desk', open: true },
    second_review: { holder: 'desk', open: true, closed: true },
    filed: { holder: 'none', open: false },
  },
  flags: ['appeal_denied'],
  commands: {
    report: opening('judging', [SYSTEM, FEED, { as: 'anyone', power: 'case.intake' }], { ...REVIEWED, review: CODE }),
    judge_valid: assigning(['judging'], 'contacting', [DESK], ['first_contact', 'handling'], {
      priority: { type: 'code', need: true, choice: ['simple', 'normal', 'complex'] },
    }),
    judge_invalid: step(['judging'], 'filed', [DESK], {
      fields: { verdict: { type: 'code', need: true, choice: ['mistaken', 'malicious', 'not_ours'] }, reason: TEXT },
      keep: ['verdict'],
    }),
    contact: step(['contacting'], 'rectifying', [MAIN], { fields: { text: TEXT }, stop: { first_contact: 'contacted' } }),
    /** 申诉复核, while its time runs. */
    appeal: {
      from: ['contacting', 'rectifying'],
      by: [MAIN],
      fields: { text: TEXT },
      guards: [
        (ctx) => (ctx.state.flags.appeal_denied ? refuse('return_denied') : null),
        (ctx) => {
          const rule = ruleFor(ctx, 'return');
          if (!rule) return refuse('no_rule', { rule: 'return' });
          const until = reach(ctx.rules.calendar, ctx.state.dispatches.at(-1)?.at ?? ctx.at, rule.value.within).due;
          return ctx.at > until ? refuse('return_late', { until }) : null;
        },
      ],
      effects: (ctx) => [
        ...ask(ctx, 'return', { from: ctx.state.state }),
        { do: 'return_asked' },
        ...move(ctx, 'appealed'),
        ...pauseClocks(ctx, CLOCKS, 'appeal'),
      ],
    },
    uphold_appeal: step(['appealed'], 'filed', [ADJUDICATE], {
      settles: ['return'],
      fields: { verdict: { type: 'code', need: true, choice: ['mistaken', 'malicious', 'not_ours'] }, reason: TEXT },
      keep: ['verdict'],
      stop: { first_contact: 'appeal_upheld', handling: 'appeal_upheld' },
    }),
    deny_appeal: {
      from: ['appealed'],
      by: [ADJUDICATE],
      fields: { reason: TEXT },
      effects: (ctx) => [
        ...settle(ctx, 'return'),
        ...raise('appeal_denied'),
        ...move(ctx, ctx.state.asks.return?.value.from === 'contacting' ? 'contacting' : 'rectifying'),
        ...resumeClocks(ctx, CLOCKS, 'appeal_denied'),
      ],
    },
    rectify: step(['rectifying'], 'reported', [MAIN], { fields: { text: TEXT }, stop: { handling: 'rectified' } }),
    send_back: step(['reported'], 'rectifying', [CHECK], { fields: { reason: TEXT }, revive: ['handling'] }),
    pass: step(['reported'], 'second_review', [CHECK], { start: ['follow_up'] }),
    second_review: {
      from: ['second_review'],
      by: [{ as: 'desk', power: 'case.follow_up' }, SYSTEM],
      fields: { level: { type: 'number', whole: true, least: 1, most: 5 }, reached: { type: 'bool', need: true } },
      effects: (ctx) => {
        const level = typeof ctx.data.level === 'number' ? ctx.data.level : null;
        const reached = ctx.data.reached === true;
        return [
          {
            do: 'review',
            by: 'call',
            unit: ctx.state.assignment.main,
            reached,
            level,
            satisfied: level === null ? null : level >= 3,
            resolved: null,
            at: ctx.at,
          },
          ...stopClocks(ctx, ['follow_up'], reached ? 'reached' : 'unreached'),
          ...move(ctx, 'filed'),
        ];
      },
    },
    /** The source replaced the review, which is still a bad one. */
    revise: { from: 'any', by: [FEED], fields: { region: { type: 'code' }, ...REVIEWED }, effects: revised },
    /** The source replaced or retracted it: there is nothing left to put right. */
    withdraw: {
      from: 'open',
      by: [FEED],
      fields: { why: { type: 'code', need: true, choice: WITHDRAWN } },
      effects: (ctx) => [
        ...settle(ctx, 'return', 'extension'),
        ...endDispatch(ctx, 'ended'),
        ...stopClocks(ctx, [...CLOCKS, 'follow_up'], 'withdrawn'),
        ...set('verdict', ctx.data.why ?? null),
        ...move(ctx, 'filed'),
      ],
    },
    /** A review that had gone away is a bad one again: it is judged from the start. */
    restore: {
      from: ['filed'],
      by: [FEED],
      fields: { region: { type: 'code' }, ...REVIEWED },
      guards: [(ctx) => (WITHDRAWN.some((why) => why === ctx.state.fields.verdict) ? null : refuse('wrong_state', { state: ctx.state.state }))],
      effects: (ctx) => [
        ...revised(ctx),
        ...set('verdict', null),
        ...lower(ctx, 'appeal_denied'),
        { do: 'assign', set: { main: null, through: [], designated: false } },
        ...move(ctx, 'judging'),
      ],
    },
    ...extending(['contacting', 'rectifying'], ADJUDICATE),
    ...urging(),
  },
};

function revised(ctx: Ctx) {
  return Object.entries(ctx.data).flatMap(([field, value]) => (value === ctx.state.fields[field] ? [] : set(field, value)));
}
