import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addUp, appraise } from '../case/appraisal.ts';
import { clocksOf, elapsedOf, isPaused, runningClock } from '../case/clock.ts';
import { countableOf, packCountable, unpackCountable } from '../case/countable.ts';
import { deadlineOf } from '../case/deadline.ts';
import { explainDeadline } from '../case/explain.ts';
import { RESTORED_PARTS, replay } from '../case/journal.ts';
import { isMirrored, masterOf, ownerOf } from '../case/kind.ts';
import { MEASURES } from '../case/measures.ts';
import { type CaseState, CLOCK_KINDS, linksOf } from '../case/state.ts';
import { Tally } from '../case/tally.ts';
import { type CaseKind, KINDS } from './kinds.ts';
import { draw, type Tried } from './random-testing.ts';
import { ANYBODY, calendarOf, Desk, DISPATCHER, ROWS } from './testing.ts';

const STARTS = ['2026-09-14 09:00', '2026-09-30 16:30', '2026-02-13 10:00', '2026-12-28 11:00'];
const steps = (least: number, most: number) => fc.array(fc.noBias(fc.integer({ min: 0, max: 0xffffffff })), { minLength: least, maxLength: most, size: 'max' });
const start = fc.constantFrom(...STARTS);
const EXCLUSIONS = ROWS.filter((r) => r.rule === 'exclusion');

/** Gives one drawn command and checks what must hold after it, taken or refused. */
function play(t: Desk, tried: Tried, taken: Map<string, number>): void {
  const before = new Map(t.states);
  const lengths = new Map([...t.journals].map(([id, j]) => [id, j.length]));
  const kind = t.kinds.get(tried.id) ?? 'ticket';
  const refusal = tried.name === 'undo' ? t.undo(tried.id, tried.actor) : t.try(tried.id, tried.name, tried.data, tried.actor, null, kind);
  if (refusal) {
    // Refused commands change nothing, not even a part of what they ordered.
    expect(t.states.size).toBe(before.size);
    for (const [id, state] of t.states) if (before.get(id) !== state) throw new Error(`${tried.name} was refused (${refusal.code}) and changed ${id}`);
    return;
  }
  taken.set(tried.name, (taken.get(tried.name) ?? 0) + 1);
  for (const [id, state] of t.states) {
    const was = before.get(id);
    if (was === state) continue;
    const added = t.journal(id).length - (lengths.get(id) ?? 0);
    // The version increases by one an entry.
    if (state.version !== (was?.version ?? 0) + added || state.version !== t.journal(id).length) throw new Error(`version of ${id}`);
    check(t, state);
  }
}

/** Whoever gave the newest command takes it back, within the ten seconds or just after them. */
function takeBack(t: Desk, id: number, seed: number, taken: Map<string, number>): void {
  const { last, version } = t.of(id);
  const before = version > 1 ? replay('ticket', id, t.journal(id).slice(0, -1)) : null;
  if (!last || !before) return;
  t.now = Math.max(t.now, last.at + (seed % 12) * 1000);
  const actor = { ...ANYBODY, ref: last.by };
  play(t, { id, name: 'undo', data: {}, actor }, taken);
  if (t.of(id).version === version) return;
  for (const part of RESTORED_PARTS) if (!isDeepStrictEqual(t.of(id)[part], before[part])) throw new Error(`undo of ${last.command} left ${part}`);
}

function check(t: Desk, state: CaseState): void {
  const table = KINDS[state.kind as CaseKind];
  const owner = ownerOf(table, state);
  const { main, co } = state.assignment;
  const fail = (why: string) => {
    throw new Error(`${state.kind} ${state.id} ${state.state} v${state.version} after ${state.last?.command}: ${why}`);
  };
  if (!table.states[state.state]) fail('unknown state');
  if (state.open && owner.type === 'none') fail('open without an owner');
  if (!isMirrored(state)) {
    if (state.open !== table.states[state.state]?.open) fail('open and state disagree');
    if (table.states[state.state]?.holder === 'unit' && main === null) fail('a unit has it, but none is named');
    if (['registered', 'to_dispatch'].includes(state.state) && main !== null) fail('the desk has it, and a unit too');
  }
  if (new Set([main, ...co.map((c) => c.unit)]).size !== co.length + 1) fail('one unit twice');
  if ((state.asks.return !== undefined) !== ['return_review', 'appealed'].includes(state.state)) fail('return asked and state disagree');
  if (state.flags.pending && state.state !== 'handling') fail('on hold, and not handled');
  const master = masterOf(state);
  if (master !== null) {
    const leads = t.of(master);
    if (!linksOf(leads, 'member').includes(state.id) || !leads.open || masterOf(leads) !== null) fail(`follows ${master}, which does not lead`);
  }
  for (const m of linksOf(state, 'member')) if (masterOf(t.of(m)) !== state.id) fail(`leads ${m}, which does not follow`);
  checkClocks(t, state, fail);
}

