import { lower, order, raise } from '../case/build.ts';
import type { Effect } from '../case/journal.ts';
import type { CommandSpec, Ctx, Guard } from '../case/kind.ts';
import { refuse } from '../case/refusal.ts';
import { linksOf } from '../case/state.ts';
import { hasMembers, isWhole } from './ticket-acts.ts';
import { desk, list, number, ORDER } from './ticket-terms.ts';

/** States in which a ticket may lead or follow: not while the desk judges, nor after the answer. */
const OPEN = ['registered', 'to_dispatch', 'to_sign', 'handling'];

/**
 * Many callers, one dispatch (重复诉求并单). The members keep their state, thread, clocks and review;
 * they only follow: the mark is all that a merge sets, so that taking it away restores a member exactly.
 */
export const MERGING: { readonly [command: string]: CommandSpec } = {
  absorb: {
    from: OPEN,
    by: [desk('case.dispatch')],
    fields: { members: { type: 'ids', need: true }, reason: { type: 'text' } },
    guards: [isWhole, notItself],
    effects: (ctx) =>
      list<number>(ctx.data.members).flatMap((m): Effect[] => [
        { do: 'link', rel: 'member', to: String(m) },
        ...order(ctx.state.kind, m, 'join', { master: ctx.state.id }),
      ]),
  },
  release: {
    from: OPEN,
    by: [desk('case.dispatch')],
    fields: { member: { type: 'number', need: true, whole: true }, reason: { type: 'text' } },
    guards: [knownMember],
    effects: (ctx) => [
      { do: 'unlink', rel: 'member', to: String(ctx.data.member) },
      ...order(ctx.state.kind, number(ctx.data.member) ?? 0, 'leave', { master: ctx.state.id }),
    ],
  },
  /** A member went its own way (withdrawn). */
  drop_member: {
    from: 'any',
    by: [ORDER],
    fields: { member: { type: 'number', need: true, whole: true } },
    guards: [knownMember],
    effects: (ctx) => [{ do: 'unlink', rel: 'member', to: String(ctx.data.member) }],
  },
  join: {
    from: OPEN,
    by: [ORDER],
    fields: { master: { type: 'number', need: true, whole: true } },
    guards: [
      hasMembers,
      isWhole,
      (ctx) => (ctx.state.assignment.co.some((c) => !c.answered) ? refuse('helpers_open') : null),
      (ctx) => (ctx.state.flags.pending ? refuse('on_hold') : null),
    ],
    effects: (ctx) => [...raise('merged', ctx.data.master ?? null), { do: 'link', rel: 'master', to: String(ctx.data.master) }],
  },
  leave: {
    from: OPEN,
    by: [ORDER],
    fields: { master: { type: 'number', need: true, whole: true } },
    whenMerged: true,
    guards: [(ctx) => (ctx.state.flags.merged?.value === ctx.data.master ? null : refuse('not_merged'))],
    effects: (ctx) => [...lower(ctx, 'merged'), { do: 'unlink', rel: 'master', to: String(ctx.data.master) }],
  },
};

function notItself(ctx: Ctx): ReturnType<Guard> {
  const known = linksOf(ctx.state, 'member');
  const wrong = list<number>(ctx.data.members).find((m) => m === ctx.state.id || known.includes(m));
  return wrong === undefined ? null : refuse('field', { field: 'members', problem: 'choice', member: wrong });
}

function knownMember(ctx: Ctx): ReturnType<Guard> {
  return linksOf(ctx.state, 'member').includes(number(ctx.data.member) ?? -1) ? null : refuse('not_a_member', { member: ctx.data.member ?? null });
}
