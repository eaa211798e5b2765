import { ask, lower, order, raise, settle, tell } from '../case/build.ts';
import type { Effect } from '../case/journal.ts';
import { type CommandSpec, type Ctx, type Guard, masterOf } from '../case/kind.ts';
import { MEASURES } from '../case/measures.ts';
import { refuse } from '../case/refusal.ts';
import type { JsonObject } from '../case/state.ts';
import { ladderOf } from './ticket-due.ts';
import { anyone, desk, EXCLUSION_REASONS, FEED, list, MAIN, number, ORDER, SYSTEM, text } from './ticket-terms.ts';

/** A system urge is a step of the ladder that is due and was not taken in this round. */
export const onLadder: Guard = (ctx) => {
  if (ctx.actor.ref.type === 'person' || ctx.data.ladder === undefined) return null;
  const step = ladderOf(ctx.state, ctx.rules, ctx.at).find((s) => s.key === ctx.data.ladder);
  if (!step) return refuse('nothing_changes', { ladder: ctx.data.ladder });
  return step.at > ctx.at ? refuse('not_due', { due: step.at }) : null;
};

/** Which caller's ticket an urge came from is known by the order that passed it on, and by nobody else. */
const memberByOrder: Guard = ({ data, actor }) =>
  data.member !== undefined && actor.ref.type === 'person' ? refuse('field', { field: 'member', problem: 'choice' }) : null;

/** Urging, supervising and instructing, with receipts (催办, 督办, 批示, 剔除). */
export const OVERSIGHT: { readonly [command: string]: CommandSpec } = {
  urge: {
    from: 'open',
    mirrored: 'both',
    whenMerged: true,
    by: [anyone('case.intake'), anyone('case.dispatch'), anyone('case.supervise'), SYSTEM, FEED, ORDER],
    fields: {
      by: { type: 'code', choice: ['caller', 'desk', 'ladder', 'member'] },
      ladder: { type: 'code' },
      reason: { type: 'text' },
      member: { type: 'number' },
    },
    guards: [onLadder, memberByOrder],
    effects: (ctx) => [...remind(ctx, 'urge', text(ctx.data.by)), ...passOn(ctx)],
  },
  supervise: {
    from: 'open',
    mirrored: 'both',
    whenMerged: true,
    by: [anyone('case.supervise'), SYSTEM],
    fields: {
      level: { type: 'code', need: true, choice: ['notice', 'circular', 'interview'] },
      by: { type: 'code' },
      ladder: { type: 'code' },
      until: { type: 'time' },
      reason: { type: 'text', need: (d) => d.ladder === undefined },
    },
    guards: [onLadder],
    effects: (ctx) => [
      ...remind(ctx, 'supervise', text(ctx.data.level)),
      ...raise('supervised', { level: ctx.data.level ?? null, until: ctx.data.until ?? null }),
    ],
  },
  /** The unit says that it has read an urge, a supervision or an instruction. */
  acknowledge: {
    from: 'open',
    mirrored: 'both',
    whenMerged: true,
    by: [MAIN],
    fields: { of: { type: 'number', need: true, whole: true }, text: { type: 'text' } },
    guards: [
      (ctx) => {
        const reminder = ctx.state.reminders.find((r) => r.seq === ctx.data.of);
        if (!reminder) return refuse('unknown_entry', { of: ctx.data.of ?? null });
        return reminder.receipt ? { ...refuse('receipt_given'), ...reminder.receipt } : null;
      },
    ],
    effects: (ctx) => [{ do: 'receipt', of: number(ctx.data.of) ?? 0 }],
  },
  end_supervision: {
    from: 'any',
    mirrored: 'both',
    whenMerged: true,
    by: [anyone('case.supervise')],
    fields: { reason: { type: 'text', need: true } },
    guards: [(ctx) => (ctx.state.flags.supervised ? null : refuse('flag_down', { flag: 'supervised' }))],
    effects: (ctx) => lower(ctx, 'supervised'),
  },
  /** 领导批示. */
  instruct: {
    from: 'open',
    whenMerged: true,
    by: [anyone('case.instruct')],
    fields: { text: { type: 'text', need: true }, until: { type: 'time' } },
    effects: (ctx) => [...remind(ctx, 'instruct', null), ...raise('instructed', { until: ctx.data.until ?? null })],
  },
  /** A ticket leaves measures of the appraisal after approval (剔除). */
  ask_exclusion: {
    from: 'any',
    whenMerged: true,
    by: [MAIN, desk('case.dispatch'), desk('case.check')],
    fields: { reason: { type: 'code', need: true, choice: EXCLUSION_REASONS }, measures: { type: 'codes', need: true }, text: { type: 'text', need: true } },
    guards: [
      (ctx) => (ctx.state.flags.excluded ? refuse('flag_up', { flag: 'excluded' }) : null),
      (ctx) => (ctx.state.asks.exclusion ? refuse('asked_already', { ask: 'exclusion' }) : null),
      (ctx) =>
        list<string>(ctx.data.measures).every((m) => (MEASURES as readonly string[]).includes(m))
          ? null
          : refuse('field', { field: 'measures', problem: 'choice' }),
    ],
    effects: (ctx) => ask(ctx, 'exclusion', { reason: ctx.data.reason ?? null, measures: ctx.data.measures ?? [] }),
  },
  settle_exclusion: {
    from: 'any',
    whenMerged: true,
    by: [anyone('case.exclude')],
    fields: { grant: { type: 'bool', need: true }, reason: { type: 'text', need: true } },
    guards: [(ctx) => (ctx.state.asks.exclusion ? null : refuse('not_asked', { ask: 'exclusion' }))],
    effects: (ctx) => [...settle(ctx, 'exclusion'), ...(ctx.data.grant === true ? raise('excluded', ctx.state.asks.exclusion?.value ?? null) : [])],
  },
  end_exclusion: {
    from: 'any',
    whenMerged: true,
    by: [anyone('case.exclude')],
    fields: { reason: { type: 'text', need: true } },
    guards: [(ctx) => (ctx.state.flags.excluded ? null : refuse('flag_down', { flag: 'excluded' }))],
    effects: (ctx) => lower(ctx, 'excluded'),
  },
};

function remind(ctx: Ctx, what: string, level: string | null): Effect[] {
  const unit = ctx.state.assignment.main;
  const params: JsonObject = level === null ? {} : { level };
  return [
    { do: 'remind', what, unit, level, ladder: text(ctx.data.ladder) },
    ...tell(unit === null ? 'desk' : 'unit', what, unit ?? ctx.state.assignment.desk, params),
  ];
}

/** What the caller of a member urges is heard where the matter is handled. */
function passOn(ctx: Ctx): Effect[] {
  const master = masterOf(ctx.state);
  return master === null ? [] : order(ctx.state.kind, master, 'urge', { by: 'member', member: ctx.state.id });
}