function checkClocks(t: Desk, state: CaseState, fail: (why: string) => void): void {
  const clocks = clocksOf(state.ledger);
  for (const kind of CLOCK_KINDS) if (clocks.filter((c) => c.kind === kind && c.stoppedAt === null).length > 1) fail(`two ${kind} clocks run`);
  for (const c of clocks) {
    const d = deadlineOf(c, t.rules.calendar, t.now);
    if (!(elapsedOf(c, t.now) >= 0 && d.left >= 0 && d.over >= 0 && d.share >= 0 && d.share <= 1 && d.due >= c.startedAt)) fail(`${c.kind} is negative`);
    let last = c.startedAt;
    for (const p of c.pauses) {
      if (p.from < last || (p.to !== null && p.to < p.from)) fail(`${c.kind} pauses out of order`);
      last = p.to ?? p.from;
    }
    if ((d.state === 'late' || d.state === 'missed') !== d.over > 0) fail(`${c.kind} ${d.state} by ${d.over}`);
  }
  const handling = runningClock(state.ledger, 'handling');
  const mayStand = ['return_review', 'appealed'].includes(state.state) || state.flags.pending !== undefined;
  // The clock stands only while a return is judged or a hold is approved (domain.md 1.4).
  if (handling && !isMirrored(state) && isPaused(handling) !== mayStand) fail('the handling clock stands without a reason');
  if (state.state === 'archived' && clocks.some((c) => c.stoppedAt === null)) fail('filed with a running clock');
}

/** What must hold of the whole at the end. */
function reckon(t: Desk): void {
  for (const id of t.states.keys()) if (!isDeepStrictEqual(t.replayed(id), t.of(id))) expect(t.replayed(id)).toEqual(t.of(id));
  for (const [id, state] of t.states) {
    const undone = new Set(t.journal(id).flatMap((e) => (e.command === 'undo' ? [e.data.of, e.seq] : [])));
    const standing = t.journal(id).filter((e) => !undone.has(e.seq));
    const n = (...names: string[]) => standing.filter((e) => names.includes(e.command)).length;
    if (state.kind !== 'ticket' || isMirrored(state)) continue;
    const sent = n('dispatch', 'designate') + (state.fields.parent === undefined ? 0 : 1);
    expect([state.dispatches.length, state.counts.redone ?? 0, state.counts.checkedBack ?? 0, state.reviews.length, state.counts.extensions ?? 0]).toEqual([
      sent,
      n('redo'),
      n('check_back'),
      n('follow_up'),
      standing.filter((e) => e.command === 'settle_extension' && e.data.grant === true).length,
    ]);
    expect(state.milestones.filter((m) => m.what === 'closed').length).toBe(
      n('close', 'direct_answer', 'close_with_master') + (state.fields.parent === undefined ? 0 : n('answer')),
    );
    expect(state.counts.redone ?? 0).toBeLessThanOrEqual(2);
  }
  const input = { from: 0, to: t.now + 1, now: t.now, calendar: t.rules.calendar, exclusions: EXCLUSIONS };
  const cases = [...t.states.values()].map(countableOf);
  // What is kept of a case beside it counts for the same as the case itself.
  const [told, kept] = [new Tally({ ...input, silentAfter: 1 }), new Tally({ ...input, silentAfter: 1 })];
  for (const one of cases) {
    told.take(one);
    kept.take(unpackCountable(one.id, JSON.parse(JSON.stringify(packCountable(one)))));
  }
  if (!isDeepStrictEqual(kept.cells, told.cells)) expect(kept.cells).toEqual(told.cells);
  const whole = appraise(cases, input, () => 'all');
  const parts = appraise(cases, input, (_, unit) => unit ?? 'desk');
  const byUnit = addUp(parts.values());
  for (const m of MEASURES) {
    const all = whole.get('all')?.[m] ?? { num: 0, den: 0, left: {} };
    if (all.num > all.den) throw new Error(`${m}: ${all.num} of ${all.den}`);
    if (!isDeepStrictEqual(byUnit[m], all)) throw new Error(`${m}: the units sum to ${JSON.stringify(byUnit[m])} and not to ${JSON.stringify(all)}`);
  }
}

test('tickets: whatever is tried, there is one owner, no negative clock, and the journal gives the state again', { timeout: 180_000 }, () => {
  const taken = new Map<string, number>();
  fc.assert(
    fc.property(start, steps(8, 28), (from, seeds) => {
      const t = new Desk(from);
      t.report(1);
      t.report(2, { requestType: '咨询', category: '01' });
      for (const seed of seeds) {
        if (seed % 13 === 0) takeBack(t, 1 + (seed % 2), seed, taken);
        play(t, draw(t, [1, 2, 3], 'ticket', seed), taken);
      }
      reckon(t);
    }),
    { seed: 12345, numRuns: 6000 },
  );
  // The sequences reach everything: no command of the table is beyond them, but those that time alone brings.
  const never = Object.keys(KINDS.ticket.commands).filter((c) => !taken.has(c) && !ORDERED.includes(c));
  expect(never).toEqual([]);
  expect(taken.get('undo') ?? 0).toBeGreaterThan(20);
});

