import { factBody, readFields } from './fields.ts';
import { apply, type Effect, type JournalEntry, noticesOf, ordersOf } from './journal.ts';
import { type CommandSpec, type Ctx, type From, isMirrored, type KindTable, masterOf, type Who } from './kind.ts';
import type { Actor, Seat } from './powers.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Rules } from './rules.ts';
import type { CaseState, JsonObject } from './state.ts';

/** What somebody wants. `expect`: the version that he saw; null (system, feed) asks for none. */
export type Command = { readonly name: string; readonly data: JsonObject; readonly expect: number | null };

/**
 * What goes to the facts lane: ids, codes and times. Places are those before and after, so that a case that leaves a
 * scope is seen to leave; `kind` is the command.
 */
export type CaseFact = {
  readonly kind: string;
  readonly case: number;
  readonly version: number;
  readonly at: number;
  readonly before: Places;
  readonly after: Places;
  readonly body: JsonObject;
};
export type Places = { readonly regions: readonly string[]; readonly units: readonly string[] };

export type Decision =
  | {
      readonly ok: true;
      readonly entry: JournalEntry;
      readonly next: CaseState;
      readonly facts: readonly CaseFact[];
      /** Commands for other cases, to be decided in the same transaction; one refused refuses all. */
      readonly orders: readonly Extract<Effect, { do: 'order' }>[];
      /** For the outbox. */
      readonly notices: readonly Extract<Effect, { do: 'tell' }>[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Decides a command: either one more entry with the case as it is then, or a refusal that changes nothing. Pure: the
 * same arguments give the same answer. `now` before the newest entry (clocks of two machines) becomes that entry's
 * instant. `actor` is already known to see the case.
 */
export function decide(table: KindTable, state: CaseState, command: Command, actor: Actor, rules: Rules, now: number): Decision {
  const spec = table.commands[command.name];
  if (!spec) return no(refuse('unknown_command', { command: command.name }));
  const conflict = conflictOf(state, command.expect);
  if (conflict) return no(conflict);
  const blocked = blockedBy(table, spec, state, actor);
  if (blocked) return no(blocked);
  const read = readFields(spec.fields, command.data);
  if (!read.ok) return no(read.refusal);
  const ctx: Ctx = { table, state, data: read.data, actor, rules, at: Math.max(now, state.last?.at ?? now), used: [] };
  for (const guard of spec.guards ?? []) {
    const refusal = guard(ctx);
    if (refusal) return no(refusal);
  }
  const effects = spec.effects(ctx);
  return enter(state, { command: command.name, data: read.data, effects, used: ctx.used, actor, at: ctx.at }, factBody(spec.fields, read.data));
}

type Block = 'mirrored' | 'not_mirrored' | 'wrong_state' | 'merged' | 'forbidden';

/** Why a command is not even to be offered: state, mirror, merge and who. Null when a filled form may succeed. */
export function blockedBy(table: KindTable, spec: CommandSpec, state: CaseState, actor: Actor): Refusal | null {
  const block = blockOf(table, spec, state, actor);
  switch (block) {
    case 'wrong_state':
      return { ...refuse(block, { state: state.state, command: state.last?.command ?? null }), ...since(state) };
    case 'merged':
      return refuse(block, { master: masterOf(state) });
    case 'forbidden':
      return refuse(block, { needs: spec.by.map((w) => ('power' in w ? `${w.as}:${w.power}` : w.as)) });
    default:
      return block && refuse(block);
  }
}

/** The commands that the actor may try on the case as it stands, by name. */
export function offers(table: KindTable, state: CaseState, actor: Actor): string[] {
  const names: string[] = [];
  for (const name in table.commands) if (blockOf(table, table.commands[name] as CommandSpec, state, actor) === null) names.push(name);
  return names;
}

function blockOf(table: KindTable, spec: CommandSpec, state: CaseState, actor: Actor): Block | null {
  if (!comesFrom(table, spec.from, state)) return state.version > 0 && isMirrored(state) && spec.mirrored === undefined ? 'mirrored' : 'wrong_state';
  if (spec.from !== 'new') {
    const mirrored = isMirrored(state);
    if (mirrored && spec.mirrored === undefined) return 'mirrored';
    if (!mirrored && spec.mirrored === 'only') return 'not_mirrored';
  }
  if (state.flags.merged && !spec.whenMerged) return 'merged';
  return spec.by.some((who) => may(who, state, actor)) ? null : 'forbidden';
}

function conflictOf(state: CaseState, expect: number | null): Refusal | null {
  if (expect === null || expect === state.version) return null;
  return { ...refuse('conflict', { expected: expect, version: state.version, command: state.last?.command ?? null }), ...since(state) };
}

function since(state: CaseState): Pick<Refusal, 'by' | 'at'> {
  return state.last ? { by: state.last.by, at: state.last.at } : {};
}

function comesFrom(table: KindTable, from: From, state: CaseState): boolean {
  if (from === 'new') return state.version === 0;
  if (state.version === 0) return false;
  if (from === 'any') return true;
  return from === 'open' ? table.states[state.state]?.open === true && state.open : from.includes(state.state);
}

function may(who: Who, state: CaseState, actor: Actor): boolean {
  if (!('power' in who)) return actor.ref.type === who.as;
  return actor.ref.type === 'person' && actor.seats.some((seat) => seat.powers.includes(who.power) && reaches(who.as, state, seat));
}

function reaches(as: Extract<Who, { power: unknown }>['as'], state: CaseState, seat: Seat): boolean {
  const { desk, main, through } = state.assignment;
  switch (as) {
    case 'anyone':
      return true;
    case 'desk':
      return desk === null || seat.desks.includes(desk);
    case 'main':
      return main !== null && seat.units.includes(main);
    case 'passer':
      return through.some((u) => seat.units.includes(u));
  }
}

type Act = {
  readonly command: string;
  readonly data: JsonObject;
  readonly effects: readonly Effect[];
  readonly used: JournalEntry['rules'];
  readonly actor: Actor;
  readonly at: number;
};

/** One more entry, and what follows from it. */
export function enter(state: CaseState, act: Act, body: JsonObject): Extract<Decision, { ok: true }> {
  const { command, data, effects, actor, at } = act;
  const rules = act.used.filter((r, i, all) => all.findIndex((o) => o.id === r.id && o.version === r.version) === i);
  const entry: JournalEntry = { seq: state.version + 1, at, actor: actor.ref, command, data, rules, effects };
  const next = apply(state, entry);
  const fact: CaseFact = { kind: command, case: state.id, version: next.version, at, before: placesOf(state), after: placesOf(next), body };
  return { ok: true, entry, next, facts: [fact], orders: ordersOf(entry), notices: noticesOf(entry) };
}

/** Regions and units that a case concerns, which decide who may see it. */
export function placesOf(state: CaseState): Places {
  const { desk, firstDesk, main, co, through } = state.assignment;
  const regions = [desk, firstDesk, state.fields.region ?? null].filter((r): r is string => typeof r === 'string');
  const units = [main, ...through, ...co.map((c) => c.unit)].filter((u): u is string => u !== null);
  return { regions: [...new Set(regions)], units: [...new Set(units)] };
}

function no(refusal: Refusal): Decision {
  return { ok: false, refusal };
}
