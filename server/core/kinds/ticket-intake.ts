import { count, milestone, move, order, raise, reviveClock, set, startClock, stopClocks, tell } from '../case/build.ts';
import type { Effect } from '../case/journal.ts';
import type { CommandSpec, Ctx } from '../case/kind.ts';
import { startIfFromReceipt } from '../case/rerule.ts';
import { type JsonObject, linksOf, textField } from '../case/state.ts';
import { acceptedNow, closing, dispatchTo, end, hasMembers, isWhole } from './ticket-acts.ts';
import {
  anyone,
  desk,
  EMERGENCY_LINES,
  ENTRANCES,
  FEED,
  MERGE_MODES,
  number,
  ORDER,
  PRIORITIES,
  REFUSE_REASONS,
  SYSTEM,
  TRANSFER_WAYS,
  text,
} from './ticket-terms.ts';

/** Fields of the report that stay with the case. */
const KEPT = ['requestType', 'category', 'region', 'receiving', 'channel', 'entrance', 'line', 'mergeMode', 'mirrored', 'receivedAt', 'parent'] as const;

/** The reason that a helper's part is told when the whole ticket is withdrawn. */
export const WITH_PARENT = 'withdrawn with the ticket';

/** Reporting, accepting, and the ways that need no unit (登记, 受理, 直办, 不予受理, 转紧急). */
export const INTAKE: { readonly [command: string]: CommandSpec } = {
  report: {
    from: 'new',
    by: [anyone('case.intake'), FEED, SYSTEM, ORDER],
    fields: {
      desk: { type: 'code', need: true },
      requestType: { type: 'code', need: true },
      priority: { type: 'code', choice: PRIORITIES },
      category: { type: 'code' },
      region: { type: 'code' },
      receiving: { type: 'code' },
      channel: { type: 'code' },
      entrance: { type: 'code', choice: ENTRANCES },
      line: { type: 'code' },
      mergeMode: { type: 'code', choice: MERGE_MODES },
      receivedAt: { type: 'time' },
      mirrored: { type: 'bool' },
      confidential: { type: 'bool' },
      anonymous: { type: 'bool' },
      parent: { type: 'number', whole: true },
      /** Of a helper's part: the unit that it goes to at once. */
      unit: { type: 'code', need: (d) => d.parent !== undefined && d.parent !== null },
    },
    effects: report,
  },
  accept: {
    from: ['registered'],
    by: [desk('case.intake'), desk('case.dispatch')],
    fields: {},
    undoable: true,
    effects: (ctx) => [...move(ctx, 'to_dispatch'), ...milestone(ctx, 'accepted')],
  },
  direct_answer: {
    from: ['registered', 'to_dispatch'],
    by: [desk('case.intake')],
    fields: { text: { type: 'text', need: true }, knowledge: { type: 'codes' } },
    effects: (ctx) => [...acceptedNow(ctx), ...stopClocks(ctx, ['handling'], 'answered'), ...closing(ctx, 'direct_answer')],
  },
  refuse: {
    from: ['registered', 'to_dispatch'],
    by: [desk('case.intake'), desk('case.dispatch')],
    // 不予受理 tells the reason and the lawful way.
    fields: { reason: { type: 'code', need: true, choice: REFUSE_REASONS }, text: { type: 'text', need: true } },
    guards: [hasMembers, isWhole],
    effects: (ctx) => [...end(ctx, 'refused'), ...tell('caller', 'refused', null, { reason: ctx.data.reason ?? null })],
  },
  transfer: {
    from: ['registered', 'to_dispatch'],
    by: [desk('case.intake'), desk('case.dispatch')],
    fields: {
      line: { type: 'code', need: true, choice: EMERGENCY_LINES },
      way: { type: 'code', need: true, choice: TRANSFER_WAYS },
      ref: { type: 'code' },
      text: { type: 'text' },
    },
    guards: [hasMembers, isWhole],
    effects: (ctx) => [
      ...move(ctx, 'transferred'),
      ...set('outcome', 'transferred'),
      ...set('emergencyLine', ctx.data.line ?? null),
      ...stopClocks(ctx, ['handling'], 'transferred'),
      ...milestone(ctx, 'transferred'),
      ...(text(ctx.data.ref) === null ? [] : linkToLine(ctx)),
      ...tell('desk', 'transferred', text(ctx.data.line)),
    ],
  },
  /** What the emergency line says: handled, or not theirs; then who was called first takes it (国办发〔2022〕12号). */
  link_back: {
    from: ['transferred'],
    by: [desk('case.intake'), desk('case.dispatch'), FEED, SYSTEM],
    fields: { result: { type: 'code', need: true, choice: ['handled', 'not_theirs'] }, ref: { type: 'code' }, text: { type: 'text' } },
    effects: (ctx) => [
      ...(text(ctx.data.ref) === null ? [] : linkToLine(ctx)),
      ...(ctx.data.result === 'handled'
        ? move(ctx, 'archived')
        : [...move(ctx, 'to_dispatch'), ...set('outcome', null), ...reviveClock(ctx, 'handling', 'taken_back')]),
    ],
  },
  supplement: {
    from: 'open',
    by: [anyone('case.intake'), SYSTEM],
    fields: { text: { type: 'text', need: true } },
    whenMerged: true,
    effects: (ctx) => [...count('supplements'), ...tell('unit', 'supplemented', ctx.state.assignment.main)],
  },
  withdraw: {
    from: ['registered', 'to_dispatch', 'to_sign', 'handling', 'return_review', 'to_check', 'transferred'],
    by: [desk('case.intake'), desk('case.dispatch'), SYSTEM, ORDER],
    fields: { reason: { type: 'text', need: true } },
    whenMerged: true,
    guards: [hasMembers],
    effects: withdraw,
  },
};

