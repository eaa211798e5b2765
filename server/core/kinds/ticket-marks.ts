import { lower, raise, set } from '../case/build.ts';
import type { Effect } from '../case/journal.ts';
import type { CommandSpec, Ctx, Guard } from '../case/kind.ts';
import { holdsPower, sitsAt } from '../case/powers.ts';
import { refuse } from '../case/refusal.ts';
import { reruleClocks, startIfFromReceipt } from '../case/rerule.ts';
import type { Json, JsonObject } from '../case/state.ts';
import { anyone, desk, MARKS, PRIORITIES, SYSTEM, text } from './ticket-terms.ts';

const CLASSED = ['requestType', 'category', 'region', 'entrance'] as const;

const somethingChanges: Guard = (ctx) => (Object.keys(changed(ctx)).length === 0 ? refuse('nothing_changes') : null);

/**
 * A mediation or a case of law enforcement leaves satisfaction rates: the desk says so while the matter is in work, and once
 * the answer is there it is taken out as any other exclusion is, by who may.
 */
const EXEMPT: readonly Json[] = ['mediation', 'enforcement'];
const mayExempt: Guard = ({ actor, data, state }) => {
  if (!EXEMPT.includes(data.flag ?? null) || actor.ref.type !== 'person' || holdsPower(actor, 'case.exclude')) return null;
  const { desk: home } = state.assignment;
  const inWork = state.closedAt === null && state.open && (home === null || sitsAt(actor, 'case.dispatch', home));
  return inWork ? null : refuse('forbidden', { needs: [state.closedAt === null ? 'desk:case.dispatch' : 'anyone:case.exclude'] });
};

/** What stands beside the way, and what a ticket is taken for: with that its limits change. */
export const MARKING: { readonly [command: string]: CommandSpec } = {
  mark: {
    from: 'any',
    whenMerged: true,
    undoable: true,
    by: [anyone('case.intake'), anyone('case.dispatch'), anyone('case.supervise')],
    fields: { flag: { type: 'code', need: true, choice: MARKS } },
    guards: [(ctx) => (ctx.state.flags[text(ctx.data.flag) ?? ''] ? refuse('flag_up', { flag: ctx.data.flag ?? null }) : null), mayExempt],
    effects: (ctx) => raise(text(ctx.data.flag) ?? ''),
  },
  unmark: {
    from: 'any',
    whenMerged: true,
    undoable: true,
    by: [desk('case.dispatch')],
    fields: { flag: { type: 'code', need: true, choice: MARKS }, reason: { type: 'text', need: true } },
    guards: [(ctx) => (ctx.state.flags[text(ctx.data.flag) ?? ''] ? null : refuse('flag_down', { flag: ctx.data.flag ?? null }))],
    effects: (ctx) => lower(ctx, text(ctx.data.flag) ?? ''),
  },
  /** 一般, 紧急, 特急: the clocks are read again under the limits of the new priority. */
  prioritize: {
    from: 'open',
    whenMerged: true,
    undoable: true,
    by: [desk('case.intake'), desk('case.dispatch'), anyone('case.supervise'), anyone('case.instruct')],
    fields: { priority: { type: 'code', need: true, choice: PRIORITIES }, reason: { type: 'text' } },
    guards: [somethingChanges],
    effects: reclassify,
  },
  reclassify: {
    from: 'open',
    whenMerged: true,
    undoable: true,
    by: [desk('case.intake'), desk('case.dispatch')],
    fields: {
      requestType: { type: 'code' },
      category: { type: 'code' },
      region: { type: 'code' },
      entrance: { type: 'code' },
      priority: { type: 'code', choice: PRIORITIES },
      reason: { type: 'text', need: true },
    },
    guards: [somethingChanges],
    effects: reclassify,
  },
  /** After the rules changed: the running clocks are read again under those of now. */
  apply_rules: {
    from: 'any',
    mirrored: 'both',
    whenMerged: true,
    by: [SYSTEM],
    fields: {},
    guards: [(ctx) => (reruleClocks({ ...ctx, used: [] }, 'rules_changed').length === 0 ? refuse('nothing_changes') : null)],
    effects: (ctx) => reruleClocks(ctx, 'rules_changed'),
  },
};

function changed(ctx: Ctx): JsonObject {
  const { data, state } = ctx;
  return Object.fromEntries(
    [...CLASSED, 'priority' as const].filter((f) => data[f] !== undefined && data[f] !== state.fields[f]).map((f) => [f, data[f] ?? null]),
  );
}

function reclassify(ctx: Ctx): Effect[] {
  const over = changed(ctx);
  const urgent = over.priority === undefined ? [] : over.priority === 'normal' ? lower(ctx, 'urgent') : raise('urgent', over.priority ?? null);
  return [
    ...Object.entries(over).flatMap(([field, value]) => set(field, value)),
    ...urgent,
    ...reruleClocks(ctx, 'reclassified', over),
    ...(['registered', 'to_dispatch'].includes(ctx.state.state) ? startIfFromReceipt(ctx, 'reclassified', over) : []),
  ];
}
