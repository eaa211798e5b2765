import type { Amount } from '../calendar/reach.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export type CaseId = number;
/** Who acted: an account, this program by itself, an upstream platform, or another case (`CASE:SEQ` of the entry that ordered it). */
export type ActorRef = { readonly type: 'person' | 'system' | 'feed' | 'order'; readonly id: string };
/** The dated row that decided, as it was then. */
export type RuleRef = { readonly id: string; readonly version: number; readonly source: string };

export const CLOCK_KINDS = ['sign', 'first_contact', 'handling', 'follow_up'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];
/**
 * `soon`: the share of the limit that is left when the clock turns to soon. `until`: somebody set the instant at which it
 * ends, which no calendar and no pause moves; the amount is then the natural days from the start to it, and may be broken.
 */
export type Limit = Amount & { readonly soon: number; readonly until?: number };
export type ClockOp = 'start' | 'pause' | 'resume' | 'extend' | 'transfer' | 'stop' | 'rule';
/**
 * One line of the clock ledger. `resume` after a stop runs on as if the clock had not stopped; `rule` puts another limit
 * under the whole ledger (re-classification, changed rules), from `startedAt` when it is given.
 */
export type ClockLine = {
  readonly clock: ClockKind;
  readonly round: number;
  readonly op: ClockOp;
  readonly at: number;
  readonly seq: number;
  readonly reason: string;
  readonly limit?: Limit;
  readonly startedAt?: number;
  readonly rule?: RuleRef;
  readonly unit?: string | null;
};

/** A helper beside the main unit; its part of the work is a child case of its own. */
export type CoHandler = { readonly unit: string; readonly child: CaseId; readonly answered: boolean };
/**
 * Who answers for the case. `desk` is the region whose hotline has it, `firstDesk` the first receiver, who stays
 * answerable (首接负责); `through` the units that passed it down, the first of them first.
 */
export type Assignment = {
  readonly desk: string | null;
  readonly firstDesk: string | null;
  readonly main: string | null;
  readonly co: readonly CoHandler[];
  readonly through: readonly string[];
  readonly designated: boolean;
};

export type Flag = { readonly at: number; readonly seq: number; readonly value: Json };
/** What a unit asked for and the desk has not settled. */
export type Ask = { readonly at: number; readonly seq: number; readonly by: ActorRef; readonly unit: string | null; readonly value: JsonObject };
export type DispatchEnd = 'signed' | 'auto_signed' | 'returned' | 'passed' | 'ended';
export type Dispatch = {
  readonly seq: number;
  readonly at: number;
  readonly unit: string;
  readonly designated: boolean;
  /** When a return was asked for, whatever became of it. */
  readonly returnAskedAt: number | null;
  readonly end: DispatchEnd | null;
  readonly endedAt: number | null;
};
/** An urge, supervision or instruction, and its receipt. */
export type Reminder = {
  readonly seq: number;
  readonly what: string;
  readonly at: number;
  readonly by: ActorRef;
  readonly unit: string | null;
  readonly level: string | null;
  readonly ladder: string | null;
  readonly receipt: { readonly at: number; readonly by: ActorRef } | null;
};
/** A call-back or the caller's own rating; level 5 is 非常满意, 3 and more is satisfied. Upstream platforms send no level. */
export type Review = {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly unit: string | null;
  readonly reached: boolean;
  readonly level: number | null;
  readonly satisfied: boolean | null;
  readonly resolved: boolean | null;
};
export type Milestone = { readonly seq: number; readonly what: string; readonly at: number; readonly unit: string | null };
export type Link = { readonly rel: string; readonly to: string; readonly seq: number };

/** All that is known of a case: the fold of its journal. Plain data, ids, codes and times. */
export type CaseState = {
  readonly id: CaseId;
  readonly kind: string;
  /** The seq of the newest entry; 0 before the first. */
  readonly version: number;
  /** A state of the kind's table; '' before the first entry. */
  readonly state: string;
  readonly open: boolean;
  readonly last: { readonly at: number; readonly by: ActorRef; readonly command: string } | null;
  readonly openedAt: number | null;
  readonly movedAt: number | null;
  readonly closedAt: number | null;
  readonly assignment: Assignment;
  readonly fields: JsonObject;
  readonly flags: { readonly [flag: string]: Flag };
  readonly asks: { readonly [ask: string]: Ask };
  readonly ledger: readonly ClockLine[];
  readonly dispatches: readonly Dispatch[];
  readonly reminders: readonly Reminder[];
  readonly reviews: readonly Review[];
  readonly milestones: readonly Milestone[];
  readonly links: readonly Link[];
  readonly counts: { readonly [name: string]: number };
};

export function emptyCase(kind: string, id: CaseId): CaseState {
  return {
    id,
    kind,
    version: 0,
    state: '',
    open: false,
    last: null,
    openedAt: null,
    movedAt: null,
    closedAt: null,
    assignment: { desk: null, firstDesk: null, main: null, co: [], through: [], designated: false },
    fields: {},
    flags: {},
    asks: {},
    ledger: [],
    dispatches: [],
    reminders: [],
    reviews: [],
    milestones: [],
    links: [],
    counts: {},
  };
}

/** The version a writer must have seen: `update … where version = versionOf(state)`. */
export function versionOf(state: CaseState): number {
  return state.version;
}

/** A field as text, null when it is not set. */
export function textField(state: Pick<CaseState, 'fields'>, name: string): string | null {
  const value = state.fields[name];
  return typeof value === 'string' ? value : null;
}

export function countOf(state: Pick<CaseState, 'counts'>, name: string): number {
  return state.counts[name] ?? 0;
}

export function linksOf(state: Pick<CaseState, 'links'>, rel: string): CaseId[] {
  return state.links.filter((l) => l.rel === rel).map((l) => Number(l.to));
}
