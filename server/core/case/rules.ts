import type { Calendar } from '../calendar/calendar.ts';
import type { Amount } from '../calendar/reach.ts';
import type { Lawful, RiskParams } from '../risk/terms.ts';
import type { ClockKind, Limit, RuleRef } from './state.ts';

/**
 * A step of the ladder of urging, placed before or after the deadline of the handling clock: by an amount of time, or
 * before it when no more than a share of the whole time is left.
 */
export type UrgeStep = {
  readonly id: string;
  readonly when: 'before' | 'at' | 'after';
  readonly by: Amount | null;
  readonly share?: number | undefined;
  readonly act: 'remind' | 'urge' | 'supervise';
};

/** What each rule says. Amounts are with their unit; shares are 0 to 1. */
export type RuleValues = {
  /** Time limit of the clock in `where.clock`. `from`: received at the front desk, or dispatched to the first unit. */
  limit: Limit & { readonly from: 'received' | 'dispatched' };
  /** How long after a dispatch it may be returned, and after how many dispatches the desk must designate. */
  return: { readonly within: Amount; readonly designateAfter: number };
  /** The most that one extension gives, how many there may be, and from which on a leader has to agree. */
  extension: { readonly most: Amount; readonly times: number; readonly leaderFrom: number };
  /** In the order of time. */
  urge: { readonly steps: readonly UrgeStep[] };
  /** Which share of the closed is called back, and how often a caller who does not answer is tried. */
  follow_up: { readonly share: number; readonly attempts: number };
  redo: { readonly most: number };
  /** How long after which commands the one who gave them may take them back. */
  undo: { readonly seconds: number; readonly commands: readonly string[] };
  /** When a case that waits for nothing more is filed by itself. */
  archive: { readonly after: Amount };
  /** Cases with the flag leave the measures named. */
  exclusion: { readonly flag: string; readonly measures: readonly string[] };
  /** Who handles a class in a territory, who helps, which clause says so, and whether a machine may dispatch alone. */
  dispatch: { readonly main: string; readonly co: readonly string[]; readonly clause: string; readonly auto: boolean };
  /** Weights of the three rates in the composite score; they sum to 1. */
  composite: { readonly response: number; readonly resolution: number; readonly satisfaction: number };
  /** When a figure of cross-border trade is a risk; one row a check and place. */
  risk: RiskParams;
  /** What a clause calls lawful, though a check would find it. */
  lawful: Lawful;
};
export type RuleName = keyof RuleValues;

/** What a row applies to; a field that is absent applies to all. Region and category hold for all below them. */
export type RuleWhere = {
  readonly kind?: string;
  readonly clock?: ClockKind;
  readonly requestType?: string;
  readonly priority?: string;
  readonly region?: string;
  readonly category?: string;
  readonly entrance?: string;
};

/** A rule as a dated row: in force from `from` (inclusive) to `until` (exclusive), epoch ms. */
export type RuleRow<N extends RuleName = RuleName> = {
  readonly [K in N]: {
    readonly id: string;
    readonly version: number;
    readonly rule: K;
    readonly where: RuleWhere;
    readonly from: number;
    readonly until: number | null;
    /** The document and clause that says so. */
    readonly source: string;
    readonly value: RuleValues[K];
  };
}[N];

/** What is asked about; `regions` and `categories` from the place or class itself up to the root. */
export type RuleQuery = {
  readonly kind: string;
  readonly clock?: ClockKind;
  readonly requestType?: string | null;
  readonly priority?: string | null;
  readonly regions?: readonly string[];
  readonly categories?: readonly string[];
  readonly entrance?: string | null;
};

/** Rows by rule, so that a lookup reads only its own. */
export type RuleBook = { readonly [N in RuleName]?: readonly RuleRow<N>[] };

/** All that a decision asks of the outside: rules, calendar, and the trees of regions and classes. */
export type Rules = {
  readonly book: RuleBook;
  readonly calendar: Calendar;
  /** From the region itself up to the root; empty for an unknown one. */
  regions(region: string): readonly string[];
  /** From the class itself up to its head. */
  categories(category: string): readonly string[];
};

export function buildRuleBook(rows: readonly RuleRow[]): RuleBook {
  const book = new Map<RuleName, RuleRow[]>();
  for (const row of rows) {
    const own = book.get(row.rule);
    if (own) own.push(row);
    else book.set(row.rule, [row]);
  }
  // Safe because each row went under its own rule.
  return Object.fromEntries(book) as RuleBook;
}

/** The row that holds at an instant for what is asked: the most specific; null when none does. */
export function ruleAt<N extends RuleName>(book: RuleBook, rule: N, query: RuleQuery, at: number): RuleRow<N> | null {
  let best: { row: RuleRow<N>; rank: Rank } | null = null;
  for (const row of rowsOf(book, rule)) {
    const rank = rankOf(row, query, at);
    if (rank && (!best || compare(rank, best.rank) < 0)) best = { row, rank };
  }
  return best?.row ?? null;
}

/** All rows that hold, the most specific first: who asks why one rule won sees those that it beat. */
export function rulesAt<N extends RuleName>(book: RuleBook, rule: N, query: RuleQuery, at: number): RuleRow<N>[] {
  const found: { row: RuleRow<N>; rank: Rank }[] = [];
  for (const row of rowsOf(book, rule)) {
    const rank = rankOf(row, query, at);
    if (rank) found.push({ row, rank });
  }
  return found.sort((a, b) => compare(a.rank, b.rank)).map((f) => f.row);
}

export function refOf(row: { readonly id: string; readonly version: number; readonly source: string }): RuleRef {
  return { id: row.id, version: row.version, source: row.source };
}

function rowsOf<N extends RuleName>(book: RuleBook, rule: N): readonly RuleRow<N>[] {
  return (book[rule] as readonly RuleRow<N>[] | undefined) ?? [];
}

type Rank = readonly (number | string)[];

/**
 * Smaller is more specific. Priority goes first, because an urgent matter leaves the limit of its type, whatever the
 * type and wherever it is; then the nearest region, the nearest class, type, entrance and kind; then the later row.
 */
function rankOf(row: Pick<RuleRow, 'id' | 'version' | 'where' | 'from' | 'until'>, query: RuleQuery, at: number): Rank | null {
  const { where } = row;
  if (at < row.from || (row.until !== null && at >= row.until)) return null;
  if (!fits(where.kind, query.kind) || !fits(where.clock, query.clock) || !fits(where.priority, query.priority)) return null;
  if (!fits(where.requestType, query.requestType) || !fits(where.entrance, query.entrance)) return null;
  const region = distance(where.region, query.regions);
  const category = distance(where.category, query.categories);
  if (region === null || category === null) return null;
  return [any(where.priority), region, category, any(where.requestType), any(where.entrance), any(where.kind), -row.from, -row.version, row.id];
}

function fits(wanted: string | undefined, is: string | null | undefined): boolean {
  return wanted === undefined || wanted === is;
}

function any(wanted: string | undefined): number {
  return wanted === undefined ? 1 : 0;
}

function distance(wanted: string | undefined, lineage: readonly string[] | undefined): number | null {
  if (wanted === undefined) return Number.POSITIVE_INFINITY;
  const steps = lineage?.indexOf(wanted) ?? -1;
  return steps < 0 ? null : steps;
}

function compare(a: Rank, b: Rank): number {
  for (const [i, x] of a.entries()) {
    const y = b[i] as number | string;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
