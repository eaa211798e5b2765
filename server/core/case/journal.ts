import {
  type ActorRef,
  type Assignment,
  type CaseId,
  type CaseState,
  type ClockLine,
  type DispatchEnd,
  emptyCase,
  type Json,
  type JsonObject,
  type RuleRef,
} from './state.ts';

/** What an entry changes. The journal alone gives the state again: no rule and no table is asked twice. */
export type Effect =
  | { readonly do: 'move'; readonly to: string; readonly open: boolean; readonly at: number; readonly closedAt: number | null }
  | { readonly do: 'assign'; readonly set: Partial<Assignment> }
  | { readonly do: 'set'; readonly field: string; readonly value: Json }
  | { readonly do: 'raise'; readonly flag: string; readonly value: Json }
  | { readonly do: 'lower'; readonly flag: string }
  | { readonly do: 'ask'; readonly ask: string; readonly unit: string | null; readonly value: JsonObject }
  | { readonly do: 'settle'; readonly ask: string }
  | ({ readonly do: 'clock' } & Omit<ClockLine, 'seq'>)
  | { readonly do: 'dispatched'; readonly unit: string; readonly designated: boolean; readonly at: number }
  | { readonly do: 'return_asked' }
  | { readonly do: 'dispatch_ended'; readonly end: DispatchEnd; readonly at: number }
  | { readonly do: 'remind'; readonly what: string; readonly unit: string | null; readonly level: string | null; readonly ladder: string | null }
  | { readonly do: 'receipt'; readonly of: number }
  | {
      readonly do: 'review';
      readonly by: string;
      readonly unit: string | null;
      readonly reached: boolean;
      readonly level: number | null;
      readonly satisfied: boolean | null;
      readonly resolved: boolean | null;
      readonly at: number;
    }
  | { readonly do: 'milestone'; readonly what: string; readonly unit: string | null; readonly at: number }
  | { readonly do: 'link'; readonly rel: string; readonly to: string }
  | { readonly do: 'unlink'; readonly rel: string; readonly to: string }
  | { readonly do: 'count'; readonly name: string; readonly by: number }
  /** Somebody outside is to be told; the state does not change. */
  | { readonly do: 'tell'; readonly whom: 'caller' | 'unit' | 'desk'; readonly what: string; readonly to: string | null; readonly params: JsonObject }
  /** Another case is to take a command in the same transaction. */
  | { readonly do: 'order'; readonly case: CaseId; readonly kind: string; readonly command: string; readonly data: JsonObject }
  /** A part of the state is put back as it was (undo, recount). */
  | { readonly do: 'restore'; readonly part: RestoredPart; readonly value: unknown };

/** Parts that undo and recount may put back; version, last, id and kind are never among them. */
export const RESTORED_PARTS = [
  'state',
  'open',
  'openedAt',
  'movedAt',
  'closedAt',
  'assignment',
  'fields',
  'flags',
  'asks',
  'ledger',
  'dispatches',
  'reminders',
  'reviews',
  'milestones',
  'links',
  'counts',
] as const satisfies readonly (keyof CaseState)[];
export type RestoredPart = (typeof RESTORED_PARTS)[number];

/** One act, for ever. `seq` is the case's version after it. `data` may hold text; effects never do. */
export type JournalEntry = {
  readonly seq: number;
  readonly at: number;
  readonly actor: ActorRef;
  readonly command: string;
  readonly data: JsonObject;
  readonly rules: readonly RuleRef[];
  readonly effects: readonly Effect[];
};

type Draft = { -readonly [K in keyof CaseState]: CaseState[K] };

/**
 * The state after one more entry.
 * @throws Error when the entry is not the next one
 */
export function apply(state: CaseState, entry: JournalEntry): CaseState {
  if (entry.seq !== state.version + 1) throw new Error(`case ${state.id}: entry ${entry.seq} does not follow version ${state.version}`);
  const draft: Draft = { ...state, version: entry.seq, last: { at: entry.at, by: entry.actor, command: entry.command } };
  if (draft.openedAt === null) draft.openedAt = entry.at;
  for (const effect of entry.effects) change(draft, effect, entry);
  return draft;
}

