import type { Amount } from '../calendar/reach.ts';
import { type Clock, clocksOf } from './clock.ts';
import type { MeasureName } from './measures.ts';
import { receivedAt } from './rerule.ts';
import { type CaseState, CLOCK_KINDS, type ClockKind, type Limit, textField } from './state.ts';

/** A clock as far as it is counted: what its deadline follows from, and how it ended. */
export type CountedClock = Pick<Clock, 'kind' | 'startedAt' | 'stoppedAt' | 'stopReason' | 'unit'> & {
  readonly limit: Limit;
  readonly extensions: readonly Amount[];
  readonly pauses: readonly { readonly from: number; readonly to: number | null }[];
};

/**
 * Of a case all that the appraisal asks, and nothing that a rule of exclusion or a calendar decides: those are asked when
 * it is counted, so that it stays right when they change.
 */
export type Countable = {
  readonly id: number;
  readonly open: boolean;
  readonly receivedAt: number;
  readonly closedAt: number | null;
  /** Of the newest entry of its journal. */
  readonly lastAt: number | null;
  /** A helper's part of another ticket. */
  readonly helper: boolean;
  readonly outcome: string | null;
  readonly region: string;
  readonly category: string | null;
  readonly main: string | null;
  readonly clocks: readonly CountedClock[];
  readonly dispatches: readonly { readonly at: number; readonly unit: string; readonly asked: boolean; readonly returned: boolean }[];
  readonly milestones: readonly { readonly what: string; readonly at: number; readonly unit: string | null }[];
  readonly reviews: readonly {
    readonly at: number;
    readonly unit: string | null;
    readonly reached: boolean;
    readonly satisfied: boolean | null;
    readonly resolved: boolean | null;
  }[];
  readonly flags: readonly string[];
  /** An approved exclusion. */
  readonly excluded: { readonly reason: string; readonly measures: readonly MeasureName[] } | null;
};

const COUNTED_MILESTONES = ['accepted', 'closed', 'redone'];

export function countableOf(state: CaseState): Countable {
  const approved = state.flags.excluded?.value as { readonly reason?: string; readonly measures?: readonly MeasureName[] } | null | undefined;
  return {
    id: state.id,
    open: state.open,
    receivedAt: receivedAt(state),
    closedAt: state.closedAt,
    lastAt: state.last?.at ?? null,
    helper: state.fields.parent !== undefined,
    outcome: textField(state, 'outcome'),
    region: textField(state, 'region') ?? state.assignment.desk ?? '',
    category: textField(state, 'category'),
    main: state.assignment.main,
    clocks: clocksOf(state.ledger),
    dispatches: state.dispatches.map(({ at, unit, returnAskedAt, end }) => ({ at, unit, asked: returnAskedAt !== null, returned: end === 'returned' })),
    milestones: state.milestones.filter((m) => COUNTED_MILESTONES.includes(m.what)),
    reviews: state.reviews,
    flags: Object.keys(state.flags).sort(),
    excluded: approved?.measures ? { reason: approved.reason ?? '', measures: approved.measures } : null,
  };
}

/** Of the form below; what was written in another form is made anew from the journal. */
export const PACKED_FORM = 1;

type Name = number | null;
type PackedClock = readonly [
  kind: number,
  start: number,
  amount: number,
  unitOfTime: number,
  soon: number,
  stop: number | null,
  reason: Name,
  unit: Name,
  pauses?: readonly (number | null)[],
  extensions?: readonly number[],
  until?: number,
];
/** Instants are told from the receipt on, names by their place in `names`: a case takes some 200 bytes. */
export type Packed = readonly [
  form: typeof PACKED_FORM,
  names: readonly string[],
  received: number,
  closed: number | null,
  last: number | null,
  bits: number,
  outcome: Name,
  region: number,
  category: Name,
  main: Name,
  clocks: readonly PackedClock[],
  dispatches: readonly (readonly [at: number, unit: number, bits: number])[],
  milestones: readonly (readonly [what: number, at: number, unit: Name])[],
  reviews: readonly (readonly [at: number, unit: Name, bits: number])[],
  flags: readonly number[],
  excluded?: readonly [reason: string, measures: readonly MeasureName[]],
];

