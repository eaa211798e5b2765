import type { Amount } from '../calendar/reach.ts';
import { reach } from '../calendar/reach.ts';
import type { Ctx, Who } from '../case/kind.ts';
import type { CasePower } from '../case/powers.ts';
import type { CoHandler, Json } from '../case/state.ts';

/** 一般, 紧急, 特急. */
export const PRIORITIES = ['normal', 'urgent', 'critical'] as const;
/** 基层, 群诉, 行业. */
export const ENTRANCES = ['grassroots', 'petition', 'sector'] as const;
/** How a line was merged into 12345: 整体并入, 双号并行, 设分中心. */
export const MERGE_MODES = ['merged', 'parallel', 'branch'] as const;
/** Lines that are not merged, and to which an emergency goes. */
export const EMERGENCY_LINES = ['110', '119', '120', '122'] as const;
/** 一键转接, 三方通话, 工单流转, 话务引导. */
export const TRANSFER_WAYS = ['one_key', 'three_party', 'ticket', 'guide'] as const;
/** Why a matter is not taken: another body's, a lawful procedure under way, elsewhere, already answered, no request. */
export const REFUSE_REASONS = ['other_body', 'in_procedure', 'emergency_line', 'elsewhere', 'already_handled', 'unlawful', 'no_request'] as const;
export const RETURN_REASONS = ['not_duty', 'not_territory', 'incomplete', 'duplicate', 'other'] as const;
export const RESULTS = ['resolved', 'partly', 'explained', 'not_feasible'] as const;
export const HAND_OVER_REASONS = ['needs_province', 'crosses_cities', 'own_level'] as const;
/** Marks that are set and lifted by hand: 涉稳, 保密, 行政调解, 执法办案. */
export const MARKS = ['stability', 'confidential', 'mediation', 'enforcement'] as const;
export const EXCLUSION_REASONS = ['unreasonable', 'outside_authority', 'mediation', 'enforcement', 'force_majeure', 'other'] as const;
export const FLAGS = [
  ...MARKS,
  'urgent',
  'anonymous',
  'supervised',
  'instructed',
  'pending',
  'merged',
  'return_denied',
  'dissatisfied',
  'unreached',
  'excluded',
] as const;

export const desk = (power: CasePower): Who => ({ as: 'desk', power });
export const anyone = (power: CasePower): Who => ({ as: 'anyone', power });
export const MAIN: Who = { as: 'main', power: 'case.handle' };
export const SYSTEM: Who = { as: 'system' };
export const FEED: Who = { as: 'feed' };
/** Another case, as part of what was decided there. */
export const ORDER: Who = { as: 'order' };

export function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

export function number(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

export function list<T extends Json>(value: Json | undefined): readonly T[] {
  // Safe because the field was checked against its type before.
  return Array.isArray(value) ? (value as readonly T[]) : [];
}

/** Helpers as a command names them, before they have done anything. */
export function helpersOf(value: Json | undefined): CoHandler[] {
  return list<{ readonly unit: string; readonly child: number }>(value).map(({ unit, child }) => ({ unit, child, answered: false }));
}

/** The end of an amount of time that started earlier. */
export function endOf(ctx: Ctx, from: number, amount: Amount): number {
  return reach(ctx.rules.calendar, from, amount).due;
}

export function isChild(ctx: Ctx): boolean {
  return ctx.state.fields.parent !== undefined && ctx.state.fields.parent !== null;
}
