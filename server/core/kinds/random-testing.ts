import { offers } from '../case/decide.ts';
import type { FieldSpec } from '../case/kind.ts';
import type { Actor } from '../case/powers.ts';
import type { CaseState, Json, JsonObject } from '../case/state.ts';
import { type CaseKind, KINDS } from './kinds.ts';
import { ANYBODY, CLOCKWORK, type Desk, DISPATCHER, handler, LEADER, SUPERVISOR, UPSTREAM } from './testing.ts';

/** Random commands that are mostly worth trying, from numbers that a property test drew. */

const ACTORS: readonly Actor[] = [...Array(8).fill(ANYBODY), DISPATCHER, handler('u1'), handler('u2'), handler('u3'), SUPERVISOR, LEADER, CLOCKWORK, UPSTREAM];
const MINUTE = 60_000;
/** Mostly minutes and hours, sometimes days over a weekend, once in a while a step back of the clock. */
const LEAPS = [0, 1, 2, 5, 10, 30, 60, 90, 180, 300, 800, 1500, 3000, 9000, -20];
/** Ends and side ways: tried as seldom as all that does not lead on. */
const SELDOM = [
  'withdraw',
  'coordinate',
  'contact',
  'pass_down',
  'send_up',
  'refuse',
  'transfer',
  'direct_answer',
  'absorb',
  'dismiss',
  'judge_invalid',
  'drop',
  'cancel',
  'uphold_appeal',
  'control',
];

/** mulberry32: the same numbers for the same seed. */
export function numbersFrom(seed: number): (below: number) => number {
  let a = seed >>> 0;
  return (below) => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000) * below);
  };
}

export type Tried = { readonly id: number; readonly name: string; readonly data: JsonObject; readonly actor: Actor };

/** Draws a case, an actor, a command and its data, and moves the clock. */
export function draw(desk: Desk, ids: readonly number[], kind: CaseKind, seed: number): Tried {
  const pick = numbersFrom(seed);
  desk.now += (LEAPS[pick(LEAPS.length)] ?? 0) * MINUTE;
  const known = [...new Set([...ids, ...desk.states.keys()])];
  const id = known[pick(known.length)] ?? 1;
  const state = desk.of(id);
  const actor = ACTORS[pick(ACTORS.length)] ?? ANYBODY;
  const table = KINDS[desk.kinds.get(id) ?? kind];
  const offered = offers(table, state, actor);
  const onward = offered.filter((n) => Array.isArray(table.commands[n]?.from) && !SELDOM.includes(n));
  const dice = pick(100);
  const names = onward.length > 0 && dice < 65 ? onward : offered.length > 0 && dice < 92 ? offered : Object.keys(table.commands);
  const name = names[pick(names.length)] ?? '';
  const fields = table.commands[name]?.fields ?? {};
  const data: { [field: string]: Json } = {};
  for (const [field, spec] of Object.entries(fields)) if (pick(100) < (spec.need ? 97 : 35)) data[field] = valueFor(field, spec, pick, desk, known, state);
  return { id, name, data, actor };
}

const UNITS = ['u1', 'u2', 'u3', 'u4', 'u5'];
const DESKS = ['C1', 'C1', 'C2', 'P'];
let nextChild = 1000;

const BY_NAME: { readonly [field: string]: readonly Json[] } = {
  unit: UNITS,
  desk: DESKS,
  to: DESKS,
  region: ['C1', 'C2', 'D11', 'P'],
  requestType: ['咨询', '求助', '投诉', '举报', '建议'],
  category: ['0101', '0102', '01', '02'],
  ladder: ['1:remind', '1:notice', '1:circular', '2:notice', '1:half', '1:late'],
  rule: ['price', 'price', 'mismatch'],
  lawful: ['overseas', 'overseas', 'none'],
  mirrored: [false, false, false, true],
  measures: [['satisfaction'], ['on_time_close', 'resolution']],
};

function valueFor(field: string, spec: FieldSpec, pick: (below: number) => number, desk: Desk, ids: readonly number[], state: CaseState): Json {
  const list = spec.choice ?? BY_NAME[field];
  if (list) return list[pick(list.length)] ?? null;
  switch (spec.type) {
    case 'bool':
      return pick(3) > 0;
    case 'time':
      return desk.now - 3_600_000 + pick(4) * 1_800_000;
    case 'date':
      return new Date(desk.now + pick(24) * 86_400_000 - 86_400_000).toISOString().slice(0, 10);
    case 'ids':
      return [...new Set([ids[pick(ids.length)] ?? 1, ids[pick(ids.length)] ?? 1])];
    case 'helpers':
      nextChild += 1;
      return [{ unit: UNITS[pick(UNITS.length)] ?? 'u1', child: nextChild }];
    case 'number': {
      if (field === 'of') return state.reminders.at(-1)?.seq ?? 1;
      if (field === 'parent') return null;
      if (field === 'member') return Number(state.links.find((l) => l.rel === 'member')?.to ?? ids[pick(ids.length)] ?? 1);
      const least = spec.least ?? 1;
      return least + pick((spec.most ?? least + 11) - least + 1);
    }
    case 'codes':
      return ['k1'];
    default:
      return `${field} ${pick(9)}`;
  }
}
