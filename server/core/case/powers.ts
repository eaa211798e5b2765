import type { Role } from '../access/roles.ts';
import type { ActorRef } from './state.ts';

/** What a person may do to cases, besides seeing them. Coarser than commands, finer than roles. */
export const CASE_POWERS = [
  /** Register, answer at once, refuse, add what the caller says (话务员). */
  'case.intake',
  /** Dispatch, classify, mark, merge, hand over between levels (派单员). */
  'case.dispatch',
  /** Settle returns, extensions and holds (退单审核). */
  'case.adjudicate',
  /** Name the unit that must handle what nobody takes (指定承办). */
  'case.designate',
  /** The work of a handling unit (承办单位). */
  'case.handle',
  /** Check answers, close, send back, redo, file (审核员). */
  'case.check',
  /** Call back (回访员). */
  'case.follow_up',
  /** Urge and supervise (督办员). */
  'case.supervise',
  /** Give instructions, agree to the extension that needs a leader (领导). */
  'case.instruct',
  /** Take cases out of an appraisal (剔除). */
  'case.exclude',
] as const;
export type CasePower = (typeof CASE_POWERS)[number];

const TABLE: Record<Role, readonly CasePower[]> = {
  operator: ['case.intake'],
  dispatcher: ['case.intake', 'case.dispatch', 'case.adjudicate', 'case.designate', 'case.check', 'case.follow_up'],
  unit_handler: ['case.handle'],
  supervisor: ['case.supervise', 'case.adjudicate', 'case.designate', 'case.check', 'case.exclude'],
  leader: ['case.instruct'],
  steward: [],
  chief_data_officer: [],
  system_admin: [],
  security_admin: [],
  audit_admin: [],
};

/** Powers of all the roles held. */
export function powersOf(roles: readonly Role[]): CasePower[] {
  return CASE_POWERS.filter((p) => roles.some((r) => TABLE[r].includes(p)));
}

/** What one grant gives: `units` are those that the person works for, `desks` the regions on whose desk he sits. */
export type Seat = { readonly powers: readonly CasePower[]; readonly units: readonly string[]; readonly desks: readonly string[] };

/**
 * Who acts on one case, as far as deciding goes: the gate has already seen to it that the case is in scope. A power of one
 * seat is not exercised at the desk of another: who dispatches for a city and leads the province does not dispatch for the
 * province.
 */
export type Actor = { readonly ref: ActorRef; readonly seats: readonly Seat[] };

export function holdsPower(actor: Actor, power: CasePower): boolean {
  return actor.seats.some((s) => s.powers.includes(power));
}

export function sitsAt(actor: Actor, power: CasePower, desk: string): boolean {
  return actor.seats.some((s) => s.powers.includes(power) && s.desks.includes(desk));
}

export function systemActor(id: string): Actor {
  return { ref: { type: 'system', id }, seats: [] };
}

/** Another case, by the entry that ordered it. */
export function orderActor(id: number, seq: number): Actor {
  return { ref: { type: 'order', id: `${id}:${seq}` }, seats: [] };
}

export function feedActor(id: string): Actor {
  return { ref: { type: 'feed', id }, seats: [] };
}