/** First step of a case: where it came in is where it is answered for. A helper's part goes to its unit at once. */
function report(ctx: Ctx): Effect[] {
  const { data } = ctx;
  const home = text(data.desk);
  const priority = text(data.priority) ?? 'normal';
  const received = { ...data, priority, receivedAt: Math.min(number(data.receivedAt) ?? ctx.at, ctx.at) };
  const unit = text(data.unit);
  const child = data.parent !== undefined;
  return [
    ...(child ? [] : move(ctx, 'registered', data.mirrored === true ? received.receivedAt : ctx.at)),
    { do: 'assign', set: { desk: home, firstDesk: home } },
    ...KEPT.filter((f) => f !== 'receivedAt' && data[f] !== undefined).flatMap((f) => set(f, data[f] ?? null)),
    ...set('priority', priority),
    ...set('receivedAt', received.receivedAt),
    ...(['confidential', 'anonymous'] as const).filter((f) => data[f] === true).flatMap((f) => raise(f)),
    ...(priority === 'normal' ? [] : raise('urgent', priority)),
    ...(child ? [{ do: 'link' as const, rel: 'parent', to: String(data.parent) }] : firstClock(ctx, received)),
    ...(child && unit !== null ? dispatchTo(ctx, unit, { designated: false, over: received }) : []),
  ];
}

/** What an upstream platform moves is measured from its report on: it may never tell us of a dispatch. */
function firstClock(ctx: Ctx, received: JsonObject & { receivedAt: number }): Effect[] {
  if (ctx.data.mirrored === true) return startClock(ctx, 'handling', 'received', null, received.receivedAt, received);
  return startIfFromReceipt(ctx, 'received', received);
}

function linkToLine(ctx: Ctx): Effect[] {
  const line = text(ctx.data.line) ?? textField(ctx.state, 'emergencyLine');
  return [{ do: 'link', rel: 'emergency', to: `${line}:${ctx.data.ref}` }];
}

function withdraw(ctx: Ctx): Effect[] {
  const { state } = ctx;
  const parent = number(state.fields.parent);
  return [
    ...end(ctx, 'withdrawn'),
    ...state.assignment.co.filter((c) => !c.answered).flatMap((c) => order(state.kind, c.child, 'withdraw', { reason: WITH_PARENT })),
    ...(state.flags.merged ? linksOf(state, 'master').flatMap((m) => order(state.kind, m, 'drop_member', { member: state.id })) : []),
    ...(parent === null || ctx.data.reason === WITH_PARENT ? [] : order(state.kind, parent, 'helper_left', { child: state.id })),
    ...tell('unit', 'withdrawn', state.assignment.main),
  ];
}
