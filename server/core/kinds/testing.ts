import { buildCalendar, type Calendar, type CalendarYear } from '../calendar/calendar.ts';
import { type Command, decide } from '../case/decide.ts';
import { type JournalEntry, replay } from '../case/journal.ts';
import { type Actor, CASE_POWERS, feedActor, type Seat, systemActor } from '../case/powers.ts';
import type { Refusal } from '../case/refusal.ts';
import { buildRuleBook, type RuleRow, type Rules } from '../case/rules.ts';
import { type CaseState, emptyCase, type JsonObject } from '../case/state.ts';
import { undo } from '../case/undo.ts';
import { decideAll } from '../case/world.ts';
import { type CaseKind, KINDS } from './kinds.ts';

/** A made-up province P with cities C1 and C2, rules with the numbers of domain.md, and a hand on the clock. */

/** 国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）. */
export const YEAR_2026: CalendarYear = {
  year: 2026,
  source: '国办发明电〔2025〕7号',
  holidays: [
    { name: '元旦', from: '2026-01-01', to: '2026-01-03' },
    { name: '春节', from: '2026-02-15', to: '2026-02-23' },
    { name: '清明节', from: '2026-04-04', to: '2026-04-06' },
    { name: '劳动节', from: '2026-05-01', to: '2026-05-05' },
    { name: '端午节', from: '2026-06-19', to: '2026-06-21' },
    { name: '中秋节', from: '2026-09-25', to: '2026-09-27' },
    { name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
  ],
  workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
};
const OFFICE = [
  { from: 9 * 60, to: 12 * 60 },
  { from: 14 * 60, to: 17 * 60 + 30 },
];
const EAST_8 = 8 * 3_600_000;

export function calendarOf(years: readonly CalendarYear[] = [YEAR_2026], dayEnd: 'midnight' | 'closing' = 'midnight'): Calendar {
  return buildCalendar(years, () => EAST_8, OFFICE, dayEnd);
}

/** Local time `2026-09-01 10:00` as an instant. */
export function local(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}${text.length > 16 ? '' : ':00'}Z`) - EAST_8;
}

/** An instant as local time, to the second. */
export function shown(at: number): string {
  return new Date(at + EAST_8).toISOString().slice(0, 19).replace('T', ' ');
}

type Draft = Partial<Pick<RuleRow, 'where' | 'from' | 'until' | 'version'>> & { source?: string };
let made = 0;

/** A row in force from 2000 on unless the draft says otherwise. */
export function row<N extends RuleRow['rule']>(rule: N, value: Extract<RuleRow, { rule: N }>['value'], draft: Draft = {}, id?: string): RuleRow {
  made += 1;
  const base = { id: id ?? `${rule}-${made}`, version: 1, rule, where: {}, from: 0, until: null, source: 'domain.md', value };
  // Safe because value belongs to rule.
  return { ...base, ...draft } as unknown as RuleRow;
}

const limit = (amount: number, unit: 'working_day' | 'natural_hour' | 'natural_minute', from: 'received' | 'dispatched' = 'dispatched') => ({
  amount,
  unit,
  soon: 0.2,
  from,
});
const ticket = { kind: 'ticket' } as const;
const handling = { kind: 'ticket', clock: 'handling' } as const;

export const ROWS: readonly RuleRow[] = [
  row('limit', limit(15, 'working_day'), { where: handling }, 'any'),
  row('limit', limit(2, 'working_day'), { where: { ...handling, requestType: '咨询' }, source: 'domain.md 1.5 [S16*]' }, 'consult'),
  row('limit', limit(10, 'working_day'), { where: { ...handling, requestType: '求助' }, source: 'domain.md 1.5 [S16*]' }, 'help'),
  row('limit', limit(10, 'working_day'), { where: { ...handling, requestType: '建议' }, source: 'domain.md 1.5 [S16*]' }, 'suggest'),
  row('limit', limit(15, 'working_day'), { where: { ...handling, requestType: '投诉' }, source: 'domain.md 1.5 [S16*]' }, 'complain'),
  row('limit', limit(24, 'natural_hour', 'received'), { where: { ...handling, priority: 'urgent' }, source: 'domain.md 1.5 [K]' }, 'urgent'),
  row('limit', limit(2, 'natural_hour', 'received'), { where: { ...handling, priority: 'critical' }, source: 'domain.md 1.5 [K]' }, 'critical'),
  row('limit', limit(1, 'working_day'), { where: { ...ticket, clock: 'sign' }, source: 'domain.md 1.5 [S33]' }, 'sign'),
  row('limit', limit(15, 'natural_minute'), { where: { ...ticket, clock: 'sign', priority: 'critical' }, source: 'domain.md 1.5 [S33]' }, 'sign-critical'),
  row('limit', limit(24, 'natural_hour'), { where: { ...ticket, clock: 'first_contact' }, source: 'domain.md 1.8' }, 'contact'),
  row('limit', limit(3, 'working_day'), { where: { ...ticket, clock: 'follow_up' } }, 'call-back'),
  row('return', { within: { amount: 1, unit: 'working_day' }, designateAfter: 3 }, { where: ticket, source: 'domain.md 1.4 [S29]' }, 'return'),
  row('extension', { most: { amount: 10, unit: 'working_day' }, times: 2, leaderFrom: 2 }, { where: ticket, source: 'domain.md 1.4 [S30]' }, 'extension'),
  row(
    'urge',
    {
      steps: [
        { id: 'remind', when: 'before', by: { amount: 2, unit: 'working_day' }, act: 'remind' },
        { id: 'notice', when: 'at', by: null, act: 'urge' },
        { id: 'circular', when: 'after', by: { amount: 5, unit: 'working_day' }, act: 'supervise' },
      ],
    },
    { where: ticket, source: 'domain.md 1.4 [S31*]' },
    'ladder',
  ),
  row('follow_up', { share: 1, attempts: 2 }, { where: ticket }, 'sampling'),
  row('redo', { most: 2 }, { where: ticket, source: 'domain.md 1.4' }, 'redo'),
  row('undo', { seconds: 10, commands: ['accept', 'dispatch', 'mark', 'unmark', 'reclassify', 'prioritize'] }, { source: 'screens.md 5' }, 'undo'),
  row('archive', { after: { amount: 5, unit: 'working_day' } }, { where: ticket }, 'archive'),
  row('exclusion', { flag: 'mediation', measures: ['satisfaction', 'resolution'] }, { source: 'guangdong-2.md C.5 L3349' }, 'mediation'),
  row('exclusion', { flag: 'enforcement', measures: ['satisfaction', 'resolution'] }, { source: 'guangdong-2.md C.5 L3349' }, 'enforcement'),
  row('dispatch', { main: 'u1', co: [], clause: '目录 1.1', auto: false }, { where: { category: '0101', region: 'C1' } }, 'cat-1'),
  row('dispatch', { main: 'u2', co: ['u3'], clause: '目录 1', auto: true }, { where: { category: '01', region: 'P' } }, 'cat-2'),
  row('limit', limit(1, 'working_day'), { where: { kind: 'rectification', clock: 'first_contact' }, source: 'domain.md 2.3 [K]' }, 'r-contact'),
  ...(
    [
      ['simple', 3],
      ['normal', 5],
      ['complex', 15],
    ] as const
  ).map(([priority, days]) =>
    row('limit', limit(days, 'working_day'), { where: { kind: 'rectification', clock: 'handling', priority }, source: 'domain.md 2.3 [K]' }, `r-${priority}`),
  ),
  row(
    'return',
    { within: { amount: 3, unit: 'working_day' }, designateAfter: 9 },
    { where: { kind: 'rectification' }, source: 'domain.md 2.3 [K]' },
    'r-appeal',
  ),
  row('limit', limit(3, 'working_day'), { where: { kind: 'rectification', clock: 'follow_up' } }, 'r-call-back'),
  row('extension', { most: { amount: 5, unit: 'working_day' }, times: 1, leaderFrom: 9 }, {}, 'extension-any'),
  ...(['risk', 'task'] as const).flatMap((kind) => [
    row('limit', limit(1, 'working_day'), { where: { kind, clock: 'sign' } }, `${kind}-sign`),
    row('limit', limit(10, 'working_day'), { where: { kind, clock: 'handling' } }, `${kind}-handling`),
  ]),
  row(
    'urge',
    {
      steps: [
        { id: 'half', when: 'before', by: null, share: 0.5, act: 'urge' },
        { id: 'fifth', when: 'before', by: null, share: 0.2, act: 'urge' },
        { id: 'late', when: 'at', by: null, act: 'supervise' },
      ],
    },
    { where: { kind: 'task' } },
    'task-ladder',
  ),
  row(
    'risk',
    { check: 'price', scope: 'customs_platform', status: 'preliminary', days: 7, past: 4, bound: 6, least: 200, floor: 100_000, times: null, severity: 3 },
    { source: 'domain.md 3.4 [K]' },
    'risk-price',
  ),
  row('lawful', { says: '实际收入可与申报金额不一致', checks: ['price'], modes: ['9810'], below: null }, { source: 'guangdong-1.md C5 L450' }, 'overseas'),
  row('limit', limit(15, 'natural_minute'), { where: { kind: 'incident', clock: 'first_contact' }, source: 'domain.md 1.5 [S34]' }, 'i-verify'),
  row('limit', limit(15, 'natural_minute'), { where: { kind: 'incident', clock: 'sign' } }, 'i-sign'),
  row('limit', limit(2, 'natural_hour'), { where: { kind: 'incident', clock: 'handling' } }, 'i-handling'),
];

const PARENTS: Record<string, string> = { C1: 'P', C2: 'P', D11: 'C1', '0101': '01', '0102': '01' };

function lineage(code: string): string[] {
  const parent = PARENTS[code];
  return parent === undefined ? [code] : [code, ...lineage(parent)];
}

export function rulesOf(rows: readonly RuleRow[] = ROWS, calendar: Calendar = calendarOf()): Rules {
  return { book: buildRuleBook(rows), calendar, regions: lineage, categories: lineage };
}

export function person(id: string, powers: Seat['powers'], { units = [], desks = [] }: Partial<Pick<Seat, 'units' | 'desks'>> = {}): Actor {
  return { ref: { type: 'person', id }, seats: [{ powers, units, desks }] };
}

export const DISPATCHER = person('dispatcher', ['case.intake', 'case.dispatch', 'case.adjudicate', 'case.designate', 'case.check', 'case.follow_up'], {
  desks: ['P', 'C1', 'C2'],
});
export const SUPERVISOR = person('supervisor', ['case.supervise', 'case.exclude'], { desks: ['P', 'C1', 'C2'] });
export const LEADER = person('leader', ['case.instruct']);
export const UPSTREAM = feedActor('upstream');
export const CLOCKWORK = systemActor('sweep');
export const handler = (unit: string): Actor => person(`of-${unit}`, ['case.handle'], { units: [unit] });
export const ANYBODY = person('all', CASE_POWERS, { desks: ['P', 'C1', 'C2'], units: ['u1', 'u2', 'u3', 'u4', 'u5'] });

const RULES = rulesOf();

/** Cases with their journals, a clock, and one hand for every command. */
export class Desk {
  readonly journals = new Map<number, JournalEntry[]>();
  readonly states = new Map<number, CaseState>();
  readonly kinds = new Map<number, CaseKind>();
  now: number;
  rules: Rules;

  constructor(now: string | number, rules: Rules = RULES) {
    this.now = typeof now === 'number' ? now : local(now);
    this.rules = rules;
  }

  at(time: string): this {
    this.now = local(time);
    return this;
  }

  of(id: number): CaseState {
    return this.states.get(id) ?? emptyCase(this.kinds.get(id) ?? 'ticket', id);
  }

  journal(id: number): JournalEntry[] {
    return this.journals.get(id) ?? [];
  }

  /** Gives a command with all that it orders; null when it was taken. */
  try(id: number, name: string, data: JsonObject, actor: Actor, expect: number | null = null, kind: CaseKind = this.kinds.get(id) ?? 'ticket'): Refusal | null {
    const command: Command = { name, data, expect };
    const done = decideAll(KINDS, (i) => this.states.get(i) ?? null, kind, id, command, actor, this.rules, this.now);
    if (!done.ok) return done.refusal;
    for (const { id: on, decision } of done.steps) {
      this.journals.set(on, [...this.journal(on), decision.entry]);
      this.states.set(on, decision.next);
      this.kinds.set(on, decision.next.kind as CaseKind);
    }
    return null;
  }

  /** Like `try`, where a refusal is a fault of the test. */
  do(id: number, name: string, data: JsonObject = {}, actor: Actor = DISPATCHER, kind?: CaseKind): CaseState {
    const refusal = this.try(id, name, data, actor, null, kind);
    if (refusal) throw new Error(`${name} on ${id} at ${shown(this.now)}: ${JSON.stringify(refusal)}`);
    return this.of(id);
  }

  undo(id: number, actor: Actor): Refusal | null {
    const state = this.of(id);
    const done = undo(KINDS[state.kind as CaseKind], id, this.journal(id), { expect: state.version }, actor, this.rules, this.now);
    if (!done.ok) return done.refusal;
    this.journals.set(id, [...this.journal(id), done.entry]);
    this.states.set(id, done.next);
    return null;
  }

  /** A native ticket in city C1. */
  report(id: number, data: JsonObject = {}, actor: Actor = DISPATCHER): CaseState {
    return this.do(id, 'report', { desk: 'C1', region: 'C1', requestType: '投诉', category: '0101', channel: 'phone', ...data }, actor);
  }

  replayed(id: number): CaseState {
    return replay(this.of(id).kind, id, JSON.parse(JSON.stringify(this.journal(id))));
  }
}

/** One decision on a lone case, for tests of the kernel itself. */
export function once(state: CaseState, name: string, data: JsonObject, actor: Actor, now: number, rules: Rules = RULES): ReturnType<typeof decide> {
  return decide(KINDS[state.kind as CaseKind], state, { name, data, expect: state.version }, actor, rules, now);
}
