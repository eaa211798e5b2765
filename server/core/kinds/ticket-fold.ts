import { type Decision, decide, enter } from '../case/decide.ts';
import type { Effect, JournalEntry } from '../case/journal.ts';
import { isMirrored } from '../case/kind.ts';
import { type Actor, feedActor } from '../case/powers.ts';
import { refuse } from '../case/refusal.ts';
import type { Rules } from '../case/rules.ts';
import { type CaseState, emptyCase, type JsonObject } from '../case/state.ts';
import type { TicketStep } from '../case/steps.ts';
import { TICKET } from './ticket.ts';

/** What a ticket.reported event says of a ticket, without text and person. `at`: epoch ms. */
export type ReportedTicket = {
  readonly region: string;
  readonly desk: string;
  readonly requestType: string;
  readonly category: string | null;
  readonly channel: string;
  readonly entrance: string | null;
  readonly line: string | null;
  readonly urgent: boolean;
  readonly confidential: boolean;
  readonly anonymous: boolean;
  readonly mirrored: boolean;
  readonly at: number;
};
export type UpstreamStep = {
  readonly step: TicketStep;
  readonly at: number;
  readonly unit: string | null;
  readonly satisfied: boolean | null;
  readonly resolved: boolean | null;
};

/** The event as the data of the command `report`. */
export function reportData(ticket: ReportedTicket): JsonObject {
  const { region, desk, requestType, category, channel, entrance, line, urgent, confidential, anonymous, mirrored, at } = ticket;
  return {
    desk,
    requestType,
    region,
    channel,
    receivedAt: at,
    priority: urgent ? 'urgent' : 'normal',
    ...(category === null ? {} : { category }),
    ...(entrance === null ? {} : { entrance }),
    ...(line === null ? {} : { line }),
    ...(mirrored ? { mirrored } : {}),
    ...(confidential ? { confidential } : {}),
    ...(anonymous ? { anonymous } : {}),
  };
}

/** A step of an upstream platform as the data of the command `progress`. */
export function progressData({ step, at, unit, satisfied, resolved }: UpstreamStep): JsonObject {
  return {
    step,
    at,
    ...(unit === null ? {} : { unit }),
    ...(satisfied === null ? {} : { satisfied }),
    ...(resolved === null ? {} : { resolved }),
  };
}

export type Folded = { readonly state: CaseState; readonly entries: readonly JournalEntry[] };

/**
 * A ticket as its source told it: the report, then the steps in the order given (of a mirrored one; a native one takes
 * none). @throws Error when the kernel refuses a report, which accepted events never are
 */
export function foldReported(id: number, feed: number, ticket: ReportedTicket, steps: readonly UpstreamStep[], rules: Rules): Folded {
  const first = decide(TICKET, emptyCase('ticket', id), { name: 'report', data: reportData(ticket), expect: null }, feedActor(String(feed)), rules, ticket.at);
  if (!first.ok) throw new Error(`ticket ${id}: ${first.refusal.code}`);
  return foldSteps({ state: first.next, entries: [first.entry] }, feed, steps, rules);
}

/** The same for steps that came later. A step that the kernel refuses (of a native ticket) is left out. */
export function foldSteps(before: Folded, feed: number, steps: readonly UpstreamStep[], rules: Rules): Folded {
  let { state } = before;
  const entries = [...before.entries];
  for (const step of steps) {
    const done = decide(TICKET, state, { name: 'progress', data: progressData(step), expect: null }, feedActor(String(feed)), rules, step.at);
    if (!done.ok) continue;
    state = done.next;
    entries.push(done.entry);
  }
  return { state, entries };
}

const CORRECTED = ['region', 'requestType', 'category', 'channel', 'entrance', 'line', 'priority'] as const;

/** A native ticket whose report was replaced by its source: one more entry that sets what it says now. */
export function correctReport(state: CaseState, ticket: ReportedTicket, actor: Actor, now: number): Decision {
  const data = reportData(ticket);
  const effects: Effect[] = CORRECTED.flatMap((field): Effect[] => {
    const value = data[field] ?? null;
    return value === (state.fields[field] ?? null) ? [] : [{ do: 'set', field, value }];
  });
  for (const flag of ['confidential', 'anonymous'] as const) {
    const up = data[flag] === true;
    if (up && !state.flags[flag]) effects.push({ do: 'raise', flag, value: null });
    if (!up && state.flags[flag]) effects.push({ do: 'lower', flag });
  }
  if (effects.length === 0) return { ok: false, refusal: refuse('nothing_changes') };
  return enter(state, { command: 'corrected', data: {}, effects, used: [], actor, at: Math.max(now, state.last?.at ?? now) }, {});
}

/**
 * An open ticket whose feed was told to mirror its source from now on, or no longer to: one more entry that says who moves
 * it. What was done to it stays; a filed ticket stays what it was.
 */
export function turnMirrored(state: CaseState, mirrored: boolean, actor: Actor, now: number): Decision {
  if (!state.open || isMirrored(state) === mirrored) return { ok: false, refusal: refuse('nothing_changes') };
  const effects: Effect[] = [{ do: 'set', field: 'mirrored', value: mirrored ? true : null }];
  return enter(state, { command: 'turned', data: { mirrored }, effects, used: [], actor, at: Math.max(now, state.last?.at ?? now) }, { mirrored });
}