/** The state that a journal leads to, from its first entry. @throws Error when entries are missing or out of order */
export function replay(kind: string, id: CaseId, journal: readonly JournalEntry[]): CaseState {
  return journal.reduce(apply, emptyCase(kind, id));
}

function change(draft: Draft, effect: Effect, { seq, at, actor }: JournalEntry): void {
  switch (effect.do) {
    case 'move':
      draft.state = effect.to;
      draft.open = effect.open;
      draft.movedAt = effect.at;
      draft.closedAt = effect.closedAt;
      return;
    case 'assign':
      draft.assignment = { ...draft.assignment, ...effect.set };
      return;
    case 'set':
      draft.fields = { ...draft.fields, [effect.field]: effect.value };
      return;
    case 'raise':
      draft.flags = { ...draft.flags, [effect.flag]: { at, seq, value: effect.value } };
      return;
    case 'lower':
      draft.flags = omit(draft.flags, effect.flag);
      return;
    case 'ask':
      draft.asks = { ...draft.asks, [effect.ask]: { at, seq, by: actor, unit: effect.unit, value: effect.value } };
      return;
    case 'settle':
      draft.asks = omit(draft.asks, effect.ask);
      return;
    case 'clock': {
      const { do: _, ...line } = effect;
      draft.ledger = [...draft.ledger, { ...line, seq }];
      return;
    }
    case 'count':
      draft.counts = { ...draft.counts, [effect.name]: (draft.counts[effect.name] ?? 0) + effect.by };
      return;
    case 'link':
      draft.links = [...draft.links, { rel: effect.rel, to: effect.to, seq }];
      return;
    case 'unlink':
      draft.links = draft.links.filter((l) => l.rel !== effect.rel || l.to !== effect.to);
      return;
    case 'restore':
      // Safe because the value was taken from this very part of an earlier state.
      Object.assign(draft, { [effect.part]: effect.value });
      return;
    case 'tell':
    case 'order':
      return;
    default:
      note(draft, effect, seq, at, actor);
  }
}

type Note = Extract<Effect, { do: 'dispatched' | 'return_asked' | 'dispatch_ended' | 'remind' | 'receipt' | 'review' | 'milestone' }>;

/** Effects that add to one of the lists beside the way. */
function note(draft: Draft, effect: Note, seq: number, at: number, actor: ActorRef): void {
  switch (effect.do) {
    case 'dispatched': {
      const { do: _, ...dispatch } = effect;
      draft.dispatches = [...draft.dispatches, { ...dispatch, seq, returnAskedAt: null, end: null, endedAt: null }];
      return;
    }
    case 'return_asked':
      draft.dispatches = draft.dispatches.map((d, i, all) => (i === all.length - 1 ? { ...d, returnAskedAt: at } : d));
      return;
    case 'dispatch_ended':
      draft.dispatches = draft.dispatches.map((d, i, all) => (i === all.length - 1 ? { ...d, end: effect.end, endedAt: effect.at } : d));
      return;
    case 'remind': {
      const { do: _, ...reminder } = effect;
      draft.reminders = [...draft.reminders, { ...reminder, seq, at, by: actor, receipt: null }];
      return;
    }
    case 'receipt':
      draft.reminders = draft.reminders.map((r) => (r.seq === effect.of ? { ...r, receipt: { at, by: actor } } : r));
      return;
    case 'review': {
      const { do: _, ...review } = effect;
      draft.reviews = [...draft.reviews, { ...review, seq }];
      return;
    }
    case 'milestone': {
      const { do: _, ...milestone } = effect;
      draft.milestones = [...draft.milestones, { ...milestone, seq }];
    }
  }
}

function omit<T>(map: { readonly [key: string]: T }, key: string): { readonly [key: string]: T } {
  const { [key]: _, ...rest } = map;
  return rest;
}

/** What is to be told to people outside, as the entry says. */
export function noticesOf(entry: Pick<JournalEntry, 'effects'>): Extract<Effect, { do: 'tell' }>[] {
  return entry.effects.filter((e) => e.do === 'tell');
}

/** Commands that other cases take in the same transaction, in order. */
export function ordersOf(entry: Pick<JournalEntry, 'effects'>): Extract<Effect, { do: 'order' }>[] {
  return entry.effects.filter((e) => e.do === 'order');
}