/** Given by orders of other cases, and in the journals of those. */
const ORDERED = ['join', 'leave', 'drop_member', 'close_with_master', 'helper_answered', 'helper_left', 'apply_rules'];

test('a mirrored ticket goes where its upstream platform says, in whatever order', () => {
  const taken = new Map<string, number>();
  fc.assert(
    fc.property(start, steps(4, 20), (from, seeds) => {
      const t = new Desk(from);
      t.do(1, 'report', { desk: 'C1', requestType: '求助', mirrored: true });
      for (const seed of seeds) play(t, draw(t, [1], 'ticket', seed), taken);
      reckon(t);
    }),
    { seed: 12346, numRuns: 1000 },
  );
  expect([...taken.keys()].filter((c) => ['progress', 'urge', 'supervise', 'hand_over'].includes(c)).length).toBe(4);
});

for (const kind of ['incident', 'rectification', 'risk', 'task'] as const)
  test(`${kind}: the same kernel holds another table`, () => {
    const taken = new Map<string, number>();
    fc.assert(
      fc.property(start, steps(4, 25), (from, seeds) => {
        const t = new Desk(from);
        t.kinds.set(1, kind);
        for (const seed of seeds) play(t, draw(t, [1], kind, seed), taken);
        reckon(t);
      }),
      { seed: 12347, numRuns: 500 },
    );
    expect(Object.keys(KINDS[kind].commands).filter((c) => !taken.has(c))).toEqual([]);
  });

test('un-merge restores a member exactly, whatever its master did', () => {
  let merged = 0;
  fc.assert(
    fc.property(start, steps(2, 12), steps(0, 8), (from, first, then) => {
      const t = new Desk(from);
      t.report(1);
      t.report(2, { requestType: '求助' });
      for (const seed of first) play(t, draw(t, [1, 2], 'ticket', seed), new Map());
      const was = t.of(2);
      if (t.try(1, 'absorb', { members: [2] }, DISPATCHER)) return;
      for (const seed of then) {
        const tried = draw(t, [1], 'ticket', seed);
        if (tried.id === 1 && tried.name !== 'absorb') play(t, tried, new Map());
      }
      if (masterOf(t.of(2)) === null || t.try(1, 'release', { member: 2 }, ANYBODY)) return;
      merged += 1;
      const { version, last, ...rest } = t.of(2);
      const { version: _, last: __, ...before } = was;
      expect(rest).toEqual(before);
      expect(version).toBe(was.version + 2);
      expect(last?.command).toBe('leave');
      for (const part of RESTORED_PARTS) expect(t.replayed(2)[part]).toEqual(was[part]);
    }),
    { seed: 12348, numRuns: 1000 },
  );
  expect(merged).toBeGreaterThan(200);
});

test('the counted days of an explanation sum to the limit with its extensions', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 700 }),
      fc.array(fc.tuple(fc.nat(40), fc.nat(20)), { maxLength: 4 }),
      (amount, after, holds) => {
        const calendar = calendarOf();
        let at = Date.parse('2025-06-01T01:00:00Z') + after * 3_600_000 * 20;
        const startedAt = at;
        const pauses = holds.map(([run, stand]) => {
          const from = at + run * 7_000_000;
          at = from + stand * 9_000_000;
          return { from, to: at, reason: 'hold' };
        });
        const limit = { amount, unit: 'working_day' as const, soon: 0.2 };
        const extension = { amount: 3, unit: 'working_day' as const, at: startedAt, reason: 'granted', rule: null };
        const clock = {
          kind: 'handling' as const,
          round: 1,
          startedAt,
          startReason: '',
          startUnit: null,
          limit,
          rule: null,
          extensions: [extension],
          pauses,
          transfers: [],
          was: [],
          stoppedAt: null,
          stopReason: null,
          unit: null,
        };
        const lines = explainDeadline(clock, calendar, startedAt);
        let sum = 0;
        for (const l of lines) if (l.line === 'counted' || l.line === 'exchange') sum += l.amount;
        expect(sum).toBe(amount + 3);
        const { due, left, unpublished } = deadlineOf(clock, calendar, startedAt);
        expect(left).toBeCloseTo(amount + 3, 9);
        expect(lines.at(-1)).toMatchObject({ line: 'due', at: due });
        expect(lines.filter((l) => l.line === 'unpublished').map((l) => l.year)).toEqual(unpublished);
      },
    ),
    { seed: 12349, numRuns: 500 },
  );
});