/** A countable as it is kept beside its case; JSON. */
export function packCountable(one: Countable): Packed {
  const names: string[] = [];
  const must = (name: string): number => {
    const known = names.indexOf(name);
    return known < 0 ? names.push(name) - 1 : known;
  };
  const nameOf = (name: string | null): Name => (name === null ? null : must(name));
  const since = (at: number): number => at - one.receivedAt;
  const maybe = (at: number | null): number | null => (at === null ? null : since(at));
  const clocks = one.clocks.map((c): PackedClock => {
    const base = [
      CLOCK_KINDS.indexOf(c.kind),
      since(c.startedAt),
      c.limit.amount,
      must(c.limit.unit),
      c.limit.soon,
      maybe(c.stoppedAt),
      nameOf(c.stopReason),
      nameOf(c.unit),
    ] as const;
    const pauses = c.pauses.flatMap((p) => [since(p.from), maybe(p.to)]);
    const extensions = c.extensions.flatMap((e) => [e.amount, must(e.unit)]);
    if (c.limit.until !== undefined) return [...base, pauses, extensions, since(c.limit.until)];
    return extensions.length > 0 ? [...base, pauses, extensions] : pauses.length > 0 ? [...base, pauses] : base;
  });
  const packed = [
    PACKED_FORM,
    names,
    one.receivedAt,
    maybe(one.closedAt),
    maybe(one.lastAt),
    (one.open ? 1 : 0) + (one.helper ? 2 : 0),
    nameOf(one.outcome),
    must(one.region),
    nameOf(one.category),
    nameOf(one.main),
    clocks,
    one.dispatches.map((d) => [since(d.at), must(d.unit), (d.asked ? 1 : 0) + (d.returned ? 2 : 0)] as const),
    one.milestones.map((m) => [must(m.what), since(m.at), nameOf(m.unit)] as const),
    one.reviews.map((r) => [since(r.at), nameOf(r.unit), (r.reached ? 1 : 0) + 2 * threefold(r.satisfied) + 6 * threefold(r.resolved)] as const),
    one.flags.map(must),
  ] as const;
  return one.excluded ? [...packed, [one.excluded.reason, one.excluded.measures]] : packed;
}

/** Unknown, no, yes. */
const threefold = (value: boolean | null): number => (value === null ? 0 : value ? 2 : 1);
const fromThreefold = (n: number): boolean | null => (n === 0 ? null : n === 2);

/** What packCountable packed of the case `id`. */
export function unpackCountable(id: number, packed: Packed): Countable {
  const [, names, receivedAt, closed, last, bits, outcome, region, category, main, clocks, dispatches, milestones, reviews, flags, excluded] = packed;
  const named = (n: number): string => names[n] ?? '';
  const maybeNamed = (n: Name): string | null => (n === null ? null : named(n));
  const maybe = (at: number | null | undefined): number | null => (at === null || at === undefined ? null : receivedAt + at);
  return {
    id,
    open: (bits & 1) !== 0,
    receivedAt,
    closedAt: maybe(closed),
    lastAt: maybe(last),
    helper: (bits & 2) !== 0,
    outcome: maybeNamed(outcome),
    region: named(region),
    category: maybeNamed(category),
    main: maybeNamed(main),
    clocks: clocks.map(([kind, start, amount, unitOfTime, soon, stop, reason, unit, pauses = [], extensions = [], until]): CountedClock => {
      // Safe because packCountable wrote it of a clock.
      const time = (n: number | undefined) => named(n ?? -1) as Amount['unit'];
      return {
        kind: CLOCK_KINDS[kind] as ClockKind,
        startedAt: receivedAt + start,
        limit: { amount, unit: time(unitOfTime), soon, ...(until === undefined ? {} : { until: receivedAt + until }) },
        stoppedAt: maybe(stop),
        stopReason: maybeNamed(reason),
        unit: maybeNamed(unit),
        pauses: pairs(pauses).map(([from, to]) => ({ from: receivedAt + (from ?? 0), to: maybe(to) })),
        extensions: pairs(extensions).map(([amount, unit]) => ({ amount: amount ?? 0, unit: time(unit) })),
      };
    }),
    dispatches: dispatches.map(([at, unit, is]) => ({ at: receivedAt + at, unit: named(unit), asked: (is & 1) !== 0, returned: (is & 2) !== 0 })),
    milestones: milestones.map(([what, at, unit]) => ({ what: named(what), at: receivedAt + at, unit: maybeNamed(unit) })),
    reviews: reviews.map(([at, unit, is]) => ({
      at: receivedAt + at,
      unit: maybeNamed(unit),
      reached: is % 2 === 1,
      satisfied: fromThreefold(Math.floor(is / 2) % 3),
      resolved: fromThreefold(Math.floor(is / 6)),
    })),
    flags: flags.map(named),
    excluded: excluded ? { reason: excluded[0], measures: excluded[1] } : null,
  };
}

function pairs<T>(list: readonly T[]): (readonly [T | undefined, T | undefined])[] {
  return Array.from({ length: list.length / 2 }, (_, i) => [list[2 * i], list[2 * i + 1]] as const);
}
