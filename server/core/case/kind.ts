import type { Effect } from './journal.ts';
import type { Actor, CasePower } from './powers.ts';
import type { Refusal } from './refusal.ts';
import type { Rules } from './rules.ts';
import type { CaseState, JsonObject, RuleRef } from './state.ts';

/** Who has the case while it is in a state. */
export type HolderType = 'desk' | 'unit' | 'none';
export type StateSpec = {
  readonly holder: HolderType;
  /** Somebody still has to do something. */
  readonly open: boolean;
  /** The case counts as closed from when it comes here (办结). */
  readonly closed?: boolean;
};

/**
 * What a field of a command holds. Texts stay in the journal; all others are codes, ids, times and local dates
 * (`2026-12-31`), and go out with the fact.
 */
export type FieldSpec = {
  readonly type: 'text' | 'code' | 'number' | 'time' | 'date' | 'bool' | 'codes' | 'ids' | 'helpers';
  readonly need?: boolean | ((data: JsonObject) => boolean);
  readonly choice?: readonly string[];
  readonly least?: number;
  readonly most?: number;
  readonly whole?: boolean;
};
export type Fields = { readonly [name: string]: FieldSpec };

/**
 * Who may give a command: one of the lines must hold. `desk` and `unit` tie it to the assignment of this case, `anyone`
 * asks for the power alone, `system`, `feed` and `order` (of another case) are not people.
 */
export type Who =
  | { readonly as: 'desk' | 'main' | 'passer' | 'anyone'; readonly power: CasePower }
  | { readonly as: 'system' }
  | { readonly as: 'feed' }
  | { readonly as: 'order' };

/** Command names live beside `CommandSpec.from`: states named, every open one, every one, or none yet. */
export type From = readonly string[] | 'open' | 'any' | 'new';

/** What guards and effects see. `at` is the instant of the entry, never before the one before it. */
export type Ctx = {
  readonly table: KindTable;
  readonly state: CaseState;
  readonly data: JsonObject;
  readonly actor: Actor;
  readonly rules: Rules;
  readonly at: number;
  /** Rows that decided; what is pushed here stands in the entry. */
  readonly used: RuleRef[];
};

export type Guard = (ctx: Ctx) => Refusal | null;
export type CommandSpec = {
  readonly from: From;
  readonly by: readonly Who[];
  readonly fields: Fields;
  readonly guards?: readonly Guard[];
  readonly effects: (ctx: Ctx) => readonly Effect[];
  /** May be taken back, if a rule row says so too: it told nobody outside and ordered nothing. */
  readonly undoable?: boolean;
  /** Also while the case follows a master. */
  readonly whenMerged?: boolean;
  /** `both`: whoever moves the case; `only`: only of a mirrored one. Default: only of a native one. */
  readonly mirrored?: 'both' | 'only';
};

/** A kind of case: a table over the one kernel. */
export type KindTable = {
  readonly kind: string;
  readonly states: { readonly [state: string]: StateSpec };
  readonly flags: readonly string[];
  readonly commands: { readonly [command: string]: CommandSpec };
};

/** Whether an upstream platform moves the case. */
export function isMirrored(state: Pick<CaseState, 'fields'>): boolean {
  return state.fields.mirrored === true;
}

/** The case that this one follows while it is merged. */
export function masterOf(state: Pick<CaseState, 'flags'>): number | null {
  const master = state.flags.merged?.value;
  return typeof master === 'number' ? master : null;
}

export type Owner =
  | { readonly type: 'desk' | 'unit'; readonly id: string }
  | { readonly type: 'case'; readonly id: number }
  | { readonly type: 'upstream' }
  | { readonly type: 'none' };

/** The one who has to act. Every open case has exactly one. */
export function ownerOf(table: KindTable, state: CaseState): Owner {
  const spec = table.states[state.state];
  const master = masterOf(state);
  if (!spec || spec.holder === 'none') return { type: 'none' };
  if (master !== null) return { type: 'case', id: master };
  if (isMirrored(state)) return { type: 'upstream' };
  const id = spec.holder === 'unit' ? state.assignment.main : state.assignment.desk;
  return id === null ? { type: 'none' } : { type: spec.holder, id };
}
